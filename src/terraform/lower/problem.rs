//! What lowering finds wrong.

use crate::diagnostic::Diagnostic;

use super::Lowering;

const CLOUDFORMATION: &str = "leave this stack to CloudFormation with `--backend cloudformation`";

pub(super) fn unmapped_type(kind: &str) -> Diagnostic {
    Diagnostic::error("unmapped-type", format!("{kind} has no Terraform mapping yet"))
        .help(format!("add its lines to the service's table in `src/terraform/mapping`, or {CLOUDFORMATION}"))
}

pub(in crate::terraform) fn unmapped_property(name: &str) -> Diagnostic {
    Diagnostic::error("unmapped-property", format!("`{name}` has no Terraform mapping yet"))
        .help("add its line to the service's table in `src/terraform/mapping`, or leave it out")
}

pub(super) fn no_counterpart_type(kind: &str) -> Diagnostic {
    Diagnostic::error("no-counterpart", format!("Terraform has no counterpart of {kind}")).help(CLOUDFORMATION)
}

pub(in crate::terraform) fn no_counterpart(what: &str) -> Diagnostic {
    Diagnostic::error("no-counterpart", format!("Terraform has no counterpart of {what}"))
        .help(format!("leave it out, or {CLOUDFORMATION}"))
}

/// A value whose shape must be known at synthesis is an expression.
pub(super) fn needs_literal(expected: &str) -> Diagnostic {
    Diagnostic::error("needs-literal", format!("Terraform needs {expected} at synthesis, not only at deployment"))
        .help("write it out, or choose between two written-out values with a condition")
}

/// Whether a line counts is open.
pub(super) fn undecided() -> Diagnostic {
    needs_literal("what this depends on")
}

/// CloudFormation makes it up where it is absent; Terraform does not.
pub(super) fn needed(what: &str) -> Diagnostic {
    Diagnostic::error("needed-by-terraform", format!("Terraform needs {what}, which CloudFormation leaves open"))
        .help(format!("set {what}"))
}

impl Lowering<'_, '_> {
    /// Reports a problem at the property where we are.
    pub(in crate::terraform) fn problem(&mut self, problem: Diagnostic) {
        self.printer.problem(problem);
    }

    /// Reports a value whose shape must be known at synthesis.
    pub(in crate::terraform) fn needs_literal(&mut self, expected: &str) {
        self.problem(needs_literal(expected));
    }

    /// Reports something that only CloudFormation can say.
    pub(in crate::terraform) fn no_counterpart(&mut self, what: &str) {
        self.problem(no_counterpart(what));
    }

    /// Reports something that Terraform requires and CloudFormation does not.
    pub(in crate::terraform) fn needed(&mut self, what: &str) {
        self.problem(needed(what));
    }

    /// Reports a property that no line knows.
    pub(in crate::terraform) fn unmapped(&mut self, name: &str) {
        self.problem(unmapped_property(name));
    }
}
