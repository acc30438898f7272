//! See `docs/refused-by-provider.md`.

use super::together;
use crate::facts::refusals::{self, Limit, PROVIDER, Refusal};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("refused-by-provider", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    // A newer provider may take more.
    if !findings.concerns_terraform() || system.model().app().provider_version() > PROVIDER {
        return;
    }
    for type_name in system.types() {
        for refusal in refusals::of(type_name) {
            let steps: Vec<&str> = refusal.path.split('/').collect();
            let (first, rest) = steps.split_first().unwrap_or((&"", &[]));
            for resource in system.all(type_name) {
                together::judge(findings, resource, &refusal);
                descend(findings, resource, &refusal, resource.value(first), rest);
            }
        }
    }
}

/// Judges every value at the end of a path.
fn descend(findings: &mut Findings<'_>, at: Resource<'_>, refusal: &Refusal, value: Value<'_>, steps: &[&str]) {
    match steps.split_first() {
        Some((&"*", rest)) => {
            for item in value.items().unwrap_or_default() {
                descend(findings, at, refusal, item, rest);
            }
        }
        Some((step, rest)) => descend(findings, at, refusal, value.get(step), rest),
        None => judge(findings, at, refusal, &value),
    }
}

fn judge(findings: &mut Findings<'_>, resource: Resource<'_>, refusal: &Refusal, value: &Value<'_>) {
    let Some(word) = value.word() else { return };
    let help = match refusal.limit {
        Limit::One(words) if !words.split(' ').any(|one| one == word) => {
            format!("it takes {}", words.replace(' ', ", "))
        }
        Limit::Length(low, high) => match i64::try_from(word.chars().count()) {
            Ok(length) if length > 0 && outside(length, low, high) => {
                format!("it takes {} characters", span(low, high))
            }
            _ => return,
        },
        Limit::Range(low, high) => match value.int() {
            Some(number) if outside(number, low, high) => format!("it takes {}", span(low, high)),
            _ => return,
        },
        _ => return,
    };
    let (major, minor) = PROVIDER;
    let argument = refusal.argument;
    let message = format!("version {major}.{minor} of the AWS provider does not take this as `{argument}`");
    let help = format!("{help}; a newer one may take more (`App::aws_provider`)");
    findings.push(findings.on(resource, value, message).help(help));
}

fn outside(number: i64, low: Option<i64>, high: Option<i64>) -> bool {
    low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high)
}

fn span(low: Option<i64>, high: Option<i64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "anything".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::core::{App, Dynamic, Stack};
    use crate::synthesis::{Options, synthesize};

    fn app() -> App {
        let mut stack = Stack::new("jobs");
        stack.add("Queue", Dynamic::new("AWS::SQS::Queue").set("MaximumMessageSize", 1_048_576));
        App::new("shop").stack(stack)
    }

    fn check(app: App, options: &Options, expected: &[&str]) {
        let (_, found) = synthesize(app, options);
        let said: Vec<String> =
            found.iter().map(|finding| format!("{} {}{}", finding.rule, finding.path, finding.property)).collect();
        assert_eq!(said, expected);
        for finding in found.iter() {
            assert!(format!("{:?}", finding.origin).contains("refused_by_provider.rs"));
        }
    }

    #[test]
    fn a_value_that_only_cloudformation_takes_is_found_at_synth() {
        check(app(), &Options::default(), &["refused-by-provider Queue/MaximumMessageSize"]);
    }

    #[test]
    fn what_does_not_go_together_is_found_at_synth() {
        let queue =
            Dynamic::new("AWS::SQS::Queue").set("KmsMasterKeyId", "alias/jobs").set("SqsManagedSseEnabled", false);
        let address = Dynamic::new("AWS::EC2::EIPAssociation").set("AllocationId", "eipalloc-0123456789abcdef0");
        let mut stack = Stack::new("jobs");
        stack.add("Queue", queue);
        stack.add("Address", address);
        let app = App::new("shop").stack(stack);
        check(app, &Options::default(), &["refused-by-provider Queue/KmsMasterKeyId", "refused-by-provider Address"]);
    }
    #[test]
    fn who_does_not_print_roots_or_has_a_newer_provider_hears_nothing() {
        check(app(), &Options { terraform: false, ..Options::default() }, &[]);
        check(app().aws_provider(6, 0), &Options::default(), &[]);
    }
}
