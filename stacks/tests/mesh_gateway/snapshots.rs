//! Every stack as it is emitted, in both environments and both backends.

use crate::support;

#[test]
fn stacks_are_as_reviewed() {
    support::stacks_are_as_reviewed("mesh-gateway");
}
