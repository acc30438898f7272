//! The model: values, addresses, stacks. It knows no AWS service, no backend and no I/O.

mod address;
mod app;
mod condition;
mod defaults;
mod document;
mod dynamic;
mod environment;
mod expectation;
mod expr;
mod id;
mod node;
mod once;
mod output;
mod parameter;
#[cfg(feature = "read")]
mod parts;
mod placed;
mod resolve;
mod scope;
mod settings_file;
mod stack;
mod state;
mod text;
mod value;

pub use address::{Address, ConditionAddress, Handle, MappingAddress, ParameterAddress, StackKey};
pub use app::App;
pub use condition::{Condition, ConditionFacts, Mapping, MappingFacts, Test};
pub use document::{DocumentBuilder, IntoDocument, document, document_list};
pub use dynamic::Dynamic;
pub use environment::{Environment, SettingsFile, Target};
pub use expectation::Expectation;
pub use expr::{Expr, Pseudo};
pub use node::{Node, Prop, Props};
pub use once::Once;
pub use output::Output;
pub use parameter::{Param, Parameter, ParameterFacts, ParameterKind};
#[cfg(feature = "read")]
pub(crate) use parts::{Declared, ResourceParts};
pub use placed::{Allow, Content, Placed, Removal};
pub use resolve::{Export, Import, Model, Resolved};
pub use scope::{Construct, Resource, Scope};
pub use stack::{Link, Order, Stack, When};
pub use state::S3State;
pub use text::{
    IntoText, Scalar, account_id, availability_zones, base64, cidr, interpolate, partition, placeholders, region,
    split, stack_name, to_json, unit, url_suffix,
};
pub use value::{Document, Identity, IntoVal, Map, Refers, Secret, Val};
