//! Calls of functions become expressions where their arguments have the right shape.

use crate::core::{Expr, Node, Pseudo};

use super::super::document::{Kind, Value};
use super::sub::{Piece, pieces};
use super::{Names, number};

impl Names<'_> {
    /// A call, neutral where it can be.
    pub(super) fn call(&self, function: &str, argument: &Value) -> Node {
        let found = match function {
            "Ref" => argument.as_text().and_then(|name| self.reference(name)),
            "Fn::GetAtt" => self.attribute(argument),
            "Fn::Sub" => self.sub(argument),
            "Fn::Join" => self.join(argument),
            "Fn::Select" => self.select(argument),
            "Fn::Split" => self.split(argument),
            "Fn::If" => self.choice(argument),
            "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" => self.test_call(function, argument),
            "Fn::FindInMap" => self.find(argument),
            "Fn::GetAZs" => self.zones(argument),
            "Fn::Cidr" => self.cidr(argument),
            "Fn::Base64" => Some(Expr::Base64(self.node(argument))),
            "Fn::Length" => Some(Expr::Length(self.node(argument))),
            "Fn::ToJsonString" => Some(Expr::ToJson(self.node(argument))),
            _ => None,
        };
        found.map_or_else(|| self.opaque(function, argument), Node::from)
    }

    /// What `Ref` and a variable's name stand for.
    fn reference(&self, name: &str) -> Option<Expr> {
        Some(match name {
            "AWS::AccountId" => Expr::Pseudo(Pseudo::AccountId),
            "AWS::Region" => Expr::Pseudo(Pseudo::Region),
            "AWS::Partition" => Expr::Pseudo(Pseudo::Partition),
            "AWS::URLSuffix" => Expr::Pseudo(Pseudo::UrlSuffix),
            "AWS::StackName" => Expr::Pseudo(Pseudo::StackName),
            "AWS::NoValue" => Expr::NoValue,
            _ => match self.parameter(name) {
                Some(parameter) => Expr::Parameter(parameter),
                None => Expr::Reference(self.resource(name)?),
            },
        })
    }

    fn attribute(&self, argument: &Value) -> Option<Expr> {
        let (id, name) = match &argument.kind {
            Kind::Text(text) => text.split_once('.')?,
            Kind::List(items) => match items.as_slice() {
                [id, name] => (id.as_text()?, name.as_text()?),
                _ => return None,
            },
            _ => return None,
        };
        Some(Expr::Attribute(self.resource(id)?, name.to_owned().into()))
    }

    fn sub(&self, argument: &Value) -> Option<Expr> {
        let (text, own) = match &argument.kind {
            Kind::Text(text) => (text, None),
            Kind::List(items) => match items.as_slice() {
                [Value { kind: Kind::Text(text), .. }, own] => (text, Some(own)),
                _ => return None,
            },
            _ => return None,
        };
        let mut nodes: Vec<Node> = Vec::new();
        for piece in pieces(text) {
            let node = match piece {
                Piece::Literal(text) => Node::Str(text.into()),
                Piece::Variable(name) => {
                    let name = name.trim();
                    match own.and_then(|own| own.get(name)) {
                        Some(value) => self.node(value),
                        None => Node::from(self.variable(name)?),
                    }
                }
            };
            push(&mut nodes, node);
        }
        Some(stored_text(&nodes).unwrap_or(Expr::Text(nodes)))
    }

    fn variable(&self, name: &str) -> Option<Expr> {
        match name.split_once('.') {
            Some((id, attribute)) => Some(Expr::Attribute(self.resource(id)?, attribute.to_owned().into())),
            None => self.reference(name),
        }
    }

    fn join(&self, argument: &Value) -> Option<Expr> {
        let [separator, list] = argument.as_list()? else { return None };
        let separator = separator.as_text()?;
        match (&list.kind, separator) {
            // Nothing between them: text with values in it.
            (Kind::List(items), "") => {
                let mut nodes = Vec::with_capacity(items.len());
                items.iter().for_each(|item| push(&mut nodes, self.node(item)));
                Some(stored_text(&nodes).unwrap_or_else(|| Expr::Join("".into(), self.list(items))))
            }
            (Kind::List(items), _) => Some(Expr::Join(separator.into(), self.list(items))),
            (Kind::Object(_), _) => Some(Expr::Join(separator.into(), self.node(list))),
            _ => None,
        }
    }

    fn select(&self, argument: &Value) -> Option<Expr> {
        let [index, list] = argument.as_list()? else { return None };
        let index = index.as_scalar()?.parse().ok()?;
        matches!(list.kind, Kind::List(_) | Kind::Object(_)).then(|| Expr::Select(index, self.node(list)))
    }

    fn split(&self, argument: &Value) -> Option<Expr> {
        let [separator, text] = argument.as_list()? else { return None };
        Some(Expr::Split(separator.as_text()?.into(), self.node(text)))
    }

    fn choice(&self, argument: &Value) -> Option<Expr> {
        let [condition, yes, no] = argument.as_list()? else { return None };
        Some(Expr::If(self.condition(condition.as_text()?)?, self.node(yes), self.node(no)))
    }

    /// A test where conditions stand.
    pub(super) fn test(&self, value: &Value) -> Node {
        if let Some([only]) = value.as_object()
            && only.key == "Condition"
            && let Some(condition) = only.value.as_text().and_then(|name| self.condition(name))
        {
            return Node::from(Expr::Condition(condition));
        }
        self.node(value)
    }

    fn test_call(&self, function: &str, argument: &Value) -> Option<Expr> {
        let items = argument.as_list()?;
        let tests = || items.iter().map(|item| self.test(item)).collect();
        match (function, items) {
            ("Fn::Equals", [left, right]) => Some(Expr::Equals(self.node(left), self.node(right))),
            ("Fn::Not", [test]) => Some(Expr::Not(self.test(test))),
            ("Fn::And", [_, ..]) => Some(Expr::And(tests())),
            ("Fn::Or", [_, ..]) => Some(Expr::Or(tests())),
            _ => None,
        }
    }

    fn find(&self, argument: &Value) -> Option<Expr> {
        let [map, row, column] = argument.as_list()? else { return None };
        Some(Expr::FindInMap(self.mapping(map.as_text()?)?, self.node(row), self.node(column)))
    }

    /// The zones of the region in which the stack stands; those of another one have no neutral form.
    fn zones(&self, argument: &Value) -> Option<Expr> {
        let own = argument.as_text() == Some("")
            || matches!(self.node(argument).as_expr(), Some(Expr::Pseudo(Pseudo::Region)));
        own.then_some(Expr::AvailabilityZones)
    }

    fn cidr(&self, argument: &Value) -> Option<Expr> {
        let [block, count, bits] = argument.as_list()? else { return None };
        let small = |value: &Value| match number(value.as_scalar()?) {
            Node::Int(number) => u32::try_from(number).ok(),
            _ => None,
        };
        Some(Expr::Cidr(self.node(block), small(count)?, small(bits)?))
    }
}

