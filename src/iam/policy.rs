//! Policies as values: statements that merge, and count what they weigh.

use std::borrow::Cow;

use crate::core::{Document, IntoVal, Node, Props, Val};

/// What is allowed or denied: actions, on resources, under conditions.
///
/// ```
/// use formwork::iam::Statement;
///
/// let read = Statement::allow(["s3:GetObject"]).on(["arn:aws:s3:::orders/*"]);
/// ```
#[must_use = "a statement does nothing until it is part of a policy"]
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    effect: &'static str,
    actions: Vec<Cow<'static, str>>,
    resources: Vec<Node>,
    principal: Option<Node>,
    conditions: Props,
}

impl Statement {
    /// Allows actions. Without [`on`](Statement::on), on nothing: in a policy of a role that is an error of IAM's.
    pub fn allow<A: Into<Cow<'static, str>>>(actions: impl IntoIterator<Item = A>) -> Self {
        Self::new("Allow", actions)
    }

    /// Denies actions, whatever else allows them.
    pub fn deny<A: Into<Cow<'static, str>>>(actions: impl IntoIterator<Item = A>) -> Self {
        Self::new("Deny", actions)
    }

    fn new<A: Into<Cow<'static, str>>>(effect: &'static str, actions: impl IntoIterator<Item = A>) -> Self {
        let mut actions: Vec<Cow<'static, str>> = actions.into_iter().map(Into::into).collect();
        actions.sort_unstable();
        actions.dedup();
        Statement { effect, actions, resources: Vec::new(), principal: None, conditions: Props::new() }
    }

    /// On these resources: ARNs, or `*` for actions that know no resource.
    #[track_caller]
    pub fn on<V: IntoVal<String>>(mut self, resources: impl IntoIterator<Item = V>) -> Self {
        self.resources.extend(resources.into_iter().map(IntoVal::into_node));
        self
    }

    /// On these resources, unless it names some already: for policies of resources.
    #[track_caller]
    pub fn or_on<V: IntoVal<String>>(self, resources: impl IntoIterator<Item = V>) -> Self {
        if self.resources.is_empty() { self.on(resources) } else { self }
    }

    /// By an AWS service: for trust policies and policies of resources.
    #[track_caller]
    pub fn by_service(self, service: impl IntoVal<String>) -> Self {
        self.by("Service", service)
    }

    /// By a principal's ARN: for trust policies and policies of resources.
    #[track_caller]
    pub fn by_arn(self, arn: impl IntoVal<String>) -> Self {
        self.by("AWS", arn)
    }

    /// By an identity provider's ARN: for trust policies.
    #[track_caller]
    pub fn by_federated(self, provider: impl IntoVal<String>) -> Self {
        self.by("Federated", provider)
    }

    /// By anyone. Without conditions, that is the whole world.
    pub fn by_anyone(mut self) -> Self {
        self.principal = Some(Node::Str("*".into()));
        self
    }

    #[track_caller]
    fn by(mut self, kind: &'static str, who: impl IntoVal<String>) -> Self {
        let mut props = match self.principal.take() {
            Some(Node::Map(props)) => props,
            _ => Props::new(),
        };
        let who = who.into_node();
        let who = match props.get(kind) {
            None => who,
            Some(Node::List(known)) => Node::List(known.iter().cloned().chain([who]).collect()),
            Some(known) => Node::List(vec![known.clone(), who]),
        };
        props.put(kind, who);
        self.principal = Some(Node::Map(props));
        self
    }

    /// Only where a condition holds: `.when("StringEquals", "aws:SourceAccount", account_id())`.
    #[track_caller]
    pub fn when(mut self, operator: &'static str, key: &'static str, value: impl IntoVal<String>) -> Self {
        let mut keys = match self.conditions.get(operator) {
            Some(Node::Map(keys)) => keys.clone(),
            _ => Props::new(),
        };
        keys.put(key, value.into_node());
        self.conditions.put(operator, Node::Map(keys));
        self
    }

    /// Whether two statements differ in their actions alone, or in their resources alone.
    fn absorbs(&self, other: &Statement) -> bool {
        let same =
            self.effect == other.effect && self.principal == other.principal && self.conditions == other.conditions;
        same && (self.resources == other.resources || self.actions == other.actions)
    }

    fn absorb(&mut self, other: Statement) {
        if self.resources == other.resources {
            self.actions.extend(other.actions);
            self.actions.sort_unstable();
            self.actions.dedup();
        } else {
            let new = other.resources.into_iter().filter(|resource| !self.resources.contains(resource));
            let new: Vec<Node> = new.collect();
            self.resources.extend(new);
        }
    }

    fn into_node(self) -> Node {
        let mut props = Props::new();
        props.put("Effect", Node::Str(self.effect.into()));
        if let Some(principal) = self.principal {
            props.put("Principal", principal);
        }
        let actions = self.actions.into_iter().map(|action| Node::Str(action.as_ref().into())).collect();
        props.put("Action", one_or_many(actions));
        if !self.resources.is_empty() {
            props.put("Resource", one_or_many(self.resources));
        }
        if !self.conditions.is_empty() {
            props.put("Condition", Node::Map(self.conditions));
        }
        Node::Map(props)
    }
}

