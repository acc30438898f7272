//! What a table says.

use crate::core::Node;

use super::guard::Guard;

/// How one CloudFormation type, or one variant of it, is said in Terraform.
#[derive(Debug, Default)]
pub(in crate::terraform) struct Entry {
    /// The primary Terraform type; none where the type has no counterpart.
    pub(in crate::terraform) kind: Option<&'static str>,
    /// What makes this variant apply; none for the plain one.
    pub(in crate::terraform) when: Option<Guard>,
    /// The provider version that first knows the Terraform type.
    pub(in crate::terraform) since: Option<Version>,
    /// The property that refers to the resource whose Terraform resource this one only adds to.
    pub(in crate::terraform) merge: Option<&'static str>,
    /// What `Ref` returns.
    pub(in crate::terraform) reference: Option<Attribute>,
    /// What each `GetAtt` returns.
    pub(in crate::terraform) attributes: Vec<Attribute>,
    /// Lists whose items each make one resource.
    pub(in crate::terraform) loops: Vec<Loop>,
    /// The map argument that takes the digest of what the resource stands for.
    pub(in crate::terraform) digest: Option<&'static str>,
    /// Constants that depend on the removal policy.
    pub(in crate::terraform) deletions: Vec<Deletion>,
    /// Property lines.
    pub(in crate::terraform) lines: Vec<Line>,
}

/// What `Ref` or one `GetAtt` returns.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::terraform) struct Attribute {
    /// CloudFormation's name; empty for `Ref`.
    pub(in crate::terraform) name: &'static str,
    /// Where the value comes from.
    pub(in crate::terraform) path: Path,
    /// The provider version that first knows it.
    pub(in crate::terraform) since: Option<Version>,
}

/// Where an attribute comes from.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::terraform) enum Path {
    /// Terraform has no counterpart.
    None,
    /// An attribute of the resource, or with `+aws_type.` in front of its satellite.
    Attribute(&'static str),
    /// A text with attributes and facts about the deployment in holes.
    Text(&'static str),
    /// A list of that one attribute.
    Single(&'static str),
    /// Computed by a transform of this name, with its arguments.
    Transform(&'static str, Vec<&'static str>),
}

/// A provider version: major and minor.
pub(in crate::terraform) type Version = (u32, u32);

/// One resource per item of a list.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) struct Loop {
    /// The list property.
    pub(in crate::terraform) property: &'static str,
    /// The field of each item that counts, where items are objects.
    pub(in crate::terraform) field: Option<&'static str>,
    /// The argument the item becomes.
    pub(in crate::terraform) argument: Option<&'static str>,
    /// The Terraform type, where it is not the entry's.
    pub(in crate::terraform) kind: Option<&'static str>,
}

/// A constant that stands where the removal policy is this one.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) struct Deletion {
    /// CloudFormation's word for the policy.
    pub(in crate::terraform) policy: &'static str,
    /// The argument.
    pub(in crate::terraform) argument: &'static str,
    /// Its value.
    pub(in crate::terraform) value: Node,
}

/// The name of a line that states a constant.
pub(in crate::terraform) const SET: &str = "set";

/// The name of a line about the value around it itself.
pub(in crate::terraform) const ITSELF: &str = ".";

/// One property.
#[derive(Debug, Default, PartialEq)]
pub(in crate::terraform) struct Line {
    /// The CloudFormation name; [`ITSELF`] or [`SET`].
    pub(in crate::terraform) name: &'static str,
    /// Where it goes.
    pub(in crate::terraform) target: Target,
    /// How its value changes on the way.
    pub(in crate::terraform) shape: Shape,
    /// Literals that are called otherwise; none for one that is left out.
    pub(in crate::terraform) values: Vec<(&'static str, Option<Node>)>,
    /// What stands where the property is absent.
    pub(in crate::terraform) fallback: Option<Fallback>,
    /// When the line counts.
    pub(in crate::terraform) guard: Option<Guard>,
    /// The provider version that first knows the argument.
    pub(in crate::terraform) since: Option<Version>,
    /// Properties whose satellites must exist first.
    pub(in crate::terraform) after: Vec<&'static str>,
    /// Terraform requires it although CloudFormation does not.
    pub(in crate::terraform) must: bool,
    /// The properties below.
    pub(in crate::terraform) children: Vec<Line>,
}

impl Line {
    /// Whether the line states a constant, whatever the properties are.
    pub(in crate::terraform) fn is_constant(&self) -> bool {
        self.name == SET
    }
}

/// Where a property goes.
#[derive(Debug, Default, PartialEq)]
pub(in crate::terraform) enum Target {
    /// An argument, at the end of a path of blocks.
    Argument(Vec<&'static str>),
    /// The children go where this one stands.
    Here,
    /// No counterpart.
    #[default]
    None,
    /// Accepted, without effect on purpose.
    Drop,
    /// A further resource, linked by arguments that take attributes of the enclosing one; `[attribute]` is a list of it.
    Satellite { kind: &'static str, links: Vec<(&'static str, &'static str)> },
}

/// How a value changes on the way.
#[derive(Debug, Default, PartialEq)]
pub(in crate::terraform) enum Shape {
    #[default]
    Same,
    Block,
    Blocks,
    Json,
    Map(&'static str, &'static str),
    Table(&'static str, &'static str),
    Pluck(&'static str),
    First(Option<&'static str>),
    Wrap,
    Join(&'static str),
    Text(&'static str),
    Entries(&'static str),
    Each(Vec<&'static str>),
    Switch(&'static str, Vec<(&'static str, Target)>),
    Use(&'static str),
    Uses(&'static str),
    Transform(&'static str, Vec<&'static str>),
}

/// What stands where a property is absent.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) struct Fallback {
    /// The value.
    pub(in crate::terraform) value: Given,
    /// Whether it stands only where its block exists anyway.
    pub(in crate::terraform) fills: bool,
    /// When it counts.
    pub(in crate::terraform) guard: Option<Guard>,
}

/// A value that the table states.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) enum Given {
    /// A name made from stack and logical id, where Terraform requires one that CloudFormation generates.
    Id,
    /// The same, of letters and digits only.
    Word,
    /// A literal.
    Value(Node),
    /// A literal that a sibling's literal chooses; `*` is any other.
    Switch(&'static str, Vec<(&'static str, Node)>),
}

impl Entry {
    /// What a `GetAtt` returns; `None` where the table has no line for it.
    pub(in crate::terraform) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|known| known.name == name)
    }
}
