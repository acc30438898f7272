//! `!generated_secret`: CloudFormation has Secrets Manager make up a secret; Terraform asks it for one and hands it over
//! without keeping it.

use crate::terraform::body::{Body, Part, Role, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::names::snake;

use super::write_only::version;

const PASSWORD: &str = "aws_secretsmanager_random_password";

/// What says how the password stands in the secret, and not how it is made.
const AROUND: [&str; 2] = ["SecretStringTemplate", "GenerateStringKey"];

/// What says how it is made.
const RECIPE: [&str; 8] = [
    "ExcludeCharacters",
    "ExcludeLowercase",
    "ExcludeNumbers",
    "ExcludePunctuation",
    "ExcludeUppercase",
    "IncludeSpace",
    "PasswordLength",
    "RequireEachIncludedType",
];

/// An ephemeral password, and the secret's text around it. The password is handed over anew when how it is made
/// changes, as CloudFormation makes a new one then.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Some(props) = lowering.object(at.node) else { return };
    let mut recipe = Body::default();
    for prop in props {
        lowering.printer.trail.go(prop.name.clone(), prop.origin);
        if RECIPE.contains(&&*prop.name) {
            let value = lowering.printer.value(&prop.node);
            recipe.put(snake(&prop.name).into(), value);
        } else if !AROUND.contains(&&*prop.name) {
            lowering.unmapped(&prop.name);
        }
        lowering.printer.trail.leave();
    }
    let name = at.enclosing.stem.clone();
    let password = format!("ephemeral.{PASSWORD}.{name}.random_password");
    let secret = match props.get("GenerateStringKey") {
        None => password,
        Some(key) => {
            let template =
                props.get("SecretStringTemplate").map(|template| lowering.printer.text(template).expression());
            let known = template.map_or_else(|| "{}".to_owned(), |template| format!("jsondecode({template})"));
            let key = lowering.printer.text(key).key();
            format!("jsonencode(merge({known}, {{{key} = {password}}}))")
        }
    };
    body.set(&["secret_string_wo"], Value::code(secret));
    let version = version(lowering, at.node);
    body.set(&["secret_string_wo_version"], version);
    let (links, after, role) = (Vec::new(), Vec::new(), Role::Ephemeral);
    let resource = lowering.index;
    lowering.push(Part { kind: PASSWORD, name, resource, count: None, links, body: recipe, after, role });
}
