//! Values of the model as Terraform's expressions.

use crate::core::{Address, Expr, Import, Link, Model, Node, ParameterKind, Props, Pseudo};
use crate::diagnostic::Diagnostic;

use super::body::{Under, Value, both, negated};
use super::document::compact;
use super::mapping::{Attribute, Path};
use super::names::{digest, snake};
use super::text::{Text, quoted};
use super::{Data, Printer, Stored, transform};

/// What reads a secret without keeping it.
pub(super) const STORED: &str = "aws_secretsmanager_secret_version";

/// What a value may be, and the condition under which it is that.
pub(super) struct Choice<'n> {
    pub(super) under: Under,
    pub(super) node: &'n Node,
}

/// A list, some of whose items may exist only under a condition.
pub(super) fn list(items: impl IntoIterator<Item = (Under, String)>) -> String {
    runs(items, ["[", "]"], "concat")
}

/// An object, some of whose members may exist only under a condition.
pub(super) fn object(members: impl IntoIterator<Item = (Under, String, String)>) -> String {
    let members = members.into_iter().map(|(under, name, value)| (under, format!("{name} = {value}")));
    runs(members, ["{", "}"], "merge")
}

/// Stretches of unconditional items, and what is there under a condition, put together by a function.
fn runs(items: impl IntoIterator<Item = (Under, String)>, [open, close]: [&str; 2], function: &str) -> String {
    let (mut runs, mut run) = (Vec::new(), Vec::new());
    for (under, item) in items {
        let Some(condition) = under else {
            run.push(item);
            continue;
        };
        if !run.is_empty() {
            runs.push(format!("{open}{}{close}", run.join(", ")));
            run.clear();
        }
        runs.push(format!("({condition} ? {open}{item}{close} : {open}{close})"));
    }
    if !run.is_empty() || runs.is_empty() {
        runs.push(format!("{open}{}{close}", run.join(", ")));
    }
    match runs.as_mut_slice() {
        [single] => std::mem::take(single),
        _ => format!("{function}({})", runs.join(", ")),
    }
}

/// A literal as an expression.
pub(super) fn of_literal(node: &Node) -> String {
    match node {
        Node::Null | Node::Expr(_) => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Int(value) => value.to_string(),
        Node::Num(value) => crate::json::number(*value),
        Node::Str(text) => quoted(text),
        Node::List(items) => list(items.iter().map(|item| (None, of_literal(item)))),
        Node::Map(props) => object(props.iter().map(|prop| (None, quoted(&prop.name), of_literal(&prop.node)))),
    }
}

/// Whether there is no expression in a value.
pub(super) fn is_literal(node: &Node) -> bool {
    let mut literal = true;
    node.walk(&mut |node| literal &= !matches!(node, Node::Expr(_)));
    literal
}

/// Whether a value may turn out to be left out.
fn may_be_absent(node: &Node) -> bool {
    match node.as_expr() {
        Some(Expr::NoValue) => true,
        Some(Expr::If(_, then, otherwise)) => may_be_absent(then) || may_be_absent(otherwise),
        _ => false,
    }
}

/// Whether Terraform finds one type for this and any other such value.
fn is_simple(node: &Node) -> bool {
    match node {
        Node::List(items) => items.iter().all(|item| !matches!(item, Node::List(_) | Node::Map(_))),
        Node::Map(_) => false,
        _ => true,
    }
}

