//! See `docs/part-of-another-api.md`.

use super::{DEPLOYMENT, MAPPING, METHOD, PATH, STAGE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("part-of-another-api", check);

/// Who names what, and where.
const NAMED: [(&str, &str, &str); 6] = [
    (STAGE, "DeploymentId", DEPLOYMENT),
    (METHOD, "AuthorizerId", "AWS::ApiGateway::Authorizer"),
    (METHOD, "RequestValidatorId", "AWS::ApiGateway::RequestValidator"),
    (METHOD, "ResourceId", PATH),
    (PATH, "ParentId", PATH),
    (MAPPING, "Stage", STAGE),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (type_name, property, wanted) in NAMED {
        for user in system.all(type_name) {
            let Some(part) = user.target(property).filter(|part| part.type_name() == wanted) else { continue };
            if user.value("RestApiId").same(&part.value("RestApiId")) == Some(false) {
                let message = format!("`{}` is of another API", part.path());
                let help = "name one of this API: an API has its own";
                findings
                    .push(findings.at(user, property, message).help(help).with(part.origin(), "it is defined here"));
            }
        }
    }
}
