//! What a resource's Terraform resources are called, and their attributes.

use crate::core::{Expr, Node};
use crate::diagnostic::Diagnostic;

use super::Printer;
use super::mapping::{Entry, Line, Loop, Mapped, Target, Verdict, Version};

/// Whether a resource has a satellite of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Presence {
    Never,
    Sometimes,
    Always,
}

impl Printer<'_> {
    /// How a resource's type is said in Terraform, if it is.
    pub(super) fn mapped(&self, index: u32) -> Option<Mapped> {
        self.mapped.get(index as usize).copied().flatten()
    }

    /// The local name of a resource's Terraform resources.
    pub(super) fn name(&self, index: u32) -> &str {
        self.names.get(index as usize).map_or("", String::as_str)
    }

    /// The resource whose Terraform resource this one only adds to, if it does.
    pub(super) fn merged(&self, index: u32) -> Option<u32> {
        let property = self.mapped(index)?.entry.merge?;
        let node = self.stack.stack.resources().get(index as usize)?.props.get(property)?;
        let address = node.as_expr().and_then(Expr::target)?;
        self.stack.owns(address).then_some(address.index)
    }

    /// The resource whose Terraform resource stands for this one's.
    pub(super) fn carrier(&self, index: u32) -> u32 {
        self.merged(index).or_else(|| self.carried.get(&index).copied()).unwrap_or(index)
    }

    /// The address of the part of a resource that has this Terraform type: `aws_vpc.main`, indexed where the resource
    /// is conditional.
    pub(super) fn address_as(&self, index: u32, kind: &str) -> String {
        let index = self.carrier(index);
        let conditional =
            self.stack.stack.resources().get(index as usize).is_some_and(|placed| placed.condition.is_some());
        format!("{kind}.{}{}", self.name(index), if conditional { "[0]" } else { "" })
    }

    /// An attribute of a resource, or of its satellite (`+aws_type.attribute`); none where there is no such satellite.
    pub(super) fn attribute(&self, index: u32, path: &str) -> Option<String> {
        let mapped = self.mapped(index)?;
        let Some((kind, attribute)) = path.strip_prefix('+').and_then(|rest| rest.split_once('.')) else {
            let kind = self.kind(index, mapped.entry)?;
            return Some(format!("{}.{path}", self.address_as(index, kind)));
        };
        let address = self.address_as(index, kind);
        match self.satellite(index, mapped.entry, kind) {
            Presence::Never => None,
            Presence::Sometimes => Some(format!("one({}[*].{attribute})", address.trim_end_matches("[0]"))),
            Presence::Always => Some(format!("{address}.{attribute}")),
        }
    }

    /// The Terraform type of a resource: of the first one, where it becomes several.
    fn kind(&self, index: u32, entry: &Entry) -> Option<&'static str> {
        let props = &self.stack.stack.resources().get(index as usize)?.props;
        let filled = |each: &&Loop| props.get(each.property).is_some_and(|list| list.as_list() != Some(&[]));
        entry.loops.iter().find(filled).and_then(|each| each.kind).or(entry.kind)
    }

    /// Whether a resource has a satellite of a kind, as its properties say.
    fn satellite(&self, index: u32, entry: &Entry, kind: &str) -> Presence {
        let Some(placed) = self.stack.stack.resources().get(index as usize) else { return Presence::Never };
        let of_line = |line: &Line| match &line.target {
            Target::Satellite { kind: known, .. } if *known == kind => {
                self.presence(line, placed.props.get(line.name), placed)
            }
            _ => Presence::Never,
        };
        entry.lines.iter().map(of_line).max().unwrap_or(Presence::Never)
    }

    fn presence(&self, line: &Line, node: Option<&Node>, placed: &crate::core::Placed) -> Presence {
        let verdict = line.guard.as_ref().map(|guard| guard.verdict(&placed.props, node));
        match (verdict, node) {
            (Some(Verdict::No), _) => Presence::Never,
            (Some(Verdict::Open { .. }), _) => Presence::Sometimes,
            (_, None) if line.fallback.is_some() => Presence::Always,
            (_, None) => Presence::Never,
            (_, Some(node)) => match node.as_expr() {
                Some(Expr::If(..)) if line.fallback.is_none() => Presence::Sometimes,
                _ => Presence::Always,
            },
        }
    }

    /// What to say where the declared provider does not know something yet.
    pub(super) fn too_new(&self, what: &str, since: Option<Version>) -> Option<Diagnostic> {
        let declared = self.model.app().provider_version();
        let (major, minor) = since.filter(|since| *since > declared)?;
        let message = format!(
            "`{what}` needs version {major}.{minor} of the AWS provider; {}.{} is declared",
            declared.0, declared.1
        );
        let help = format!("say `App::aws_provider({major}, {minor})`, or leave it out");
        Some(Diagnostic::error("needs-newer-provider", message).help(help))
    }
}
