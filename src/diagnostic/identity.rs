//! What makes a finding the same one in another run.

use sha2::{Digest, Sha256};

use super::Diagnostic;

impl Diagnostic {
    /// What makes it the same finding in another run: the rule, the place in the model, and what is said. Not the line:
    /// that moves with every edit above it.
    #[must_use]
    pub fn identity(&self) -> [&str; 6] {
        [self.template().unwrap_or(&self.system), &self.stack, &self.path, &self.property, self.rule, &self.message]
    }

    /// The file, where a template was judged by itself and belongs to no system.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        let origin = self.origin.as_ref().filter(|_| self.system.is_empty() && self.stack.is_empty());
        origin.map(|place| place.file.as_str()).filter(|file| !file.is_empty())
    }

    /// The identity as sixteen hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for part in self.identity() {
            // With its length, so that text cannot move from one part to the next.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn templates_are_told_apart_by_their_files() {
        let of = |file: &str, line| {
            let origin = Some(Place { file: file.to_owned(), line, column: 1 });
            Diagnostic { origin, ..Diagnostic::error("wrong-type", "message").of("Queue", "AWS::SQS::Queue") }
        };
        assert_eq!(of("a.yaml", 3).fingerprint(), of("a.yaml", 9).fingerprint());
        assert_ne!(of("a.yaml", 3).fingerprint(), of("b.yaml", 3).fingerprint());
        // What belongs to a system does so wherever its line is written.
        let system = |file| of(file, 3).in_stack("network");
        assert_eq!(system("src/a.rs").fingerprint(), system("src/b.rs").fingerprint());
    }

    #[test]
    fn a_finding_keeps_its_fingerprint_when_its_line_moves() {
        let finding = Diagnostic::error("wrong-type", "message").in_stack("network").of("Vpc", "AWS::EC2::VPC");
        let moved =
            Diagnostic { origin: Some(Place { file: "a.rs".to_owned(), line: 1, column: 1 }), ..finding.clone() };
        assert_eq!(moved.fingerprint(), finding.fingerprint());
        assert_eq!(finding.fingerprint().len(), 16);
        let others = [
            finding.clone().in_stack("networkV").of("pc", "AWS::EC2::VPC"),
            finding.clone().property("/CidrBlock"),
            Diagnostic { message: "another".to_owned(), ..finding.clone() },
            Diagnostic { rule: "wrong-typo", ..finding.clone() },
            Diagnostic { system: "orders".to_owned(), ..finding.clone() },
        ];
        for other in others {
            assert_ne!(other.fingerprint(), finding.fingerprint(), "{other:?}");
        }
    }
}
