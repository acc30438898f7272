//! Lifecycle policies of image repositories: JSON in a text.

use serde_json::Value as Json;

use crate::lint::{Resource, System, Value};

/// All lifecycle policies that are written down: whose, where, and the text.
pub(super) fn policies(system: System<'_>) -> Vec<(Resource<'_>, Value<'_>, &str)> {
    let of_repositories =
        system.all("AWS::ECR::Repository").map(|it| (it, it.value("LifecyclePolicy/LifecyclePolicyText")));
    let of_templates = system.all("AWS::ECR::RepositoryCreationTemplate").map(|it| (it, it.value("LifecyclePolicy")));
    let all = of_repositories.chain(of_templates);
    all.filter_map(|(owner, value)| value.text().map(|text| (owner, value, text))).collect()
}

/// A rule of one.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) priority: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) names_tags: bool,
    pub(super) count_type: Option<String>,
    pub(super) has_unit: bool,
    pub(super) count: Option<i64>,
    pub(super) has_action: bool,
    /// A kind of storage that the rule is about, where it is about one.
    pub(super) has_storage: bool,
}

/// The rules of a policy.
pub(super) fn rules(text: &str) -> Result<Vec<Rule>, String> {
    let policy: Json = serde_json::from_str(text).map_err(|error| format!("the policy is not JSON: {error}"))?;
    let rules = policy.get("rules").and_then(Json::as_array).filter(|rules| !rules.is_empty());
    let rules = rules.ok_or("the policy has no `rules`")?;
    Ok(rules.iter().map(rule).collect())
}

fn rule(rule: &Json) -> Rule {
    let selection = &rule["selection"];
    let word = |name: &str| selection[name].as_str().map(str::to_owned);
    let has_tags = |name: &str| selection[name].as_array().is_some_and(|tags| !tags.is_empty());
    Rule {
        priority: rule["rulePriority"].as_i64(),
        status: word("tagStatus"),
        names_tags: has_tags("tagPrefixList") || has_tags("tagPatternList"),
        count_type: word("countType"),
        has_unit: !selection["countUnit"].is_null(),
        count: selection["countNumber"].as_i64(),
        has_action: rule["action"]["type"].is_string(),
        has_storage: !selection["storageClass"].is_null(),
    }
}
