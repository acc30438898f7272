//! See `docs/contradicting-values.md`.

use crate::facts::links::{Link, When, table};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("contradicting-values", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for link in &table().links {
        for resource in system.all(&link.type_name) {
            if link.when.iter().all(|when| holds(resource, when)) {
                places(resource, &link.each).into_iter().for_each(|place| judge(link, resource, place, findings));
            }
        }
    }
}

/// A value at the end of a path, the resource that has it, and the value of the first resource on the way to it.
#[derive(Clone, Copy)]
struct Found<'a> {
    way: Value<'a>,
    owner: Resource<'a>,
    value: Value<'a>,
}

fn judge<'a>(link: &Link, resource: Resource<'a>, place: Option<Value<'a>>, findings: &mut Findings<'_>) {
    for left in reach(resource, place, &link.left).unwrap_or_default() {
        let Some(fault) = fault(link, resource, place, left) else { continue };
        let finding = findings.on(resource, &left.way, fault).help(link.help.clone());
        let elsewhere = left.owner != resource;
        findings.push(if elsewhere { finding.with(left.owner.origin(), "the other resource") } else { finding });
    }
}

/// What is wrong, where that is sure.
fn fault<'a>(link: &Link, resource: Resource<'a>, place: Option<Value<'a>>, left: Found<'a>) -> Option<String> {
    let what = name(&link.left, resource, left);
    if link.relation == "set" {
        return left.value.is_absent().then(|| format!("{what} is missing{}", reason(link)));
    }
    let mine = word(left.value, link.left_unset.as_deref())?;
    let mut others: Vec<(String, String)> =
        link.values.iter().map(|value| (format!("`{value}`"), value.clone())).collect();
    for path in &link.right {
        for right in reach(resource, place, path)? {
            let unset = link.right_unset.as_deref();
            if right.value.is_absent() && unset.is_none() {
                continue;
            }
            others.push((name(path, resource, right), word(right.value, unset)?));
        }
    }
    let (other, theirs) = others.first()?;
    let numbers = || Some((mine.parse::<f64>().ok()?, theirs.parse::<f64>().ok()?));
    let same = |theirs: &str| mine.eq_ignore_ascii_case(theirs);
    let shown = if link.right.is_empty() { other.clone() } else { format!("{other}, {theirs}") };
    let told = match link.relation.as_str() {
        "at_least" => numbers().filter(|(mine, theirs)| mine < theirs).map(|_| format!(", less than {shown}")),
        "at_most" => numbers().filter(|(mine, theirs)| mine > theirs).map(|_| format!(", more than {shown}")),
        "equals" => (!same(theirs)).then(|| format!(" and {other} is {theirs}, which have to be the same")),
        "below" => (!is_below(&mine, theirs)).then(|| format!(", which is not in {shown}")),
        "among" => (!others.iter().any(|(_, theirs)| mine == *theirs)).then(|| ", and nothing is called so".to_owned()),
        _ => (!others.iter().any(|(_, theirs)| same(theirs))).then(|| {
            let all: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
            format!(", not {}", all.join(" or "))
        }),
    };
    told.map(|told| format!("{what} is {mine}{told}{}", reason(link)))
}

/// Whether a domain is another one, or below it.
fn is_below(domain: &str, other: &str) -> bool {
    let (domain, other) = (domain.trim_start_matches("*.").to_ascii_lowercase(), other.to_ascii_lowercase());
    domain == other || domain.strip_suffix(&other).is_some_and(|rest| rest.ends_with('.'))
}

/// Why it is looked at, in words.
fn reason(link: &Link) -> String {
    let stated = link.when.iter().find(|when| !when.is.is_empty() && when.unset.is_none());
    stated.map_or_else(String::new, |when| format!(", where `{}` is {}", last(&when.path), when.is.join(" or ")))
}

fn name(path: &str, resource: Resource<'_>, found: Found<'_>) -> String {
    let of = if found.owner == resource { String::new() } else { format!(" of `{}`", found.owner.path()) };
    format!("`{}`{of}", last(path))
}

fn last(path: &str) -> &str {
    path.rsplit(['/', '>']).next().unwrap_or_default()
}

fn word(value: Value<'_>, unset: Option<&str>) -> Option<String> {
    if value.is_absent() { unset.map(str::to_owned) } else { value.word().map(std::borrow::Cow::into_owned) }
}

fn holds(resource: Resource<'_>, when: &When) -> bool {
    let Some((path, type_name)) = when.path.rsplit_once('>').filter(|_| when.is.is_empty()) else {
        let found = reach(resource, None, &when.path).unwrap_or_default();
        let is_one = |found: &Found<'_>| {
            let word = word(found.value, when.unset.as_deref());
            word.is_some_and(|word| when.is.iter().any(|one| word.eq_ignore_ascii_case(one)))
        };
        return !found.is_empty() && found.iter().all(is_one);
    };
    resource.target(path).is_some_and(|target| target.type_name() == type_name)
}

/// Where a link is looked at: the resource itself, or objects in it that are surely there.
fn places<'a>(resource: Resource<'a>, each: &str) -> Vec<Option<Value<'a>>> {
    if each.is_empty() {
        return vec![None];
    }
    walk(resource, None, each).unwrap_or_default().into_iter().filter(|value| !value.is_absent()).map(Some).collect()
}

/// What a path leads to; no answer where a part of it is known only later.
fn reach<'a>(resource: Resource<'a>, place: Option<Value<'a>>, path: &str) -> Option<Vec<Found<'a>>> {
    let (place, path) = path.strip_prefix('/').map_or((place, path), |path| (None, path));
    let mut parts = path.split('>');
    let start = walk(resource, place, parts.next()?)?;
    let mut found: Vec<Found<'a>> =
        start.into_iter().map(|value| Found { way: value, owner: resource, value }).collect();
    while let (Some(type_name), Some(path)) = (parts.next(), parts.next()) {
        let mut next = Vec::new();
        // Of several, those whose resource is not known are left out.
        for Found { way, value, .. } in found {
            let Some(owner) = value.target().filter(|target| target.type_name() == type_name) else { continue };
            next.extend(walk(owner, None, path)?.into_iter().map(|value| Found { way, owner, value }));
        }
        found = next;
    }
    Some(found)
}

/// The values at the end of a path inside one resource.
fn walk<'a>(resource: Resource<'a>, place: Option<Value<'a>>, path: &str) -> Option<Vec<Value<'a>>> {
    let (first, rest) = path.split_once('/').map_or((path, ""), |(first, rest)| (first, rest));
    let mut values = vec![place.map_or_else(|| resource.value(first), |place| place.get(first))];
    for step in rest.split('/').filter(|step| !step.is_empty()) {
        values = match step {
            "*" => values.iter().map(Value::items).collect::<Option<Vec<_>>>()?.concat(),
            name => values.iter().map(|value| value.get(name)).collect(),
        };
    }
    Some(values)
}
