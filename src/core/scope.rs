//! The one verb: how things enter a stack.

use std::borrow::Cow;

use compact_str::{CompactString, format_compact};

use super::address::{Address, ConditionAddress, Handle};
use super::id::SEPARATOR;
use super::node::Props;
use super::placed::Placed;
use super::stack::Stack;
use crate::diagnostic::{Diagnostic, Origin};

/// What can be added to a stack: any resource, and any composition of them.
///
/// A construct of your own adds its parts to the scope it is given, and returns whatever handle suits its users:
///
/// ```
/// use formwork::{aws, Construct, Handle, Scope, Stack};
///
/// /// A repository that scans what is pushed.
/// struct Images(&'static str);
///
/// impl Construct for Images {
///     type Handle = Handle<aws::ecr::Repository>;
///
///     fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
///         let scan = aws::ecr::ImageScanningConfiguration::new().scan_on_push(true);
///         scope.add("Repository", aws::ecr::Repository::new().repository_name(self.0).image_scanning_configuration(scan))
///     }
/// }
///
/// let mut stack = Stack::new("images");
/// let orders = stack.add("Orders", Images("orders"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to a stack",
    note = "finish the sentence it begins, or give a resource such as `aws::s3::Bucket::new()`"
)]
pub trait Construct {
    /// What `add` returns.
    type Handle;

    /// Whether the construct, and not the author, sets the properties of what it adds: then what is wrong with one is
    /// reported at the author's `add`. Only single resources say no.
    #[doc(hidden)]
    const COMPOSED: bool = true;

    /// Adds the parts to `scope`.
    fn build(self, scope: &mut Scope<'_>) -> Self::Handle;
}

/// A resource of one CloudFormation type.
pub trait Resource: Sized {
    /// The CloudFormation type, such as `AWS::S3::Bucket`.
    const TYPE: &'static str;

    /// The properties that were set.
    fn into_props(self) -> Props;

    /// The resource with these properties, to go on setting.
    fn from_props(props: Props) -> Self;
}

#[diagnostic::do_not_recommend]
impl<R: Resource> Construct for R {
    type Handle = Handle<R>;

    const COMPOSED: bool = false;

    fn build(self, scope: &mut Scope<'_>) -> Handle<R> {
        Handle::at(scope.place(Cow::Borrowed(R::TYPE), self.into_props()))
    }
}

/// A place in a stack's tree, to which a construct adds its parts.
pub struct Scope<'a> {
    stack: &'a mut Stack,
    path: CompactString,
    /// The line that added what is built here; none at the root, where each `add` is the author's own.
    author: Option<Origin>,
    derived: bool,
    condition: Option<ConditionAddress>,
}

impl<'a> Scope<'a> {
    pub(super) fn root(stack: &'a mut Stack, condition: Option<ConditionAddress>) -> Self {
        Scope { stack, path: CompactString::default(), author: None, derived: false, condition }
    }

    /// Adds something under an id and returns its handle.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: &str, construct: C) -> C::Handle {
        let path = match self.path.as_str() {
            "" => CompactString::from(id),
            parent => format_compact!("{parent}{SEPARATOR}{id}"),
        };
        let author = self.author_or(Origin::caller());
        self.stack.check_id(id, &path, author);
        let derived = self.author.is_some() || C::COMPOSED;
        let mut child = Scope { stack: self.stack, path, author: Some(author), derived, condition: self.condition };
        construct.build(&mut child)
    }

    /// The stack it stands in: for what is said on the stack, such as [`Stack::order`].
    pub fn stack(&mut self) -> &mut Stack {
        self.stack
    }

    /// The ids from the stack down to here, separated by `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A name for people, unique in an account and region: `<environment>/<stack>/<path>`.
    #[must_use]
    pub fn display_name(&self) -> String {
        let parts = [self.stack.target().environment.as_str(), self.stack.name(), &self.path];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("/")
    }

    /// Whether what is made here may be thrown away, data included: the environment says so.
    #[must_use]
    pub fn is_disposable(&self) -> bool {
        self.stack.target().disposable
    }

    /// Keeps what holds data when its resource goes, unless the environment is disposable. The author may still say
    /// otherwise: `stack.discard(&handle)`.
    pub fn keep<R>(&mut self, handle: &Handle<R>) {
        match self.is_disposable() {
            true => self.stack.discard(handle),
            false => self.stack.retain(handle),
        }
    }

    /// Takes a snapshot before what holds data goes, unless the environment is disposable.
    pub fn keep_snapshot<R>(&mut self, handle: &Handle<R>) {
        match self.is_disposable() {
            true => self.stack.discard(handle),
            false => self.stack.snapshot(handle),
        }
    }

    /// Reports what is wrong with what the construct was given, at the author's line.
    pub fn problem(&mut self, problem: Diagnostic) {
        let problem = match self.author {
            Some(author) if problem.origin.is_none() => problem.at(author),
            _ => problem,
        };
        let problem = if problem.path.is_empty() { problem.of(&self.path, "") } else { problem };
        self.stack.problem(problem);
    }

    /// The author's line: the one that added what is built here, or else the line given.
    fn author_or(&self, here: Origin) -> Origin {
        self.author.unwrap_or(here)
    }

    /// Places a resource here, under the scope's own path.
    pub(crate) fn place(&mut self, type_name: Cow<'static, str>, props: Props) -> Address {
        let origin = self.author_or(Origin::caller());
        let mut placed = Placed::new(self.path.clone(), type_name, props, origin);
        placed.derived = self.derived;
        placed.condition = self.condition;
        self.stack.place(placed)
    }
}
