//! Policies as IAM reads them: statements that say who may, or may not, do what with which things.

use super::pattern::{Case, matches};
use super::text::Text;
use super::truth::Truth;
use crate::core::Expr;
use crate::lint::{Resource, Value};

/// A policy, wherever it stands. Free to copy.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Document<'a> {
    owner: Resource<'a>,
    value: Value<'a>,
}

/// One of its statements.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Statement<'a> {
    owner: Resource<'a>,
    value: Value<'a>,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Effect {
    Allow,
    Deny,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lint) enum Principal<'a> {
    /// A service, such as `ec2.amazonaws.com`.
    Service(&'a str),
    /// Somebody whose ARN this is.
    Arn(Text<'a>),
}

impl<'a> Document<'a> {
    /// The policy in a property of a resource.
    pub(in crate::lint) fn of(owner: Resource<'a>, value: Value<'a>) -> Self {
        let value = match value.expr() {
            Some(Expr::ToJson(inside)) => owner.system().value(inside),
            _ => value,
        };
        Document { owner, value }
    }

    /// The resource it is written in.
    pub(in crate::lint) fn owner(&self) -> Resource<'a> {
        self.owner
    }

    /// Where it stands.
    pub(in crate::lint) fn value(&self) -> Value<'a> {
        self.value
    }

    /// Its statements, as far as they are written down.
    pub(in crate::lint) fn statements(&self) -> Vec<Statement<'a>> {
        let statements = self.value.get("Statement").items().unwrap_or_default();
        let written = statements.into_iter().filter(|value| !value.is_deferred());
        written.map(|value| Statement { owner: self.owner, value }).collect()
    }

    /// Whether there may be statements that are not written down.
    pub(in crate::lint) fn is_open(&self) -> bool {
        let is_object = self.value.node().is_some_and(|node| node.as_map().is_some());
        let statements = self.value.get("Statement").items();
        !is_object || statements.is_none_or(|all| all.iter().any(Value::is_deferred))
    }
}

