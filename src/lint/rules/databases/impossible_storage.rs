//! See `docs/impossible-storage.md`.

use super::{engine, instances};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("impossible-storage", check);

const ENGINES: [&str; 3] = ["mariadb", "mysql", "postgres"];

/// From so many GiB on, gp3 has operations of its own to choose.
const CHOICE_FROM: i64 = 400;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for instance in instances(system).filter(|instance| ENGINES.contains(&engine(*instance))) {
        let (Some(kind), Some(size)) = (instance.text("StorageType"), instance.int("AllocatedStorage")) else {
            continue;
        };
        let (least, most) = match kind {
            "gp2" | "gp3" => (20, 65_536),
            "io1" | "io2" => (100, 65_536),
            "standard" => (5, 3072),
            _ => continue,
        };
        if !(least..=most).contains(&size) {
            let message = format!("{size} GiB of `{kind}` storage: RDS takes {least} to {most}");
            findings.push(findings.at(instance, "AllocatedStorage", message).help("change the size, or the type"));
        }
        operations(instance, kind, size, findings);
    }
}

fn operations(instance: Resource<'_>, kind: &str, size: i64, findings: &mut Findings<'_>) {
    let Some(operations) = instance.int("Iops") else {
        if kind.starts_with("io") && instance.lacks("Iops") {
            let message = format!("`{kind}` storage without a number of operations");
            findings.push(findings.of(instance, message).help("say `Iops`"));
        }
        return;
    };
    let message = match kind {
        "gp3" if size < CHOICE_FROM => {
            format!("{size} GiB of `gp3` storage have no operations of their own: that begins at {CHOICE_FROM} GiB")
        }
        "io1" if operations.saturating_mul(2) < size || operations > size.saturating_mul(50) => {
            format!("{operations} operations for {size} GiB of `io1` storage: RDS takes half to fifty times the size")
        }
        _ => return,
    };
    findings.push(findings.at(instance, "Iops", message).help("change the size or the operations"));
}
