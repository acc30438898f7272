//! Who gets what: weights of listeners and of records, read from emitted files, and a load that follows them.
//!
//! The load balancer and Route 53 choose at random; here each request goes to whoever is furthest behind its share, so that
//! the outcome is exact and the same every time. A test that uses only a part says `#[allow(dead_code)]` at its `mod`.

use std::collections::BTreeMap;

use serde_json::Value;

/// The shares of those who stand for one name or one listener, in the order in which they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weights(pub(crate) Vec<(String, u64)>);

impl Weights {
    /// The target groups of a listener in a CloudFormation template, by logical ids.
    pub(crate) fn of_listener(template: &Value, listener: &str) -> Self {
        let action = &template["Resources"][listener]["Properties"]["DefaultActions"][0];
        let groups = items(&action["ForwardConfig"]["TargetGroups"]);
        Weights(groups.map(|group| (name(&group["TargetGroupArn"]), weight(&group["Weight"]))).collect())
    }

    /// The target groups of a listener in a Terraform root, by resource names.
    pub(crate) fn of_terraform_listener(root: &Value, listener: &str) -> Self {
        let action = &root["resource"]["aws_lb_listener"][listener]["default_action"][0];
        let groups = items(&action["forward"]["target_group"]);
        Weights(groups.map(|group| (name(&group["arn"]), weight(&group["weight"]))).collect())
    }

    /// The weighted records of a name and type in a CloudFormation template, by their identifiers.
    pub(crate) fn of_records(template: &Value, dns_name: &str, kind: &str) -> Self {
        let records = template["Resources"].as_object().into_iter().flatten().map(|(_, it)| &it["Properties"]);
        let records = records.filter(|it| it["Name"] == dns_name && it["Type"] == kind && it["Weight"].is_number());
        Weights(records.map(|it| (name(&it["SetIdentifier"]), weight(&it["Weight"]))).collect())
    }

    /// The weighted records of a name and type in a Terraform root, by their identifiers.
    pub(crate) fn of_terraform_records(root: &Value, dns_name: &str, kind: &str) -> Self {
        let records = root["resource"]["aws_route53_record"].as_object().into_iter().flatten().map(|(_, it)| it);
        let records = records.filter(|it| it["name"] == dns_name && it["type"] == kind);
        let records = records.filter(|it| it["weighted_routing_policy"]["weight"].is_number());
        Weights(
            records.map(|it| (name(&it["set_identifier"]), weight(&it["weighted_routing_policy"]["weight"]))).collect(),
        )
    }

    /// The weights alone.
    pub(crate) fn numbers(&self) -> Vec<u64> {
        self.0.iter().map(|(_, weight)| *weight).collect()
    }

    /// Where so many requests go.
    ///
    /// Without any weight nobody gets any: Route 53 would share them evenly, a listener refuses them.
    pub(crate) fn spread(&self, requests: u64) -> BTreeMap<String, u64> {
        let total: u64 = self.numbers().iter().sum();
        let mut got: Vec<u64> = vec![0; self.0.len()];
        for request in 1..=requests {
            let behind = |at: &usize| i128::from(self.0[*at].1 * request) - i128::from(got[*at] * total);
            let next = (0..self.0.len()).filter(|at| self.0[*at].1 > 0).max_by_key(|at| (behind(at), usize::MAX - at));
            if let Some(next) = next {
                got[next] += 1;
            }
        }
        self.0.iter().zip(got).map(|((name, _), got)| (name.clone(), got)).collect()
    }
}

/// The same document without its weights: what a shift must not change.
pub(crate) fn without_weights(mut document: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(members) => members.iter_mut().for_each(|(name, value)| match name.as_str() {
                "Weight" | "weight" => *value = Value::Null,
                _ => strip(value),
            }),
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut document);
    document
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn weight(value: &Value) -> u64 {
    value.as_u64().expect("a weight is a whole number")
}

/// `{"Ref": "Blue"}`, `{"Fn::ImportValue": "network-Blue"}`, `${aws_lb_target_group.blue.arn}` and `blue` by their names.
fn name(value: &Value) -> String {
    match value {
        Value::String(text) => match text.strip_prefix("${").and_then(|text| text.strip_suffix('}')) {
            Some(code) => {
                let parts: Vec<&str> = code.split('.').collect();
                parts.get(parts.len().saturating_sub(2)).map_or_else(|| text.clone(), |name| (*name).to_owned())
            }
            None => text.clone(),
        },
        Value::Object(members) => members.values().next().map(name).unwrap_or_default(),
        Value::Array(items) => items.first().map(name).unwrap_or_default(),
        other => other.to_string(),
    }
}
