//! `!vpc_ipv6_blocks`: a VPC's IPv6 blocks are what its `AWS::EC2::VPCCidrBlock`s assign.

use crate::terraform::Printer;
use crate::terraform::text::Text;

/// The properties with which a block is one of IPv6 addresses.
const IPV6: [&str; 4] = ["AmazonProvidedIpv6CidrBlock", "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6Pool"];

/// The resources of the stack that assign a VPC IPv6 blocks.
pub(super) fn assignments<'p>(printer: &'p Printer<'_>, vpc: u32) -> impl Iterator<Item = u32> + 'p {
    let stack = printer.stack;
    let assigns = move |block: u32| stack.references(block).contains(&vpc);
    (0_u32..)
        .zip(stack.stack.resources())
        .filter(|(_, placed)| placed.type_name == "AWS::EC2::VPCCidrBlock")
        .filter(|(_, placed)| IPV6.iter().any(|name| placed.props.get(name).is_some()))
        .map(|(block, _)| block)
        .filter(move |block| assigns(*block))
}

pub(super) fn value(printer: &mut Printer<'_>, index: u32, _words: &'static [&'static str]) -> Option<Text> {
    let mut blocks: Vec<String> =
        assignments(printer, index).filter_map(|block| printer.attribute(block, "ipv6_cidr_block")).collect();
    if blocks.is_empty() {
        blocks.extend(printer.attribute(index, "ipv6_cidr_block"));
    }
    Some(Text::code(format!("[{}]", blocks.join(", "))))
}
