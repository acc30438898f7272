//! References to another kind of thing than the one that belongs there.

use crate::core::{Expr, Node};
use crate::schema::{Attribute, Keyword, Schema};

use super::place::Place;
use super::rules;
use super::walk::{Told, Walk};
use super::words;

/// Things whose ids are told apart: the type, what the registry calls its id, and what people call it.
const KINDS: [(&str, &str, &str); 3] = [
    ("AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroup.Id", "a security group"),
    ("AWS::EC2::Subnet", "AWS::EC2::Subnet.Id", "a subnet"),
    ("AWS::EC2::VPC", "AWS::EC2::VPC.Id", "a VPC"),
];

impl Walk<'_> {
    /// Reports a reference that surely identifies something else than what is wanted.
    pub(super) fn wrong_kind(&mut self, expr: &Expr, node: &Node, schema: &Schema, place: &Place<'_>) {
        let (Some(wanted), Some(given)) = (kind_of(schema), self.kind(expr)) else { return };
        if wanted == given {
            return;
        }
        let [(.., wanted), (_, format, given)] = [KINDS[wanted], KINDS[given]];
        self.report(rules::WRONG_REFERENCE, place, || {
            let message = format!("{} identifies {given} where {wanted} belongs", place.subject());
            Told::new(message, format!("format {format}")).found(words::shown(node, place))
        });
    }

    fn kind(&self, expr: &Expr) -> Option<usize> {
        let target = self.scope.resolved?.resource(expr.target()?)?;
        match expr {
            Expr::Reference(_) => KINDS.iter().position(|(type_name, ..)| *type_name == target.type_name),
            Expr::Attribute(_, name) => match self.scope.registry.get(&target.type_name)?.attribute(name)? {
                Attribute::Known(schema) => kind_of(schema),
                Attribute::Any => None,
            },
            _ => None,
        }
    }
}

fn kind_of(schema: &Schema) -> Option<usize> {
    schema.keywords.iter().find_map(|keyword| match keyword {
        Keyword::Format(format) => KINDS.iter().position(|(_, id, _)| id == format),
        _ => None,
    })
}
