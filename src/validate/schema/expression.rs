//! Values that the engine computes, as far as their shape is known.

use crate::core::{Expr, Node, ParameterKind};
use crate::schema::{Attribute, Keyword, Schema, Types};

use super::place::Place;
use super::walk::{Told, Walk};
use super::{rules, words};

/// What an expression becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Text, or something CloudFormation makes of text.
    Scalar,
    /// A list of text.
    Texts,
    /// A list.
    List,
    /// An object.
    Object,
    Unknown,
}

impl Walk<'_> {
    pub(super) fn expression(&mut self, expr: &Expr, node: &Node, schema: &Schema, place: &Place<'_>) {
        if let Expr::If(condition, yes, no) = expr {
            for (truth, branch) in self.branches(*condition, yes, no) {
                self.assuming(*condition, truth, |walk| walk.branch(branch, schema, place));
            }
            return;
        }
        self.unsure();
        let shape = self.shape(expr);
        let right = match shape {
            Shape::Scalar => schema.types.allow(Types::SCALAR),
            Shape::Texts => schema.types.allow(Types::ARRAY) && self.takes_text(schema),
            Shape::List => schema.types.allow(Types::ARRAY),
            Shape::Object => schema.types.allow(Types::OBJECT),
            Shape::Unknown => true,
        };
        if right {
            self.wrong_kind(expr, node, schema, place);
        } else {
            self.wrong_shape(expr, shape, node, schema, place);
        }
    }

    /// A branch of an `If` follows the same schema as the whole.
    fn branch(&mut self, node: &Node, schema: &Schema, place: &Place<'_>) {
        if matches!(node.as_expr(), Some(Expr::NoValue)) {
            return;
        }
        self.against(node, schema, place);
    }

    /// Whether the items of a list may be text.
    fn takes_text(&self, schema: &Schema) -> bool {
        schema.keywords.iter().all(|keyword| match keyword {
            Keyword::Items(id) => self.schema.resolve(*id).types.allow(Types::SCALAR),
            _ => true,
        })
    }

    fn shape(&self, expr: &Expr) -> Shape {
        match expr {
            Expr::Reference(_)
            | Expr::Pseudo(_)
            | Expr::Text(_)
            | Expr::Join(..)
            | Expr::Base64(_)
            | Expr::Length(_)
            | Expr::ToJson(_)
            | Expr::Stored(..) => Shape::Scalar,
            Expr::Split(..) | Expr::AvailabilityZones | Expr::Cidr(..) => Shape::Texts,
            Expr::Select(_, list) => match list.as_expr().map(|list| self.shape(list)) {
                Some(Shape::Texts) => Shape::Scalar,
                _ => Shape::Unknown,
            },
            Expr::Attribute(address, name) => {
                let target = self.scope.resolved.and_then(|resolved| resolved.resource(*address));
                let schema = target.and_then(|target| self.scope.registry.get(&target.type_name));
                match schema.and_then(|schema| schema.attribute(name)) {
                    Some(Attribute::Known(schema)) => shape_of(schema.types),
                    Some(Attribute::Any) | None => Shape::Unknown,
                }
            }
            Expr::Parameter(address) => {
                let facts =
                    self.scope.resolved.and_then(|resolved| resolved.stack.parameters().get(address.index as usize));
                match facts.map(|facts| facts.kind) {
                    Some(ParameterKind::Text | ParameterKind::Number | ParameterKind::Secret) => Shape::Scalar,
                    Some(ParameterKind::List) => Shape::Texts,
                    Some(ParameterKind::StoredValue(_)) | None => Shape::Unknown,
                }
            }
            Expr::NoValue
            | Expr::If(..)
            | Expr::Condition(_)
            | Expr::Equals(..)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_)
            | Expr::FindInMap(..)
            | Expr::Function(..) => Shape::Unknown,
        }
    }

    fn wrong_shape(&mut self, expr: &Expr, shape: Shape, node: &Node, schema: &Schema, place: &Place<'_>) {
        self.report(rules::WRONG_TYPE, place, || {
            let kind = match shape {
                Shape::Texts => "a list of text",
                Shape::List => "a list",
                Shape::Object => "an object",
                Shape::Scalar | Shape::Unknown => match expr {
                    Expr::Reference(_) => "a reference, which is text,",
                    Expr::Attribute(..) => "an attribute that is text,",
                    _ => "text",
                },
            };
            let kind = if kind.ends_with(',') { kind.to_owned() } else { format!("{kind},") };
            let names: Vec<&str> = schema.types.names().collect();
            let wanted = if schema.types.allow(Types::ARRAY) && shape == Shape::Texts {
                "a list of objects".to_owned()
            } else {
                words::kinds(schema.types)
            };
            let single = shape == Shape::Scalar && schema.types.allow(Types::ARRAY);
            let help = single.then(|| "put it into a list".to_owned());
            Told::new(
                format!("{} is {kind} where {wanted} belongs", place.subject()),
                format!("type {}", names.join(", ")),
            )
            .found(words::shown(node, place))
            .help(help)
        });
    }
}

/// The shape of an attribute, if its schema leaves only one.
fn shape_of(types: Types) -> Shape {
    if types.is_any() {
        return Shape::Unknown;
    }
    match (types.allow(Types::SCALAR), types.allow(Types::ARRAY), types.allow(Types::OBJECT)) {
        (true, false, false) => Shape::Scalar,
        (false, true, false) => Shape::List,
        (false, false, true) => Shape::Object,
        _ => Shape::Unknown,
    }
}
