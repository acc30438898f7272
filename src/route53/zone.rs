//! A zone: the part of the name space that one set of name servers answers for.

use crate::aws::ids::{HostedZoneId, VpcId};
use crate::aws::route53 as l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, region};

/// A zone whose records live in Route 53.
///
/// A public zone is kept when its resource goes, unless the environment is disposable: a new one has other name servers,
/// and the registrar knows only the old. A private zone goes with its resource. A zone that exists is
/// [`ZoneHandle::imported`].
///
/// ```
/// use formwork::route53::{Record, RecordType, Zone};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("names");
/// let zone = stack.add("Zone", Zone::public("example.com").comment("Delegated by the registrar"));
/// stack.add("Mail", Record::new(&zone, "example.com", RecordType::Mx, ["10 mail.example.net"]));
/// stack.output("NameServers", zone.name_servers().join(" "));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Zone {
    name: Val<String>,
    comment: Option<String>,
    networks: Vec<(Val<VpcId>, Val<String>)>,
}

impl Zone {
    /// A zone for the whole world.
    #[track_caller]
    pub fn public(name: impl IntoVal<String>) -> Self {
        Zone { name: Val::of(name), comment: None, networks: Vec::new() }
    }

    /// A zone that only a network sees, in the stack's own region. The network needs DNS support and DNS hostnames.
    #[track_caller]
    pub fn private(name: impl IntoVal<String>, vpc: impl IntoVal<VpcId>) -> Self {
        Self::public(name).vpc(vpc, region())
    }

    /// One more network that sees it, and that network's region. It turns a public zone into a private one.
    #[track_caller]
    pub fn vpc(mut self, vpc: impl IntoVal<VpcId>, region: impl IntoVal<String>) -> Self {
        self.networks.push((Val::of(vpc), Val::of(region)));
        self
    }

    /// One sentence on it. Without it, none.
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comment = Some(text.into());
        self
    }
}

impl Construct for Zone {
    type Handle = ZoneHandle;

    fn build(self, scope: &mut Scope<'_>) -> ZoneHandle {
        let mut zone = l1::HostedZone::new().name(&self.name);
        if let Some(text) = self.comment {
            zone = zone.hosted_zone_config(l1::HostedZoneConfig::new().comment(text));
        }
        let private = !self.networks.is_empty();
        if private {
            let networks = self.networks.into_iter().map(|(vpc, region)| l1::Vpc::new(vpc, region));
            zone = zone.vpcs(networks.collect::<Vec<_>>());
        }
        let zone = zone.build(scope);
        if !private {
            scope.keep(&zone);
        }
        ZoneHandle { zone: Some(zone), id: Val::of(&zone), name: self.name }
    }
}

/// A zone, made here or elsewhere.
#[derive(Clone, Debug)]
pub struct ZoneHandle {
    /// The resource; none for a zone that was imported.
    pub zone: Option<Handle<l1::HostedZone>>,
    id: Val<HostedZoneId>,
    name: Val<String>,
}

impl ZoneHandle {
    /// A zone that exists, by its id and name.
    ///
    /// ```
    /// use formwork::aws::ids::HostedZoneId;
    /// use formwork::route53::ZoneHandle;
    ///
    /// let zone = ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com");
    /// ```
    #[track_caller]
    #[must_use]
    pub fn imported(id: impl IntoVal<HostedZoneId>, name: impl IntoVal<String>) -> Self {
        ZoneHandle { zone: None, id: Val::of(id), name: Val::of(name) }
    }

    /// The zone's id.
    #[must_use]
    pub fn id(&self) -> Val<HostedZoneId> {
        self.id.clone()
    }

    /// The zone's name.
    #[must_use]
    pub fn name(&self) -> Val<String> {
        self.name.clone()
    }

    /// The servers that answer for it; an empty list for a zone that was imported.
    #[must_use]
    pub fn name_servers(&self) -> Val<Vec<String>> {
        self.zone.map_or_else(|| Val::of(Vec::<String>::new()), |zone| zone.name_servers())
    }

    /// The zone's name, where it is written in the program.
    #[must_use]
    pub fn literal_name(&self) -> Option<&str> {
        self.name.node().as_str()
    }
}

impl IntoVal<HostedZoneId> for &ZoneHandle {
    fn into_node(self) -> crate::core::Node {
        self.id.node().clone()
    }
}
