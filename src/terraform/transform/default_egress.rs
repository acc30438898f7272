//! `!default_egress`: EC2 lets a new security group send anything anywhere. CloudFormation keeps that rule where the
//! template states none; Terraform's security group revokes it.

use std::sync::LazyLock;

use crate::core::{IntoDocument, Node, Props, Resolved};
use crate::terraform::lower::{At, Enclosing, Lowering};
use crate::terraform::mapping::{Line, Target};

use super::referred;
use super::vpc_ipv6_blocks::assignments;

/// States the rule that EC2 makes by itself, unless a rule of its own stands for the group's egress.
pub(super) fn absent<'m>(
    lowering: &mut Lowering<'_, 'm>,
    line: &'static Line,
    siblings: &'m Props,
    enclosing: &Enclosing,
) {
    let Target::Satellite { kind, links } = &line.target else { return };
    if has_rule(lowering.printer.stack, lowering.index) {
        return;
    }
    let vpc = siblings.get("VpcId").and_then(|vpc| referred(lowering.printer, vpc));
    let has_ipv6 = vpc.is_some_and(|(vpc, _)| assignments(lowering.printer, vpc).next().is_some());
    let node = if has_ipv6 { &*BOTH_FAMILIES } else { &*EVERYTHING };
    lowering.satellites(At { line, node, siblings, enclosing }, kind, links, &[]);
}

/// Whether the stack has an egress rule for the group as a resource: CloudFormation drops the default rule then.
fn has_rule(stack: &Resolved<'_>, group: u32) -> bool {
    let resources = (0_u32..).zip(stack.stack.resources());
    let mut rules = resources.filter(|(_, placed)| placed.type_name == "AWS::EC2::SecurityGroupEgress");
    rules.any(|(_, placed)| {
        let target = placed.props.get("GroupId").and_then(Node::as_expr).and_then(crate::core::Expr::target);
        target.is_some_and(|target| stack.owns(target) && target.index == group)
    })
}

/// All protocols to everywhere.
static EVERYTHING: LazyLock<Node> =
    LazyLock::new(|| serde_json::json!([{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }]).into_document());

/// The same, also by IPv6.
static BOTH_FAMILIES: LazyLock<Node> = LazyLock::new(|| {
    let rules = serde_json::json!([
        { "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" },
        { "IpProtocol": "-1", "CidrIpv6": "::/0" },
    ]);
    rules.into_document()
});
