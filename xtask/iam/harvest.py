"""What AWS says of IAM, as data: every service's actions, the policies that AWS keeps, and the services that take roles.

usage: python harvest.py --out src/facts/iam [--check]
Run it where cfn-lint, moto and botocore are installed (`pip install --no-deps cfn-lint moto botocore`): it reads their
data and no network. With --check, nothing is written, and a difference is an error."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
from importlib import resources
from pathlib import Path

# The policies whose content rules ask for: small ones that roles of this library's kind have.
KEPT = """
AdministratorAccess AmazonAPIGatewayPushToCloudWatchLogs AmazonDynamoDBFullAccess AmazonEBSCSIDriverPolicy
AmazonEBSCSIDriverPolicyV2 AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser
AmazonEC2ContainerRegistryPullOnly AmazonEC2ContainerRegistryReadOnly AmazonECSTaskExecutionRolePolicy
AmazonEFSCSIDriverPolicy AmazonEKSBlockStoragePolicy AmazonEKSClusterPolicy AmazonEKSComputePolicy
AmazonEKSFargatePodExecutionRolePolicy AmazonEKSLoadBalancingPolicy AmazonEKSNetworkingPolicy AmazonEKSServicePolicy
AmazonEKSVPCResourceController AmazonEKSWorkerNodeMinimalPolicy AmazonEKSWorkerNodePolicy AmazonEKS_CNI_Policy
AmazonRDSEnhancedMonitoringRole AmazonS3FullAccess AmazonS3ReadOnlyAccess AmazonSNSFullAccess AmazonSQSFullAccess
AmazonSSMManagedInstanceCore AmazonSSMReadOnlyAccess AWSCodeBuildAdminAccess AWSCodeBuildDeveloperAccess
AWSCodePipeline_FullAccess AWSCodeStarFullAccess AWSLambdaBasicExecutionRole AWSLambdaDynamoDBExecutionRole
AWSLambdaKinesisExecutionRole AWSLambdaSQSQueueExecutionRole AWSLambdaVPCAccessExecutionRole AWSXRayDaemonWriteAccess
AWSXrayWriteOnlyAccess CloudWatchAgentServerPolicy CloudWatchLogsFullAccess IAMFullAccess PowerUserAccess
SecretsManagerReadWrite
""".split()

# Names that none of the sources has. (Each service's guide.)
PRINCIPALS = """
airflow-env delivery.apigateway edgelambda eks-fargate-pods export.rds logging.s3 monitoring.rds ops.apigateway
osis-pipelines replicator.lambda spot spotfleet streams.metrics.cloudwatch vpc-flow-logs
""".split()

# Services whose actions are also on what carries a sibling's name: after a rename, both are used.
RENAMED = {
    "codeconnections": {"codestar-connections"},
    "codestar-connections": {"codeconnections"},
}


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def statement(raw: dict) -> dict:
    """A statement with one spelling for everything. Conditions are kept as "there is one"."""
    out: dict = {}
    if raw["Effect"] != "Allow":
        out["deny"] = True
    if "Action" in raw:
        out["actions"] = listed(raw["Action"])
    else:
        out["except"] = listed(raw["NotAction"])
    if listed(raw.get("Resource", "*")) != ["*"] or "Resource" not in raw:
        # What is not said in this form is not known: no resource is listed, which no reader takes for "none".
        out["resources"] = listed(raw.get("Resource", []))
    if raw.get("Condition"):
        out["conditional"] = True
    return out


def places(lines: list[str]) -> list[str]:
    """Each line's first word, where the line begins and how long it is."""
    found, start = [], 0
    for line in lines:
        found.append(f"{line.split(' ')[0]} {start} {len(line)}")
        start += len(line) + 1
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--check", action="store_true")
    args = options.parse_args()

    from moto.iam.aws_managed_policies import aws_managed_policies_data

    specs = resources.files("cfnlint.data.AdditionalSpecs").joinpath("Policies.json")
    services = json.loads(specs.read_text())
    policies = json.loads(aws_managed_policies_data)
    version = importlib.metadata.version

    actions = []
    for service, facts in sorted(services.items()):
        actions.append(" ".join([service, *sorted(facts["Actions"])]))

    arns = []
    for service, facts in sorted(services.items()):
        kinds = (facts.get("Resources") or {}).values()
        of = {form.split(":")[2] for kind in kinds for form in kind.get("ARNFormats", [])}
        if not of or any("$" in name or "*" in name for name in of):
            # On nothing in particular, or on anything.
            continue
        arns.append(" ".join([service, *sorted(of | RENAMED.get(service, set()))]))

    path = lambda name: policies[name]["Path"].strip("/")
    names = sorted(f"{path(name)}/{name}".lstrip("/") for name in policies)

    missing = [name for name in KEPT if name not in policies]
    if missing:
        print(f"AWS no longer keeps these policies: {missing}", file=sys.stderr)
    kept = {
        f"{path(name)}/{name}".lstrip("/"): [statement(raw) for raw in listed(policies[name]["Document"]["Statement"])]
        for name in KEPT
        if name in policies
    }

    # A service takes roles under the name of its endpoint or of its actions, or under one that a policy of AWS's names.
    text = aws_managed_policies_data
    said = set(re.findall(r'"([a-z0-9][a-z0-9.-]*)\.amazonaws\.com(?:\.cn)?\\?"', text))
    endpoints = set()
    root = resources.files("botocore.data")
    for folder in root.iterdir():
        if not folder.is_dir():
            continue
        endpoints.add(folder.name)
        for day in folder.iterdir():
            for name in ("service-2.json", "service-2.json.gz"):
                file = day.joinpath(name) if day.is_dir() else None
                if file is not None and file.is_file():
                    raw = file.read_bytes()
                    if name.endswith(".gz"):
                        import gzip

                        raw = gzip.decompress(raw)
                    endpoints.add(json.loads(raw)["metadata"]["endpointPrefix"])
    principals = sorted(said | endpoints | set(services) | set(PRINCIPALS))

    newest = max(policy.get("UpdateDate", policy["CreateDate"])[:10] for policy in policies.values())
    about = {
        "as_of": newest,
        "about": "The policies that AWS keeps and rules look into. `managed.txt` has the names of all, `actions.txt` every service's actions, `services.txt` where each service's line begins there and how long it is, `arns.txt` the services in the ARNs that each service's actions are on, `principals.txt` the names under which services take roles, without `.amazonaws.com`.",
        "sources": [
            f"actions, and services: cfn-lint {version('cfn-lint')} (MIT-0), from the Service Authorization Reference",
            f"managed policies: moto {version('moto')} (Apache-2.0), newest of {newest}",
            f"endpoints: botocore {version('botocore')} (Apache-2.0)",
        ],
    }
    head = json.dumps(about, indent=2)[:-2]
    body = ",\n".join(f"    {json.dumps(name)}: {json.dumps(kept[name], separators=(',', ':'))}" for name in sorted(kept))
    files = {
        "actions.txt": "\n".join(actions) + "\n",
        "arns.txt": "\n".join(arns) + "\n",
        "managed.txt": "\n".join(names) + "\n",
        "managed.json": head + ',\n  "policies": {\n' + body + "\n  }\n}\n",
        "principals.txt": "\n".join(principals) + "\n",
        "services.txt": "\n".join(places(actions)) + "\n",
    }
    stale = [name for name, new in files.items() if not (args.out / name).exists() or (args.out / name).read_text() != new]
    if args.check:
        for name in stale:
            print(f"{args.out / name} is not what the sources say", file=sys.stderr)
        return 1 if stale else 0
    for name, new in files.items():
        (args.out / name).write_text(new)
        print(f"{name}: {len(new)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
