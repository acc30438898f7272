//! What the documents do not show: above all, what is no fault.

use crate::lint::testing::says;

fn action(category: &str, provider: &str, rest: &str) -> String {
    format!(
        "{{Name: {provider}, ActionTypeId: {{Category: {category}, Owner: AWS, Provider: {provider}, Version: '1'}}{rest}}}"
    )
}

fn pipeline(rest: &str, stages: &[&str]) -> String {
    let stages: String = stages
        .iter()
        .enumerate()
        .map(|(at, actions)| format!("        - {{Name: S{at}, Actions: [{actions}]}}\n"))
        .collect();
    format!(
        "Parameters:\n  Given: {{Type: String}}\nConditions:\n  Prod: !Equals [!Ref Given, prod]\nResources:\n  \
         Images:\n    Type: AWS::ECR::Repository\n    Properties: {{ImageTagMutability: IMMUTABLE}}\n  \
         Pipeline:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      RoleArn: arn:aws:iam::111122223333:role/pipeline\n      \
         ArtifactStore: {{Type: S3, Location: artifacts}}\n{rest}      Stages:\n{stages}"
    )
}

fn source(rest: &str) -> String {
    action(
        "Source",
        "S3",
        &format!(", Configuration: {{S3Bucket: a, S3ObjectKey: b{rest}}}, OutputArtifacts: [{{Name: Source}}]"),
    )
}

fn build(input: &str, rest: &str) -> String {
    action(
        "Build",
        "CodeBuild",
        &format!(", Configuration: {{ProjectName: a}}, InputArtifacts: [{{Name: {input}}}]{rest}"),
    )
}

#[test]
fn artifacts_come_from_earlier_turns() {
    let name = "unknown-artifact";
    let makes = |order: &str| build("Source", &format!(", OutputArtifacts: [{{Name: Built}}]{order}"));
    let takes = |order: &str| build("Built", order).replace("Name: CodeBuild", "Name: Second");
    let both = |one: &str, other: &str| pipeline("", &[&source(""), &format!("{}, {}", takes(other), makes(one))]);
    says(name, &both("", ", RunOrder: 2"), &[]);
    let found = [
        "Pipeline/Stages/1/Actions/0/InputArtifacts/0/Name: `Second` takes the artifact `Built`, which is made not before this action",
    ];
    says(name, &both("", ""), &found);
    says(name, &both(", RunOrder: !Ref Given", ""), &[]);
    says(name, &pipeline("", &[&source(""), &build("!Ref Given", "")]), &[]);
    let later = source("").replace("Name: Source}", "Name: !Ref Given}");
    says(name, &pipeline("", &[&later, &build("Source", "")]), &[]);
}

#[test]
fn a_type_that_is_not_said_is_not_v1() {
    let eks = action(
        "Deploy",
        "EKS",
        ", Configuration: {ClusterName: a, ManifestFiles: b}, InputArtifacts: [{Name: Source}]",
    );
    let name = "needs-newer-pipeline";
    says(name, &pipeline("", &[&source(""), &eks]), &[]);
    let found = ["Pipeline/Stages/1/Actions/0/ActionTypeId/Provider: the action EKS needs a pipeline of the type V2"];
    says(name, &pipeline("      PipelineType: V1\n", &[&source(""), &eks]), &found);
    let name = "feature-of-newer-pipeline";
    let found =
        ["Pipeline/ExecutionMode: `ExecutionMode: QUEUED` belongs to pipelines of the type V2, and this one says V1"];
    says(
        name,
        &pipeline("      PipelineType: V1\n      ExecutionMode: QUEUED\n", &[&source(""), &build("Source", "")]),
        &found,
    );
    says(name, &pipeline("      PipelineType: V1\n      ExecutionMode: SUPERSEDED\n", &[&source("")]), &[]);
}

