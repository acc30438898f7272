//! See `docs/logs-before-role.md`.

use super::missing_log_role::logs;
use super::{ACCOUNT, STAGE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("logs-before-role", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let accounts: Vec<Resource<'_>> = system.all(ACCOUNT).collect();
    if accounts.is_empty() {
        return;
    }
    for stage in system.all(STAGE).filter(|stage| logs(*stage)) {
        let waits = stage.awaited();
        for account in &accounts {
            let here = stage.address().stack == account.address().stack;
            if !here || waits.has(*account) {
                continue;
            }
            let message = format!("it logs, and does not wait for `{}`, which lets API Gateway log", account.path());
            let help = format!("add `DependsOn: {}`", account.path());
            findings.push(findings.of(stage, message).help(help).with(account.origin(), "the account's setting"));
        }
    }
}