fn one_or_many(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::List(nodes),
    }
}

/// Statements that belong together.
///
/// Statements that say the same of different resources, or different actions of the same resources, become one; the
/// order of what remains is the order in which it was added. So the same grants give the same bytes.
///
/// ```
/// use formwork::iam::{Policy, Statement};
///
/// let policy = Policy::new()
///     .statement(Statement::allow(["s3:GetObject"]).on(["arn:aws:s3:::orders/*"]))
///     .statement(Statement::allow(["s3:PutObject"]).on(["arn:aws:s3:::orders/*"]));
/// assert_eq!(policy.len(), 1);
/// ```
#[must_use = "a policy does nothing until something is given it"]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy(Vec<Statement>);

impl Policy {
    /// Allows nothing yet.
    pub fn new() -> Self {
        Policy::default()
    }

    /// Adds a statement, or merges it with one that is there.
    pub fn statement(mut self, statement: Statement) -> Self {
        match self.0.iter_mut().find(|known| known.absorbs(&statement)) {
            Some(known) => known.absorb(statement),
            None => self.0.push(statement),
        }
        self
    }

    /// Adds statements.
    pub fn statements(self, statements: impl IntoIterator<Item = Statement>) -> Self {
        statements.into_iter().fold(self, Policy::statement)
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The characters that IAM counts, white space left out. A value that is known only at deployment counts as its
    /// shortest: this is a lower bound.
    #[must_use]
    pub fn size(&self) -> usize {
        weight(&self.clone().into_node())
    }
}

impl IntoVal<Document> for Policy {
    fn into_node(self) -> Node {
        let mut props = Props::new();
        props.put("Version", Node::Str("2012-10-17".into()));
        props.put("Statement", Node::List(self.0.into_iter().map(Statement::into_node).collect()));
        Node::Map(props)
    }
}

impl From<Statement> for Policy {
    fn from(statement: Statement) -> Self {
        Policy::new().statement(statement)
    }
}

impl From<Policy> for Val<Document> {
    fn from(policy: Policy) -> Self {
        Val::of(policy)
    }
}

/// Quotes, commas and colons included.
fn weight(node: &Node) -> usize {
    match node {
        Node::Null | Node::Bool(true) => 4,
        Node::Bool(false) => 5,
        Node::Int(number) => number.to_string().len(),
        Node::Num(number) => number.to_string().len(),
        Node::Str(text) => text.len() + 2,
        Node::List(items) => 2 + separated(items.iter().map(weight)),
        Node::Map(props) => 2 + separated(props.iter().map(|prop| prop.name.len() + 3 + weight(&prop.node))),
        Node::Expr(expr) => {
            let mut literal = 2;
            expr.operands(&mut |operand| literal += operand.as_str().map_or(0, str::len));
            literal
        }
    }
}

fn separated(parts: impl Iterator<Item = usize>) -> usize {
    parts.fold(0, |sum, part| sum + part + usize::from(sum > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(action: &'static str, resource: &'static str) -> Statement {
        Statement::allow([action]).on([resource])
    }

    #[test]
    fn statements_merge_where_they_differ_in_one_thing() {
        let merged = Policy::new().statements([statement("a:B", "x"), statement("a:A", "x"), statement("a:C", "y")]);
        assert_eq!(merged.len(), 2);
        let same_actions = Policy::new().statements([statement("a:A", "x"), statement("a:A", "y")]);
        assert_eq!(same_actions.len(), 1);
        let with_condition = statement("a:A", "x").when("StringEquals", "aws:SourceAccount", "1");
        assert_eq!(Policy::new().statements([statement("a:A", "x"), with_condition]).len(), 2);
    }

    #[test]
    fn denials_stay_apart() {
        let deny = Statement::deny(["a:A"]).on(["x"]);
        assert_eq!(Policy::new().statements([statement("a:A", "x"), deny]).len(), 2);
    }

    #[test]
    fn the_size_is_that_of_the_text_without_white_space() {
        let policy = Policy::from(statement("s3:GetObject", "*"));
        let text =
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
        assert_eq!(policy.size(), text.len());
    }
}
