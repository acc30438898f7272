//! Who makes which service call what: the services that act on something only where it lets them in.

use crate::core::Node;
use crate::lint::{Resource, System, Value};

/// A service acts on something because a resource says so.
pub(in crate::lint::rules) struct Call<'a> {
    /// The resource that says so.
    pub(in crate::lint::rules) by: Resource<'a>,
    /// Where it names what is acted on.
    pub(in crate::lint::rules) place: Value<'a>,
    /// A function, a queue or a topic.
    pub(in crate::lint::rules) thing: Resource<'a>,
    pub(in crate::lint::rules) service: &'static str,
}

pub(in crate::lint::rules) const FUNCTION: &str = "AWS::Lambda::Function";
pub(in crate::lint::rules) const QUEUE: &str = "AWS::SQS::Queue";
pub(in crate::lint::rules) const TOPIC: &str = "AWS::SNS::Topic";

/// A property that names what a service calls.
struct Place {
    type_name: &'static str,
    /// The list whose items have it, if it stands in one.
    list: Option<&'static str>,
    property: &'static str,
    /// The property with a role which the service takes on instead.
    role: Option<&'static str>,
    service: &'static str,
}

/// (Lambda developer guide, "Viewing resource-based IAM policies in Lambda", and the guides of the services, read
/// 2026-11-20.)
const PLACES: &[Place] = &[
    place("AWS::ApiGateway::Authorizer", "AuthorizerUri", API).unless("AuthorizerCredentials"),
    place("AWS::ApiGateway::Method", "Integration/Uri", API).unless("Integration/Credentials"),
    place("AWS::ApiGatewayV2::Authorizer", "AuthorizerUri", API).unless("AuthorizerCredentialsArn"),
    place("AWS::ApiGatewayV2::Integration", "IntegrationUri", API).unless("CredentialsArn"),
    place("AWS::Events::Rule", "Arn", "events.amazonaws.com").of_each("Targets").unless("RoleArn"),
    place("AWS::Logs::SubscriptionFilter", "DestinationArn", "logs.amazonaws.com"),
    place("AWS::S3::Bucket", "Function", BUCKETS).of_each("NotificationConfiguration/LambdaConfigurations"),
    place("AWS::S3::Bucket", "Queue", BUCKETS).of_each("NotificationConfiguration/QueueConfigurations"),
    place("AWS::S3::Bucket", "Topic", BUCKETS).of_each("NotificationConfiguration/TopicConfigurations"),
    place("AWS::SNS::Subscription", "Endpoint", TOPICS),
    place("AWS::SNS::Topic", "Endpoint", TOPICS).of_each("Subscription"),
    place("AWS::SecretsManager::RotationSchedule", "RotationLambdaARN", "secretsmanager.amazonaws.com"),
];

const API: &str = "apigateway.amazonaws.com";
const BUCKETS: &str = "s3.amazonaws.com";
const TOPICS: &str = "sns.amazonaws.com";

const fn place(type_name: &'static str, property: &'static str, service: &'static str) -> Place {
    Place { type_name, list: None, property, role: None, service }
}

impl Place {
    const fn of_each(self, list: &'static str) -> Self {
        Place { list: Some(list), ..self }
    }

    const fn unless(self, role: &'static str) -> Self {
        Place { role: Some(role), ..self }
    }
}

/// All calls in a system whose ends are both in sight.
pub(in crate::lint::rules) fn of(system: System<'_>) -> Vec<Call<'_>> {
    let mut found = Vec::new();
    for place in PLACES {
        for by in system.all(place.type_name) {
            let Some(list) = place.list else {
                let has_role = place.role.is_some_and(|role| !by.lacks(role));
                found.extend(call(by, by.value(place.property), has_role, place.service));
                continue;
            };
            for item in by.each(list) {
                let has_role = place.role.is_some_and(|role| !item.get(role).is_absent());
                found.extend(call(by, item.get(place.property), has_role, place.service));
            }
        }
    }
    found
}

fn call<'a>(by: Resource<'a>, place: Value<'a>, has_role: bool, service: &'static str) -> Option<Call<'a>> {
    let thing = named(by.system(), &place).filter(|_| !has_role)?;
    Some(Call { by, place, thing, service })
}

/// The one thing that a value names, also within the address by which API Gateway calls a function.
fn named<'a>(system: System<'a>, place: &Value<'a>) -> Option<Resource<'a>> {
    if let Some(target) = place.target() {
        return Some(target).filter(|thing| [FUNCTION, QUEUE, TOPIC].contains(&thing.type_name()));
    }
    let mut found: Vec<Resource<'a>> = Vec::new();
    let mut visit = |node: &'a Node| {
        if let Node::Expr(expr) = node {
            found.extend(expr.target().and_then(|address| system.resource(address)));
        }
    };
    place.expr()?.operands(&mut |node| node.walk(&mut visit));
    match found.as_slice() {
        [one] => Some(*one).filter(|thing| thing.type_name() == FUNCTION),
        _ => None,
    }
}