impl<'m> Printer<'m> {
    /// What a value may be. Where it may be left out, nothing stands for that.
    pub(super) fn choices<'n>(&self, node: &'n Node) -> Vec<Choice<'n>> {
        let mut found = Vec::new();
        self.collect_choices(node, None, &mut found);
        found
    }

    fn collect_choices<'n>(&self, node: &'n Node, under: Under, found: &mut Vec<Choice<'n>>) {
        match node.as_expr() {
            Some(Expr::NoValue) => {}
            Some(Expr::If(condition, then, otherwise)) => {
                let condition = self.condition(condition.index);
                let opposite = negated(&condition);
                self.collect_choices(then, both(under.clone(), Some(condition)), found);
                self.collect_choices(otherwise, both(under, Some(opposite)), found);
            }
            _ => found.push(Choice { under, node }),
        }
    }

    /// An item or member: itself, or what it may be where it may be left out.
    fn part<'n, T>(&mut self, node: &'n Node, of: impl Fn(&mut Self, &'n Node) -> T) -> Vec<(Under, T)> {
        if !may_be_absent(node) {
            return vec![(None, of(self, node))];
        }
        self.choices(node).into_iter().map(|choice| (choice.under, of(self, choice.node))).collect()
    }

    fn items<'n, T>(&mut self, items: &'n [Node], of: impl Fn(&mut Self, &'n Node) -> T) -> Vec<(Under, T)> {
        let mut found = Vec::with_capacity(items.len());
        for (position, item) in items.iter().enumerate() {
            self.trail.enter(position);
            found.extend(self.part(item, &of));
            self.trail.leave();
        }
        found
    }

    fn members<'n, T>(&mut self, props: &'n Props, of: impl Fn(&mut Self, &'n Node) -> T) -> Vec<(Under, Text, T)> {
        let mut found = Vec::with_capacity(props.len());
        for prop in props {
            self.trail.go(prop.name.clone(), prop.origin);
            let parts = self.part(&prop.node, &of);
            found.extend(parts.into_iter().map(|(under, value)| (under, Text::literal(&*prop.name), value)));
            self.trail.leave();
        }
        found
    }

    /// A value of the model, ready to be printed.
    pub(super) fn value<'n>(&mut self, node: &'n Node) -> Value<'n> {
        match node {
            _ if is_literal(node) => Value::Node(node),
            Node::List(items) => Value::List(self.items(items, Self::value)),
            Node::Map(props) => Value::Map(self.members(props, Self::value)),
            _ => Value::Text(self.text(node)),
        }
    }

    /// A value as an expression.
    pub(super) fn expression(&mut self, node: &Node) -> String {
        match node {
            Node::List(items) => list(self.items(items, Self::expression)),
            Node::Map(props) => {
                let members = self.members(props, Self::expression);
                object(members.into_iter().map(|(under, name, value)| (under, name.expression(), value)))
            }
            Node::Expr(_) => self.text(node).expression(),
            _ => of_literal(node),
        }
    }

    /// A document as JSON text: written out where it is all literal, computed where something in it is known only later.
    pub(super) fn json(&mut self, document: &Node) -> Text {
        if is_literal(document) {
            return Text::literal(compact(document));
        }
        let expression = self.expression(document);
        Text::code(format!("jsonencode({expression})"))
    }

    /// A value as text, or as an expression of its own type.
    pub(super) fn text(&mut self, node: &Node) -> Text {
        match node {
            Node::Str(text) => Text::literal(text.as_str()),
            Node::Bool(value) => Text::literal(value.to_string()),
            Node::Int(value) => Text::literal(value.to_string()),
            Node::Num(value) => Text::literal(crate::json::number(*value)),
            Node::Expr(expr) => self.expr(expr),
            Node::Null | Node::List(_) | Node::Map(_) => Text::code(self.expression(node)),
        }
    }

    fn expr(&mut self, expr: &Expr) -> Text {
        Text::code(match expr {
            Expr::Reference(address) => return self.target(*address, None),
            Expr::Attribute(address, name) => return self.target(*address, Some(name)),
            Expr::Text(pieces) => {
                return pieces.iter().fold(Text::default(), |text, piece| text.then(self.text(piece)));
            }
            Expr::Pseudo(pseudo) => return self.pseudo(*pseudo),
            Expr::If(at, then, otherwise) => return self.choice(at.index, then, otherwise),
            Expr::Parameter(at) => self.parameter(at.index),
            Expr::NoValue => "null".to_owned(),
            Expr::Join(separator, list) => format!("join({}, {})", quoted(separator), self.expression(list)),
            Expr::Split(separator, text) => format!("split({}, {})", quoted(separator), self.expression(text)),
            Expr::Select(index, list) => self.select(*index, list),
            Expr::Condition(at) => self.condition(at.index),
            // CloudFormation compares text; Terraform tells 1 from "1".
            Expr::Equals(left, right) => {
                let [left, right] = [left, right].map(|side| match side.word() {
                    Some(literal) => quoted(&literal),
                    None => format!("tostring({})", self.expression(side)),
                });
                return Text::operation(format!("{left} == {right}"));
            }
            Expr::And(tests) => return self.chain(tests, " && "),
            Expr::Or(tests) => return self.chain(tests, " || "),
            Expr::Not(test) => format!("!{}", self.expression(test)),
            Expr::FindInMap(at, row, column) => {
                let name = self.stack.stack.mappings().get(at.index as usize).map_or("", |facts| &facts.name);
                format!("local.{}[{}][{}]", snake(name), self.expression(row), self.expression(column))
            }
            Expr::AvailabilityZones => {
                self.data.insert(Data::AvailabilityZones);
                "data.aws_availability_zones.available.names".to_owned()
            }
            Expr::Cidr(block, count, bits) => self.cidr(block, *count, *bits),
            Expr::Base64(text) => format!("base64encode({})", self.expression(text)),
            Expr::Length(list) => format!("length({})", self.expression(list)),
            Expr::ToJson(document) => format!("jsonencode({})", self.expression(document)),
            Expr::Stored(secret, member) => self.stored(secret, member),
            Expr::Function(name, _) => self.no_counterpart(name),
        })
    }

    /// A function that only CloudFormation has.
    fn no_counterpart(&mut self, function: &str) -> String {
        let message = format!("Terraform has no counterpart of CloudFormation's `{function}`");
        self.problem(
            Diagnostic::error("no-counterpart", message).help("write the value out, or take it as a parameter"),
        );
        "null".to_owned()
    }

    /// One of two values. Terraform wants one type for both; documents need not have one, but as text they do.
    fn choice(&mut self, condition: u32, then: &Node, otherwise: &Node) -> Text {
        let condition = self.condition(condition);
        let documents = !(is_simple(then) && is_simple(otherwise));
        let absent = may_be_absent(then) || may_be_absent(otherwise);
        let [then, otherwise] = [then, otherwise].map(|branch| self.expression(branch));
        if documents && !absent {
            return Text::code(format!("jsondecode({condition} ? jsonencode({then}) : jsonencode({otherwise}))"));
        }
        Text::choice(&condition, &then, &otherwise)
    }

    fn select(&mut self, index: u32, list: &Node) -> String {
        match list.as_expr() {
            // One part of a block needs no list of all.
            Some(Expr::Cidr(block, count, bits)) if index < *count => self.part_of(block, *bits, &index.to_string()),
            // Not `element`: it wraps round where CloudFormation fails.
            _ => {
                let list = self.expression(list);
                only_item(&list).filter(|_| index == 0).map_or_else(|| format!("{list}[{index}]"), str::to_owned)
            }
        }
    }

    fn cidr(&mut self, block: &Node, count: u32, bits: u32) -> String {
        format!("[for part in range({count}) : {}]", self.part_of(block, bits, "part"))
    }

    /// The part of a block at a position.
    fn part_of(&mut self, block: &Node, bits: u32, index: &str) -> String {
        let block = self.expression(block);
        // How many bits an address has depends on its family.
        let width = format!("(strcontains({block}, \":\") ? 128 : 32)");
        let prefix = format!("tonumber(split(\"/\", {block})[1])");
        format!("cidrsubnet({block}, {width} - {bits} - {prefix}, {index})")
    }

    /// A secret that is read where it is handed over, and kept nowhere; but an argument that Terraform keeps takes nothing
    /// ephemeral.
    fn stored(&mut self, secret: &Node, member: &str) -> String {
        let (id, of) = (self.text(secret).template(), secret.as_expr().and_then(Expr::target));
        let here = of.filter(|address| self.stack.owns(*address)).map(|address| address.index);
        let label = match here.and_then(|index| self.names.get(index as usize)) {
            Some(name) => name.clone(),
            None => format!("secret_{:08x}", digest(&id)),
        };
        let (section, secrets) = match self.write_only {
            true => ("ephemeral", &mut self.stored),
            false => ("data", &mut self.kept),
        };
        let text = format!("{section}.{STORED}.{label}.secret_string");
        secrets.insert(label, Stored { id, here });
        if member.is_empty() { text } else { format!("jsondecode({text})[{}]", quoted(member)) }
    }

    fn chain(&mut self, tests: &[Node], operator: &str) -> Text {
        let tests: Vec<String> = tests.iter().map(|test| self.expression(test)).collect();
        Text::operation(tests.join(operator))
    }

    /// The local value that holds a condition.
    pub(super) fn condition(&self, index: u32) -> String {
        let name = self.stack.stack.conditions().get(index as usize).map_or("", |facts| &facts.name);
        format!("local.{}", snake(name))
    }

    fn parameter(&self, index: u32) -> String {
        let Some(facts) = self.stack.stack.parameters().get(index as usize) else { return "null".to_owned() };
        let name = snake(&facts.name);
        match facts.kind {
            // `value` would hide what depends on it from plans; CloudFormation takes no secret entries here.
            ParameterKind::StoredValue(_) => format!("data.aws_ssm_parameter.{name}.insecure_value"),
            _ => format!("var.{name}"),
        }
    }

    fn pseudo(&mut self, pseudo: Pseudo) -> Text {
        let (data, expression) = match pseudo {
            Pseudo::AccountId => (Data::CallerIdentity, "data.aws_caller_identity.current.account_id"),
            // `id` is the region's name in every version of the provider; `name` is deprecated in 6.
            Pseudo::Region => (Data::Region, "data.aws_region.current.id"),
            Pseudo::Partition => (Data::Partition, "data.aws_partition.current.partition"),
            Pseudo::UrlSuffix => (Data::Partition, "data.aws_partition.current.dns_suffix"),
            Pseudo::StackName => return Text::literal(&self.stack.deployed_name),
        };
        self.data.insert(data);
        Text::code(expression)
    }

    /// A resource or its attribute: here, or wherever the value comes from.
    fn target(&mut self, address: Address, name: Option<&str>) -> Text {
        let nothing = Text::code("null");
        if !self.stack.owns(address) {
            let import = self.stack.import(address, name).cloned();
            return import.map_or(nothing, |import| Text::code(self.import(&import)));
        }
        // A type without a table is reported where the resource stands.
        let Some(mapped) = self.mapped(address.index) else { return nothing };
        let attribute = match name {
            None => mapped.entry.reference.as_ref(),
            Some(name) => mapped.entry.attribute(name),
        };
        if let Some(problem) = attribute.and_then(|attribute| self.too_new(name.unwrap_or("Ref"), attribute.since)) {
            self.problem(problem);
            return nothing;
        }
        let value = attribute.and_then(|attribute| self.output(address.index, attribute));
        value.unwrap_or_else(|| {
            self.no_attribute(address, name);
            nothing
        })
    }

    /// What the table says of an attribute, for this resource.
    fn output(&mut self, index: u32, attribute: &'static Attribute) -> Option<Text> {
        match &attribute.path {
            Path::None => None,
            Path::Attribute(path) => self.attribute(index, path).map(Text::code),
            Path::Single(path) => self.attribute(index, path).map(|value| Text::code(format!("[{value}]"))),
            Path::Text(text) => {
                let mut known = true;
                let found = self.holes(text, |printer, hole| {
                    let value = printer.attribute(index, hole);
                    known &= value.is_some();
                    Text::code(value.unwrap_or_default())
                });
                Some(found).filter(|_| known)
            }
            Path::Transform(name, words) => transform::attribute(name).and_then(|value| value(self, index, words)),
        }
    }

    fn no_attribute(&mut self, address: Address, attribute: Option<&str>) {
        let target = self.stack.resource(address);
        let kind = target.map_or("", |placed| placed.type_name.as_ref());
        let what = attribute.map_or_else(|| "what `Ref` gives".to_owned(), |name| format!("the attribute `{name}`"));
        let mut problem =
            Diagnostic::error("no-counterpart", format!("Terraform has no counterpart of {what} of {kind}"))
                .help("take another attribute, or leave this stack to CloudFormation with `--backend cloudformation`");
        if let Some(target) = target {
            problem = problem.with(target.origin, format!("`{}` was added here", target.path));
        }
        self.problem(problem);
    }

    /// A text around a value, which stands where the text has `{}`.
    pub(super) fn around(&mut self, pattern: &str, value: &Text) -> Text {
        self.holes(
            pattern,
            |_, hole| if hole.is_empty() { value.clone() } else { Text::literal(format!("{{{hole}}}")) },
        )
    }

    /// Fills `{…}` in a text: facts about the deployment by name, anything else by `fill`.
    fn holes(&mut self, text: &str, mut fill: impl FnMut(&mut Self, &str) -> Text) -> Text {
        let mut pieces = text.split('{');
        let mut out = Text::literal(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (hole, rest) = piece.split_once('}').unwrap_or((piece, ""));
            let value = match hole {
                "partition" => self.pseudo(Pseudo::Partition),
                "region" => self.pseudo(Pseudo::Region),
                "account" => self.pseudo(Pseudo::AccountId),
                "suffix" => self.pseudo(Pseudo::UrlSuffix),
                other => fill(self, other),
            };
            out = out.then(value).then(Text::literal(rest));
        }
        out
    }

    /// A value of another root: from its state where that is kept in a bucket, from the deployer otherwise.
    fn import(&mut self, import: &Import) -> String {
        if reads_state(self.model, import) {
            let producer = self.model.stack(import.producer).stack;
            format!("data.terraform_remote_state.{}.outputs.{}", snake(producer.root()), snake(&import.export.output))
        } else {
            format!("var.{}", import_variable(self.model, import))
        }
    }
}

/// Whether an import is read from the producer's state.
pub(super) fn reads_state(model: &Model<'_>, import: &Import) -> bool {
    model.state_of(model.stack(import.producer)).is_some() && import.link != Link::Parameter
}

/// The variable through which the deployer passes a value of another root.
pub(super) fn import_variable(model: &Model<'_>, import: &Import) -> String {
    let producer = model.stack(import.producer).stack.root();
    let value = import.export.output.strip_prefix("Export").unwrap_or(&import.export.output);
    format!("{}_{}", snake(producer), snake(value))
}

/// The one item of a list that is written as `[aws_vpc.main.ipv6_cidr_block]`.
fn only_item(list: &str) -> Option<&str> {
    let item = list.strip_prefix('[')?.strip_suffix(']')?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    item.chars().all(plain).then_some(item)
}
