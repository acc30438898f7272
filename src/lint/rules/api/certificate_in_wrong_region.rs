//! See `docs/certificate-in-wrong-region.md`.

use super::{DOMAIN, endpoint};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("certificate-in-wrong-region", check);

/// Where everything that CloudFront serves has its certificates.
const EDGE: &str = "us-east-1";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for domain in system.all(DOMAIN) {
        match endpoint(domain) {
            Some("EDGE") => judge(findings, domain, domain.value("CertificateArn"), Some(EDGE)),
            Some("REGIONAL") => judge(findings, domain, domain.value("RegionalCertificateArn"), region(domain)),
            _ => {}
        }
    }
    for distribution in system.all("AWS::CloudFront::Distribution") {
        let certificate = distribution.value("DistributionConfig/ViewerCertificate/AcmCertificateArn");
        judge(findings, distribution, certificate, Some(EDGE));
    }
}

fn judge<'a>(findings: &mut Findings<'_>, user: Resource<'a>, certificate: Value<'a>, wanted: Option<&str>) {
    let own = certificate.target();
    // `arn:aws:acm:<region>:<account>:certificate/<id>`
    let literal =
        certificate.text().filter(|arn| arn.starts_with("arn:aws:acm:")).and_then(|arn| arn.split(':').nth(3));
    let (Some(wanted), Some(found)) = (wanted, literal.or_else(|| own.and_then(region))) else { return };
    if found != wanted {
        let message = format!("the certificate is in {found}, and it is looked for in {wanted}");
        let finding = findings.on(user, &certificate, message).help(format!("take one of {wanted}"));
        findings.push(match own {
            Some(own) => finding.with(own.origin(), "the certificate"),
            None => finding,
        });
    }
}

/// The region of a resource, where its stack has one.
fn region(resource: Resource<'_>) -> Option<&str> {
    resource.stack().stack.target().region.as_deref()
}
