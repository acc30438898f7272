//! Who the database's first user is, and where its password lies.

use crate::secretsmanager::SecretRef;

/// The name of the user that a database begins with.
const USER: &str = "dbadmin";

/// The database's first user, and where its password lies. It never stands in a template, a state or a settings file.
///
/// ```
/// use formwork::rds::Credentials;
///
/// let own = Credentials::managed("orders").every_days(30);
/// ```
#[must_use = "it does nothing until a database is given it"]
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(super) user: String,
    pub(super) password: Password,
}

/// Where a password comes from.
#[derive(Clone, Debug)]
pub(super) enum Password {
    /// RDS makes it, keeps it in Secrets Manager, and turns it; after so many days where said.
    Managed(Option<u16>),
    /// Secrets Manager makes it, and it stays.
    Generated,
    /// It lies in a secret already.
    Imported(SecretRef),
}

impl Default for Credentials {
    fn default() -> Self {
        Self::managed(USER)
    }
}

impl Credentials {
    /// RDS makes the password, keeps it in Secrets Manager under the database's key, and turns it every seven days.
    pub fn managed(user: impl Into<String>) -> Self {
        Credentials { user: user.into(), password: Password::Managed(None) }
    }

    /// Secrets Manager makes a password, as the member `password` of a secret beside `username`; it stays until its secret
    /// is changed. For what cannot follow a password that turns.
    pub fn generated(user: impl Into<String>) -> Self {
        Credentials { user: user.into(), password: Password::Generated }
    }

    /// The password is the member `password` of a secret that is there already.
    pub fn imported(user: impl Into<String>, secret: &SecretRef) -> Self {
        Credentials { user: user.into(), password: Password::Imported(secret.clone()) }
    }

    /// Days from one turn of a managed password to the next, 1 to 1,000. Without it, 7.
    pub fn every_days(mut self, days: u16) -> Self {
        if let Password::Managed(turn) = &mut self.password {
            *turn = Some(days);
        }
        self
    }
}
