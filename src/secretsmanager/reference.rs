//! A secret wherever it comes from.

use crate::aws::ids::{KeyArn, SecretArn};
use crate::core::{Expr, IntoVal, Node, Secret, Val, region};
use crate::iam::{Readable, Statement, Writable};
use crate::text;

/// A secret that something else made, or that is not in this program: its ARN, and the key that encrypts it.
///
/// ```
/// use formwork::{Stack, aws, iam};
/// use formwork::iam::Grant;
/// use formwork::secretsmanager::SecretRef;
///
/// let mut stack = Stack::new("payments");
/// let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/api-key-AbCdEf";
/// let secret = SecretRef::new(aws::SecretArn::literal(arn));
/// let role = stack.add("Role", iam::Role::for_pods());
/// stack.add("ReadApiKey", Grant::read(&secret).to(&role));
/// ```
#[derive(Clone, Debug)]
pub struct SecretRef {
    arn: Val<SecretArn>,
    key: Option<Val<KeyArn>>,
}

impl SecretRef {
    /// The secret with this ARN, encrypted by a key of AWS's own.
    #[track_caller]
    #[must_use]
    pub fn new(arn: impl IntoVal<SecretArn>) -> Self {
        SecretRef { arn: Val::of(arn), key: None }
    }

    /// The key that encrypts it: whoever may read the secret may decrypt with the key, through Secrets Manager. Without it,
    /// a key of AWS's own, on which nobody needs a right.
    #[track_caller]
    #[must_use]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    /// The secret's ARN.
    #[must_use]
    pub fn arn(&self) -> Val<SecretArn> {
        self.arn.clone()
    }

    /// All of the secret, for a property that takes one: each engine reads it where it hands it over, and keeps it nowhere.
    /// Only where the AWS provider has no write-only argument for it, as for a login at a load balancer, does it stand in
    /// Terraform's state.
    #[must_use]
    pub fn value(&self) -> Val<Secret> {
        self.member("")
    }

    /// A member of a secret that is a JSON object, such as `password`.
    ///
    /// ```
    /// use formwork::{Stack, aws, secretsmanager::Secret};
    /// use formwork::secretsmanager::Generated;
    ///
    /// let mut stack = Stack::new("orders");
    /// let login = Generated::password().without("\"@/\\ '").within("password", [("username", "orders")]);
    /// let secret = stack.add("Login", Secret::generated(login)).reference();
    /// stack.add("Database", aws::rds::DbInstance::new().master_user_password(secret.member("password")));
    /// ```
    #[must_use]
    pub fn member(&self, name: &str) -> Val<Secret> {
        Val::new(Node::from(Expr::Stored(self.arn.node().clone(), name.into())))
    }

    fn through(&self, actions: &'static [&'static str]) -> Option<Statement> {
        let key = self.key.as_ref()?;
        let service = text!("secretsmanager.{}.amazonaws.com", region());
        Some(Statement::allow(actions.iter().copied()).on([key]).when("StringEquals", "kms:ViaService", service))
    }
}

impl Readable for SecretRef {
    fn read(&self) -> Vec<Statement> {
        let read = Statement::allow(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]).on([&self.arn]);
        [read].into_iter().chain(self.through(&["kms:Decrypt"])).collect()
    }
}

impl Writable for SecretRef {
    fn write(&self) -> Vec<Statement> {
        let actions = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"];
        let write = Statement::allow(actions).on([&self.arn]);
        [write].into_iter().chain(self.through(&["kms:Decrypt", "kms:GenerateDataKey"])).collect()
    }
}

impl IntoVal<SecretArn> for &SecretRef {
    fn into_node(self) -> Node {
        IntoVal::<SecretArn>::into_node(&self.arn)
    }
}
