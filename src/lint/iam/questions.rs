//! Small questions about statements that several rules ask.

use super::document::Statement;
use crate::lint::Value;

/// Whether a statement has conditions, or may have.
pub(in crate::lint) fn is_conditional(statement: Statement<'_>) -> bool {
    statement.get("Condition").is_deferred() || !statement.get("Condition").members().is_empty()
}

/// The keys that a statement's conditions test, each with its operator and its values.
pub(in crate::lint) fn tests(statement: Statement<'_>) -> Vec<(&str, &str, Value<'_>)> {
    let operators = statement.get("Condition").members().into_iter();
    operators
        .flat_map(|(operator, tests)| tests.members().into_iter().map(move |(key, value)| (operator, key, value)))
        .collect()
}

/// Whether all conditions of a statement are written down.
pub(in crate::lint) fn are_tests_known(statement: Statement<'_>) -> bool {
    let conditions = statement.get("Condition");
    !conditions.is_deferred() && conditions.members().iter().all(|(_, tests)| !tests.is_deferred())
}

/// Whether a statement speaks of everybody: `"*"`, also as an AWS principal.
pub(in crate::lint) fn is_of_everybody(statement: Statement<'_>) -> bool {
    let principal = statement.get("Principal");
    let is_star = |value: &Value<'_>| value.text() == Some("*");
    is_star(&principal) || principal.get("AWS").items().is_some_and(|named| named.iter().any(is_star))
}
