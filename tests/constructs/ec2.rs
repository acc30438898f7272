//! Networks, groups and rules.

use formwork::aws::{IpamPoolId, SecurityGroupId, SubnetId, VpcId};
use formwork::ec2::{
    Allow, Bastion, Endpoint, FlowLogs, Nat, Ports, Reach, SecurityGroup, SubnetPlan, Tier, Vpc, VpcHandle,
};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Environment, Stack, Target};
use proptest::prelude::*;

use super::{both, findings_of, printed, refused, snapshot};

/// A stack with one network, at the caller's line.
#[track_caller]
fn network(spec: Vpc) -> Stack {
    let mut stack = Stack::new("network");
    stack.add("Network", spec);
    stack
}

/// A stack in an environment that may be thrown away, or not.
fn in_env(name: &str, disposable: bool) -> Stack {
    let target = Target { environment: "dev".into(), disposable, ..Target::default() };
    Stack::in_env(name, &Environment::new(target, ()))
}

#[test]
fn a_network_has_three_tiers_in_three_zones() {
    snapshot!("vpc", both(network(Vpc::new("10.0.0.0/16"))));
}

#[test]
fn a_network_can_have_much_more() {
    let spec = Vpc::new("10.0.0.0/16")
        .zones(["eu-west-1a", "eu-west-1c"])
        .nat(Nat::One)
        .ipv6()
        .tier(Tier::new("pods", Reach::Private).within("100.64.0.0/16"))
        .endpoints([Endpoint::EcrApi, Endpoint::Sts, Endpoint::Other("elasticloadbalancing".into())]);
    snapshot!("vpc_wide", both(network(spec)));
}

#[test]
fn a_pool_can_give_the_addresses() {
    let spec = Vpc::from_pool(IpamPoolId::literal("ipam-pool-0a1b2c3d4e5f60718"), 20)
        .az_count(2)
        .without(Reach::Public)
        .flow_logs(FlowLogs::none())
        .without_gateway_endpoints();
    snapshot!("vpc_from_pool", both(network(spec)));
}

