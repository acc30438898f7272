//! Users, who are known before anything is done for them.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::aws::ids::{UserPoolArn, UserPoolClientId, UserPoolDomainName};
use crate::core::{IntoVal, Scope, Secret, Val};
use crate::diagnostic::Diagnostic;

/// Seven days. (Application Load Balancer guide, "Authenticate users", read 2026-11-20.)
const LONGEST_SESSION: u32 = 604_800;

/// Elastic Load Balancing API reference, `AuthenticateOidcActionConfig`, read 2026-11-20.
const MOST_PARAMETERS: usize = 10;

/// What is known of a provider of identities: an app that was registered there, and the provider's addresses, each a whole
/// one with `https://`.
#[derive(Clone, Debug)]
pub struct OidcArgs {
    /// Who signs the tokens.
    pub issuer: Val<String>,
    /// Where users log in.
    pub authorization_endpoint: Val<String>,
    /// Where the load balancer gets tokens.
    pub token_endpoint: Val<String>,
    /// Where the load balancer asks who somebody is.
    pub user_info_endpoint: Val<String>,
    /// The app.
    pub client_id: Val<String>,
    /// The app's password.
    pub client_secret: Val<Secret>,
}

/// Who vouches for users.
#[derive(Clone, Debug)]
enum Provider {
    Oidc(Box<OidcArgs>),
    Cognito(Val<UserPoolArn>, Val<UserPoolClientId>, Val<UserPoolDomainName>),
}

/// Lets only those in who have logged in: the load balancer sends all others to do so, and what comes then has a header
/// `x-amzn-oidc-data` that says who it is.
///
/// For listeners of HTTPS, and their rules. The provider has to allow `https://<host>/oauth2/idpresponse` as an address to
/// come back to; the load balancer must reach it on port 443 over IPv4: an [`Allow`](crate::ec2::Allow) lets it out. A
/// session lasts seven days unless said otherwise. With Terraform, the app's password stands in the root's state: the
/// provider has no other way for it.
///
/// ```
/// use formwork::acm::Certificate;
/// use formwork::aws::ids::SecretArn;
/// use formwork::ec2::{Allow, Ports, Vpc};
/// use formwork::elbv2::{ApplicationLoadBalancer, Authenticate, Listener, OidcArgs, TargetGroup};
/// use formwork::route53::Zone;
/// use formwork::secretsmanager::SecretRef;
/// use formwork::{Stack, Val};
///
/// let mut stack = Stack::new("back-office");
/// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
/// let zone = stack.add("Zone", Zone::public("example.com"));
/// let certificate = stack.add("Certificate", Certificate::new("office.example.com", &zone));
/// let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&vpc));
/// let app = SecretRef::new(SecretArn::literal("arn:aws:secretsmanager:eu-west-1:111122223333:secret:back-office-AbCdEf"));
/// let staff = Authenticate::oidc(OidcArgs {
///     issuer: Val::of("https://login.example.com"),
///     authorization_endpoint: Val::of("https://login.example.com/authorize"),
///     token_endpoint: Val::of("https://login.example.com/token"),
///     user_info_endpoint: Val::of("https://login.example.com/userinfo"),
///     client_id: Val::of("back-office"),
///     client_secret: app.value(),
/// });
/// let web = stack.add("Web", TargetGroup::http(8080, &vpc));
/// let https = Listener::https(443, &balancer).certificate(&certificate);
/// let https = stack.add("Https", https.authenticate(staff.session_seconds(28_800)).forward_to(&web));
/// stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
/// stack.add("Login", Allow::from(&balancer).to_cidr("0.0.0.0/0", Ports::tcp(443)));
/// ```
#[must_use = "give it to a listener or a rule"]
#[derive(Clone, Debug)]
pub struct Authenticate {
    provider: Provider,
    scope: Option<String>,
    session: Option<u32>,
    cookie: Option<String>,
    parameters: Vec<(String, String)>,
    otherwise: &'static str,
}

impl Authenticate {
    /// By any provider that speaks OpenID Connect.
    pub fn oidc(provider: OidcArgs) -> Self {
        Self::by(Provider::Oidc(Box::new(provider)))
    }

    /// By a user pool of Cognito, one of its clients, which has a secret, and the pool's domain.
    #[track_caller]
    pub fn cognito(
        pool: impl IntoVal<UserPoolArn>,
        client: impl IntoVal<UserPoolClientId>,
        domain: impl IntoVal<UserPoolDomainName>,
    ) -> Self {
        Self::by(Provider::Cognito(Val::of(pool), Val::of(client), Val::of(domain)))
    }

