//! Networks: addresses, routes, gateways, endpoints.

mod default_group_in_use;
mod duplicate_destination;
mod duplicate_endpoint;
mod exposed_private_subnet;
mod impossible_route;
mod incomplete_nat_gateway;
mod invalid_cidr;
mod missing_endpoints;
mod mixed_networks;
mod nat_gateway_in_other_zone;
mod nat_gateway_without_internet;
mod network_without_dns;
mod network_without_flow_logs;
mod overlapping_subnets;
mod service_range_overlap;
mod subnet_outside_network;
mod subnet_with_two_tables;
mod too_few_addresses;
mod unattached_gateway;
mod unordered_gateway;
mod unsupported_zone;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::lint::view::Resource;

pub(super) const FAMILY: Family = Family {
    title: "Networks",
    rules: &[
        default_group_in_use::RULE,
        duplicate_destination::RULE,
        duplicate_endpoint::RULE,
        exposed_private_subnet::RULE,
        impossible_route::RULE,
        incomplete_nat_gateway::RULE,
        invalid_cidr::RULE,
        missing_endpoints::RULE,
        mixed_networks::RULE,
        nat_gateway_in_other_zone::RULE,
        nat_gateway_without_internet::RULE,
        network_without_dns::RULE,
        network_without_flow_logs::RULE,
        overlapping_subnets::RULE,
        service_range_overlap::RULE,
        subnet_outside_network::RULE,
        subnet_with_two_tables::RULE,
        too_few_addresses::RULE,
        unattached_gateway::RULE,
        unordered_gateway::RULE,
        unsupported_zone::RULE,
    ],
};

const CLUSTER: &str = "AWS::EKS::Cluster";
const NAT: &str = "AWS::EC2::NatGateway";
const ROUTE: &str = "AWS::EC2::Route";

/// Whether a gateway stands in one zone and translates to an address of the internet.
fn is_public_and_zonal(gateway: Resource<'_>) -> bool {
    let kind = gateway.value("ConnectivityType");
    let mode = gateway.value("AvailabilityMode");
    (kind.is_absent() || kind.text() == Some("public")) && (mode.is_absent() || mode.text() == Some("zonal"))
}