#[test]
fn settings_that_are_known_later_are_there() {
    let eks = |configuration: &str| {
        let eks =
            action("Deploy", "EKS", &format!(", Configuration: {configuration}, InputArtifacts: [{{Name: Source}}]"));
        pipeline("", &[&source(""), &eks])
    };
    let found = "Pipeline/Stages/1/Actions/0: `EKS` (EKS) has no `ManifestFiles`";
    says("missing-action-setting", &eks("{ClusterName: a}"), &[found]);
    says("missing-action-setting", &eks("{ClusterName: a, HelmReleaseName: b}"), &[found]);
    says("missing-action-setting", &eks("{ClusterName: a, HelmReleaseName: b, HelmChartLocation: c}"), &[]);
    says("missing-action-setting", &eks("{ClusterName: !Ref Given, ManifestFiles: !Ref Given}"), &[]);
    says(
        "missing-action-setting",
        &eks("!If [Prod, {ClusterName: a, ManifestFiles: b}, {ClusterName: c, ManifestFiles: d}]"),
        &[],
    );
    let custom = eks("{}").replace("Owner: AWS, Provider: EKS", "Owner: Custom, Provider: EKS");
    says("missing-action-setting", &custom, &[]);
}

#[test]
fn sources_are_told_in_several_spellings() {
    let name = "polling-source";
    let found = ["Pipeline/Stages/0/Actions/0: `S3` asks for changes every minute, instead of being told"];
    let polls = |rest: &str| pipeline("", &[&source(rest), &build("Source", "")]);
    says(name, &polls(", PollForSourceChanges: 'true'"), &found);
    says(name, &polls(", PollForSourceChanges: 'false'"), &[]);
    says(name, &polls(", PollForSourceChanges: !Ref Given"), &[]);
}

#[test]
fn only_tags_that_cannot_move_are_stuck() {
    let push = |tags: &str| {
        let configuration =
            format!(", Configuration: {{ECRRepositoryName: !Ref Images{tags}}}, InputArtifacts: [{{Name: Source}}]");
        pipeline("", &[&source(""), &action("Build", "ECRBuildAndPublish", &configuration)])
    };
    let name = "latest-in-immutable-repository";
    let found = [
        "Pipeline/Stages/1/Actions/0: `ECRBuildAndPublish` uses the tag `latest`, which `Images` lets nobody push twice",
    ];
    says(name, &push(", ImageTags: 'v1, latest'"), &found);
    says(name, &push(", ImageTags: !Ref Given"), &[]);
    says(name, &push("").replace("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"), &[]);
}

#[test]
fn only_commands_need_the_daemon() {
    let name = "docker-without-privileges";
    let project = |environment: &str, commands: &str| {
        format!(
            "Parameters:\n  Given: {{Type: String}}\nResources:\n  Build:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      ServiceRole: r\n      Artifacts: {{Type: NO_ARTIFACTS}}\n      Environment: {{Type: LINUX_CONTAINER, ComputeType: BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0'{environment}}}\n      Source:\n        Type: NO_SOURCE\n        BuildSpec: {commands}\n"
        )
    };
    let found = ["Build/Environment: the build runs `docker build`, and has no Docker daemon without privileges"];
    says(
        name,
        &project("", "!Sub \"phases:\\n  build:\\n    commands:\\n      - docker build -t ${Given} .\\n\""),
        &found,
    );
    for fine in [
        "'commands: [ls] # no docker build'",
        "\"commands:\\n  - export DOCKER_HOST=tcp://a\\n  - docker build .\"",
        "buildspec.yml",
        "!Ref Given",
    ] {
        says(name, &project("", fine), &[]);
    }
    says(name, &project(", PrivilegedMode: !Ref Given", "\"- docker build .\""), &[]);
    says(name, &project(", Fleet: {FleetArn: a}", "\"- docker build .\""), &[]);
    says(
        "image-for-other-processor",
        &project("", "a").replace("LINUX_CONTAINER", "ARM_CONTAINER"),
        &[
            "Build/Environment/Image: the image `aws/codebuild/standard:7.0` is for Linux on x86_64, and the environment ARM_CONTAINER is Linux on ARM",
        ],
    );
    says(
        "image-for-other-processor",
        &project("", "a").replace("aws/codebuild/standard:7.0", "public.ecr.aws/docker/library/node:22"),
        &[],
    );
}
