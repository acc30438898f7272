//! What the system emits.

use serde_json::Value;

pub(crate) use crate::support::Emitted;

/// The stacks of `prod`, in the order in which they are deployed, with their roots.
pub(crate) const STACKS: [(&str, &str); 6] = [
    ("tfstate", "_tfstate"),
    ("network", "network"),
    ("eks-prod1-infra", "eks/prod1/infra"),
    ("rds", "rds"),
    ("eks-prod1-k8s", "eks/prod1/k8s"),
    ("bastion", "bastion"),
];

/// The system in one environment.
pub(crate) fn of(environment: &str) -> Emitted {
    Emitted::of("platform", environment)
}

/// With the system's settings changed first.
pub(crate) fn with(environment: &str, change: impl FnOnce(&mut Value)) -> Emitted {
    Emitted::with("platform", environment, change)
}

/// `prod` with these clusters and their parts of the requests.
pub(crate) fn serving(at: &str, shares: &[(&str, u16)]) -> Emitted {
    let emitted = with("prod", |settings| {
        settings["clusters"] = shares.iter().map(|(name, _)| (*name).into()).collect::<Vec<Value>>().into();
        settings["traffic"]["at"] = at.into();
        let weights = shares.iter().map(|(name, weight)| ((*name).to_owned(), Value::from(*weight)));
        settings["traffic"]["weights"] = Value::Object(weights.collect());
    });
    assert!(!emitted.findings.has_errors(), "{}", emitted.report());
    emitted
}
