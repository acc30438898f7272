//! Resources that stand for the content of others: a digest that changes when the content does, and only then.

use super::super::expr::Expr;
use super::super::node::{Node, Props};
use super::super::placed::Content;
use super::order::reachable;
use super::{Model, Resolved};

/// Computes each digest, and makes its resource wait for the content.
pub(super) fn digest(model: &mut Model<'_>) {
    for resolved in &mut model.stacks {
        for (index, placed) in resolved.stack.resources().iter().enumerate() {
            let (Some(content), Ok(index)) = (placed.content(), u32::try_from(index)) else { continue };
            let members = members(resolved, content);
            let value = digest_of(resolved, content, &members);
            resolved.digests.insert(index, value);
            resolved.after.insert(index, last(resolved, &members));
        }
    }
}

/// The resources of the content's types that lead to its root, in index order.
fn members(resolved: &Resolved<'_>, content: Content) -> Vec<u32> {
    let resources = resolved.stack.resources();
    (0..u32::try_from(resources.len()).unwrap_or(u32::MAX))
        .filter(|index| content.types.contains(&resources[*index as usize].type_name.as_ref()))
        .filter(|index| reachable(&resolved.edges, *index).binary_search(&content.root.index).is_ok())
        .collect()
}

/// The members that no other member refers to: waiting for them is waiting for all.
fn last(resolved: &Resolved<'_>, members: &[u32]) -> Vec<u32> {
    let referred: Vec<u32> = members.iter().flat_map(|member| resolved.references(*member)).copied().collect();
    members.iter().copied().filter(|member| !referred.contains(member)).collect()
}

/// The order in which the author wrote things does not count, nor do lines; names and values do.
fn digest_of(resolved: &Resolved<'_>, content: Content, members: &[u32]) -> u64 {
    let mut all: Vec<u32> = members.iter().copied().chain([content.root.index]).collect();
    all.sort_by_key(|index| resolved.id(*index));
    let mut hash = Fnv::default();
    for index in all {
        let placed = &resolved.stack.resources()[index as usize];
        hash.text(resolved.id(index));
        hash.text(&placed.type_name);
        sorted(&mut hash, resolved, &placed.props, content.except);
    }
    hash.0
}

/// FNV-1a: the same number on every platform and in every release.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Text with its length, so that neighbours cannot run into each other.
    fn text(&mut self, text: &str) {
        self.bytes(&(text.len() as u64).to_le_bytes());
        self.bytes(text.as_bytes());
    }
}

fn props(hash: &mut Fnv, resolved: &Resolved<'_>, props: &Props) {
    sorted(hash, resolved, props, &[]);
}

fn sorted(hash: &mut Fnv, resolved: &Resolved<'_>, props: &Props, except: &[&str]) {
    let mut sorted: Vec<_> = props.iter().filter(|prop| !except.contains(&prop.name.as_ref())).collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    for prop in sorted {
        hash.text(&prop.name);
        node(hash, resolved, &prop.node);
    }
    hash.bytes(b"}");
}

fn node(hash: &mut Fnv, resolved: &Resolved<'_>, value: &Node) {
    match value {
        Node::Null => hash.bytes(b"n"),
        Node::Bool(value) => hash.bytes(if *value { b"t" } else { b"f" }),
        Node::Int(value) => hash.bytes(&value.to_le_bytes()),
        Node::Num(value) => hash.bytes(&value.to_bits().to_le_bytes()),
        Node::Str(value) => hash.text(value),
        Node::List(items) => {
            hash.bytes(b"[");
            items.iter().for_each(|item| node(hash, resolved, item));
            hash.bytes(b"]");
        }
        Node::Map(map) => props(hash, resolved, map),
        Node::Expr(expr) => expression(hash, resolved, expr),
    }
}

fn expression(hash: &mut Fnv, resolved: &Resolved<'_>, expr: &Expr) {
    match expr {
        Expr::Reference(address) => hash.text(resolved.id(address.index)),
        Expr::Attribute(address, name) => {
            hash.text(resolved.id(address.index));
            hash.text(name);
        }
        Expr::Join(separator, _) | Expr::Split(separator, _) => hash.text(separator),
        Expr::Parameter(parameter) => {
            let name = resolved.stack.parameters().get(parameter.index as usize).map_or("", |facts| &facts.name);
            hash.text(name);
        }
        Expr::If(at, ..) | Expr::Condition(at) => {
            let Some(condition) = resolved.stack.conditions().get(at.index as usize) else { return };
            hash.text(&condition.name);
            node(hash, resolved, &condition.test);
        }
        Expr::FindInMap(at, ..) => {
            let name = resolved.stack.mappings().get(at.index as usize).map_or("", |facts| &facts.name);
            hash.text(name);
        }
        // Variants without data: the debug form is their name.
        Expr::Pseudo(_) | Expr::NoValue | Expr::AvailabilityZones => hash.text(&format!("{expr:?}")),
        Expr::Select(index, _) => hash.bytes(&index.to_le_bytes()),
        Expr::Cidr(_, count, bits) => hash.text(&format!("{count}/{bits}")),
        Expr::Text(_) => hash.bytes(b"+"),
        Expr::Equals(..) => hash.bytes(b"="),
        Expr::And(_) => hash.bytes(b"&"),
        Expr::Or(_) => hash.bytes(b"|"),
        Expr::Not(_) => hash.bytes(b"!"),
        Expr::Base64(_) => hash.bytes(b"b"),
        Expr::Length(_) => hash.bytes(b"#"),
        Expr::ToJson(_) => hash.bytes(b"j"),
        Expr::Stored(_, member) => hash.text(member),
        Expr::Function(name, _) => hash.text(name),
    }
    expr.operands(&mut |operand| node(hash, resolved, operand));
}
