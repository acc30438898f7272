//! Who may call: users of a pool, by the tokens that the users service gets for them.

use formwork::aws::{cognito, iam};
use formwork::{Environment, Handle, Stack};

use super::super::Settings;
use super::super::common::{allowing, keep, name};
use super::super::services::Services;

/// How long a token counts, in minutes.
const TOKEN_MINUTES: u16 = 60;

/// The pool, with a client that only the users service uses: `POST /users` signs people in through it.
pub(super) fn user_pool(
    stack: &mut Stack,
    env: &Environment<Settings>,
    services: &Services,
) -> Handle<cognito::UserPool> {
    let password = cognito::PasswordPolicy::new()
        .minimum_length(12)
        .require_lowercase(true)
        .require_uppercase(true)
        .require_numbers(true)
        .require_symbols(false)
        .temporary_password_validity_days(3);
    let recovery = cognito::RecoveryOption::new().name("verified_email").priority(1);
    let pool = stack.add(
        "UserPool",
        cognito::UserPool::new()
            .user_pool_name(name(env, "users"))
            .username_attributes(["email"])
            .auto_verified_attributes(["email"])
            .policies(cognito::Policies::new().password_policy(password))
            .account_recovery_setting(cognito::AccountRecoverySetting::new().recovery_mechanisms([recovery]))
            .deletion_protection(if env.keep_data { "ACTIVE" } else { "INACTIVE" }),
    );
    keep(stack, env, &pool);
    let units = cognito::TokenValidityUnits::new().access_token("minutes").id_token("minutes").refresh_token("days");
    let client = stack.add(
        "UserPoolClient",
        cognito::UserPoolClient::new(&pool)
            .client_name(name(env, "users-service"))
            .explicit_auth_flows(["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
            .generate_secret(false)
            .prevent_user_existence_errors("ENABLED")
            .enable_token_revocation(true)
            .token_validity_units(units)
            .access_token_validity(TOKEN_MINUTES)
            .id_token_validity(TOKEN_MINUTES)
            .refresh_token_validity(1),
    );
    let signing_in = ["cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge"];
    let policy = iam::RolePolicy::new(&services.users.role, "sign-users-in")
        .policy_document(allowing(&signing_in, vec![pool.arn().retype()]));
    stack.add("UsersSignIn", policy);

    stack.output("UserPoolId", pool.id());
    stack.output("UserPoolClientId", client.id()).description("The client that the users service signs in with.");
    pool
}
