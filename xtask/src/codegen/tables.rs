//! The handwritten tables: which property holds whose identity, what `Ref` is, what is secret, and the constructors
//! that may not change. Every line must still be of use; one that is not fails the run.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What a handle of a type is, seen as an identity.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    pub(crate) identity: String,
    pub(crate) owner: String,
    /// `None` is `Ref`, anything else the name of an attribute.
    pub(crate) attribute: Option<String>,
}

/// What `Ref` of a type gives.
#[derive(Clone, Debug)]
pub(crate) enum Reference {
    Property(String),
    /// It varies; this attribute is the identity to use.
    Attribute(String),
    /// Text that is no property.
    Opaque,
}

/// Where a property stands: the service's file name, the resource type's last part, the definition (or the type's
/// last part again for a property of the resource itself), and the property's name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) service: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) within: &'a str,
    pub(crate) property: &'a str,
}

/// `*:VpcId`, `ec2:PeerVpcId`, `ecs:Service.LoadBalancer.TargetGroupArn`: what a line speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Selector {
    text: String,
    service: Option<String>,
    path: Vec<String>,
}

impl Selector {
    fn parse(text: &str) -> Result<Self> {
        let (service, path) = text.split_once(':').with_context(|| format!("`{text}` has no `service:`"))?;
        let service = (service != "*").then(|| service.to_owned());
        let path = path.split('.').map(str::to_owned).collect::<Vec<_>>();
        if path.len() > 3 {
            bail!("`{text}` has more parts than resource, definition and property");
        }
        Ok(Selector { text: text.to_owned(), service, path })
    }

    fn matches(&self, place: Place<'_>) -> bool {
        if self.service.as_deref().is_some_and(|service| service != place.service) {
            return false;
        }
        match &self.path[..] {
            [property] => property == place.property,
            [within, property] => within == place.within && property == place.property,
            [resource, within, property] => {
                resource == place.resource && within == place.within && property == place.property
            }
            _ => false,
        }
    }

    /// The more a selector says, the more it weighs.
    fn weight(&self) -> usize {
        self.path.len() * 2 + usize::from(self.service.is_some())
    }
}

#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) meanings: Vec<Meaning>,
    /// Selector → identity; `None` keeps the property plain text.
    selectors: Vec<(Selector, Option<String>)>,
    formats: BTreeMap<String, Option<String>>,
    /// Identity → the identities it also takes.
    pub(crate) accepts: BTreeMap<String, Vec<String>>,
    refs: BTreeMap<String, Reference>,
    secrets: Vec<(Selector, bool)>,
    /// Type (`AWS::EC2::VPC`) or property object (`ec2::Tag`) → the properties its constructor takes, in order.
    pub(crate) constructors: BTreeMap<String, Vec<String>>,
    used: RefCell<BTreeSet<String>>,
}

impl Tables {
    pub(crate) fn parse(relations: &str, refs: &str, secrets: &str, constructors: &str) -> Result<Self> {
        let mut tables = Tables::default();
        for line in lines(relations) {
            tables.relation(&line).with_context(|| format!("relations.txt: `{}`", line.join(" ")))?;
        }
        for line in lines(refs) {
            let [name, what] = line[..] else { bail!("refs.txt: `{}`", line.join(" ")) };
            let reference = match (what, what.strip_prefix('=')) {
                ("-", _) => Reference::Opaque,
                (_, Some(attribute)) => Reference::Attribute(attribute.to_owned()),
                (property, None) => Reference::Property(property.to_owned()),
            };
            tables.refs.insert(name.to_owned(), reference);
        }
        for line in lines(secrets) {
            match line[..] {
                ["secret", selector] => tables.secrets.push((Selector::parse(selector)?, true)),
                ["plain", selector] => tables.secrets.push((Selector::parse(selector)?, false)),
                _ => bail!("secrets.txt: `{}`", line.join(" ")),
            }
        }
        if let Value::Object(entries) = serde_json::from_str(constructors).context("constructors.json")? {
            for (name, arguments) in entries {
                let arguments =
                    serde_json::from_value(arguments).with_context(|| format!("constructors.json: {name}"))?;
                tables.constructors.insert(name, arguments);
            }
        }
        Ok(tables)
    }

