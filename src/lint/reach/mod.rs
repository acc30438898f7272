//! What can reach what: subnets and their routes, gateways, endpoints, security groups. Rules ask it questions.
//!
//! An answer is yes, no or nothing: nothing where it hangs on what is known only later, or on what others may add. What
//! is absent counts as absent where the thing to which it would belong is made in this system and is not handed out.

mod endpoints;
mod groups;
mod network;
mod routes;

#[cfg(all(test, feature = "read"))]
mod tests;

pub(super) use groups::{GROUP, GroupRule, Party, Ports};
pub(super) use network::{SUBNET, VPC};
pub(super) use routes::{TARGETS, Way};

use super::view::{Resource, System, Value};
use crate::core::Expr;
use crate::net::Block;

/// The reachability of one system. Free to copy: what it finds out, the system remembers.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    system: System<'a>,
}

impl<'a> Reach<'a> {
    pub(super) const fn of(system: System<'a>) -> Self {
        Reach { system }
    }

    pub(super) const fn system(self) -> System<'a> {
        self.system
    }

    /// The resource that a value refers to, where it is one of a type.
    pub(super) fn made(self, value: &Value<'a>, type_name: &str) -> Option<Resource<'a>> {
        self.settled(*value).target().filter(|target| target.type_name() == type_name)
    }

    /// What an attribute stands for, where the author set it: the block of a network that was given one.
    pub(super) fn settled(self, value: Value<'a>) -> Value<'a> {
        let mut value = value;
        for _ in 0..8 {
            let Some((resource, name)) = value.attribute() else { break };
            let set = resource.value(name);
            if set.is_absent() {
                break;
            }
            value = set;
        }
        value
    }

    /// The block of addresses that a value is, also where it is cut from a known one.
    pub(super) fn block(self, value: Value<'a>) -> Option<Block> {
        let value = self.settled(value);
        match value.expr() {
            None => Block::around(value.text()?).ok().map(Block::first),
            Some(Expr::Select(at, list)) => match self.system.value(list).expr()? {
                Expr::Cidr(whole, count, bits) if at < count => self.block(self.system.value(whole))?.nth(*at, *bits),
                _ => None,
            },
            Some(_) => None,
        }
    }
}

/// Yes where any is, no where none is.
pub(super) fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(false);
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => all = None,
        }
    }
    all
}

/// Yes where both are, no where one is not.
pub(super) const fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
