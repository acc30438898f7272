//! The mesh's private certificate authority.

use formwork::aws::acmpca::{
    Certificate, CertificateArgs, CertificateAuthority, CertificateAuthorityActivation, CertificateAuthorityArgs,
    Permission, Subject, Validity,
};
use formwork::{Construct, Environment, Handle, Scope, Val, partition, text};

use super::super::common::name;
use super::super::{Mesh as MeshSettings, Settings};

/// How long the root's own certificate counts, in years.
const ROOT_YEARS: u16 = 10;

const SIGNING: &str = "SHA256WITHRSA";

/// A general-purpose root: ACM renews what it gets from one, and gets nothing from an authority of short-lived
/// certificates.
pub(super) struct Root {
    subject: Subject,
}

/// An authority that issues.
pub(super) struct Authority {
    /// What is issued names this one, so that it waits until the authority may issue.
    pub(super) active: Handle<CertificateAuthorityActivation>,
}

impl Root {
    #[track_caller]
    pub(super) fn new(env: &Environment<Settings>, settings: &MeshSettings) -> Self {
        Root { subject: Subject::new().common_name(name(env, "mesh")).organization(&settings.organization) }
    }
}

impl Construct for Root {
    type Handle = Authority;

    fn build(self, scope: &mut Scope<'_>) -> Authority {
        let root = CertificateAuthority::new(CertificateAuthorityArgs {
            r#type: Val::of("ROOT"),
            key_algorithm: Val::of("RSA_2048"),
            signing_algorithm: Val::of(SIGNING),
            subject: Val::of(self.subject),
        });
        let root = root.usage_mode("GENERAL_PURPOSE").build(scope);
        scope.keep(&root);
        let certificate = Certificate::new(CertificateArgs {
            certificate_authority_arn: Val::of(&root),
            certificate_signing_request: root.certificate_signing_request(),
            signing_algorithm: Val::of(SIGNING),
            validity: Val::of(Validity::new("YEARS", ROOT_YEARS)),
        });
        let template = text!("arn:{}:acm-pca:::template/RootCACertificate/V1", partition());
        let certificate = scope.add("Certificate", certificate.template_arn(template));
        scope.keep(&certificate);
        let active = CertificateAuthorityActivation::new(&root, certificate.certificate()).status("ACTIVE");
        let active = scope.add("Activation", active);
        scope.keep(&active);
        let renewing = ["IssueCertificate", "GetCertificate", "ListPermissions"];
        scope.add("Renewal", Permission::new(&root, renewing, "acm.amazonaws.com"));
        Authority { active }
    }
}
