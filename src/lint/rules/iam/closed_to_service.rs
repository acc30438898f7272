//! See `docs/closed-to-service.md`.

use super::calls::{self, Call, FUNCTION, QUEUE};
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Case, Principal, Text, Truth, lets, matches};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("closed-to-service", check);

const PERMISSION: &str = "AWS::Lambda::Permission";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for call in calls::of(system) {
        let (is_closed, help) = match call.thing.type_name() {
            FUNCTION => (is_function_closed(&call), "add an `AWS::Lambda::Permission` for"),
            QUEUE => {
                (is_closed(&call, "sqs:SendMessage"), "add an `AWS::SQS::QueuePolicy` that allows `sqs:SendMessage` to")
            }
            _ => (is_closed(&call, "sns:Publish"), "add an `AWS::SNS::TopicPolicy` that allows `sns:Publish` to"),
        };
        if is_closed {
            let (thing, service) = (call.thing, call.service);
            let message =
                format!("`{}` does not let `{service}` in, so `{}` never reaches it", thing.path(), call.by.path());
            let finding = findings.on(call.by, &call.place, message).with(thing.origin(), "what is to be called");
            findings.push(finding.help(format!("{help} `{service}`")));
        }
    }
}

fn is_closed(call: &Call<'_>, action: &str) -> bool {
    lets(call.thing, &Principal::Service(call.service), action).is_no()
}

/// Whether surely no permission lets the service call the function.
fn is_function_closed(call: &Call<'_>) -> bool {
    let function = call.thing;
    let system = function.system();
    let permissions = system.perhaps_referring(PERMISSION, "FunctionName", function).into_iter();
    !system.is_handed_out(function) && Truth::any(permissions.map(|permission| admits(permission, call))) == Truth::No
}

fn admits(permission: Resource<'_>, call: &Call<'_>) -> Truth {
    let word = |property: &str, is: &dyn Fn(&str) -> bool| match permission.text(property) {
        Some(text) => Truth::from(is(text)),
        None => Truth::Unknown,
    };
    let action = word("Action", &|action| matches!(action, "*" | "lambda:*" | "lambda:InvokeFunction"));
    // `logs.eu-west-1.amazonaws.com` is CloudWatch Logs too.
    let label = call.service.split('.').next().unwrap_or_default();
    let is_service = |text: &str| text == "*" || text == call.service || text.split('.').next() == Some(label);
    let about = match permission.target("FunctionName") {
        Some(target) if target.type_name() == FUNCTION => Truth::from(target == call.thing),
        // Of a version or an alias, which this call does not ask for.
        Some(_) => Truth::No,
        None => {
            let named = Text::of(permission, &permission.value("FunctionName"));
            let is = |text: &Text<'_>| matches(&named, text, Case::Counts);
            is(&Text::name(call.thing)).or(is(&Text::arn(call.thing)))
        }
    };
    action.and(word("Principal", &is_service)).and(about)
}
