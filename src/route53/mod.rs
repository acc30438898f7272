//! Names: zones, records, and the checks that decide which record answers.

mod alias;
mod health_check;
mod name;
mod record;
mod zone;

pub use alias::{Alias, AliasTarget};
pub use health_check::HealthCheck;
pub use name::within;
pub use record::{Record, RecordType};
pub use zone::{Zone, ZoneHandle};
