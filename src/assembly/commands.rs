//! The exact commands that deploy a stack, for a POSIX shell in the manifest's directory.

use super::File;
use super::manifest::{Capability, Input};
use crate::core::Resolved;

/// The largest template that the deployer's tool sends without a bucket.
const INLINE_LIMIT: usize = 51_200;

/// Creates or updates a stack.
pub(super) fn deploy(
    resolved: &Resolved<'_>,
    template: &File,
    capabilities: &[Capability],
    inputs: &[Input],
) -> String {
    let (name, path) = (&resolved.deployed_name, &template.path);
    let mut command = format!("aws cloudformation deploy --stack-name {name} --template-file {path}");
    if let Some(region) = &resolved.stack.target().region {
        command.extend([" --region ", region]);
    }
    if template.bytes.len() > INLINE_LIMIT {
        command.push_str(" --s3-bucket \"${TEMPLATE_BUCKET:?}\"");
    }
    if !capabilities.is_empty() {
        command.push_str(" --capabilities");
        for capability in capabilities {
            command.extend([" ", capability.word()]);
        }
    }
    let mut required = inputs.iter().filter(|input| input.required).peekable();
    if required.peek().is_some() {
        command.push_str(" --parameter-overrides");
        for input in required {
            command.push_str(&format!(" \"{}=${{{}:?}}\"", input.name, shell_variable(&input.name)));
        }
    }
    command.push_str(" --no-fail-on-empty-changeset");
    command
}

/// A command in a root's directory.
pub(super) fn terraform(directory: &str, command: &str) -> String {
    format!("terraform -chdir={directory} {command}")
}

/// A parameter's name begins with a digit where it likes, a shell variable's does not.
fn shell_variable(name: &str) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{App, Model, Stack};
    use crate::diagnostic::Diagnostics;

    fn input(name: &str, required: bool) -> Input {
        Input {
            name: name.to_owned(),
            kind: "String".to_owned(),
            required,
            secret: false,
            default: None,
            description: None,
            from: None,
        }
    }

    fn check(bytes: usize, capabilities: &[Capability], inputs: &[Input], expected: &str) {
        let app = App::new("shop").stack(Stack::new("web"));
        let model = Model::resolve(&app, &mut Diagnostics::new());
        let file = File { path: "cloudformation/web.template.json".to_owned(), bytes: vec![b' '; bytes] };
        let command = deploy(model.stack(0), &file, capabilities, inputs);
        let start = "aws cloudformation deploy --stack-name shop-web --template-file cloudformation/web.template.json";
        assert_eq!(command, format!("{start}{expected} --no-fail-on-empty-changeset"));
    }

    #[test]
    fn only_what_a_stack_needs_is_said() {
        check(100, &[], &[input("Stage", false)], "");
        check(
            100,
            &[Capability::NamedIam, Capability::AutoExpand],
            &[],
            " --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND",
        );
        check(51_201, &[], &[], " --s3-bucket \"${TEMPLATE_BUCKET:?}\"");
    }

    #[test]
    fn a_required_value_that_is_missing_stops_the_shell() {
        check(
            100,
            &[],
            &[input("Stage", true), input("1st", true)],
            " --parameter-overrides \"Stage=${Stage:?}\" \"1st=${_1st:?}\"",
        );
    }
}
