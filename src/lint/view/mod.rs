//! What a rule looks at: the model under one assumption about its conditions, with values that say what is known of them.

mod memory;
mod order;
mod resource;
mod scenario;
#[cfg(test)]
pub(super) mod steps;
mod system;
mod value;

pub use resource::Resource;
pub use system::System;
pub use value::Value;

pub(super) use memory::Memory;
pub(super) use scenario::scenarios;
pub(super) use system::Index;
pub(super) use value::Key;

#[cfg(test)]
mod tests;
