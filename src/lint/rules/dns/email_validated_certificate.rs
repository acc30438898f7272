//! See `docs/email-validated-certificate.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("email-validated-certificate", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for certificate in system.all("AWS::CertificateManager::Certificate") {
        let by_mail = certificate.lacks("ValidationMethod") || certificate.text("ValidationMethod") == Some("EMAIL");
        // A private authority asks nobody.
        if by_mail && certificate.lacks("CertificateAuthorityArn") {
            let message = "the stack waits until somebody answers an e-mail";
            let help = "set `ValidationMethod: DNS`, and the zone of each name in `DomainValidationOptions`";
            findings.push(findings.of(certificate, message).help(help));
        }
    }
}
