//! What every stack of the system needs: names, what is kept, who is told.

use formwork::cloudwatch::Alarm;
use formwork::{Environment, Handle, Stack};

use super::Settings;
use super::account::Account;

/// `<prefix>-<environment>-<what>`.
pub(super) fn name(env: &Environment<Settings>, what: &str) -> String {
    format!("{}-{}-{what}", env.prefix, env.name())
}

/// `/<prefix>/<environment>/<what>`, for things named by paths.
pub(super) fn path(env: &Environment<Settings>, what: &str) -> String {
    format!("/{}/{}/{what}", env.prefix, env.name())
}

/// Where the system's own metrics are.
pub(super) fn namespace(env: &Environment<Settings>) -> String {
    format!("{}/{}", env.prefix, env.name())
}

/// Keeps what the system cannot lose, though its construct would let it go.
pub(super) fn keep<R>(stack: &mut Stack, env: &Environment<Settings>, handle: &Handle<R>) {
    match env.target().disposable {
        true => stack.discard(handle),
        false => stack.retain(handle),
    }
}

/// An alarm that whoever is on call hears, three of five minutes after it began.
pub(super) fn alarm(env: &Environment<Settings>, account: &Account, what: &str, alarm: Alarm) -> Alarm {
    alarm.name(name(env, what)).periods(3, 5).notify(account.alarms.arn())
}
