//! What is written down of each request.

/// Name and value; API Gateway fills the values in. `principal` is added by what the API asks of callers.
/// (API Gateway developer guide, "Variables for access logging".)
const FIELDS: [(&str, &str); 11] = [
    ("requestId", "$context.requestId"),
    ("ip", "$context.identity.sourceIp"),
    ("time", "$context.requestTime"),
    ("method", "$context.httpMethod"),
    ("path", "$context.resourcePath"),
    ("status", "$context.status"),
    ("latency", "$context.responseLatency"),
    ("integrationLatency", "$context.integrationLatency"),
    ("errorType", "$context.error.responseType"),
    ("apiKeyId", "$context.identity.apiKeyId"),
    ("traceId", "$context.xrayTraceId"),
];

/// One line of JSON. All values are text: where there is none, API Gateway writes a dash.
pub(super) fn format(principal: &str, more: &[(String, String)]) -> String {
    let known = FIELDS.iter().copied().chain([("principal", principal)]);
    let known = known.filter(|(name, _)| !more.iter().any(|(own, _)| own == name));
    let more = more.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let members: Vec<String> = known.chain(more).map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_json_and_a_field_said_again_is_there_once() {
        let line = format("$context.identity.caller", &[("ip".to_owned(), "-".to_owned())]);
        let line: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
        assert_eq!((&line["ip"], &line["principal"]), (&"-".into(), &"$context.identity.caller".into()));
        assert_eq!(line.as_object().map(serde_json::Map::len), Some(12));
    }
}
