//! What is right and looks wrong.

use crate::lint::testing::findings;
