//! Cut-over by weight: at a listener, and at a name.

use formwork::aws::ids::HostedZoneId;
use formwork::ec2::{Reach, VpcHandle};
use formwork::elbv2::{Listener, NetworkLoadBalancer, TargetGroup};
use formwork::route53::{Record, ZoneHandle};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Stack, aws};
use serde_json::Value;

#[path = "../../stacks/tests/support/weights.rs"]
mod weights;

use weights::{Weights, without_weights};

/// The steps of a shift: how much the old side has, and the new one.
const STEPS: [(u16, u16); 5] = [(100, 0), (90, 10), (50, 50), (10, 90), (0, 100)];

const REQUESTS: u64 = 10_000;

/// Two target groups behind one listener, and two load balancers under one name.
fn stack(old: u16, new: u16) -> Stack {
    let mut stack = Stack::new("edge");
    let vpc = VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(Reach::Private, [aws::SubnetId::literal("subnet-0a1b2c3d4e5f60718")]);
    let balancer = stack.add("Balancer", NetworkLoadBalancer::new(&vpc));
    let prod1 = stack.add("Prod1", TargetGroup::tcp(8080, &vpc));
    let prod2 = stack.add("Prod2", TargetGroup::tcp(8080, &vpc));
    stack.add("Listener", Listener::tcp(80, &balancer).forward([(&prod1, old), (&prod2, new)]));

    let zone = ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com");
    let other = stack.add("Other", NetworkLoadBalancer::new(&vpc));
    stack.add("OtherListener", Listener::tcp(80, &other).forward_to(&prod2));
    stack.add("Prod1Record", Record::alias(&zone, "api.example.com", &balancer).weighted("prod1", old));
    stack.add("Prod2Record", Record::alias(&zone, "api.example.com", &other).weighted("prod2", new));
    stack
}

/// The template and the root.
fn emitted(stack: Stack) -> (Value, Value) {
    let (assembly, findings) = synthesize(App::new("constructs").stack(stack), &Options::default());
    assert!(!findings.has_errors());
    let of = |ending: &str| {
        let file = assembly.files.iter().find(|file| file.path.ends_with(ending)).expect("it was written");
        serde_json::from_slice(&file.bytes).expect("JSON")
    };
    (of(".template.json"), of("main.tf.json"))
}

#[test]
fn a_shift_moves_all_that_comes_and_loses_nothing() {
    let (first, first_root) = emitted(stack(100, 0));
    let mut before = 0;
    for (old, new) in STEPS {
        let (template, root) = emitted(stack(old, new));
        let at_listener = Weights::of_listener(&template, "Listener");
        let at_name = Weights::of_records(&template, "api.example.com", "A");
        assert_eq!(at_listener.0, [("Prod1".to_owned(), old.into()), ("Prod2".to_owned(), new.into())]);
        assert_eq!(at_name.0, [("prod1".to_owned(), old.into()), ("prod2".to_owned(), new.into())]);
        assert_eq!(Weights::of_terraform_listener(&root, "listener").numbers(), at_listener.numbers());
        assert_eq!(Weights::of_terraform_records(&root, "api.example.com", "A"), at_name);

        let spread = at_listener.spread(REQUESTS);
        assert_eq!((spread["Prod1"], spread["Prod2"]), (u64::from(old) * 100, u64::from(new) * 100), "{old}/{new}");
        assert_eq!(spread.values().sum::<u64>(), REQUESTS, "nothing is lost");
        assert_eq!(
            at_name.spread(REQUESTS).into_values().collect::<Vec<_>>(),
            spread.values().copied().collect::<Vec<_>>()
        );
        assert!(spread["Prod2"] >= before, "the new side never loses");
        before = spread["Prod2"];

        assert_eq!(without_weights(template), without_weights(first.clone()), "weights alone change");
        assert_eq!(without_weights(root), without_weights(first_root.clone()), "weights alone change");
    }
    assert_eq!(before, REQUESTS);
}

/// Weights that are no percents, and a load that they do not divide.
#[test]
fn a_spread_is_never_more_than_one_request_off() {
    let weights = Weights(vec![("a".to_owned(), 3), ("b".to_owned(), 0), ("c".to_owned(), 4)]);
    for requests in 0..50 {
        let spread = weights.spread(requests);
        assert_eq!(spread.values().sum::<u64>(), requests);
        assert_eq!(spread["b"], 0);
        assert!((spread["a"] * 7).abs_diff(requests * 3) <= 7, "{requests}: {spread:?}");
    }
    assert_eq!(Weights(vec![("a".to_owned(), 0)]).spread(5)["a"], 0);
}
