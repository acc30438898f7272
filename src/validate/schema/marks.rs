//! What holds for a value whatever its schema says: no null, no secret in clear, nothing that only the service sets.

use crate::core::{Expr, Node, Props};

use super::place::Place;
use super::rules;
use super::walk::{Told, Walk};

/// How the names of hidden properties end that hold a secret.
const SECRETS: [&str; 16] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apikeyvalue",
    "authtoken",
    "keytab",
    "oauthtoken",
    "passphrase",
    "password",
    "passwords",
    "presharedkey",
    "privatekey",
    "secret",
    "secretkey",
    "secretstring",
    "secrettoken",
];

impl Walk<'_> {
    /// Looks at every value once.
    pub(super) fn marks(&mut self, props: &Props, place: &Place<'_>) {
        for prop in props {
            let place = place.name(&prop.name, prop.origin);
            self.mark(&prop.node, &place);
        }
    }

    fn mark(&mut self, node: &Node, place: &Place<'_>) {
        if let Some(marks) = place.marks().filter(|_| !place.is_item() && !is_absent(node)) {
            if marks.is_read_only() {
                return self.read_only(place);
            }
            if marks.is_deprecated() {
                self.report(rules::DEPRECATED_PROPERTY, place, || {
                    Told::new(format!("{} is deprecated", place.subject()), "deprecatedProperties")
                });
            }
        }
        match node {
            Node::Null => self.report(rules::WRONG_TYPE, place, || {
                Told::new(format!("{} is null, which CloudFormation takes nowhere", place.subject()), "type")
                    .found("null".to_owned())
                    .help("leave the property out".to_owned())
            }),
            Node::Str(text) if is_secret(place) && !text.is_empty() && !node.is_stored() => self.literal_secret(place),
            Node::List(items) => {
                items.iter().enumerate().for_each(|(index, item)| self.mark(item, &place.item(index)));
            }
            Node::Map(props) => self.marks(props, place),
            Node::Expr(expr) => self.mark_expression(expr, place),
            Node::Bool(_) | Node::Int(_) | Node::Num(_) | Node::Str(_) => {}
        }
    }

    fn mark_expression(&mut self, expr: &Expr, place: &Place<'_>) {
        match expr {
            Expr::NoValue => {}
            Expr::If(_, yes, no) => [yes, no].into_iter().for_each(|branch| self.mark(branch, place)),
            // Text that is encoded stands in the template all the same.
            Expr::Base64(text) => {
                self.skipped.deferred += 1;
                self.mark(text, place);
            }
            _ => self.skipped.deferred += 1,
        }
    }

    fn read_only(&mut self, place: &Place<'_>) {
        self.report(rules::READ_ONLY_PROPERTY, place, || {
            Told::new(format!("{} is set by the service alone", place.subject()), "readOnlyProperties")
                .help("leave it out, and read it as an attribute of the resource".to_owned())
        });
    }

    fn literal_secret(&mut self, place: &Place<'_>) {
        self.report(rules::LITERAL_SECRET, place, || {
            Told::new(format!("{} is a literal (value hidden)", place.subject()), "writeOnlyProperties")
                .found("(hidden)".to_owned())
                .help("take it from a secret store, or from a parameter that is not shown".to_owned())
        });
    }
}

fn is_absent(node: &Node) -> bool {
    matches!(node.as_expr(), Some(Expr::NoValue))
}

/// Whether a property is one whose text must not be written down.
pub(super) fn is_secret(place: &Place<'_>) -> bool {
    place.hidden && {
        let name = place.property().to_ascii_lowercase();
        SECRETS.iter().any(|ending| name.ends_with(ending)) || name == "token"
    }
}