/// Neighbouring literals become one.
fn push(nodes: &mut Vec<Node>, node: Node) {
    match (nodes.last_mut(), node) {
        (Some(Node::Str(last)), Node::Str(text)) => last.push_str(&text),
        (_, node) => nodes.push(node),
    }
}

const BEGIN: &str = "{{resolve:secretsmanager:";
const MIDDLE: &str = ":SecretString";
const END: &str = "}}";

/// Text that is nothing but a reference to a secret.
pub(super) fn stored(text: &str) -> Option<Node> {
    let rest = text.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let (secret, member) = rest.rsplit_once(MIDDLE).unwrap_or((rest, ""));
    let member = member.strip_prefix(':').unwrap_or(member);
    let usual = |part: &str| !part.contains(['{', '}']);
    // A version or a stage has no neutral form.
    let whole = usual(secret) && usual(member) && !member.contains(':') && !secret.is_empty();
    whole.then(|| Node::from(Expr::Stored(Node::Str(secret.into()), member.into())))
}

/// The same, where the secret is a value.
fn stored_text(nodes: &[Node]) -> Option<Expr> {
    match nodes {
        [Node::Str(begin), secret @ Node::Expr(_), Node::Str(end)] if begin == BEGIN => {
            let member = end.strip_suffix(END)?.strip_prefix(MIDDLE).unwrap_or_default();
            let member = member.strip_prefix(':').unwrap_or(member);
            (!member.contains([':', '{', '}'])).then(|| Expr::Stored(secret.clone(), member.into()))
        }
        _ => None,
    }
}
