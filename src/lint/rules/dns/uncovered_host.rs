//! See `docs/uncovered-host.md`.

use super::plain;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("uncovered-host", check);

/// Who serves which names with which certificate.
const SERVED: [(&str, &str, &str); 6] = [
    ("AWS::ApiGateway::DomainName", "DomainName", "CertificateArn"),
    ("AWS::ApiGateway::DomainName", "DomainName", "RegionalCertificateArn"),
    ("AWS::ApiGatewayV2::DomainName", "DomainName", "DomainNameConfigurations/0/CertificateArn"),
    ("AWS::AppSync::DomainName", "DomainName", "CertificateArn"),
    (
        "AWS::CloudFront::Distribution",
        "DistributionConfig/Aliases",
        "DistributionConfig/ViewerCertificate/AcmCertificateArn",
    ),
    ("AWS::VpcLattice::Service", "CustomDomainName", "CertificateArn"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (type_name, hosts, certificate) in SERVED {
        for server in system.all(type_name) {
            let own = server.target(certificate);
            let Some(own) = own.filter(|own| own.type_name() == "AWS::CertificateManager::Certificate") else {
                continue;
            };
            let Some(names) = names(own) else { continue };
            for host in server.each(hosts) {
                let Some(text) = host.text().filter(|text| !names.iter().any(|name| covers(name, &plain(text)))) else {
                    continue;
                };
                let message = format!("the certificate is for {}, and not for `{text}`", names.join(", "));
                let help = "add the name to the certificate's `SubjectAlternativeNames`";
                findings.push(findings.on(server, &host, message).help(help).with(own.origin(), "the certificate"));
            }
        }
    }
}

/// The names of a certificate, where all of them are written down.
fn names(certificate: Resource<'_>) -> Option<Vec<String>> {
    let mut names = vec![plain(certificate.text("DomainName")?)];
    for name in certificate.items("SubjectAlternativeNames")? {
        names.push(plain(name.text()?));
    }
    Some(names)
}

/// Whether a certificate's name is for a host: `*` stands for the first label alone.
fn covers(name: &str, host: &str) -> bool {
    match name.strip_prefix("*.") {
        Some(base) => name == host || host.split_once('.').is_some_and(|(_, parent)| parent == base),
        None => name == host,
    }
}
