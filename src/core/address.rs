//! Addresses: how one thing in the model names another.

use std::marker::PhantomData;

use super::expr::Expr;
use super::node::Node;
use super::value::Val;

/// A stack's identity: a hash of its name, so that an address is two plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StackKey(u64);

impl StackKey {
    /// Of what is in no stack of the app.
    const NOWHERE: StackKey = StackKey(0);

    /// The key of the stack with this name (FNV-1a: stable on every platform and release).
    #[must_use]
    pub fn of(name: &str) -> Self {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        StackKey(hash)
    }
}

macro_rules! address {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            /// The stack it belongs to.
            pub stack: StackKey,
            /// Its position in that stack.
            pub index: u32,
        }
    };
}

address!(
    /// Where a resource stands. An address in another stack *is* the cross-stack reference.
    Address
);
address!(
    /// Where a parameter stands.
    ParameterAddress
);
address!(
    /// Where a condition stands.
    ConditionAddress
);
address!(
    /// Where a mapping stands.
    MappingAddress
);

impl Address {
    /// Whether this is no place in the app.
    pub(super) fn is_nowhere(self) -> bool {
        self.stack == StackKey::NOWHERE
    }
}

/// A resource that was added: plain data, free to copy, store and pass around.
///
/// It borrows nothing; a handle used in another stack is a cross-stack reference.
pub struct Handle<R> {
    address: Address,
    of: PhantomData<fn() -> R>,
}

impl<R> Handle<R> {
    pub(crate) const fn at(address: Address) -> Self {
        Handle { address, of: PhantomData }
    }

    /// A handle to what exists already and is in no stack of the app: nothing can be said on it.
    #[cfg(feature = "ec2")]
    pub(crate) const fn imported() -> Self {
        Self::at(Address { stack: StackKey::NOWHERE, index: 0 })
    }

    /// Whether it stands for what exists already, outside the app.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.address.is_nowhere()
    }

    /// Where the resource stands in the model.
    #[must_use]
    pub const fn address(&self) -> Address {
        self.address
    }

    /// Any attribute, by its AWS name; typed accessors exist for those the schema lists.
    #[must_use]
    pub fn attribute<T>(&self, name: &'static str) -> Val<T> {
        Val::attribute(self.address, name)
    }
}

impl<R> Clone for Handle<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Handle<R> {}

impl<R> std::fmt::Debug for Handle<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.address.fmt(f)
    }
}

impl<R> PartialEq for Handle<R> {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl<R> Eq for Handle<R> {}

impl<T> Val<T> {
    /// What identifies the resource at `address` (CloudFormation's `Ref`).
    #[must_use]
    pub fn reference(address: Address) -> Self {
        Val::new(Node::from(Expr::Reference(address)))
    }

    /// An attribute of the resource at `address` (CloudFormation's `GetAtt`).
    #[must_use]
    pub fn attribute(address: Address, name: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Val::new(Node::from(Expr::Attribute(address, name.into())))
    }
}
