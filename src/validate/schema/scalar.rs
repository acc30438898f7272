//! Text, numbers and truth values.

use crate::core::Node;
use crate::schema::{Keyword, PatternId, Schema, Types, Value, names};

use super::place::Place;
use super::walk::{Told, Walk};
use super::{format, rules, words};

/// Most allowed values that are listed as help.
const LISTED: usize = 12;

impl Walk<'_> {
    pub(super) fn scalar(&mut self, node: &Node, schema: &Schema, place: &Place<'_>) {
        let as_text = schema.types.allow(Types::STRING) && (!schema.types.is_any() || node.as_str().is_some());
        let number = number_of(node, schema.types);
        let before = self.found;
        for keyword in &schema.keywords {
            match keyword {
                Keyword::Enum(allowed) => self.one_of(node, allowed, true, place),
                Keyword::EnumCaseInsensitive(allowed) => self.one_of(node, allowed, false, place),
                Keyword::Const(only) => self.one_of(node, std::slice::from_ref(only), true, place),
                Keyword::Format(format) if as_text => self.format(node, format, place),
                Keyword::MinLength(min) if as_text => self.length(node, *min, u64::MAX, place),
                Keyword::MaxLength(max) if as_text => self.length(node, 0, *max, place),
                _ => {
                    if let Some(number) = number {
                        self.number(node, number, keyword, place);
                    }
                }
            }
        }
        // A text that is too long or of the wrong kind mostly breaks its pattern too: once is enough.
        if as_text && self.found == before {
            for keyword in &schema.keywords {
                if let Keyword::Pattern(pattern) = keyword {
                    self.pattern(node, *pattern, place);
                }
            }
        }
    }

    fn one_of(&mut self, node: &Node, allowed: &[Value], cased: bool, place: &Place<'_>) {
        if allowed.iter().any(|value| equals(node, value, cased)) {
            return;
        }
        self.report(rules::VALUE_NOT_ALLOWED, place, || {
            let complaint = match allowed {
                [only] => format!("where only `{only}` is allowed"),
                all => format!("not one of the {} allowed values", all.len()),
            };
            let message = format!("{} {}, {complaint}", place.subject(), words::is(node, place));
            Told::new(message, format!("enum {}", words::listed(allowed)))
                .found(words::shown(node, place))
                .help(nearest_allowed(node, allowed))
        });
    }

    fn pattern(&mut self, node: &Node, pattern: PatternId, place: &Place<'_>) {
        let registry = self.scope.registry;
        match registry.is_match(pattern, &words::text(node)) {
            Some(true) => {}
            None => {
                self.skipped.unmatched += 1;
                self.unsure();
            }
            Some(false) => self.report(rules::PATTERN_MISMATCH, place, || {
                let pattern = registry.pattern(pattern).unwrap_or_default();
                let message =
                    format!("{} {}, which does not match its pattern", place.subject(), words::is(node, place));
                Told::new(message, format!("pattern {pattern}"))
                    .found(words::shown(node, place))
                    .help(format!("it must match `{pattern}`"))
            }),
        }
    }

    pub(super) fn format(&mut self, node: &Node, name: &str, place: &Place<'_>) {
        let text = words::text(node);
        if format::is_right(name, &text) {
            return;
        }
        self.report(rules::INVALID_FORMAT, place, || {
            let what = format::what(name).unwrap_or(name);
            let message = format!("{} {}, which is not {what}", place.subject(), words::is(node, place));
            Told::new(message, format!("format {name}")).found(words::shown(node, place))
        });
    }

    fn length(&mut self, node: &Node, min: u64, max: u64, place: &Place<'_>) {
        let text = words::text(node);
        // Characters are never more than bytes: most texts need no count.
        if text.len() as u64 <= max && min == 0 {
            return;
        }
        let length = text.chars().count() as u64;
        let (keyword, bound, complaint) = if length < min {
            ("minLength", min, "fewer than the minimum of")
        } else if length > max {
            ("maxLength", max, "more than the maximum of")
        } else {
            return;
        };
        self.report(rules::LENGTH_OUT_OF_RANGE, place, || {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            let count = if place.hidden {
                "a number of characters that is hidden".to_owned()
            } else {
                words::count(length, "character")
            };
            Told::new(format!("{} has {count}, {complaint} {bound}", place.subject()), format!("{keyword} {bound}"))
                .found(words::shown(node, place))
        });
    }

    fn number(&mut self, node: &Node, number: f64, keyword: &Keyword, place: &Place<'_>) {
        let (name, bound) = match keyword {
            Keyword::Minimum(bound) => ("minimum", bound),
            Keyword::Maximum(bound) => ("maximum", bound),
            Keyword::ExclusiveMinimum(bound) => ("exclusiveMinimum", bound),
            Keyword::ExclusiveMaximum(bound) => ("exclusiveMaximum", bound),
            Keyword::MultipleOf(bound) => ("multipleOf", bound),
            _ => return,
        };
        let Some(limit) = bound.as_f64() else { return };
        let complaint = match keyword {
            Keyword::Minimum(_) if number < limit => "less than the minimum of",
            Keyword::Maximum(_) if number > limit => "more than the maximum of",
            Keyword::ExclusiveMinimum(_) if number <= limit => "which must be more than",
            Keyword::ExclusiveMaximum(_) if number >= limit => "which must be less than",
            Keyword::MultipleOf(_) if !is_multiple(number, limit) => "not a multiple of",
            _ => return,
        };
        self.report(rules::VALUE_OUT_OF_RANGE, place, || {
            let message = format!("{} {}, {complaint} {bound}", place.subject(), words::is(node, place));
            Told::new(message, format!("{name} {bound}")).found(words::shown(node, place))
        });
    }
}

