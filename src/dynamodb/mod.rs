//! Tables, and who may do what with their items.

mod grant;
mod key;
mod table;

pub use grant::{Append, Stream};
pub use key::{Index, Key};
pub use table::{StreamView, Table, TableHandle};
