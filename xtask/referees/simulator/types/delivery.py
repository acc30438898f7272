"""Building and delivering code."""

from __future__ import annotations

from referees.simulator.model import Resource, Type
from referees.simulator.types.helpers import scalar, tag_map


def _project(r: Resource) -> None:
    source = r.properties.get("Source") or {}
    if "BuildSpec" in source:
        source["buildspec"] = source.pop("BuildSpec")
    for tag in r.properties.get("Tags", []):
        tag["key"], tag["value"] = tag.pop("Key"), str(tag.pop("Value"))


def _pipeline(r: Resource) -> None:
    """The API takes the pipeline as one member, its tags beside it, and every setting of an action as text."""
    tags = r.properties.pop("Tags", None)
    for stage in r.properties.get("Stages", []):
        for action in stage.get("Actions", []):
            if isinstance(action.get("Configuration"), dict):
                action["Configuration"] = {k: scalar(v) for k, v in action["Configuration"].items()}
    r.properties.setdefault("Name", r.name)
    body = r.converted("codepipeline", "CreatePipeline", dict(r.properties), within="pipeline")
    r.properties.clear()
    r.parameters["pipeline"] = {"version": 1} | body
    if tags:
        r.parameters["tags"] = [{"key": k, "value": v} for k, v in tag_map(tags).items()]


def _repository(r: Resource) -> None:
    if "Tags" in r.properties:
        r.parameters["tags"] = tag_map(r.properties.pop("Tags"))


def _connection(service: str) -> Type:
    return Type(
        service=service,
        create="CreateConnection",
        ref="r.ConnectionArn",
        attributes={"ConnectionArn": "r.ConnectionArn"},
        delete=("DeleteConnection", {"ConnectionArn": "r.ConnectionArn"}),
    )


TYPES = {
    "AWS::CodeBuild::Project": Type(
        service="codebuild",
        create="CreateProject",
        ref="r.project.name",
        auto="name",
        prepare=_project,
        attributes={"Arn": "r.project.arn"},
        skip={"Triggers": "moto keeps no webhooks", "Visibility": "moto keeps no visibility"},
        delete=("DeleteProject", {"name": "r.project.name"}),
    ),
    "AWS::CodePipeline::Pipeline": Type(
        service="codepipeline",
        create="CreatePipeline",
        ref="r.pipeline.name",
        prepare=_pipeline,
        attributes={"Version": "to_string(r.pipeline.version)"},
        skip={"RestartExecutionOnUpdate": "it only matters on update"},
        delete=("DeletePipeline", {"name": "r.pipeline.name"}),
    ),
    "AWS::CodeCommit::Repository": Type(
        service="codecommit",
        create="CreateRepository",
        ref="r.repositoryMetadata.repositoryId",
        prepare=_repository,
        attributes={
            "Arn": "r.repositoryMetadata.Arn",
            "Name": "p.repositoryName",
            "CloneUrlHttp": "r.repositoryMetadata.cloneUrlHttp",
            "CloneUrlSsh": "r.repositoryMetadata.cloneUrlSsh",
        },
        skip={"Code": "moto commits nothing", "Triggers": "moto keeps no triggers"},
        delete=("DeleteRepository", {"repositoryName": "p.repositoryName"}),
    ),
    "AWS::CodeStarConnections::Connection": _connection("codestar-connections"),
    "AWS::CodeConnections::Connection": _connection("codeconnections"),
}
