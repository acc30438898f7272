//! Parameters: what each is made of, and whether its default obeys it.

use super::super::read::{Member, Value};
use super::index::{is_list, members};
use super::{Inspector, Part, Place, Wanted, shown};
use crate::diagnostic::Diagnostic;
use crate::schema::{Pattern, names};

const KEYS: &[&str] = &[
    "Type",
    "Default",
    "NoEcho",
    "AllowedValues",
    "AllowedPattern",
    "MaxLength",
    "MinLength",
    "MaxValue",
    "MinValue",
    "Description",
    "ConstraintDescription",
];

/// Types of existing things, alone, in `List<…>` and behind a parameter store's entry ("CloudFormation-supplied
/// parameter types").
const SUPPLIED: &[&str] = &[
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::Volume::Id",
    "AWS::EC2::VPC::Id",
    "AWS::Route53::HostedZone::Id",
];

/// A longer default is not matched against its pattern: only the registry's patterns are known to be quick.
const LONGEST_MATCHED: usize = 32;

const RULE: &str = "invalid-parameter";
const NOWHERE: Place<'static> = Place::of(Part::Other);

fn is_type(kind: &str) -> bool {
    let single = |kind: &str| matches!(kind, "String" | "Number") || SUPPLIED.contains(&kind);
    let listed = |kind: &str| kind.strip_prefix("List<").and_then(|kind| kind.strip_suffix('>')).is_some_and(single);
    let plain = |kind: &str| kind == "CommaDelimitedList" || single(kind) || listed(kind);
    let stored = |kind: &str| kind == "AWS::SSM::Parameter::Name" || plain(kind);
    let entry = kind.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|kind| kind.strip_suffix('>'));
    plain(kind) || kind == "AWS::SSM::Parameter::Name" || entry.is_some_and(stored)
}

