//! See `docs/impossible-scaling.md`.

use super::NODES;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("impossible-scaling", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for nodes in system.all(NODES) {
        let size = |name: &str| nodes.int(&format!("ScalingConfig/{name}"));
        let (min, max, desired) = (size("MinSize"), size("MaxSize"), size("DesiredSize"));
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            let message = format!("the least number of nodes, {min}, is above the greatest, {max}");
            let finding = findings.at(nodes, "ScalingConfig/MinSize", message);
            findings.push(finding.help("lower `MinSize`, or raise `MaxSize`"));
            continue;
        }
        let Some(desired) = desired else { continue };
        if min.is_some_and(|min| desired < min) || max.is_some_and(|max| desired > max) {
            let bound = |bound: Option<i64>| bound.map_or("any".to_owned(), |bound| bound.to_string());
            let message = format!("{desired} nodes to begin with are not between {} and {}", bound(min), bound(max));
            let finding = findings.at(nodes, "ScalingConfig/DesiredSize", message);
            findings.push(finding.help("change `DesiredSize`, or the bounds"));
        }
    }
}
