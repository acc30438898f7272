//! The API's own domain, at which clients have to show a certificate.

use formwork::aws::apigateway::{BasePathMapping, DomainName, EndpointConfiguration, MutualTlsAuthentication, RestApi};
use formwork::aws::ids::CertificateArn;
use formwork::aws::s3;
use formwork::{Environment, Handle, Stack, account_id, doc, text};

use super::super::Settings;
use super::super::common::{keep, name};
use super::stage::Stage;

/// The file in the truststore's bucket: the certificates of the authorities that clients' certificates come from.
const TRUSTSTORE: &str = "truststore.pem";

/// How far the domain has come. The truststore has to lie in its bucket before the domain can be made.
pub(super) enum Edge<'a> {
    /// None is wanted.
    None,
    /// The bucket is made, and waits for the file.
    Preparing,
    /// The domain serves.
    Serving(Serving<'a>),
}

/// A domain that serves.
#[derive(Clone, Copy)]
pub(super) struct Serving<'a> {
    pub(super) domain_name: &'a str,
    certificate_arn: &'a str,
    truststore_version: &'a str,
}

impl<'a> Edge<'a> {
    pub(super) fn of(env: &'a Environment<Settings>) -> Self {
        let Some(edge) = &env.api.edge else { return Edge::None };
        let Some(version) = &edge.truststore_version else { return Edge::Preparing };
        Edge::Serving(Serving {
            domain_name: &edge.domain_name,
            certificate_arn: &edge.certificate_arn,
            truststore_version: version,
        })
    }

    pub(super) fn serving(&self) -> Option<Serving<'a>> {
        match self {
            Edge::Serving(serving) => Some(*serving),
            Edge::None | Edge::Preparing => None,
        }
    }
}

/// The bucket, and the domain once it can be.
pub(super) fn domain(
    stack: &mut Stack,
    env: &Environment<Settings>,
    edge: &Edge<'_>,
    api: &Handle<RestApi>,
    stage: &Stage,
) {
    if matches!(edge, Edge::None) {
        return;
    }
    let bucket = truststore(stack, env);
    stack.output("TruststoreUri", text!("s3://{}/{}", &bucket, TRUSTSTORE)).description("Where to put the truststore.");
    let Some(serving) = edge.serving() else { return };

    let clients = MutualTlsAuthentication::new()
        .truststore_uri(text!("s3://{}/{}", &bucket, TRUSTSTORE))
        .truststore_version(serving.truststore_version);
    let domain = stack.add(
        "Domain",
        DomainName::new()
            .domain_name(serving.domain_name)
            .endpoint_configuration(EndpointConfiguration::new().types(["REGIONAL"]))
            .regional_certificate_arn(CertificateArn::literal(serving.certificate_arn))
            .security_policy("TLS_1_2")
            .mutual_tls_authentication(clients),
    );
    stack.add("DomainMapping", BasePathMapping::new(&domain).rest_api_id(api).stage(&stage.handle));
    stack.output("DomainTarget", domain.regional_domain_name()).description("What the domain's DNS record points to.");
    stack.output("DomainTargetZoneId", domain.regional_hosted_zone_id());
}

/// Versioned: the domain names the version it trusts.
fn truststore(stack: &mut Stack, env: &Environment<Settings>) -> Handle<s3::Bucket> {
    let encryption = s3::ServerSideEncryptionRule::new()
        .server_side_encryption_by_default(s3::ServerSideEncryptionByDefault::new("AES256"));
    let bucket = stack.add(
        "Truststore",
        s3::Bucket::new()
            .bucket_name(text!("{}-{}", name(env, "truststore"), account_id()))
            .versioning_configuration(s3::VersioningConfiguration::new("Enabled"))
            .bucket_encryption(s3::BucketEncryption::new([encryption]))
            .ownership_controls(s3::OwnershipControls::new([
                s3::OwnershipControlsRule::new().object_ownership("BucketOwnerEnforced")
            ]))
            .public_access_block_configuration(
                s3::PublicAccessBlockConfiguration::new()
                    .block_public_acls(true)
                    .block_public_policy(true)
                    .ignore_public_acls(true)
                    .restrict_public_buckets(true),
            ),
    );
    keep(stack, env, &bucket);
    let policy = doc!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "OnlyOverTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket.arn(), text!("{}/*", bucket.arn())],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } }
        }]
    });
    stack.add("TruststorePolicy", s3::BucketPolicy::new(&bucket, policy));
    bucket
}
