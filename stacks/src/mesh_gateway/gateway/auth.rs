//! Who may call: users of a pool, by the tokens that the users service gets for them.

use formwork::aws::cognito::{
    AccountRecoverySetting, PasswordPolicy, Policies, RecoveryOption, TokenValidityUnits, UserPool, UserPoolClient,
};
use formwork::iam::Statement;
use formwork::{Construct, Environment, Handle, Scope};

use super::super::Settings;
use super::super::common::name;

/// How long a token counts, in minutes.
const TOKEN_MINUTES: u16 = 60;

/// A pool of users who sign in with their address.
pub(super) struct Users {
    name: String,
}

impl Users {
    pub(super) fn new(env: &Environment<Settings>) -> Self {
        Users { name: name(env, "users") }
    }
}

impl Construct for Users {
    type Handle = Handle<UserPool>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let password = PasswordPolicy::new()
            .minimum_length(12)
            .require_lowercase(true)
            .require_uppercase(true)
            .require_numbers(true)
            .require_symbols(false)
            .temporary_password_validity_days(3);
        let recovery = RecoveryOption::new().name("verified_email").priority(1);
        let pool = UserPool::new()
            .user_pool_name(self.name)
            .username_attributes(["email"])
            .auto_verified_attributes(["email"])
            .policies(Policies::new().password_policy(password))
            .account_recovery_setting(AccountRecoverySetting::new().recovery_mechanisms([recovery]))
            .deletion_protection(if scope.is_disposable() { "INACTIVE" } else { "ACTIVE" })
            .build(scope);
        scope.keep(&pool);
        pool
    }
}

/// A client that only the users service uses: `POST /users` signs people in through it.
#[track_caller]
pub(super) fn client(env: &Environment<Settings>, pool: &Handle<UserPool>) -> UserPoolClient {
    let units = TokenValidityUnits::new().access_token("minutes").id_token("minutes").refresh_token("days");
    UserPoolClient::new(pool)
        .client_name(name(env, "users-service"))
        .explicit_auth_flows(["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        .generate_secret(false)
        .prevent_user_existence_errors("ENABLED")
        .enable_token_revocation(true)
        .token_validity_units(units)
        .access_token_validity(TOKEN_MINUTES)
        .id_token_validity(TOKEN_MINUTES)
        .refresh_token_validity(1)
}

/// What signing people in takes.
pub(super) fn signing_in(pool: &Handle<UserPool>) -> [Statement; 1] {
    [Statement::allow(["cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge"]).on([pool.arn()])]
}
