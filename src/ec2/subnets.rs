//! Subnets of a network, as they are passed around.

use crate::aws::ec2 as l1;
use crate::aws::ids::{RouteTableId, SubnetId};
use crate::core::{Handle, IntoVal, Node, Scope, Val};

/// The subnets of one tier: what a cluster, a database or a load balancer is put into.
///
/// ```
/// use formwork::{Stack, aws, ec2};
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// stack.add("Group", aws::rds::DbSubnetGroup::new("Orders", &vpc.isolated));
/// assert_eq!(vpc.private.in_zone(0).len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Subnets(Vec<Subnet>);

/// A subnet, made here or elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Subnet {
    pub(super) id: Val<SubnetId>,
    pub(super) letter: char,
    pub(super) zone: Option<Val<String>>,
    pub(super) made: Option<Made>,
}

/// What stands for a subnet that was made here.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) subnet: Handle<l1::Subnet>,
    pub(super) table: Handle<l1::RouteTable>,
    pub(super) association: Handle<l1::SubnetRouteTableAssociation>,
    pub(super) routes: Vec<Handle<l1::Route>>,
}

impl Subnets {
    pub(super) fn new(subnets: Vec<Subnet>) -> Self {
        Subnets(subnets)
    }

    /// Subnets that exist already, one for each zone: known by the letters A, B, C … in the order given.
    #[track_caller]
    pub fn imported<V: IntoVal<SubnetId>>(ids: impl IntoIterator<Item = V>) -> Self {
        let of = |(id, letter)| Subnet { id: Val::of(id), letter, zone: None, made: None };
        Subnets(ids.into_iter().zip('A'..='Z').map(of).collect())
    }

    /// Their ids.
    #[must_use]
    pub fn ids(&self) -> Vec<Val<SubnetId>> {
        self.0.iter().map(|subnet| subnet.id.clone()).collect()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none: the network lacks the tier.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many zones they are in.
    #[must_use]
    pub fn zones(&self) -> usize {
        self.letters().len()
    }

    /// The letters of their zones, in order: what names a thing that stands in each of them.
    #[must_use]
    pub fn letters(&self) -> Vec<char> {
        let mut letters: Vec<char> = Vec::new();
        for subnet in &self.0 {
            if !letters.contains(&subnet.letter) {
                letters.push(subnet.letter);
            }
        }
        letters
    }

    /// Those in the zone at a position, from 0; none where there are not so many.
    #[must_use]
    pub fn in_zone(&self, index: usize) -> Subnets {
        let letter = self.letters().get(index).copied();
        Subnets(self.0.iter().filter(|subnet| Some(subnet.letter) == letter).cloned().collect())
    }

    /// Their zones' names, where the network was made here.
    #[must_use]
    pub fn zone_names(&self) -> Vec<Val<String>> {
        self.0.iter().filter_map(|subnet| subnet.zone.clone()).collect()
    }

    /// The subnets themselves, where they were made here: for `stack.edit` and `stack.tag_on`.
    #[must_use]
    pub fn handles(&self) -> Vec<Handle<l1::Subnet>> {
        self.made().map(|made| made.subnet).collect()
    }

    /// Their route tables, each once, where they were made here: for routes of your own.
    #[must_use]
    pub fn route_tables(&self) -> Vec<Handle<l1::RouteTable>> {
        let mut tables: Vec<Handle<l1::RouteTable>> = Vec::new();
        for made in self.made() {
            if !tables.contains(&made.table) {
                tables.push(made.table);
            }
        }
        tables
    }

    /// The ids of their route tables, each once, where they were made here.
    #[must_use]
    pub fn tables(&self) -> Vec<Val<RouteTableId>> {
        self.route_tables().into_iter().map(Handle::<l1::RouteTable>::id).collect()
    }

    /// Has something made only once these subnets' ways out stand, where both are in one stack: for what calls out while it
    /// is made.
    pub fn ready_before<R>(&self, scope: &mut Scope<'_>, handle: &Handle<R>) {
        let here = scope.stack().key();
        let mut routes: Vec<Handle<l1::Route>> = Vec::new();
        for made in self.made().filter(|made| made.subnet.address().stack == here) {
            scope.stack().order(handle).after(&made.association);
            routes.extend(made.routes.iter().filter(|route| !routes.contains(route)).copied().collect::<Vec<_>>());
        }
        for route in routes {
            scope.stack().order(handle).after(&route);
        }
    }

    fn made(&self) -> impl Iterator<Item = &Made> {
        self.0.iter().filter_map(|subnet| subnet.made.as_ref())
    }

    pub(super) fn join(tiers: &[&Subnets]) -> Subnets {
        Subnets(tiers.iter().flat_map(|subnets| subnets.0.iter().cloned()).collect())
    }
}

impl IntoVal<Vec<SubnetId>> for &Subnets {
    fn into_node(self) -> Node {
        Val::<Vec<SubnetId>>::of(self.ids()).node().clone()
    }
}

impl IntoVal<Vec<SubnetId>> for Subnets {
    fn into_node(self) -> Node {
        Val::<Vec<SubnetId>>::of(self.ids()).node().clone()
    }
}