impl<'d> Inspector<'d, '_> {
    pub(super) fn parameters(&mut self, root: &'d Value) {
        for member in members(root, "Parameters") {
            if self.is_full() {
                return;
            }
            if member.key == "Fn::Transform" {
                continue;
            }
            self.name(NOWHERE, member, "parameter's name");
            if self.expect(NOWHERE, &member.value, &format!("the parameter `{}`", shown(&member.key)), Wanted::Object) {
                self.parameter(member);
            }
        }
    }

    fn parameter(&mut self, member: &Member) {
        let (name, body) = (shown(&member.key), &member.value);
        self.known_keys(NOWHERE, body.as_object().unwrap_or_default(), &format!("the parameter `{name}`"), KEYS);
        let Some(kind) = self.kind(member) else { return };
        for key in ["Description", "ConstraintDescription", "AllowedPattern", "NoEcho"] {
            if let Some(value) = body.get(key) {
                self.expect(NOWHERE, value, &format!("`{key}`"), Wanted::Text);
            }
        }
        if let Some(value) = body.get("NoEcho").filter(|value| {
            let word = value.as_scalar().map(str::to_ascii_lowercase);
            !matches!(word.as_deref(), None | Some("true" | "false"))
        }) {
            self.error(RULE, value.at, "`NoEcho` is neither true nor false", "write `true`, or leave it out");
        }
        if let Some(text) = body.get("Description").filter(|text| text.as_text().is_some_and(|text| text.len() > 4000))
        {
            let message = format!("the description of `{name}` has more than 4,000 bytes");
            self.error("description-too-long", text.at, message, "shorten it");
        }
        self.applies(body, kind);
        let bounds = self.bounds(body, "MinLength", "MaxLength", false);
        let range = self.bounds(body, "MinValue", "MaxValue", true);
        let pattern = body.get("AllowedPattern").and_then(|value| Some((value, value.as_text()?)));
        let read = pattern.and_then(|(value, text)| self.pattern(value, text));
        let checked = Checked { kind, length: bounds, range, pattern: read, written: pattern.map(|(_, text)| text) };
        self.values(body, &checked);
    }

    fn kind(&mut self, member: &Member) -> Option<KindOf> {
        let name = shown(&member.key);
        let Some(value) = member.value.get("Type") else {
            let message = format!("the parameter `{name}` has no `Type`");
            self.error("missing-key", member.at, message, "most are `String`");
            return None;
        };
        let kind = value.as_text().filter(|kind| is_type(kind));
        if kind.is_none() {
            let given = value.as_scalar().map_or_else(|| value.words().to_owned(), |text| format!("`{}`", shown(text)));
            let known = ["String", "Number", "CommaDelimitedList", "List<Number>", "List<String>"];
            let known = known.into_iter().chain(SUPPLIED.iter().copied());
            let near = names::nearest(value.as_text().unwrap_or_default(), known);
            let help = names::did_you_mean(&near).unwrap_or_else(|| "most are `String`".to_owned());
            self.error(RULE, value.at, format!("{given} is no type of a parameter"), help);
        }
        kind.map(|kind| KindOf {
            number: matches!(kind, "Number" | "List<Number>"),
            list: is_list(kind),
            stored: kind.starts_with("AWS::SSM::Parameter::Value<"),
        })
    }

    /// Constraints that say nothing about values of this type.
    fn applies(&mut self, body: &Value, kind: KindOf) {
        let wrong: &[&str] = if kind.number { &["MinLength", "MaxLength"] } else { &["MinValue", "MaxValue"] };
        for key in wrong {
            if let Some(member) = body.member(key) {
                let of = if kind.number { "a number" } else { "text" };
                let help =
                    if kind.number { "take `MinValue` and `MaxValue`" } else { "take `MinLength` and `MaxLength`" };
                self.error(RULE, member.at, format!("`{key}` does not apply to {of}"), help);
            }
        }
    }

    fn bounds(&mut self, body: &Value, low: &str, high: &str, signed: bool) -> (Option<f64>, Option<f64>) {
        let mut bound = |key: &str| {
            let value = body.get(key)?;
            let number = value.as_scalar().and_then(|text| text.parse::<f64>().ok());
            let right =
                number.filter(|number| number.is_finite() && (signed || *number >= 0.0 && number.fract() == 0.0));
            if right.is_none() {
                let wanted = if signed { "a number" } else { "a whole number from 0" };
                self.error(RULE, value.at, format!("`{key}` is not {wanted}"), "write a number");
            }
            right
        };
        let bounds = (bound(low), bound(high));
        if let ((Some(least), Some(most)), Some(at)) = (bounds, body.get(low))
            && least > most
        {
            self.error(RULE, at.at, format!("`{low}` is more than `{high}`"), "no value fits; swap them");
            return (None, None);
        }
        bounds
    }

    fn pattern(&mut self, value: &Value, text: &str) -> Option<Pattern> {
        let read = is_quick(text).then(|| Pattern::new(&format!("^(?:{text})$")).ok()).flatten();
        // Java's expressions have forms that ECMA's have not; only what is broken in any is reported.
        if read.is_none() && balanced(text).is_none() {
            let message = format!("`{}` is no regular expression", shown(text));
            self.error(RULE, value.at, message, "brackets and parentheses come in pairs");
        }
        read
    }

    fn values(&mut self, body: &Value, checked: &Checked<'_>) {
        let allowed = body.get("AllowedValues");
        let mut fits: Option<&[Value]> = None;
        if let Some(value) = allowed
            && self.expect(NOWHERE, value, "`AllowedValues`", Wanted::List)
        {
            let items = value.as_list().unwrap_or_default();
            for item in items {
                if self.expect(NOWHERE, item, "an allowed value", Wanted::Text)
                    && let Some(wrong) =
                        checked.parts(item.as_scalar().unwrap_or_default()).iter().find_map(|part| checked.wrong(part))
                {
                    self.error(RULE, item.at, format!("an allowed value {wrong}"), "no deployment can give it");
                }
            }
            fits = Some(items);
        }
        let Some(default) = body.get("Default") else { return };
        if !self.expect(NOWHERE, default, "`Default`", Wanted::Text) || checked.kind.stored {
            return;
        }
        let text = default.as_scalar().unwrap_or_default();
        let listed = |text: &str| fits.is_none_or(|items| items.iter().any(|item| item.as_scalar() == Some(text)));
        for part in checked.parts(text) {
            let not_listed = !listed(part) && !listed(text);
            let wrong = match not_listed {
                true => Some("is not among `AllowedValues`".to_owned()),
                false => checked.wrong(part),
            };
            if let Some(wrong) = wrong {
                let problem = Diagnostic::error(RULE, format!("the default `{}` {wrong}", shown(part)));
                self.report(problem.help("give it a default that fits, or none"), default.at);
                return;
            }
        }
    }
}

