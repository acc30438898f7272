//! Resources that only add to another resource's Terraform resource.

use crate::diagnostic::Diagnostic;

use super::super::Printer;
use super::super::body::{Part, Role};

/// What keeps a resource from adding to the one that its property names.
pub(super) fn obstacle(printer: &Printer<'_>, index: u32) -> Option<Diagnostic> {
    let entry = printer.mapped(index)?.entry;
    let property = entry.merge?;
    let resources = printer.stack.stack.resources();
    let kind_of = |index| printer.mapped(index).and_then(|mapped| mapped.entry.kind);
    let owner = printer.merged(index).filter(|owner| kind_of(*owner) == entry.kind && printer.merged(*owner).is_none());
    let Some(owner) = owner.and_then(|owner| resources.get(owner as usize)) else {
        let message = format!("Terraform needs `{property}` to name a resource of this stack");
        return Some(Diagnostic::error("needs-literal", message).help("pass the resource's handle"));
    };
    let placed = resources.get(index as usize)?;
    (placed.condition != owner.condition).then(|| {
        let message = format!("in Terraform this is a part of `{}`: both exist, or neither does", owner.path);
        Diagnostic::error("needs-literal", message)
            .help("put both under the same condition")
            .with(owner.origin, format!("`{}` was added here", owner.path))
    })
}

/// Puts what such a resource became onto the one it belongs to.
pub(super) fn add<'m>(printer: &mut Printer<'m>, parts: &mut Vec<Part<'m>>, owner: u32, made: Vec<Part<'m>>) {
    for part in made {
        let known = parts.iter_mut().find(|known| known.role == Role::Primary && known.resource == owner);
        match known.filter(|_| part.role == Role::Primary) {
            Some(known) => {
                let clash = part.body.clashes(&known.body).map(str::to_owned);
                known.body.absorb(part.body);
                if let Some(argument) = clash {
                    printer.current = Some(part.resource);
                    let message =
                        format!("in Terraform `{argument}` of the resource it belongs to would have two values");
                    printer.problem(Diagnostic::error("no-counterpart", message).help("make the two agree"));
                }
            }
            None if part.role == Role::Primary => {}
            None => parts.push(part),
        }
    }
}