impl<'a> Statement<'a> {
    /// The resource it is written in.
    pub(in crate::lint) fn owner(&self) -> Resource<'a> {
        self.owner
    }

    /// Where it stands.
    pub(in crate::lint) fn value(&self) -> Value<'a> {
        self.value
    }

    /// What is known of one of its elements.
    pub(in crate::lint) fn get(&self, path: &str) -> Value<'a> {
        self.value.get(path)
    }

    /// What it does, where that is written down and is one of the two.
    pub(in crate::lint) fn effect(&self) -> Option<Effect> {
        match self.get("Effect").text()? {
            "Allow" => Some(Effect::Allow),
            "Deny" => Some(Effect::Deny),
            _ => None,
        }
    }

    /// The items of an element, which may be a single one; no answer where it is known only later how many there are.
    pub(in crate::lint) fn items(&self, element: &str) -> Option<Vec<Value<'a>>> {
        several(self.get(element))
    }

    /// Whether it is about an action.
    pub(in crate::lint) fn is_about(&self, action: &str) -> Truth {
        self.among("Action", "NotAction", &Text::literal(action), Case::Ignored)
    }

    /// Whether it is about a thing.
    pub(in crate::lint) fn is_on(&self, thing: &Text<'_>) -> Truth {
        self.among("Resource", "NotResource", thing, Case::Counts)
    }

    /// Whether it is about a thing whose own policy this is: some of these name no thing.
    pub(in crate::lint) fn is_within(&self, thing: &Text<'_>) -> Truth {
        match self.get("Resource").is_absent() && self.get("NotResource").is_absent() {
            true => Truth::Yes,
            false => self.is_on(thing),
        }
    }

    /// Whether it speaks of somebody. Of all but those whom it names, it is not said.
    pub(in crate::lint) fn speaks_of(&self, principal: &Principal<'_>) -> Truth {
        match (self.get("Principal"), self.get("NotPrincipal")) {
            (named, except) if except.is_absent() => self.names(named, principal),
            (_, except) if self.names(except, principal) == Truth::Yes => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether its conditions hold. Of most that is known only when somebody asks; that calls come over plain HTTP never
    /// holds for what AWS does itself, or through its libraries.
    pub(in crate::lint) fn holds(&self) -> Truth {
        let conditions = self.get("Condition");
        if conditions.is_absent()
            || conditions.node().is_some_and(|node| node.as_map().is_some_and(crate::core::Props::is_empty))
        {
            return Truth::Yes;
        }
        for (operator, tests) in conditions.members() {
            for (key, value) in tests.members() {
                let insecure = key.eq_ignore_ascii_case("aws:SecureTransport") && value.flag() == Some(false);
                if insecure && operator.starts_with("Bool") {
                    return Truth::No;
                }
            }
        }
        Truth::Unknown
    }

    fn among(&self, named: &str, except: &str, text: &Text<'_>, case: Case) -> Truth {
        match (self.get(named), self.get(except)) {
            (named, except) if except.is_absent() => self.any(named, text, case),
            (named, except) if named.is_absent() => !self.any(except, text, case),
            _ => Truth::Unknown,
        }
    }

    fn any(&self, patterns: Value<'a>, text: &Text<'_>, case: Case) -> Truth {
        let Some(patterns) = several(patterns) else { return Truth::Unknown };
        Truth::any(patterns.iter().map(|pattern| matches(&Text::of(self.owner, pattern), text, case)))
    }

    fn names(&self, named: Value<'a>, principal: &Principal<'_>) -> Truth {
        if named.is_deferred() {
            return Truth::Unknown;
        }
        if let Some(text) = named.text() {
            return Truth::from(text == "*");
        }
        let of = |kind: &str| several(named.get(kind));
        let found = match principal {
            Principal::Service(service) => {
                of("Service").map(|all| Truth::any(all.iter().map(|one| self.is_service(one, service))))
            }
            Principal::Arn(arn) => of("AWS").map(|all| Truth::any(all.iter().map(|one| self.is_identity(one, arn)))),
        };
        let anyone = match principal {
            // `"AWS": "*"` speaks of everybody, services included.
            Principal::Service(_) => {
                of("AWS").map(|all| Truth::any(all.iter().map(|one| Truth::from(one.text() == Some("*")))))
            }
            Principal::Arn(_) => Some(Truth::No),
        };
        found.unwrap_or(Truth::Unknown).or(anyone.unwrap_or(Truth::Unknown))
    }

    /// A service is named for all regions, or for one of them, and China has names of its own.
    fn is_service(&self, named: &Value<'a>, service: &str) -> Truth {
        let text = Text::of(self.owner, named);
        let (head, rest) = service.split_once('.').unwrap_or((service, ""));
        let Some(known) = text.known() else {
            let regional = Text::literal(format!("{head}.")).and_some().then(format!(".{rest}"));
            return matches(&text, &Text::literal(service.to_owned()), Case::Counts).or(matches(
                &text,
                &regional,
                Case::Counts,
            )
            .and(Truth::Unknown));
        };
        let known = known.strip_suffix(".cn").unwrap_or(&known);
        let inside = known.strip_prefix(head).and_then(|known| known.strip_suffix(rest));
        match inside {
            Some(".") => Truth::Yes,
            // `logs.eu-west-1.amazonaws.com`: the service in that region.
            Some(region) if region.starts_with('.') && region.matches('.').count() == 2 => Truth::Unknown,
            _ => Truth::No,
        }
    }

    /// A principal is named by its ARN, and an account by its number or its root's ARN.
    fn is_identity(&self, named: &Value<'a>, arn: &Text<'_>) -> Truth {
        let text = Text::of(self.owner, named);
        if text.known().is_some_and(|all| all == "*") {
            return Truth::Yes;
        }
        match text.is_account() {
            true => matches(&Text::root(self.owner, text), arn, Case::Counts),
            false => matches(&text, arn, Case::Counts),
        }
    }
}

/// The items of a list. A policy may have a single text in its place, and a reference is one.
pub(super) fn several(value: Value<'_>) -> Option<Vec<Value<'_>>> {
    match value.expr() {
        Some(Expr::Reference(_) | Expr::Attribute(..) | Expr::Text(_) | Expr::Join(..) | Expr::Pseudo(_)) => {
            Some(vec![value])
        }
        _ => value.items(),
    }
}
