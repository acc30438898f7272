//! `!kafka_endpoints`: the servers of a Kafka cluster, which Terraform takes as one text by the service's own name.

use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

/// `{ KAFKA_BOOTSTRAP_SERVERS = "a:9092,b:9092" }`.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let Some(servers) = lowering.object(at.node).and_then(|props| props.get("KafkaBootstrapServers")) else { return };
    let joined = lowering.join(servers, ",");
    body.set(path, Value::Map(vec![(None, Text::literal("KAFKA_BOOTSTRAP_SERVERS"), joined)]));
}