#[test]
fn a_bastion_reaches_what_it_is_let_to() {
    let mut stack = Stack::new("bastion");
    let vpc = VpcHandle::imported(VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(Reach::Private, [SubnetId::literal("subnet-0a1b2c3d4e5f60718")]);
    let database = SecurityGroupId::literal("sg-0a1b2c3d4e5f60718");
    let bastion = stack.add("Bastion", Bastion::new(&vpc));
    stack.add("BastionToDatabase", Allow::from(&bastion).to_ports(&database, Ports::tcp(5432)));
    snapshot!("bastion", both(stack));
}

#[test]
fn rules_stand_in_the_stack_that_says_them() {
    let mut network = Stack::new("network");
    let vpc = network.add("Network", Vpc::new("10.0.0.0/16").az_count(2));
    let mut back = Stack::new("back");
    let cache = back.add("Cache", SecurityGroup::new(&vpc).description("The cache"));
    let mut front = Stack::new("front");
    let service = front.add("Service", SecurityGroup::new(&vpc).description("The service").no_outbound());
    front.add("ServiceToCache", Allow::from(&service).to_ports(&cache, Ports::tcp(6379)).description("Sessions"));
    front.add("CacheToService", Allow::from(&cache).to_ports(&service, Ports::udp_range(8000, 8010)));
    front.add("WorldToService", Allow::from_cidr("::/0").to_ports(&service, Ports::tcp(443)));
    let app = App::new("constructs").stack(front).stack(back).stack(network);
    let (assembly, findings) = synthesize(app, &Options::default());
    assert!(!findings.has_errors());
    let text = printed(&assembly);
    let of = |file: &str| {
        let at = text.find(&format!("# {file}")).expect("a file");
        text[at..].split("\n# ").next().unwrap_or_default().to_owned()
    };
    let front = of("cloudformation/front.template.json") + "\n" + &of("terraform/front/main.tf.json");
    assert!(!of("cloudformation/back.template.json").contains("front"), "the other stack knows nothing of it");
    snapshot!("allow_across_stacks", front);
}

#[test]
fn two_groups_that_let_each_other_in_make_no_cycle() {
    let mut stack = Stack::new("pair");
    let vpc = VpcId::literal("vpc-0a1b2c3d4e5f60718");
    let one = stack.add("One", SecurityGroup::new(&vpc));
    let two = stack.add("Two", SecurityGroup::new(&vpc));
    stack.add("OneToTwo", Allow::from(&one).to_ports(&two, Ports::all()));
    stack.add("TwoToOne", Allow::from(&two).to_ports(&one, Ports::all()));
    stack.add("OneToOne", Allow::from(&one).to_ports(&one, Ports::all()));
    both(stack);
}

#[test]
fn a_disposable_network_has_one_nat_gateway() {
    let gateways = |disposable| {
        let mut stack = in_env("network", disposable);
        stack.add("Network", Vpc::new("10.0.0.0/16")).nat_gateways.len()
    };
    assert_eq!((gateways(true), gateways(false)), (1, 3));
}

#[test]
fn a_regional_nat_gateway_needs_a_newer_provider() {
    let stack = || network(Vpc::new("10.0.0.0/16").without(Reach::Public).nat(Nat::Regional));
    let found = findings_of(App::new("constructs").stack(stack()));
    assert!(
        found.iter().any(|found| found.rule == "needs-newer-provider" && found.message.contains("6.24")),
        "{found:?}"
    );
    let (assembly, found) = synthesize(App::new("constructs").stack(stack()).aws_provider(6, 24), &Options::default());
    assert!(!found.has_errors(), "{found:?}");
    assert!(printed(&assembly).contains("\"availability_mode\": \"regional\""));
}

#[test]
fn small_networks_keep_their_proportions() {
    for (block, private) in [("10.0.0.0/20", "10.0.4.0/24"), ("10.0.0.0/24", "10.0.0.128/28")] {
        let text = both(network(Vpc::new(block)));
        assert!(text.contains(&format!("\"CidrBlock\": \"{private}\"")), "{block}: {text}");
    }
}

#[test]
fn naming_the_first_zones_changes_only_their_names() {
    let counted = subnets(Vpc::new("10.0.0.0/16").az_count(2));
    let named = subnets(Vpc::new("10.0.0.0/16").zones(["eu-west-1a", "eu-west-1b"]));
    assert_eq!(counted, named);
    assert_eq!(counted.len(), 6);
}

#[test]
fn a_group_or_bastion_in_the_wrong_place_does_not_go_unseen() {
    let bare = VpcHandle::imported(VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16");
    let mut stack = Stack::new("bastion");
    stack.add("Bastion", Bastion::new(&bare));
    assert_eq!(
        findings_of(App::new("constructs").stack(stack)).iter().next().map(|found| found.rule),
        Some("too-few-subnets")
    );
}

#[test]
fn addresses_that_are_none_are_refused() {
    let message = refused("invalid-cidr", network(Vpc::new("10.0.1.0/16")));
    assert_eq!(message, "`10.0.1.0/16` is not the first address of its block: that is `10.0.0.0/16`");
    refused("invalid-cidr", network(Vpc::new("10.0.0.0")));
    refused("invalid-cidr", network(Vpc::new("10.0.0.0/8")));
    refused("invalid-cidr", network(Vpc::from_pool(IpamPoolId::literal("ipam-pool-1"), 12)));
    refused(
        "invalid-cidr",
        network(Vpc::new("10.0.0.0/16").tier(Tier::new("pods", Reach::Private).within("100.64/16"))),
    );
}

#[test]
fn zones_that_are_none_are_refused() {
    refused("invalid-zones", network(Vpc::new("10.0.0.0/16").az_count(0)));
    refused("invalid-zones", network(Vpc::new("10.0.0.0/16").zones(Vec::<String>::new())));
    refused("invalid-zones", network(Vpc::new("10.0.0.0/16").zones(["eu-west-1a", "eu-west-1a"])));
    refused("invalid-zones", network(Vpc::new("10.0.0.0/16").zones(["eu-west-1a", "us-west-2-lax-1a"])));
    refused("invalid-zones", network(Vpc::new("10.0.0.0/16").zones(["eu-west-1a", "eu-west-2b"])));
}

#[test]
fn what_does_not_fit_is_refused() {
    let message = refused("subnets-do-not-fit", network(Vpc::new("10.0.0.0/16").az_count(5)));
    assert_eq!(message, "the network has room for 4 zones, and zone E would be number 5");
    refused("subnets-do-not-fit", network(Vpc::new("10.0.0.0/16").zones(["us-east-1a", "us-east-1f"])));
    refused("subnets-do-not-fit", network(Vpc::new("10.0.0.0/16").prefix(Reach::Private, 17)));
    refused("subnets-do-not-fit", network(Vpc::new("10.0.0.0/25").without(Reach::Isolated).prefix(Reach::Public, 28)));
    refused("subnets-do-not-fit", network(Vpc::new("10.0.0.0/16").tier(Tier::new("pods", Reach::Private).prefix(16))));
    refused("value-out-of-range", network(Vpc::new("10.0.0.0/16").prefix(Reach::Public, 29)));
    refused("value-out-of-range", network(Vpc::new("10.0.0.0/16").reserve_zones(17).prefix(Reach::Private, 24)));
    let bare = Vpc::new("10.0.0.0/16").without(Reach::Private).without(Reach::Isolated);
    refused("too-few-subnets", network(bare.endpoints([Endpoint::Ssm])));
}

#[test]
fn plans_that_do_not_hold_are_refused() {
    let spec = |plan| Vpc::new("10.0.0.0/16").az_count(2).nat(Nat::None).subnet_plan(plan);
    both(network(spec(SubnetPlan::new().private(["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]))));
    refused("subnets-do-not-fit", network(spec(SubnetPlan::new().private(["10.0.0.0/24"]))));
    refused("subnet-outside-network", network(spec(SubnetPlan::new().private(["10.0.0.0/24", "10.1.0.0/24"]))));
    let message =
        refused("overlapping-subnets", network(spec(SubnetPlan::new().private(["10.0.0.0/23", "10.0.1.0/24"]))));
    assert_eq!(message, "`Network/PrivateB` (10.0.1.0/24) and `Network/PrivateA` (10.0.0.0/23) share addresses");
    let pods = SubnetPlan::new().tier("pods", ["100.64.0.0/24", "10.0.1.0/24"]);
    let beside = spec(pods).without(Reach::Private).tier(Tier::new("pods", Reach::Private).within("100.64.0.0/16"));
    assert!(refused("subnets-do-not-fit", network(beside)).contains("the block of its tier"));
    refused("subnets-do-not-fit", network(spec(SubnetPlan::new().tier("pods", ["10.0.0.0/24", "10.0.1.0/24"]))));
    let pooled = Vpc::from_pool(IpamPoolId::literal("ipam-pool-1"), 16).az_count(1).nat(Nat::None);
    refused("invalid-combination", network(pooled.subnet_plan(SubnetPlan::new().private(["10.0.0.0/24"]))));
    refused("invalid-cidr", network(spec(SubnetPlan::new().private(["10.0.0.0/24", "10.0.1.0/24", "10.0.2.1/24"]))));
}

#[test]
fn a_nat_gateway_without_a_public_subnet_is_refused() {
    refused("invalid-combination", network(Vpc::new("10.0.0.0/16").without(Reach::Public).nat(Nat::One)));
}

#[test]
fn rules_that_say_nothing_are_refused() {
    let rule = |allow: Allow| {
        let mut stack = Stack::new("rules");
        stack.add("Rule", allow);
        findings_of(App::new("constructs").stack(stack)).iter().next().map(|found| found.rule)
    };
    let group = SecurityGroupId::literal("sg-0a1b2c3d4e5f60718");
    assert_eq!(rule(Allow::from_cidr("10.0.0.1/16").to_ports(&group, Ports::tcp(443))), Some("invalid-cidr"));
    assert_eq!(rule(Allow::from(&group).to_ports(&group, Ports::tcp_range(10, 1))), Some("impossible-ports"));
}

/// The id, the block and the IPv6 part of every subnet, sorted.
fn subnets(spec: Vpc) -> Vec<(String, String)> {
    let (assembly, findings) =
        synthesize(App::new("laws").stack(network(spec)), &Options { terraform: false, ..Options::default() });
    assert!(!findings.has_errors(), "{findings:?}");
    let file = assembly.files.iter().find(|file| file.path.ends_with("template.json")).expect("a template");
    let template: serde_json::Value = serde_json::from_slice(&file.bytes).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let subnets = resources.iter().filter(|(_, resource)| resource["Type"] == "AWS::EC2::Subnet");
    let mut found: Vec<(String, String)> = subnets
        .map(|(id, subnet)| {
            let properties = &subnet["Properties"];
            (id.clone(), format!("{} {}", properties["CidrBlock"], properties["Ipv6CidrBlock"]))
        })
        .collect();
    found.sort();
    found
}

/// A network as it grows: the zones it has, and how many tiers of its own.
#[derive(Clone, Debug)]
struct Growth {
    zones: Vec<char>,
    left_out: Vec<Reach>,
    tiers: Vec<(Reach, u8, bool)>,
}

impl Growth {
    fn spec(&self, pooled: bool) -> Vpc {
        let spec = match pooled {
            true => Vpc::from_pool(IpamPoolId::literal("ipam-pool-0a1b2c3d4e5f60718"), 16),
            false => Vpc::new("10.0.0.0/16"),
        };
        let spec = spec.reserve_zones(6).ipv6().nat(Nat::None).flow_logs(FlowLogs::none());
        let spec = spec.zones(self.zones.iter().map(|letter| format!("us-east-1{letter}")));
        let spec = self.left_out.iter().fold(spec, |spec, reach| spec.without(*reach));
        self.tiers.iter().enumerate().fold(spec, |spec, (index, (reach, prefix, beside))| {
            let tier = Tier::new(format!("own{index}"), *reach).prefix(*prefix);
            spec.tier(if *beside { tier.within(format!("100.{}.0.0/16", 64 + index)) } else { tier })
        })
    }
}

fn reach() -> impl Strategy<Value = Reach> {
    prop::sample::select(vec![Reach::Public, Reach::Private, Reach::Isolated])
}

fn growth() -> impl Strategy<Value = Growth> {
    let zones = prop::sample::subsequence(vec!['a', 'b', 'c', 'd', 'e', 'f'], 1..=6).prop_shuffle();
    let tiers = prop::collection::vec((reach(), 22_u8..=24, any::<bool>()), 0..4);
    (zones, prop::collection::vec(reach(), 0..2), tiers).prop_map(|(zones, left_out, tiers)| Growth {
        zones,
        left_out,
        tiers,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No zone or tier that is added, wherever the author writes it, moves or renames a subnet that stands.
    #[test]
    fn what_is_added_moves_nothing(whole in growth(), zones in 1_usize..=6, tiers in 0_usize..4, pooled in any::<bool>()) {
        let before = Growth {
            zones: whole.zones.iter().copied().take(zones).collect(),
            left_out: whole.left_out.clone(),
            tiers: whole.tiers.iter().copied().take(tiers).collect(),
        };
        let mut after = Growth { left_out: Vec::new(), ..whole };
        after.zones.reverse();
        let (before, after) = (subnets(before.spec(pooled)), subnets(after.spec(pooled)));
        let kept: Vec<_> = after.into_iter().filter(|(id, _)| before.iter().any(|(known, _)| known == id)).collect();
        prop_assert_eq!(kept, before);
    }

    /// Subnets of one network never share an address.
    #[test]
    fn no_two_subnets_share_an_address(whole in growth()) {
        let mut taken: Vec<(u64, u64)> = subnets(whole.spec(false)).iter().map(|(_, block)| addresses(block)).collect();
        taken.sort_unstable();
        prop_assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{:?}", taken);
    }
}

/// The first address of a block, and the first one after it.
fn addresses(text: &str) -> (u64, u64) {
    let block = text.split('"').nth(1).expect("a block");
    let (first, prefix) = block.split_once('/').expect("a length");
    let first: std::net::Ipv4Addr = first.parse().expect("an address");
    let size = 1_u64 << (32 - prefix.parse::<u64>().expect("a number"));
    let first = u64::from(u32::from(first));
    (first, first + size)
}