    fn relation(&mut self, line: &[&str]) -> Result<()> {
        match *line {
            ["format", format, "-"] => {
                self.formats.insert(format.to_owned(), None);
            }
            ["format", format, identity] => {
                self.formats.insert(format.to_owned(), Some(identity.to_owned()));
            }
            ["accept", identity, ref others @ ..] => {
                self.accepts.insert(identity.to_owned(), others.iter().map(|&other| other.to_owned()).collect());
            }
            ["plain", ref selectors @ ..] => {
                for selector in selectors {
                    self.selectors.push((Selector::parse(selector)?, None));
                }
            }
            [identity, owner, how, ref selectors @ ..] => {
                let attribute = (how != "Ref").then(|| how.to_owned());
                self.meanings.push(Meaning { identity: identity.to_owned(), owner: owner.to_owned(), attribute });
                for selector in selectors {
                    self.selectors.push((Selector::parse(selector)?, Some(identity.to_owned())));
                }
            }
            _ => bail!("not a line of this table"),
        }
        Ok(())
    }

    /// The identity that a property holds, by the selector that says most about it.
    pub(crate) fn related(&self, place: Place<'_>) -> Result<Option<Option<&str>>> {
        let mut found: Vec<_> = self.selectors.iter().filter(|(selector, _)| selector.matches(place)).collect();
        found.sort_by_key(|(selector, _)| std::cmp::Reverse(selector.weight()));
        match found[..] {
            [(a, one), (b, other), ..] if a.weight() == b.weight() && one != other => {
                bail!("`{}` and `{}` both speak of {place:?}", a.text, b.text)
            }
            [] => Ok(None),
            [(_, identity), ..] => {
                for (selector, _) in &found {
                    self.mark("selector", &selector.text);
                }
                Ok(Some(identity.as_deref()))
            }
        }
    }

    /// The identity that a format keyword names.
    pub(crate) fn format(&self, format: &str) -> Result<Option<&str>> {
        self.mark("format", format);
        match self.formats.get(format) {
            Some(identity) => Ok(identity.as_deref()),
            None => bail!("relations.txt says nothing of the format `{format}`"),
        }
    }

    /// What `Ref` is, where it is not the primary identifier.
    pub(crate) fn reference(&self, name: &str) -> Option<&Reference> {
        let found = self.refs.get(name)?;
        self.mark("ref", name);
        Some(found)
    }

    /// Whether the table calls a property secret, or says that it only sounds so.
    pub(crate) fn secret(&self, place: Place<'_>) -> Option<bool> {
        let (selector, secret) = self.secrets.iter().find(|(selector, _)| selector.matches(place))?;
        self.mark("secret", &selector.text);
        Some(*secret)
    }

    /// The meanings of a type's handles.
    pub(crate) fn meanings_of<'a>(&'a self, owner: &str) -> impl Iterator<Item = &'a Meaning> {
        self.meanings.iter().filter(move |meaning| meaning.owner == owner)
    }

    /// Every identity, sorted.
    pub(crate) fn identities(&self) -> BTreeSet<&str> {
        self.meanings.iter().map(|meaning| meaning.identity.as_str()).collect()
    }

    fn mark(&self, table: &str, line: &str) {
        self.used.borrow_mut().insert(format!("{table} {line}"));
    }

    /// The lines that nothing asked for.
    pub(crate) fn idle(&self) -> Vec<String> {
        let used = self.used.borrow();
        let selectors = self.selectors.iter().map(|(selector, _)| format!("selector {}", selector.text));
        let formats = self.formats.keys().map(|format| format!("format {format}"));
        let refs = self.refs.keys().map(|name| format!("ref {name}"));
        let secrets = self.secrets.iter().map(|(selector, _)| format!("secret {}", selector.text));
        selectors.chain(formats).chain(refs).chain(secrets).filter(|line| !used.contains(line)).collect()
    }
}

/// The words of every line that says something; an indented line goes on with the one above.
fn lines(text: &str) -> Vec<Vec<&str>> {
    let mut lines = Vec::<Vec<&str>>::new();
    for line in text.lines() {
        let words = line.split('#').next().unwrap_or_default().split_whitespace();
        match lines.last_mut() {
            Some(above) if line.starts_with(' ') => above.extend(words),
            _ => lines.push(words.collect()),
        }
    }
    lines.retain(|words| !words.is_empty());
    lines
}
