//! Objects: which properties there may be, must be, and may be together.

use crate::core::{Expr, Node, Props};
use crate::schema::{Keyword, Schema, names};

use super::place::Place;
use super::walk::{Presence, Subject, Told, Walk};
use super::{rules, words};

/// Most properties that are listed as help.
const LISTED: usize = 10;

/// Names that need, or exclude, others.
type Dependents = [(&'static str, Vec<&'static str>)];

impl Walk<'_> {
    pub(super) fn object(&mut self, props: &Props, schema: &Schema, place: &Place<'_>) {
        for prop in props {
            if matches!(prop.node.as_expr(), Some(Expr::NoValue)) {
                continue;
            }
            let place = place.name(&prop.name, prop.origin);
            match schema.property(&prop.name) {
                Some(id) => self.value(&prop.node, id, &place),
                None => self.unlisted(&prop.name, &prop.node, schema, &place),
            }
        }
        for name in &schema.required {
            self.required(props, name, place);
        }
        for keyword in &schema.keywords {
            self.object_keyword(props, keyword, place);
        }
    }

    /// A property that the schema does not list by name.
    fn unlisted(&mut self, name: &str, node: &Node, schema: &Schema, place: &Place<'_>) {
        let mut matched = false;
        for keyword in &schema.keywords {
            match keyword {
                Keyword::PatternProperties(entries) => {
                    for (pattern, id) in entries {
                        // What cannot be told is taken as a match.
                        if self.scope.registry.is_match(*pattern, name) != Some(false) {
                            matched = true;
                            self.value(node, *id, place);
                        }
                    }
                }
                Keyword::Additional(id) if !matched => {
                    matched = true;
                    self.value(node, *id, place);
                }
                _ => {}
            }
        }
        if !matched && schema.closed {
            self.unknown(name, schema, place);
        }
    }

    fn unknown(&mut self, name: &str, schema: &Schema, place: &Place<'_>) {
        let registry = self.scope.registry;
        self.report(rules::UNKNOWN_PROPERTY, place, || {
            let owner = place.parent_subject();
            let mut known: Vec<&str> = schema.properties.iter().map(|(known, _)| *known).collect();
            known.sort_unstable();
            let close = names::nearest(name, known.iter().copied());
            let pattern = schema.keywords.iter().find_map(|keyword| match keyword {
                Keyword::PatternProperties(entries) => registry.pattern(entries.first()?.0),
                _ => None,
            });
            let help = names::did_you_mean(&close).or_else(|| match (known.as_slice(), pattern) {
                ([], Some(pattern)) => Some(format!("names must match `{pattern}`")),
                ([], None) => None,
                (all, _) if all.len() <= LISTED => {
                    Some(format!("it has {}", words::both(&words::quoted(all.iter().copied()))))
                }
                _ => None,
            });
            Told::new(format!("{} is not a property of {owner}", place.subject()), "additionalProperties false")
                .help(help)
        });
    }

    fn required(&mut self, props: &Props, name: &str, place: &Place<'_>) {
        let absent = place.absent(name);
        match self.property_presence(props, name) {
            Presence::Yes => {}
            Presence::No => self.report(rules::MISSING_PROPERTY, &absent, || {
                Told::new(format!("required property `{name}` is missing"), format!("required {name}"))
            }),
            // The resource's own condition may imply the other one.
            Presence::Maybe if self.scope.condition.is_some() || self.is_trying() => self.unsure(),
            Presence::Maybe => {
                let origin = props.prop(name).map(|prop| place.name(name, prop.origin));
                self.report(rules::MISSING_PROPERTY, origin.as_ref().unwrap_or(&absent), || {
                    Told::new(
                        format!("required property `{name}` is left out by a condition"),
                        format!("required {name}"),
                    )
                    .help("give a value in both branches, or put the condition on the resource".to_owned())
                });
            }
        }
    }

    fn object_keyword(&mut self, props: &Props, keyword: &Keyword, place: &Place<'_>) {
        match keyword {
            Keyword::RequiredXor(names) => self.required_of(props, names, true, place),
            Keyword::RequiredOr(names) => self.required_of(props, names, false, place),
            Keyword::DependentRequired(dependents) => self.dependent_required(props, dependents, place),
            Keyword::DependentExcluded(dependents) => self.dependent_excluded(props, dependents, place),
            Keyword::DependentSchemas(dependents) => {
                for (name, id) in dependents {
                    match self.property_presence(props, name) {
                        Presence::Yes => self.subject(Subject::Props(props), *id, place),
                        Presence::Maybe => self.unsure(),
                        Presence::No => {}
                    }
                }
            }
            Keyword::MinProperties(min) => self.entries(props, *min, u64::MAX, place),
            Keyword::MaxProperties(max) => self.entries(props, 0, *max, place),
            _ => {}
        }
    }

    /// Exactly one, or at least one, of some properties.
    fn required_of(&mut self, props: &Props, names: &[&'static str], only_one: bool, place: &Place<'_>) {
        let presence = |name: &&str| self.property_presence(props, name);
        let set = names.iter().filter(|name| presence(name) == Presence::Yes).count();
        let keyword = if only_one { "requiredXor" } else { "requiredOr" };
        let constraint = || format!("{keyword} [{}]", names.join(", "));
        if set == 1 || set > 1 && !only_one {
            return;
        }
        if set > 1 {
            let set: Vec<&str> = names.iter().copied().filter(|name| presence(name) == Presence::Yes).collect();
            self.report(rules::INVALID_COMBINATION, place, || {
                let set = words::both(&words::quoted(set));
                Told::new(format!("{} has {set}, of which only one can be set", place.subject()), constraint())
            });
        } else if names.iter().any(|name| presence(name) == Presence::Maybe) {
            self.unsure();
        } else {
            self.report(rules::INVALID_COMBINATION, place, || {
                let names = words::either(&words::quoted(names.iter().copied()));
                Told::new(format!("{} needs {names}", place.subject()), constraint())
            });
        }
    }

    fn dependent_required(&mut self, props: &Props, dependents: &Dependents, place: &Place<'_>) {
        for (name, needed) in dependents {
            if self.property_presence(props, name) != Presence::Yes {
                continue;
            }
            for other in needed {
                match self.property_presence(props, other) {
                    Presence::Yes => {}
                    Presence::Maybe => self.unsure(),
                    Presence::No => self.together(props, name, place, || {
                        Told::new(format!("`{name}` needs `{other}`"), format!("dependentRequired {name}: {other}"))
                    }),
                }
            }
        }
    }

    fn dependent_excluded(&mut self, props: &Props, dependents: &Dependents, place: &Place<'_>) {
        for (name, excluded) in dependents {
            if self.property_presence(props, name) != Presence::Yes {
                continue;
            }
            for other in excluded {
                let mutual = dependents.iter().any(|(first, others)| first == other && others.contains(name));
                match self.property_presence(props, other) {
                    // Said once for both.
                    Presence::Yes if mutual && other < name => {}
                    Presence::Yes => self.together(props, name, place, || {
                        let message = format!("`{name}` and `{other}` cannot both be set");
                        Told::new(message, format!("dependentExcluded {name}: {other}"))
                    }),
                    Presence::Maybe => self.unsure(),
                    Presence::No => {}
                }
            }
        }
    }

    /// Reports at the property that needs or excludes another.
    fn together(&mut self, props: &Props, name: &str, place: &Place<'_>, tell: impl FnOnce() -> Told) {
        let Some(prop) = props.prop(name) else { return };
        let place = place.name(name, prop.origin);
        self.report(rules::INVALID_COMBINATION, &place, tell);
    }

    fn entries(&mut self, props: &Props, min: u64, max: u64, place: &Place<'_>) {
        let all = props.iter().map(|prop| self.presence(&prop.node));
        let (mut least, mut most) = (0, 0);
        for presence in all {
            least += u64::from(presence == Presence::Yes);
            most += u64::from(presence != Presence::No);
        }
        self.count_in_range((least, most), (min, max), ("property", "Properties"), place);
    }
}
