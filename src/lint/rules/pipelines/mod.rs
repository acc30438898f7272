//! Pipelines of CodePipeline and builds of CodeBuild.

mod docker_without_privileges;
mod feature_of_newer_pipeline;
mod image_for_other_processor;
mod latest_in_immutable_repository;
mod missing_action_setting;
mod needs_newer_pipeline;
mod pending_connection;
mod polling_source;
mod retired_build_image;
mod source_not_first;
mod two_deployment_tools;
mod unknown_action_setting;
mod unknown_artifact;
mod wrong_artifact_count;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::facts::codepipeline::{self, table};
use crate::lint::{Resource, System, Value};

pub(super) const FAMILY: Family = Family {
    title: "Pipelines",
    rules: &[
        docker_without_privileges::RULE,
        feature_of_newer_pipeline::RULE,
        image_for_other_processor::RULE,
        latest_in_immutable_repository::RULE,
        missing_action_setting::RULE,
        needs_newer_pipeline::RULE,
        pending_connection::RULE,
        polling_source::RULE,
        retired_build_image::RULE,
        source_not_first::RULE,
        two_deployment_tools::RULE,
        unknown_action_setting::RULE,
        unknown_artifact::RULE,
        wrong_artifact_count::RULE,
    ],
};

const PIPELINE: &str = "AWS::CodePipeline::Pipeline";
const PROJECT: &str = "AWS::CodeBuild::Project";

/// An action of a pipeline.
#[derive(Clone, Copy)]
struct Action<'a> {
    pipeline: Resource<'a>,
    value: Value<'a>,
}

impl<'a> Action<'a> {
    /// The actions of all pipelines, as far as they are written down.
    fn all(system: System<'a>) -> Vec<Action<'a>> {
        let mut found = Vec::new();
        for pipeline in system.all(PIPELINE) {
            for stage in pipeline.each("Stages") {
                found.extend(Action::of(pipeline, &stage).unwrap_or_default());
            }
        }
        found
    }

    /// The actions of a stage.
    fn of(pipeline: Resource<'a>, stage: &Value<'a>) -> Option<Vec<Action<'a>>> {
        Some(stage.get("Actions").items()?.into_iter().map(|value| Action { pipeline, value }).collect())
    }

    fn category(self) -> Option<&'a str> {
        self.value.get("ActionTypeId/Category").text()
    }

    fn provider(self) -> Option<&'a str> {
        self.value.get("ActionTypeId/Provider").text()
    }

    /// What is known of actions of its kind.
    fn facts(self) -> Option<&'static codepipeline::Action> {
        let own = self.value.get("ActionTypeId/Owner").text() == Some("AWS");
        table().action(self.category()?, self.provider()?).filter(|_| own)
    }

    fn name(self) -> &'a str {
        self.value.get("Name").text().unwrap_or("it")
    }

    fn setting(self, name: &str) -> Value<'a> {
        self.value.get("Configuration").get(name)
    }

    /// Whether a setting is surely not there.
    fn lacks(self, name: &str) -> bool {
        self.setting(name).is_absent()
    }
}
