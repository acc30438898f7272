//! What keeps data: databases, tables, buckets, secrets.

use formwork::aws::lambda;
use formwork::dynamodb::{Index, Key, StreamView, Table};
use formwork::ec2::Allow;
use formwork::iam::{Grant, Role, Statement};
use formwork::rds::{Cluster, Credentials, Engine, Insights, Instance};
use formwork::s3::{Bucket, Lifecycle, Retention, StorageClass};
use formwork::secretsmanager::{Generated, Rotation, Secret};
use formwork::state::S3Backend;
use formwork::{Environment, Handle, Parameter, Stack, account_id, ec2, kms};

use super::Settings;
use super::networks::Networks;

pub(super) fn data(env: &Environment<Settings>, networks: &Networks) -> Stack {
    let mut stack = Stack::in_env("data", env).description("What keeps data, in every form");
    clusters(&mut stack, &networks.planned);
    instances(&mut stack, &networks.planned);
    tables(&mut stack);
    buckets(&mut stack, env);
    secrets(&mut stack, env);
    stack
}

/// A writer with two readable standbys, and Aurora's shared volume.
fn clusters(stack: &mut Stack, vpc: &ec2::VpcHandle) {
    let multi_az = Cluster::new(Engine::postgres("17.9"), vpc)
        .database("orders")
        .storage(400)
        .operations(12_000)
        .backup_days(7)
        .windows("02:00-03:00", "sun:03:30-sun:04:30");
    let orders = stack.add("Orders", multi_az);
    stack.output("OrdersReaders", orders.read_endpoint());
    let role = stack.add("OrdersRole", Role::for_pods());
    stack.add("ReadOrdersLogin", Grant::read(&orders).to(&role));

    let aurora = Cluster::new(Engine::aurora_postgres("17.9"), vpc)
        .identifier("gallery-carts")
        .credentials(Credentials::generated("carts"))
        .instances(3)
        .insights(Insights::Advanced)
        .parameter("log_min_duration_statement", "250");
    let carts = stack.add("Carts", aurora);
    stack.add("CartsLogIn", Grant::of(carts.connect("reader")).to(&role));
    let service = stack.add("Service", ec2::SecurityGroup::new(vpc).description("What uses the databases"));
    stack.add("ServiceToOrders", Allow::from(&service).to(&orders));
    stack.add("ServiceToCarts", Allow::from(&service).to(&carts));
}

/// Other engines and other passwords.
fn instances(stack: &mut Stack, vpc: &ec2::VpcHandle) {
    let key = stack.add("ShopKey", kms::Key::new().description("The shop's database").days_until_gone(7));
    let shop = Instance::new(Engine::mysql("8.4.7"), vpc)
        .identifier("gallery-shop")
        .key(&key)
        .credentials(Credentials::managed("shop").every_days(30))
        .storage(400)
        .storage_up_to(500)
        .performance(12_000, 500)
        .port(3307)
        .extended_support()
        .minor_upgrades(false)
        .monitoring_seconds(0);
    stack.add("Shop", shop);

    let login = Generated::password().without("\"@/\\ '").within("password", [("username", "stock")]);
    let login = stack.add("StockLogin", Secret::generated(login));
    let stock = Instance::new(Engine::mariadb("11.8.5"), vpc)
        .class("db.t4g.medium")
        .credentials(Credentials::imported("stock", &login.reference()))
        .single_zone()
        .insights(Insights::Off)
        .logs(["error"]);
    stack.add("Stock", stock);
}

/// A table with indexes, a stream and items that go; one that is paid by capacity.
fn tables(stack: &mut Stack) {
    let key = stack.add("TableKey", kms::Key::new().description("Tables").days_until_gone(7));
    let audit = Table::new(Key::text("cluster"))
        .sort(Key::number("at"))
        .index(Index::new("by-actor", Key::text("actor")).sort(Key::number("at")).with(["result"]))
        .index(Index::new("by-digest", Key::bytes("digest")).keys_only())
        .stream(StreamView::New)
        .expires_at("gone")
        .key(&key);
    let audit = stack.add("Audit", audit);
    let follower = stack.add("Follower", Role::for_service("lambda.amazonaws.com"));
    stack.add("FollowAudit", Grant::read(&audit.stream()).to(&follower));
    stack.add("AppendToAudit", Grant::write(&audit.append_only()).to(&follower));

    let paid = Table::new(Key::number("id")).index(Index::new("by-day", Key::text("day"))).capacity(5, 2);
    stack.add("Paid", paid.name("gallery-paid").days_back(7));
}

/// Objects that age, that nobody may delete, whose readers are written down; the bucket of Terraform's states.
fn buckets(stack: &mut Stack, env: &Environment<Settings>) {
    let logs = Bucket::new().takes_logs_of("logging.s3.amazonaws.com").versioned(false).unfinished_uploads_after(1);
    let logs = stack.add("AccessLogs", logs);
    let archive = Lifecycle::under("archive/").move_to(StorageClass::DeepArchive, 90).expire_after(3650);
    let reports = Bucket::new()
        .access_logs(&logs, "reports/")
        .lifecycle(Lifecycle::all().expire_old_versions_but(3, 90))
        .lifecycle(archive);
    let reports = stack.add("Reports", reports);
    let role = stack.add("ReportsRole", Role::for_pods().path("/reports/").longest_session(7_200));
    stack.add("ReadIncoming", Grant::read(&reports.under("incoming/")).to(&role));
    stack.add("WriteDone", Grant::write(&reports.under("done/")).to(&role));
    stack.add("DeleteReports", Grant::of(reports.delete()).to(&role));

    let drafts = Lifecycle::under("drafts/").expire_old_versions_after(7);
    stack.add("Drafts", Bucket::new().lock(Retention::governance_days(30)).lifecycle(drafts));
    stack.add("Evidence", Bucket::new().lock(Retention::compliance_days(1)));
    let region = env.target().region.clone().unwrap_or_default();
    let states = S3Backend::new("gallery-states", region).old_versions_for(30).access_logs(&logs, "states/");
    stack.add("States", states);
}

/// Secrets that are made up, empty, copied to another region, turned by a function.
fn secrets(stack: &mut Stack, env: &Environment<Settings>) {
    let token = Generated::password().length(64).letters_and_digits();
    let (function, may) = turner(stack, env);
    let reader = "arn:aws:iam::444455556666:root";
    let token = Secret::generated(token)
        .name("gallery/token")
        .description("Asked for by partners")
        .rotation(Rotation::by(function.arn()).every_days(90))
        .statement(Statement::allow(["secretsmanager:GetSecretValue"]).by_arn(reader).on(["*"]));
    let token = stack.add("Token", token);
    if let Some(rotation) = &token.rotation {
        stack.order(rotation).after(&may);
    }
    stack.add("Session", Secret::new().replica("us-west-2"));
    let given = stack.parameter("PaymentToken", Parameter::secret().description("The payment provider's token"));
    stack.add("Payment", Secret::given(given));
}

/// The function that turns a secret, and Secrets Manager's right to call it.
fn turner(stack: &mut Stack, env: &Environment<Settings>) -> (Handle<lambda::Function>, Handle<lambda::Permission>) {
    let role = stack.add("TurnerRole", Role::for_service("lambda.amazonaws.com"));
    let code = lambda::Code::new().image_uri(env.function_image.as_str());
    let function = stack.add("Turner", lambda::Function::new(code, &role).package_type("Image"));
    let may = lambda::Permission::new(&function, "lambda:InvokeFunction", "secretsmanager.amazonaws.com");
    let may = stack.add("MayTurn", may.source_account(account_id()));
    (function, may)
}
