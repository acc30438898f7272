//! Dynamic references: `{{resolve:service:…}}` in text ("Dynamic references").

use super::super::read::Value;
use super::{Inspector, Part, Place, shown};
use crate::schema::names;

const RULE: &str = "invalid-dynamic-reference";
const BEGIN: &str = "{{resolve:";
const SERVICES: [&str; 3] = ["secretsmanager", "ssm", "ssm-secure"];

/// Types with a property into which a secure string can be read ("Get a secure string value from Systems Manager Parameter
/// Store", CloudFormation user guide, read 2026-11-20).
const SECURE: [&str; 10] = [
    "AWS::DirectoryService::MicrosoftAD",
    "AWS::DirectoryService::SimpleAD",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::IAM::User",
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::OpsWorks::App",
    "AWS::OpsWorks::Stack",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

impl Inspector<'_, '_> {
    /// Checks the references in a text, as far as they are not put together from variables.
    pub(super) fn dynamic(&mut self, text: &str, value: &Value, place: Place<'_>) {
        for rest in text.split(BEGIN).skip(1) {
            let Some((inside, _)) = rest.split_once("}}") else { continue };
            let (service, key) = inside.split_once(':').unwrap_or((inside, ""));
            if let Some((message, help)) = wrong(service, key, place) {
                self.error_in(place, RULE, value.at, message, help);
            }
        }
    }
}

fn wrong(service: &str, key: &str, place: Place<'_>) -> Option<(String, String)> {
    if service.contains('$') {
        return None;
    }
    if !SERVICES.contains(&service) {
        let help = names::did_you_mean(&names::nearest(service, SERVICES));
        let message = format!("`{}` is no service that dynamic references read", shown(service));
        return Some((message, help.unwrap_or_else(|| format!("there are {}", SERVICES.join(", ")))));
    }
    // That a secret is shown in an output is a rule's to say.
    if service != "ssm" && !matches!(place.part, Part::Properties | Part::Attribute | Part::Output) {
        let message = format!("a reference to `{service}` stands outside of a resource's properties");
        return Some((message, "nothing replaces it there: secrets are read into properties alone".to_owned()));
    }
    if service == "ssm-secure" && place.part == Part::Properties && is_elsewhere(place.type_name) {
        let message = format!("no property of {} takes a secure string", shown(place.type_name));
        return Some((message, "keep it in Secrets Manager, which every property takes".to_owned()));
    }
    if key.contains('$') {
        return None;
    }
    let broken = match service {
        "secretsmanager" => !is_secret(key),
        _ => !is_entry(key),
    };
    let help = match service {
        "secretsmanager" => {
            "write `{{resolve:secretsmanager:secret:SecretString:key:stage:version}}`; all behind the secret may be left out"
        }
        _ => "write `{{resolve:ssm:name}}` or `{{resolve:ssm:name:version}}`",
    };
    broken.then(|| (format!("`{}` is no key of `{service}`", shown(key)), help.to_owned()))
}

/// Whether a secure string is surely not read here; what a transform makes of its own types is not known.
fn is_elsewhere(type_name: &str) -> bool {
    type_name.starts_with("AWS::") && !type_name.starts_with("AWS::Serverless::") && !SECURE.contains(&type_name)
}

fn is_entry(key: &str) -> bool {
    let (name, version) = key.split_once(':').unwrap_or((key, "1"));
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/".contains(&byte);
    !name.is_empty()
        && name.bytes().all(usual)
        && !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_digit())
}

/// A name or an ARN, then `SecretString`, a key, a stage and a version.
fn is_secret(key: &str) -> bool {
    let parts: Vec<&str> = key.split(':').collect();
    let own = if key.starts_with("arn:") { 7 } else { 1 };
    let known = parts.get(own).is_none_or(|word| matches!(*word, "SecretString" | ""));
    parts.len() >= own && parts.len() <= own + 4 && !parts[0].is_empty() && known
}
