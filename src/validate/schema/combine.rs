//! Schemas made of schemas: all of, any of, one of, not, if.

use crate::schema::{Keyword, Schema, SchemaId, TypeSchema};

use super::place::Place;
use super::walk::{Subject, Told, Verdict, Walk};
use super::{format, rules, words};

/// A rule that shows a value was not meant for an alternative.
const TELLING: [&str; 4] =
    [rules::WRONG_TYPE, rules::MISSING_PROPERTY, rules::UNKNOWN_PROPERTY, rules::VALUE_NOT_ALLOWED];

impl Walk<'_> {
    pub(super) fn combined(&mut self, subject: Subject<'_>, schema: &Schema, place: &Place<'_>) {
        for keyword in &schema.keywords {
            match keyword {
                Keyword::Ref(id) => self.subject(subject, *id, place),
                Keyword::AllOf(ids) => ids.iter().for_each(|id| self.subject(subject, *id, place)),
                Keyword::AnyOf(ids) => self.any_of(subject, ids, place),
                Keyword::OneOf(ids) => self.one_fits(subject, ids, place),
                Keyword::Not(id) => self.excluded(subject, *id, place),
                Keyword::If(id) => self.depending(subject, *id, schema, place),
                _ => {}
            }
        }
    }

    fn any_of(&mut self, subject: Subject<'_>, ids: &[SchemaId], place: &Place<'_>) {
        let mut verdicts = Vec::with_capacity(ids.len());
        for id in ids {
            let verdict = self.try_schema(subject, *id, place);
            if verdict.holds() {
                return;
            }
            verdicts.push(verdict);
        }
        if verdicts.iter().any(Verdict::may_hold) {
            self.unsure();
        } else {
            self.none_fits(subject, ids, &verdicts, "anyOf", place);
        }
    }

    fn one_fits(&mut self, subject: Subject<'_>, ids: &[SchemaId], place: &Place<'_>) {
        let verdicts: Vec<Verdict> = ids.iter().map(|id| self.try_schema(subject, *id, place)).collect();
        let certain = verdicts.iter().filter(|verdict| verdict.holds()).count();
        let possible = verdicts.iter().filter(|verdict| verdict.may_hold()).count();
        if possible == 0 {
            return self.none_fits(subject, ids, &verdicts, "oneOf", place);
        }
        if certain > 1 && self.count_strictly(subject, ids, place) > 1 {
            self.several_fit(ids, &verdicts, place);
        } else if possible > certain {
            self.unsure();
        }
    }

    /// How many alternatives fit when nothing is converted: `"5"` is text then and no number.
    fn count_strictly(&mut self, subject: Subject<'_>, ids: &[SchemaId], place: &Place<'_>) -> usize {
        let before = std::mem::replace(&mut self.strict, true);
        let count = ids.iter().filter(|id| self.try_schema(subject, **id, place).holds()).count();
        self.strict = before;
        count
    }

    fn excluded(&mut self, subject: Subject<'_>, id: SchemaId, place: &Place<'_>) {
        let verdict = self.try_schema(subject, id, place);
        if verdict.holds() {
            let told = self.describe(id);
            let verb = if self.schema.resolve(id).required.is_empty() { "be" } else { "have" };
            self.report(rules::INVALID_COMBINATION, place, || {
                Told::new(format!("{} must not {verb} {told}", place.subject()), "not")
            });
        } else if verdict.may_hold() {
            self.unsure();
        }
    }

    fn depending(&mut self, subject: Subject<'_>, id: SchemaId, schema: &Schema, place: &Place<'_>) {
        let verdict = self.try_schema(subject, id, place);
        for keyword in &schema.keywords {
            match keyword {
                Keyword::Then(then) if verdict.holds() => {
                    let before = self.told();
                    self.subject(subject, *then, place);
                    let schema = self.schema;
                    self.explain(before, || because(schema, id));
                }
                Keyword::Else(id) if !verdict.may_hold() => self.subject(subject, *id, place),
                Keyword::Then(_) | Keyword::Else(_) if verdict.may_hold() && !verdict.holds() => self.unsure(),
                _ => {}
            }
        }
    }

    fn none_fits(
        &mut self,
        subject: Subject<'_>,
        ids: &[SchemaId],
        verdicts: &[Verdict],
        keyword: &str,
        place: &Place<'_>,
    ) {
        let meant = |verdict: &Verdict| !verdict.broken_here.iter().any(|rule| TELLING.contains(rule));
        let mut candidates = ids.iter().zip(verdicts).filter(|(_, verdict)| meant(verdict));
        if let (Some((id, _)), None) = (candidates.next(), candidates.next()) {
            // Only one alternative can have been meant: say what is wrong with the value as that.
            return self.subject(subject, *id, place);
        }
        let rule = shared_rule(verdicts).unwrap_or(rules::INVALID_COMBINATION);
        let alternatives: Vec<String> = ids.iter().map(|id| self.describe(*id)).collect();
        self.report(rule, place, || {
            let (required, all) = (alternatives.iter().all(|one| one.starts_with('`')), words::either(&alternatives));
            let message = match (subject, keyword) {
                (Subject::Node(node), _) if !matches!(node, crate::core::Node::Map(_)) => {
                    let what = words::is(node, place);
                    format!("{} {what}, which is neither of what it can be: {all}", place.subject())
                }
                (_, "oneOf") if required => format!("{} needs exactly one of {all}", place.subject()),
                _ if required => format!("{} needs {all}", place.subject()),
                _ => format!("{} fits none of its alternatives: {all}", place.subject()),
            };
            let found = if let Subject::Node(node) = subject { words::shown(node, place) } else { String::new() };
            Told::new(message, keyword).found(found)
        });
    }

    fn several_fit(&mut self, ids: &[SchemaId], verdicts: &[Verdict], place: &Place<'_>) {
        let fitting = ids.iter().zip(verdicts).filter(|(_, verdict)| verdict.holds()).map(|(id, _)| self.describe(*id));
        let all = words::both(&fitting.collect::<Vec<_>>());
        self.report(rules::INVALID_COMBINATION, place, || {
            Told::new(format!("{} has {all}, of which only one can be", place.subject()), "oneOf")
        });
    }

    /// A schema in a few words.
    fn describe(&self, id: SchemaId) -> String {
        let schema = self.schema.resolve(id);
        if !schema.required.is_empty() {
            return words::both(&words::quoted(schema.required.iter().copied()));
        }
        let stated = schema.keywords.iter().find_map(|keyword| match keyword {
            Keyword::Format(name) => {
                Some(format::what(name).map_or_else(|| format!("text of the kind {name}"), str::to_owned))
            }
            Keyword::Enum(allowed) => Some(format!("one of {}", words::listed(allowed))),
            Keyword::Const(only) => Some(format!("`{only}`")),
            Keyword::Pattern(pattern) => {
                Some(format!("text like `{}`", words::short(self.scope.registry.pattern(*pattern).unwrap_or_default())))
            }
            _ => None,
        });
        stated.unwrap_or_else(|| match schema.properties.as_slice() {
            [] if schema.types.is_any() => "something else".to_owned(),
            [] => words::kinds(schema.types),
            listed => {
                let names = listed.iter().take(3).map(|(name, _)| *name);
                format!("an object with {}", words::either(&words::quoted(names)))
            }
        })
    }
}

