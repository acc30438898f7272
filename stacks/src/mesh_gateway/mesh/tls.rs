//! Certificates on both sides of every connection, for nodes and for the gateway.

use formwork::aws::appmesh::{
    ClientPolicy, ClientPolicyTls, ClientTlsCertificate, ListenerTls, ListenerTlsAcmCertificate,
    ListenerTlsCertificate, ListenerTlsFileCertificate, ListenerTlsValidationContext,
    ListenerTlsValidationContextTrust, SubjectAlternativeNameMatchers, SubjectAlternativeNames, TlsValidationContext,
    TlsValidationContextAcmTrust, TlsValidationContextFileTrust, TlsValidationContextTrust,
};
use formwork::aws::certificatemanager::Certificate;
use formwork::{Handle, text};

use super::authority::Authority;

/// Where the cluster mounts a client's certificate, key, and the authority's certificate.
pub(super) const FILES: &str = "/etc/mesh-tls";

/// What a node answers with, and from whom it takes calls: certificates of the authority that bear one of `callers`.
#[track_caller]
pub(super) fn listener(certificate: &Handle<Certificate>, callers: &[String]) -> ListenerTls {
    let presented = ListenerTlsCertificate::new().acm(ListenerTlsAcmCertificate::new(certificate));
    let trusted = ListenerTlsValidationContextTrust::new().file(TlsValidationContextFileTrust::new(file("ca.crt")));
    ListenerTls::new(presented, "STRICT")
        .validation(ListenerTlsValidationContext::new(trusted).subject_alternative_names(names(callers)))
}

/// What a caller presents, and whom it takes for the service it calls.
#[track_caller]
pub(super) fn client(authority: &Authority, services: &[String]) -> ClientPolicy {
    let presented = ListenerTlsFileCertificate::new(file("tls.crt"), file("tls.key"));
    let trusted = TlsValidationContextTrust::new().acm(TlsValidationContextAcmTrust::new([authority.active.arn()]));
    let validation = TlsValidationContext::new(trusted).subject_alternative_names(names(services));
    ClientPolicy::new()
        .tls(ClientPolicyTls::new(validation).enforce(true).certificate(ClientTlsCertificate::new().file(presented)))
}

/// The names one of which a certificate has to bear.
pub(super) fn names(names: &[String]) -> SubjectAlternativeNames {
    SubjectAlternativeNames::new(SubjectAlternativeNameMatchers::new().exact(names))
}

/// The names that cert-manager gives to the parts of a certificate's secret.
pub(super) fn file(name: &str) -> formwork::Val<String> {
    text!("{}/{}", FILES, name)
}
