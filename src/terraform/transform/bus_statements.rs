//! `!bus_statements(StatementId,EventBusName)`: Terraform has the whole policy of a bus in one resource.

use crate::core::{IntoDocument, Node, Placed, Props};
use crate::diagnostic::Diagnostic;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The first resource about a bus carries the statements of all; the others have no Terraform resource.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [id, bus]) = (&at.line.target, words) else { return };
    let property = at.line.name;
    let own = lowering.placed;
    let alike: Vec<(u32, &Placed)> = (0_u32..)
        .zip(lowering.printer.stack.stack.resources())
        .filter(|(_, placed)| placed.type_name == own.type_name && placed.props.get(property).is_some())
        .filter(|(_, placed)| placed.props.get(bus) == own.props.get(bus))
        .collect();
    let Some((first, _)) = alike.first().filter(|(first, _)| *first != lowering.index) else {
        let statements = alike.iter().map(|(_, placed)| statement(placed, property, id)).collect();
        let document = policy(statements);
        let text = lowering.printer.json(&document);
        return body.set(path, Value::Text(text));
    };
    if alike.iter().any(|(_, placed)| placed.condition != own.condition) {
        let message = "in Terraform the statements of one bus are one policy: all exist, or none does";
        lowering.problem(Diagnostic::error("needs-literal", message).help("put them under the same condition"));
    }
    lowering.leave_to(*first);
}

/// A statement with its id in it.
fn statement(placed: &Placed, property: &str, id: &str) -> Node {
    let mut statement = placed.props.get(property).and_then(Node::as_map).cloned().unwrap_or_default();
    if let Some(id) = placed.props.get(id) {
        statement.put("Sid", id.clone());
    }
    Node::Map(statement)
}

fn policy(statements: Vec<Node>) -> Node {
    let mut document = Props::new();
    document.put("Version", "2012-10-17".into_document());
    document.put("Statement", Node::List(statements));
    Node::Map(document)
}