/// The number that a value is for its schema. Text is one only where nothing but a number is right.
fn number_of(node: &Node, types: Types) -> Option<f64> {
    match node {
        Node::Int(number) => Some(*number as f64),
        Node::Num(number) => Some(*number),
        Node::Str(text) if !types.allow(Types::STRING) => text.parse().ok(),
        _ => None,
    }
}

/// Decimal fractions are not exact in binary: a hair's breadth is forgiven.
fn is_multiple(number: f64, of: f64) -> bool {
    let times = number / of;
    of == 0.0 || (times - times.round()).abs() < 1e-9 * times.abs().max(1.0)
}

/// Equality as CloudFormation sees it: by text.
fn equals(node: &Node, value: &Value, cased: bool) -> bool {
    match (node, value) {
        (Node::Str(text), Value::Str(allowed)) if cased => text == allowed,
        (Node::Str(text), Value::Str(allowed)) => text.eq_ignore_ascii_case(allowed),
        (Node::Int(number), Value::Int(allowed)) => number == allowed,
        (Node::Int(_) | Node::Num(_), Value::Int(_) | Value::Num(_)) => {
            number_of(node, Types::default()) == value.as_f64()
        }
        (Node::Bool(truth), Value::Bool(allowed)) => truth == allowed,
        // Lists and objects are not compared.
        (_, Value::Json(_)) => true,
        _ => words::text(node).eq_ignore_ascii_case(&value.to_string()),
    }
}

/// The allowed values that the author may have meant.
fn nearest_allowed(node: &Node, allowed: &[Value]) -> Option<String> {
    let texts: Vec<String> = allowed.iter().map(Value::to_string).collect();
    if allowed.len() == 1 {
        return None;
    }
    let close = match number_of(node, Types::default()) {
        Some(number) => nearest_numbers(number, allowed),
        None => names::nearest(&words::text(node), texts.iter().map(String::as_str))
            .into_iter()
            .map(str::to_owned)
            .collect(),
    };
    match close.as_slice() {
        [] if texts.len() > LISTED => None,
        [] => Some(format!("allowed are {}", words::both(&words::quoted(texts.iter().map(String::as_str))))),
        [only] => Some(format!("the nearest allowed value is {only}")),
        some => Some(format!("the nearest allowed values are {}", words::both(some))),
    }
}

/// The next allowed numbers below and above.
fn nearest_numbers(number: f64, allowed: &[Value]) -> Vec<String> {
    let mut sorted: Vec<(f64, &Value)> = allowed.iter().filter_map(|value| Some((value.as_f64()?, value))).collect();
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let above = sorted.partition_point(|(known, _)| *known < number);
    let around = [above.checked_sub(1), Some(above)];
    around.into_iter().flatten().filter_map(|at| Some(sorted.get(at)?.1.to_string())).collect()
}
