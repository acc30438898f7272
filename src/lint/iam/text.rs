//! Text of which some pieces are known only later: ARNs, mostly.

use std::borrow::Cow;

use super::arn;
use crate::core::{Address, Expr, Node, Pseudo, Resolved, StackKey};
use crate::lint::{Resource, Value};

/// Text with holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::lint) struct Text<'a>(pub(super) Vec<Piece<'a>>);

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Literal(Cow<'a, str>),
    Hole(Hole<'a>),
}

/// A piece that is not known here. Two that are equal stand for the same text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hole<'a> {
    /// The name that AWS gives a resource, or an id: no `:` and no `/`.
    Name(Address),
    /// The account, region or partition of a stack: no `:` and no `/`.
    Pseudo(Pseudo, StackKey),
    /// Any text.
    Expr(&'a Expr),
    /// Any text, and no two are the same.
    Any,
}

/// Text inside text inside text goes no deeper than this.
const DEEPEST: usize = 16;

impl<'a> Text<'a> {
    /// Text without holes.
    pub(in crate::lint) fn literal(text: impl Into<Cow<'a, str>>) -> Self {
        Text::default().then(text)
    }

    /// What a property of a resource says, as text.
    pub(in crate::lint) fn of(owner: Resource<'a>, value: &Value<'a>) -> Self {
        let mut text = Text::default();
        text.read(owner, value, 0);
        text
    }

    /// A resource's ARN.
    pub(in crate::lint) fn arn(resource: Resource<'a>) -> Self {
        let mut text = Text::default();
        if !arn::write(resource, &mut text, 0) {
            text.push(Piece::Hole(Hole::Any));
        }
        text
    }

    /// A resource's name, as far as policies and other resources use it.
    pub(in crate::lint) fn name(resource: Resource<'a>) -> Self {
        let mut text = Text::default();
        if !arn::write_name(resource, &mut text) {
            text.push(Piece::Hole(Hole::Any));
        }
        text
    }

    /// The ARN that stands for all of an account, as seen from where a resource is.
    pub(super) fn root(owner: Resource<'a>, account: Text<'a>) -> Self {
        let mut text = Text::literal("arn:");
        text.pseudo(Pseudo::Partition, owner.stack());
        text.push(Piece::Literal(Cow::Borrowed(":iam::")));
        text.and(account).then(":root")
    }

    /// The ARN that stands for all of the account in which a resource is.
    pub(in crate::lint) fn own_root(owner: Resource<'a>) -> Self {
        let mut account = Text::default();
        account.pseudo(Pseudo::AccountId, owner.stack());
        Text::root(owner, account)
    }

    /// Whether it is an account's number.
    pub(super) fn is_account(&self) -> bool {
        match self.0.as_slice() {
            [Piece::Hole(Hole::Pseudo(Pseudo::AccountId, _))] => true,
            [Piece::Literal(text)] => text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        }
    }

    /// The ARN of something of a service, in the region and account in which a resource is.
    pub(in crate::lint) fn beside(owner: Resource<'a>, service: &'static str, thing: Text<'a>) -> Self {
        let mut text = Text::literal("arn:");
        text.pseudo(Pseudo::Partition, owner.stack());
        text = text.then(":").then(service).then(":");
        text.pseudo(Pseudo::Region, owner.stack());
        text = text.then(":");
        text.pseudo(Pseudo::AccountId, owner.stack());
        text.then(":").and(thing)
    }

    /// Adds text.
    pub(in crate::lint) fn and(mut self, text: Text<'a>) -> Self {
        text.0.into_iter().for_each(|piece| self.push(piece));
        self
    }

    /// Adds literal text.
    pub(in crate::lint) fn then(mut self, text: impl Into<Cow<'a, str>>) -> Self {
        self.push(Piece::Literal(text.into()));
        self
    }

    /// Adds text of which nothing is known: `arn(bucket).then("/").and_some()` is any object of a bucket.
    pub(in crate::lint) fn and_some(mut self) -> Self {
        self.push(Piece::Hole(Hole::Any));
        self
    }

    /// The text, where it has no holes.
    pub(in crate::lint) fn known(&self) -> Option<Cow<'a, str>> {
        match self.0.as_slice() {
            [] => Some(Cow::Borrowed("")),
            [Piece::Literal(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// The name of the policy that AWS keeps, where it is the ARN of one.
    pub(in crate::lint) fn aws_policy(&self) -> Option<&str> {
        self.tail()?.split_once("iam::aws:policy/").map(|(_, name)| name)
    }

    /// What is known of its end.
    pub(in crate::lint) fn tail(&self) -> Option<&str> {
        match self.0.last()? {
            Piece::Literal(text) => Some(text),
            Piece::Hole(_) => None,
        }
    }

    /// Whether it surely ends so.
    pub(in crate::lint) fn ends_with(&self, end: &str) -> bool {
        self.tail().is_some_and(|tail| tail.ends_with(end))
    }

    /// Whether this surely stands in it.
    pub(in crate::lint) fn contains(&self, part: &str) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Literal(text) if text.contains(part)))
    }

    /// The service in it, where it is an ARN.
    pub(in crate::lint) fn service(&self) -> Option<&str> {
        let service = match self.0.as_slice() {
            [Piece::Literal(text), ..] if text.matches(':').count() > 2 => {
                text.strip_prefix("arn:")?.split(':').nth(1)?
            }
            [Piece::Literal(arn), Piece::Hole(_), Piece::Literal(text), ..] if arn == "arn:" => {
                let (service, _) = text.strip_prefix(':')?.split_once(':')?;
                service
            }
            _ => return None,
        };
        (!service.contains(['*', '?'])).then_some(service)
    }

    /// How many characters it has at least.
    pub(in crate::lint) fn shortest(&self) -> usize {
        let length = |piece: &Piece<'_>| match piece {
            Piece::Literal(text) => text.len(),
            Piece::Hole(_) => 0,
        };
        self.0.iter().map(length).sum()
    }

    pub(super) fn push(&mut self, piece: Piece<'a>) {
        match (self.0.last_mut(), piece) {
            (_, Piece::Literal(new)) if new.is_empty() => {}
            (Some(Piece::Literal(last)), Piece::Literal(new)) => last.to_mut().push_str(&new),
            (_, piece) => self.0.push(piece),
        }
    }

    pub(super) fn pseudo(&mut self, pseudo: Pseudo, stack: &Resolved<'a>) {
        let target = stack.stack.target();
        let region = target.region.as_deref();
        let known = match pseudo {
            Pseudo::AccountId => target.account.as_deref(),
            Pseudo::Region => region,
            Pseudo::Partition => region.map(partition),
            Pseudo::UrlSuffix => region.map(|region| match partition(region) {
                "aws-cn" => "amazonaws.com.cn",
                _ => "amazonaws.com",
            }),
            Pseudo::StackName => None,
        };
        self.push(match known {
            Some(known) => Piece::Literal(Cow::Owned(known.to_owned())),
            None => Piece::Hole(Hole::Pseudo(pseudo, stack.stack.key())),
        });
    }

    pub(super) fn read(&mut self, owner: Resource<'a>, value: &Value<'a>, depth: usize) {
        if let Some(word) = value.word() {
            return self.push(Piece::Literal(word));
        }
        let Some(expr) = value.expr().filter(|_| depth < DEEPEST) else {
            return self.push(Piece::Hole(Hole::Any));
        };
        let system = owner.system();
        match expr {
            Expr::Text(pieces) => {
                for piece in pieces {
                    self.read(owner, &system.value(piece), depth + 1);
                }
            }
            Expr::Join(separator, Node::List(items)) if !items.iter().any(is_list) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.push(Piece::Literal(Cow::Borrowed(separator)));
                    }
                    self.read(owner, &system.value(item), depth + 1);
                }
            }
            Expr::Pseudo(pseudo) => self.pseudo(*pseudo, owner.stack()),
            Expr::Reference(_) | Expr::Attribute(..) => {
                if !arn::refer(system, expr, self, depth + 1) {
                    self.push(Piece::Hole(Hole::Expr(expr)));
                }
            }
            _ => self.push(Piece::Hole(Hole::Expr(expr))),
        }
    }
}

/// An item of a joined list that may be more than one item.
fn is_list(node: &Node) -> bool {
    match node.as_expr() {
        Some(Expr::Split(..) | Expr::AvailabilityZones | Expr::Cidr(..) | Expr::FindInMap(..) | Expr::Function(..)) => {
            true
        }
        Some(Expr::If(_, then, otherwise)) => {
            is_list(then) || is_list(otherwise) || is_nothing(then) || is_nothing(otherwise)
        }
        _ => matches!(node, Node::List(_)),
    }
}

fn is_nothing(node: &Node) -> bool {
    matches!(node.as_expr(), Some(Expr::NoValue))
}

/// The partition of a region. (AWS General Reference.)
fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        region if region.starts_with("us-isob-") => "aws-iso-b",
        region if region.starts_with("us-iso-") => "aws-iso",
        region if region.starts_with("eusc-") => "aws-eusc",
        _ => "aws",
    }
}
