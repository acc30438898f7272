//! What RDS would refuse, told before anything is made.

use crate::core::Scope;
use crate::diagnostic::Diagnostic;
use crate::secretsmanager::check_days;

use super::credentials::Password;
use super::options::Options;

/// Seconds between two looks at the operating system.
const MONITORING: [u8; 7] = [0, 1, 5, 10, 15, 30, 60];

impl Options {
    /// What instances and clusters are checked for alike. A number out of its bounds gives way to the nearest within them.
    pub(super) fn check(&mut self, zones: usize, scope: &mut Scope<'_>) {
        self.check_zones(zones, scope);
        self.check_names(scope);
        self.check_numbers(scope);
        for (position, (name, _)) in self.parameters.iter().enumerate() {
            if self.parameters[..position].iter().any(|(known, _)| known == name) {
                let message = format!("the parameter `{name}` is set twice");
                scope.problem(Diagnostic::error("duplicate-name", message).help("set it once"));
            }
        }
    }

    fn check_zones(&self, needed: usize, scope: &mut Scope<'_>) {
        let zones = self.subnets.zones();
        // That one is less than two, a rule says of every group of subnets.
        if zones >= needed || (zones, needed) == (1, 2) {
            return;
        }
        let message = match zones {
            0 => "the network has no isolated subnets to put the database into".to_owned(),
            1 => format!("the database's subnets are in 1 zone; RDS takes {needed} or more"),
            zones => format!("the database's subnets are in {zones} zones; RDS takes {needed} or more"),
        };
        let help = "give the network more zones, or say where the database goes: `.subnets(&vpc.private)`";
        scope.problem(Diagnostic::error("too-few-zones", message).help(help));
    }

    fn check_names(&self, scope: &mut Scope<'_>) {
        if let Some(name) = self.identifier.as_deref().filter(|name| !is_identifier(name)) {
            let message = format!("`{name}` cannot be the identifier of a database");
            let help = "take 1 to 63 lower-case letters, digits and single hyphens, the first a letter";
            scope.problem(Diagnostic::error("pattern-mismatch", message).help(help));
        }
    }

    fn check_numbers(&mut self, scope: &mut Scope<'_>) {
        if !(1..=35).contains(&self.backup_days) {
            let message = format!("backups are to be kept {} days; RDS keeps them 1 to 35", self.backup_days);
            scope.problem(Diagnostic::error("value-out-of-range", message).help("say 14, or leave it out"));
            self.backup_days = self.backup_days.clamp(1, 35);
        }
        if !MONITORING.contains(&self.monitoring_seconds) {
            let message =
                format!("RDS does not look at the operating system every {} seconds", self.monitoring_seconds);
            let help = "say 1, 5, 10, 15, 30 or 60; 0 turns it off";
            scope.problem(Diagnostic::error("value-not-allowed", message).help(help));
        }
        if let Password::Managed(Some(days)) = &mut self.credentials.password {
            check_days("the password", days, scope);
        }
    }
}

/// What RDS takes as an identifier; it makes capitals small, and then a plan never ends.
fn is_identifier(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(letter)
        && !text.ends_with('-')
        && !text.contains("--")
}
