//! Names, secrets and what ties a template to one place.

mod contradicting_values;
mod exposed_secret;
mod hard_coded_place;
mod name_too_long;
mod secret;
mod secret_in_output;
mod taken_name;

use super::Family;

pub(super) const FAMILY: Family = Family {
    title: "Names, secrets and portability",
    rules: &[
        contradicting_values::RULE,
        exposed_secret::RULE,
        hard_coded_place::RULE,
        name_too_long::RULE,
        secret_in_output::RULE,
        taken_name::RULE,
    ],
};

#[cfg(test)]
mod tests;
