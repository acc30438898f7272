//! What a program may hand over.

use crate::core::App;

/// One app or several: what the closure of [`run`](super::run) returns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an app",
    note = "return `Ok(app)`, `Ok([app, other])` or `Ok(apps)` with `apps: Vec<App>`"
)]
pub trait Apps {
    /// The apps in order.
    fn into_apps(self) -> Vec<App>;
}

impl Apps for App {
    fn into_apps(self) -> Vec<App> {
        vec![self]
    }
}

impl Apps for Vec<App> {
    fn into_apps(self) -> Vec<App> {
        self
    }
}

impl<const N: usize> Apps for [App; N] {
    fn into_apps(self) -> Vec<App> {
        self.into()
    }
}
