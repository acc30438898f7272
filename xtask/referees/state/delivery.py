"""Building and delivering code."""

from __future__ import annotations

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    names = r.rows("codebuild", "list_projects", "projects")
    for p in (r.one("codebuild", "batch_get_projects", "projects", names=names) or []) if names else []:
        body = {"tags": tags(p), **without(p, "name", "arn", "created", "lastModified", "badge")}
        r.put("build-project", p["name"], body, p["arn"])
    for row in r.rows("codepipeline", "list_pipelines", "pipelines"):
        found = r.one("codepipeline", "get_pipeline", name=row["name"])
        arn = (found.get("metadata") or {}).get("pipelineArn", "")
        given = tags({"tags": r.rows("codepipeline", "list_tags_for_resource", "tags", resourceArn=arn)}) if arn else {}
        r.put("pipeline", row["name"], {"tags": given, **without(found["pipeline"], "name", "version")}, arn)
    for row in r.rows("codecommit", "list_repositories", "repositories"):
        m = r.one("codecommit", "get_repository", "repositoryMetadata", repositoryName=row["repositoryName"])
        given = tags({"tags": r.one("codecommit", "list_tags_for_resource", "tags", resourceArn=m["Arn"])})
        body = {"tags": given, **{k: m.get(k) for k in ("repositoryDescription", "kmsKeyId")}}
        r.put("code-repository", m["repositoryName"], body, m["Arn"], m["repositoryId"])
    for service in ("codestar-connections", "codeconnections"):
        for c in r.rows(service, "list_connections", "Connections"):
            given = tags({"Tags": r.rows(service, "list_tags_for_resource", "Tags", ResourceArn=c["ConnectionArn"])})
            key = f"{service.split('-')[0]} {c['ConnectionName']}"
            r.put("connection", key, {"tags": given, "provider": c.get("ProviderType")}, c["ConnectionArn"])
