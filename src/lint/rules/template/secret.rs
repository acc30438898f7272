//! What is secret in a value.

use crate::core::{Expr, Model, Node, ParameterKind, Resolved};

/// What of a value is secret, in words; nothing where all of it may be seen.
///
/// A condition that looks at a secret does not show it; what it chooses may.
pub(super) fn inside(model: &Model<'_>, stack: &Resolved<'_>, node: &Node) -> Option<String> {
    match node {
        Node::Str(text) => resolved(text).then(|| "a stored secret".to_owned()),
        Node::List(items) => first(model, stack, items),
        Node::Map(props) => props.iter().find_map(|prop| inside(model, stack, &prop.node)),
        Node::Expr(expr) => of_expr(model, stack, expr),
        Node::Null | Node::Bool(_) | Node::Int(_) | Node::Num(_) => None,
    }
}

fn of_expr(model: &Model<'_>, stack: &Resolved<'_>, expr: &Expr) -> Option<String> {
    match expr {
        Expr::Parameter(at) => {
            let facts = stack.stack.parameters().get(at.index as usize)?;
            (facts.kind == ParameterKind::Secret).then(|| format!("the secret parameter `{}`", facts.name))
        }
        Expr::Stored(..) => Some("a stored secret".to_owned()),
        // The only attribute that is a secret by itself.
        Expr::Attribute(address, name) if name == "SecretAccessKey" => {
            let key = model.resource(*address).filter(|placed| placed.type_name == "AWS::IAM::AccessKey")?;
            Some(format!("the secret of the access key `{}`", key.path))
        }
        Expr::Text(nodes) => first(model, stack, nodes),
        Expr::Join(_, node)
        | Expr::Select(_, node)
        | Expr::Split(_, node)
        | Expr::Base64(node)
        | Expr::ToJson(node)
        | Expr::Function(_, node) => inside(model, stack, node),
        Expr::If(_, one, other) => inside(model, stack, one).or_else(|| inside(model, stack, other)),
        _ => None,
    }
}

fn first(model: &Model<'_>, stack: &Resolved<'_>, nodes: &[Node]) -> Option<String> {
    nodes.iter().find_map(|node| inside(model, stack, node))
}

/// Whether the engine puts a secret in the place of this text. What `{{resolve:ssm:…}}` names is no secret.
fn resolved(text: &str) -> bool {
    text.as_bytes().contains(&b'{')
        && (text.contains("{{resolve:secretsmanager:") || text.contains("{{resolve:ssm-secure:"))
}
