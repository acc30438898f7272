//! Values and expressions as CloudFormation writes them.

use crate::core::{Address, Expr, Import, Link, Node, Pseudo};
use crate::json::Writer;

use super::Printer;

impl Printer<'_> {
    /// Any value.
    pub(super) fn node(&self, node: &Node, out: &mut Writer) {
        match node {
            Node::Null => out.null(),
            Node::Bool(value) => out.bool(*value),
            Node::Int(value) => out.int(*value),
            Node::Num(value) => out.num(*value),
            Node::Str(text) => out.string(text),
            Node::List(items) => self.list(items, out),
            Node::Map(props) => {
                out.open_object();
                for prop in props {
                    out.key(&prop.name);
                    self.node(&prop.node, out);
                }
                out.close_object();
            }
            Node::Expr(expr) => self.expr(expr, out),
        }
    }

    fn list<'n>(&self, items: impl IntoIterator<Item = &'n Node>, out: &mut Writer) {
        out.open_list();
        for item in items {
            out.item();
            self.node(item, out);
        }
        out.close_list();
    }

    fn expr(&self, expr: &Expr, out: &mut Writer) {
        match expr {
            Expr::Reference(address) => self.target(*address, None, out),
            Expr::Attribute(address, name) => self.target(*address, Some(name), out),
            Expr::Parameter(address) => {
                let name = self.stack.stack.parameters().get(address.index as usize).map_or("", |facts| &facts.name);
                call(out, "Ref", |out| out.string(name));
            }
            Expr::Pseudo(pseudo) => call(out, "Ref", |out| out.string(pseudo_name(*pseudo))),
            Expr::NoValue => call(out, "Ref", |out| out.string("AWS::NoValue")),
            Expr::Text(pieces) => self.text(pieces, out),
            Expr::Join(separator, list) => self.separated(out, "Fn::Join", separator, list),
            Expr::Split(separator, text) => self.separated(out, "Fn::Split", separator, text),
            Expr::Select(index, list) => call(out, "Fn::Select", |out| {
                out.open_list();
                out.item();
                out.int(i64::from(*index));
                out.item();
                self.node(list, out);
                out.close_list();
            }),
            Expr::If(at, then, otherwise) => call(out, "Fn::If", |out| {
                out.open_list();
                out.item();
                out.string(self.condition_name(at.index));
                for branch in [then, otherwise] {
                    out.item();
                    self.node(branch, out);
                }
                out.close_list();
            }),
            Expr::Condition(at) => call(out, "Condition", |out| out.string(self.condition_name(at.index))),
            Expr::Equals(left, right) => call(out, "Fn::Equals", |out| self.list([left, right], out)),
            Expr::And(tests) => call(out, "Fn::And", |out| self.list(tests, out)),
            Expr::Or(tests) => call(out, "Fn::Or", |out| self.list(tests, out)),
            Expr::Not(test) => call(out, "Fn::Not", |out| self.list([test], out)),
            Expr::FindInMap(at, row, column) => call(out, "Fn::FindInMap", |out| {
                let name = self.stack.stack.mappings().get(at.index as usize).map_or("", |facts| &facts.name);
                out.open_list();
                out.item();
                out.string(name);
                for key in [row, column] {
                    out.item();
                    self.node(key, out);
                }
                out.close_list();
            }),
            Expr::AvailabilityZones => call(out, "Fn::GetAZs", |out| out.string("")),
            Expr::Cidr(block, count, bits) => call(out, "Fn::Cidr", |out| {
                out.open_list();
                out.item();
                self.node(block, out);
                for number in [count, bits] {
                    out.item();
                    out.int(i64::from(*number));
                }
                out.close_list();
            }),
            Expr::Base64(text) => call(out, "Fn::Base64", |out| self.node(text, out)),
            Expr::Length(list) => call(out, "Fn::Length", |out| self.node(list, out)),
            Expr::ToJson(document) => call(out, "Fn::ToJsonString", |out| self.node(document, out)),
            Expr::Stored(secret, member) => self.stored(secret, member, out),
            Expr::Function(name, argument) => call(out, name, |out| self.node(argument, out)),
        }
    }

    /// A resource or its attribute: here, or wherever the value comes from.
    fn target(&self, address: Address, attribute: Option<&str>, out: &mut Writer) {
        if self.stack.owns(address) {
            match attribute {
                None => call(out, "Ref", |out| out.string(&self.id_of(address))),
                Some(name) => call(out, "Fn::GetAtt", |out| {
                    out.open_list();
                    out.item();
                    out.string(&self.id_of(address));
                    out.item();
                    out.string(name);
                    out.close_list();
                }),
            }
        } else if let Some(import) = self.stack.import(address, attribute) {
            self.import(import, out);
        } else {
            // An address that leads nowhere was reported when the model was resolved; nothing is written then.
            out.null();
        }
    }

    fn import(&self, import: &Import, out: &mut Writer) {
        let producer = self.model.stack(import.producer);
        match import.link {
            Link::Strong => call(out, "Fn::ImportValue", |out| out.string(&import.export.name)),
            Link::Parameter => call(out, "Ref", |out| out.string(&self.import_parameter(import))),
            Link::Weak => call(out, "Fn::GetStackOutput", |out| {
                out.open_object();
                out.field("StackName", &producer.deployed_name);
                out.field("OutputName", &import.export.output);
                if let Some(region) = &producer.stack.target().region {
                    out.field("Region", region);
                }
                out.close_object();
            }),
        }
    }

    /// The parameter through which the deployer passes a value of another stack.
    pub(super) fn import_parameter(&self, import: &Import) -> String {
        let producer = self.model.stack(import.producer).stack.name();
        let words = producer.split(|c: char| !c.is_ascii_alphanumeric()).map(capitalised);
        let value = import.export.output.strip_prefix("Export").unwrap_or(&import.export.output);
        words.chain([value.to_owned()]).collect()
    }

    fn condition_name(&self, index: u32) -> &str {
        self.stack.stack.conditions().get(index as usize).map_or("", |facts| &facts.name)
    }

    fn separated(&self, out: &mut Writer, function: &str, separator: &str, operand: &Node) {
        call(out, function, |out| {
            out.open_list();
            out.item();
            out.string(separator);
            out.item();
            self.node(operand, out);
            out.close_list();
        });
    }

    /// A dynamic reference: CloudFormation reads the secret and shows it nowhere.
    fn stored(&self, secret: &Node, member: &str, out: &mut Writer) {
        let end = if member.is_empty() { "}}".to_owned() } else { format!(":SecretString:{member}}}}}") };
        const BEGIN: &str = "{{resolve:secretsmanager:";
        match secret.as_str() {
            Some(secret) => out.string(&format!("{BEGIN}{secret}{end}")),
            None => self.text(&[Node::Str(BEGIN.into()), secret.clone(), Node::Str(end.into())], out),
        }
    }

    /// `Fn::Sub` where every piece has a name, `Fn::Join` otherwise.
    fn text(&self, pieces: &[Node], out: &mut Writer) {
        let names: Option<Vec<Option<String>>> = pieces.iter().map(|piece| self.named(piece)).collect();
        let Some(names) = names else {
            return call(out, "Fn::Join", |out| {
                out.open_list();
                out.item();
                out.string("");
                out.item();
                self.list(pieces, out);
                out.close_list();
            });
        };
        let mut template = String::new();
        for (piece, name) in pieces.iter().zip(names) {
            match name {
                Some(name) => template.extend(["${", &name, "}"]),
                None => template.push_str(piece.as_str().unwrap_or_default()),
            }
        }
        call(out, "Fn::Sub", |out| out.string(&template));
    }

    /// What a piece is called inside `Fn::Sub`: nothing for literal text, and no answer for what cannot stand there.
    /// Literal text with `${` in it cannot: `Fn::Sub` has no escape for one that is never closed.
    fn named(&self, piece: &Node) -> Option<Option<String>> {
        match piece {
            Node::Str(text) if !text.contains("${") => Some(None),
            Node::Expr(expr) => match expr.as_ref() {
                Expr::Reference(address) if self.stack.owns(*address) => Some(Some(self.id_of(*address).into_owned())),
                Expr::Attribute(address, name) if self.stack.owns(*address) => {
                    Some(Some(format!("{}.{name}", self.id_of(*address))))
                }
                Expr::Parameter(at) => {
                    self.stack.stack.parameters().get(at.index as usize).map(|facts| Some(facts.name.clone()))
                }
                Expr::Pseudo(pseudo) => Some(Some(pseudo_name(*pseudo).to_owned())),
                _ => None,
            },
            _ => None,
        }
    }
}

/// An intrinsic function: an object with one member.
pub(super) fn call(out: &mut Writer, function: &str, argument: impl FnOnce(&mut Writer)) {
    out.open_object();
    out.key(function);
    argument(out);
    out.close_object();
}

fn pseudo_name(pseudo: Pseudo) -> &'static str {
    match pseudo {
        Pseudo::AccountId => "AWS::AccountId",
        Pseudo::Region => "AWS::Region",
        Pseudo::Partition => "AWS::Partition",
        Pseudo::UrlSuffix => "AWS::URLSuffix",
        Pseudo::StackName => "AWS::StackName",
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
