//! See `docs/pending-connection.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("pending-connection", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for type_name in ["AWS::CodeConnections::Connection", "AWS::CodeStarConnections::Connection"] {
        for connection in system.all(type_name) {
            let message = "the connection stays pending until somebody completes it in the console";
            let help = "open Developer Tools > Connections after the deployment and update the pending connection";
            findings.push(findings.of(connection, message).help(help));
        }
    }
}
