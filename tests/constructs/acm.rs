//! Certificates.

use formwork::acm::{Certificate, KeyAlgorithm};
use formwork::aws::ids::HostedZoneId;
use formwork::route53::{Zone, ZoneHandle};
use formwork::{Environment, Stack, Target};

use super::{both, refused, snapshot};

fn zone() -> ZoneHandle {
    ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com")
}

#[test]
fn a_certificate_that_proves_itself() {
    let mut stack = Stack::new("edge");
    let zone = stack.add("Zone", Zone::public("example.com"));
    let other = ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIK"), "example.net");
    let certificate = Certificate::new("example.com", &zone)
        .also("*.example.com", &zone)
        .also("www.example.net", &other)
        .key_algorithm(KeyAlgorithm::EcPrime256v1);
    let certificate = stack.add("Certificate", certificate);
    stack.output("CertificateArn", certificate.arn());
    snapshot!("acm_certificate", both(stack));
}

#[test]
fn what_a_certificate_covers() {
    let mut stack = Stack::new("edge");
    let certificate = Certificate::new("example.com", &zone()).also("*.api.example.com", &zone());
    let certificate = stack.add("Certificate", certificate);
    for host in ["example.com", "EXAMPLE.com.", "v1.api.example.com"] {
        assert!(certificate.covers(host), "{host}");
    }
    for host in ["www.example.com", "api.example.com", "a.v1.api.example.com", "com", ""] {
        assert!(!certificate.covers(host), "{host}");
    }
}

#[test]
fn a_name_that_the_zone_cannot_prove() {
    let mut stack = Stack::new("edge");
    stack.add("Certificate", Certificate::new("example.com", &zone()).also("example.org", &zone()));
    assert!(refused("name-outside-zone", stack).contains("`example.org`"));
}

#[test]
fn a_first_name_that_is_too_long() {
    let mut stack = Stack::new("edge");
    let name = format!("{}.{}.example.com", "a".repeat(40), "b".repeat(20));
    stack.add("Certificate", Certificate::new(name, &zone()));
    assert!(refused("name-too-long", stack).contains("73"));
}

#[test]
fn the_edge_looks_in_one_region_only() {
    let env = |region: &str| Environment::new(Target { region: Some(region.into()), ..Target::default() }, ());
    let mut stack = Stack::in_env("edge", &env("eu-west-1"));
    stack.add("Certificate", Certificate::new("example.com", &zone()).for_edge());
    assert!(refused("certificate-in-wrong-region", stack).contains("eu-west-1"));
    let mut stack = Stack::in_env("edge", &env("us-east-1"));
    stack.add("Certificate", Certificate::new("example.com", &zone()).for_edge());
    assert_eq!(super::findings(stack).iter().count(), 0);
}
