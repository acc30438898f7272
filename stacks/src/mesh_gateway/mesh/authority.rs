//! The mesh's private certificate authority.

use formwork::aws::acmpca::{
    Certificate, CertificateArgs, CertificateAuthority, CertificateAuthorityActivation, CertificateAuthorityArgs,
    Permission, Subject, Validity,
};
use formwork::{Environment, Handle, Stack, Val, partition, text};

use super::super::common::{keep, name};
use super::super::{Mesh as MeshSettings, Settings};

/// How long the root's own certificate counts, in years.
const ROOT_YEARS: u16 = 10;

const SIGNING: &str = "SHA256WITHRSA";

/// An authority that issues.
pub(super) struct Authority {
    /// What is issued names this one, so that it waits until the authority may issue.
    pub(super) active: Handle<CertificateAuthorityActivation>,
}

/// A general-purpose root: ACM renews what it gets from one, and gets nothing from an authority of short-lived
/// certificates.
pub(super) fn authority(stack: &mut Stack, env: &Environment<Settings>, settings: &MeshSettings) -> Authority {
    let subject = Subject::new().common_name(name(env, "mesh")).organization(&settings.organization);
    let root = CertificateAuthority::new(CertificateAuthorityArgs {
        r#type: Val::of("ROOT"),
        key_algorithm: Val::of("RSA_2048"),
        signing_algorithm: Val::of(SIGNING),
        subject: Val::of(subject),
    });
    let root = stack.add("Authority", root.usage_mode("GENERAL_PURPOSE"));
    keep(stack, env, &root);
    let certificate = Certificate::new(CertificateArgs {
        certificate_authority_arn: Val::of(&root),
        certificate_signing_request: root.certificate_signing_request(),
        signing_algorithm: Val::of(SIGNING),
        validity: Val::of(Validity::new("YEARS", ROOT_YEARS)),
    });
    let certificate = certificate.template_arn(text!("arn:{}:acm-pca:::template/RootCACertificate/V1", partition()));
    let certificate = stack.add("AuthorityCertificate", certificate);
    keep(stack, env, &certificate);
    let active = CertificateAuthorityActivation::new(&root, certificate.certificate()).status("ACTIVE");
    let active = stack.add("AuthorityActivation", active);
    keep(stack, env, &active);
    let renewing = ["IssueCertificate", "GetCertificate", "ListPermissions"];
    stack.add("AuthorityRenewal", Permission::new(&root, renewing, "acm.amazonaws.com"));
    Authority { active }
}