    fn by(provider: Provider) -> Self {
        let (scope, session, cookie, parameters) = (None, None, None, Vec::new());
        Authenticate { provider, scope, session, cookie, parameters, otherwise: "authenticate" }
    }

    /// What is asked about users, such as `openid email`. Without it, `openid`.
    pub fn scope(mut self, claims: impl Into<String>) -> Self {
        self.scope = Some(claims.into());
        self
    }

    /// Seconds until somebody has to log in again, 1 to 604,800. Without it, 604,800: seven days.
    pub fn session_seconds(mut self, seconds: u32) -> Self {
        self.session = Some(seconds);
        self
    }

    /// The cookie that keeps the session: rules with different logins need different ones. Without it,
    /// `AWSELBAuthSessionCookie`.
    pub fn cookie(mut self, name: impl Into<String>) -> Self {
        self.cookie = Some(name.into());
        self
    }

    /// Tells the provider something when users are sent there, such as `prompt` and `login`; ten such at most. Without it,
    /// nothing.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.parameters.retain(|(known, _)| *known != name);
        self.parameters.push((name, value));
        self
    }

    /// Answers 401 to those who have not logged in: for programs, which nobody can send to a login. Without it, they are
    /// sent there.
    pub fn or_refuse(mut self) -> Self {
        self.otherwise = "deny";
        self
    }

    /// Lets those in too who have not logged in, without the header: the target decides. Without it, they are sent to the
    /// login.
    pub fn or_let_in(mut self) -> Self {
        self.otherwise = "allow";
        self
    }

    pub(super) fn check(&self, scope: &mut Scope<'_>) {
        if let Some(seconds) = self.session.filter(|seconds| !(1..=LONGEST_SESSION).contains(seconds)) {
            let message =
                format!("a session of {seconds} seconds; a load balancer keeps one for 1 to {LONGEST_SESSION}");
            scope.problem(Diagnostic::error("value-out-of-range", message).help("say 28800, a day at work"));
        }
        if self.parameters.len() > MOST_PARAMETERS {
            let message = format!("{} parameters; a provider is told {MOST_PARAMETERS} at most", self.parameters.len());
            scope.problem(Diagnostic::error("item-count-out-of-range", message).help("leave some out"));
        }
        let Provider::Oidc(known) = &self.provider else { return };
        let OidcArgs { issuer, authorization_endpoint, token_endpoint, user_info_endpoint, .. } = known.as_ref();
        for address in [issuer, authorization_endpoint, token_endpoint, user_info_endpoint] {
            if let Some(address) = address.node().as_str().filter(|address| !address.starts_with("https://")) {
                let message = format!("`{address}` is no whole address of a provider of identities");
                scope.problem(
                    Diagnostic::error("invalid-format", message).help("write it with `https://` and the host"),
                );
            }
        }
    }

    /// The action, before the others. The registry says seconds of a listener in text, and of a rule as a number.
    pub(super) fn into_l1(self, in_text: bool) -> l1::Action {
        // Both kinds of provider are told the same, and have types of their own for it.
        macro_rules! told {
            ($config:expr) => {{
                let mut config = $config.on_unauthenticated_request(self.otherwise);
                if let Some(scope) = self.scope {
                    config = config.scope(scope);
                }
                config = match self.session {
                    Some(seconds) if in_text => config.session_timeout(seconds.to_string()),
                    Some(seconds) => config.raw("SessionTimeout", seconds),
                    None => config,
                };
                if let Some(cookie) = self.cookie {
                    config = config.session_cookie_name(cookie);
                }
                match self.parameters.is_empty() {
                    true => config,
                    false => config.authentication_request_extra_params(self.parameters),
                }
            }};
        }
        match self.provider {
            Provider::Oidc(known) => {
                let OidcArgs { issuer, authorization_endpoint, token_endpoint, user_info_endpoint, client_id, .. } =
                    *known;
                let config = l1::AuthenticateOidcConfig::new(l1::AuthenticateOidcConfigArgs {
                    issuer,
                    authorization_endpoint,
                    token_endpoint,
                    user_info_endpoint,
                    client_id,
                });
                let config = told!(config.client_secret(known.client_secret));
                l1::Action::new("authenticate-oidc").authenticate_oidc_config(config)
            }
            Provider::Cognito(pool, client, domain) => {
                let config = told!(l1::AuthenticateCognitoConfig::new(pool, client, domain));
                l1::Action::new("authenticate-cognito").authenticate_cognito_config(config)
            }
        }
    }
}
