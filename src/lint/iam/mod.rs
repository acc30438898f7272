//! The policy evaluator: who may do what with which thing, as far as that is surely known.
//!
//! It answers for what a template or a system says: policies of a role wherever they are written, its permissions
//! boundary, policies of the thing that is asked about, trust, and entries of EKS clusters. What lies outside, such as
//! service control policies, can only take away. Where anything that counts is known only later, the answer is that it
//! is not known.

mod access;
mod arn;
mod attached;
mod document;
mod evaluate;
mod pattern;
mod places;
mod questions;
mod resources;
mod size;
mod text;
mod truth;

pub(in crate::lint) use access::admits;
pub(in crate::lint) use document::{Document, Effect, Principal, Statement};
pub(in crate::lint) use evaluate::{Answer, Iam, Thing, lets, trusts};
pub(in crate::lint) use pattern::{Case, matches, overlap};
pub(in crate::lint) use places::{Kind, Policy, policies};
pub(in crate::lint) use questions::{are_tests_known, is_conditional, is_of_everybody, tests};
pub(in crate::lint) use resources::policies_on;
pub(in crate::lint) use size::size;
pub(in crate::lint) use text::Text;
pub(in crate::lint) use truth::Truth;

#[cfg(test)]
#[cfg(feature = "read")]
mod tests;