/// Why a condition holds, as far as it names values of properties.
fn because(schema: &TypeSchema, id: SchemaId) -> Option<String> {
    let schema_of = |id| schema.resolve(id);
    let stated = schema_of(id).properties.iter().filter_map(|(name, id)| {
        schema_of(*id).keywords.iter().find_map(|keyword| match keyword {
            Keyword::Enum(allowed) => {
                let allowed: Vec<String> = allowed.iter().map(|one| format!("`{one}`")).collect();
                Some(format!("`{name}` is {}", words::either(&allowed)))
            }
            _ => None,
        })
    });
    let stated: Vec<String> = stated.collect();
    (!stated.is_empty()).then(|| format!("this holds where {}", words::both(&stated)))
}

/// The one rule about the text itself that every alternative breaks.
fn shared_rule(verdicts: &[Verdict]) -> Option<&'static str> {
    const OF_TEXT: [&str; 4] =
        [rules::INVALID_FORMAT, rules::PATTERN_MISMATCH, rules::VALUE_NOT_ALLOWED, rules::LENGTH_OUT_OF_RANGE];
    let first = *verdicts.first()?.broken.first()?;
    let alone = |verdict: &Verdict| verdict.broken == [first];
    (OF_TEXT.contains(&first) && verdicts.iter().all(alone)).then_some(first)
}
