//! What Terraform's side knows before it deploys.

mod refused_by_provider;
mod together;

use super::Family;

pub(super) const FAMILY: Family = Family { title: "Terraform", rules: &[refused_by_provider::RULE] };