#[derive(Clone, Copy)]
struct KindOf {
    number: bool,
    list: bool,
    stored: bool,
}

/// What a value is held against.
struct Checked<'a> {
    kind: KindOf,
    length: (Option<f64>, Option<f64>),
    range: (Option<f64>, Option<f64>),
    pattern: Option<Pattern>,
    written: Option<&'a str>,
}

impl Checked<'_> {
    /// What a text gives: of a list, its items.
    fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        if self.kind.list { text.split(',').map(str::trim).collect() } else { vec![text] }
    }

    /// What is wrong with a value, if anything is.
    fn wrong(&self, text: &str) -> Option<String> {
        let outside = |number: f64, (low, high): (Option<f64>, Option<f64>)| {
            low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high)
        };
        if self.kind.number {
            let Ok(number) = text.trim().parse::<f64>() else { return Some("is no number".to_owned()) };
            return outside(number, self.range).then(|| "is not between `MinValue` and `MaxValue`".to_owned());
        }
        #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
        if outside(text.chars().count() as f64, self.length) {
            return Some("is shorter than `MinLength` or longer than `MaxLength`".to_owned());
        }
        let pattern = self.pattern.as_ref().filter(|_| text.len() <= LONGEST_MATCHED)?;
        let matches = pattern.is_match(text).unwrap_or(true);
        (!matches).then(|| format!("does not match `{}`", shown(self.written.unwrap_or_default())))
    }
}

/// Whether brackets and parentheses come in pairs: a cheap test that every dialect shares.
fn balanced(pattern: &str) -> Option<()> {
    let (mut open, mut class, mut escaped) = (0_usize, false, false);
    for letter in pattern.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !class => class = true,
            ']' if class => class = false,
            '(' if !class => open += 1,
            ')' if !class => open = open.checked_sub(1)?,
            _ => {}
        }
    }
    (open == 0 && !class && !escaped).then_some(())
}

/// Whether matching a short text surely ends soon: nothing that repeats stands in something that repeats, and little
/// does so at all.
fn is_quick(pattern: &str) -> bool {
    const MOST_REPEATED: usize = 6;
    const LONGEST: usize = 256;
    let (mut repeated, mut escaped, mut class) = (0, false, false);
    // For each open group, whether something in it repeats or is a choice.
    let mut groups = vec![false];
    let mut closed = false;
    for letter in pattern.chars() {
        let after_group = std::mem::take(&mut closed);
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !class => class = true,
            ']' if class => class = false,
            _ if class => {}
            '(' => groups.push(false),
            ')' => {
                let inside = groups.pop().unwrap_or_default();
                closed = inside;
                if groups.is_empty() {
                    return false;
                }
                if let Some(around) = groups.last_mut() {
                    *around |= inside;
                }
            }
            '*' | '+' | '{' => {
                repeated += 1;
                if after_group {
                    return false;
                }
                if let Some(group) = groups.last_mut() {
                    *group = true;
                }
            }
            '|' => {
                if let Some(group) = groups.last_mut() {
                    *group = true;
                }
            }
            _ => {}
        }
    }
    repeated <= MOST_REPEATED && pattern.len() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::is_quick;

    #[test]
    fn what_may_take_long_is_not_matched() {
        for pattern in ["[a-z]+", "^(dev|prod)$", "[a-z]{2}-[a-z]+-\\d", "\\(a+\\)+", ""] {
            assert!(is_quick(pattern), "{pattern}");
        }
        for pattern in ["(a+)+", "((a{1,1000}){1,1000}){1,1000}b", "(a|a|a*)*c", "(a|b)+", "a*a*a*a*a*a*a*b"] {
            assert!(!is_quick(pattern), "{pattern}");
        }
    }
}
