//! Permissions: policies that IAM refuses, that allow too much, or that lack what something surely needs.

mod above_default_quota;
pub(super) mod calls;
mod closed_to_service;
mod confused_deputy;
mod full_access;
mod malformed_policy;
mod missing_permission;
mod needs;
mod old_github_subject;
mod open_github_trust;
mod open_trust;
mod policy_too_large;
mod resource_of_wrong_service;
mod unadmitted_pipeline;
mod unknown_action;
mod unknown_condition_operator;
mod unknown_managed_policy;
mod unknown_service_principal;
mod unrestricted_pass_role;
mod untrusting_role;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;

pub(super) const FAMILY: Family = Family {
    title: "Permissions",
    rules: &[
        above_default_quota::RULE,
        closed_to_service::RULE,
        confused_deputy::RULE,
        full_access::RULE,
        malformed_policy::RULE,
        missing_permission::RULE,
        old_github_subject::RULE,
        open_github_trust::RULE,
        open_trust::RULE,
        policy_too_large::RULE,
        resource_of_wrong_service::RULE,
        unadmitted_pipeline::RULE,
        unknown_action::RULE,
        unknown_condition_operator::RULE,
        unknown_managed_policy::RULE,
        unknown_service_principal::RULE,
        unrestricted_pass_role::RULE,
        untrusting_role::RULE,
    ],
};
