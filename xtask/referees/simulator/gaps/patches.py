"""Faults inside moto that no wrapper can reach: mended in place, each for one reason."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from referees.simulator.mend import mend


def install() -> None:
    _usage_plan_stages()
    _codebuild_sources()
    _rule_descriptions()
    _image_configuration()
    _redrive_policy()
    _public_parameters()
    _private_link_traffic()
    _managed_policies()
    _subnet_ipv6_state()
    _conditional_denials()
    _log_delivery()
    _old_versions()
    _trimmed_statistics()
    _functions_at_rest()
    _certificate_keys()
    _fixed_addresses()
    _secrets_of_services()


def _subnet_ipv6_state() -> None:
    """moto answers a subnet's IPv6 state with a whole structure where its name belongs."""
    from moto.ec2.models.subnets import Subnet

    def blocks(self: Any) -> list[dict[str, Any]]:
        return [b | {"ipv6CidrBlockState": {"state": "associated"}} for b in plain.fget(self)]

    plain = mend(Subnet, "ipv6_cidr_block_association_set", property(blocks))


def _usage_plan_stages() -> None:
    """moto finds a plan's stage only while it has no throttle of its own, and does not change that throttle."""
    from moto.apigateway.models import UsagePlan

    def apply(self: Any, operations: list[dict[str, Any]]) -> None:
        rest = []
        for operation in operations:
            path = operation["path"].strip("/").split("/")
            if operation["op"] == "remove" and path == ["apiStages"]:
                api, stage = operation["value"].split(":")
                self.api_stages[:] = [s for s in self.api_stages if (s["apiId"], s["stage"]) != (api, stage)]
            elif len(path) > 2 and path[0] == "apiStages" and path[2] == "throttle":
                _stage_throttle(self.api_stages, path, operation)
            else:
                rest.append(operation)
        plain(self, rest)

    plain = mend(UsagePlan, "apply_patch_operations", apply)


def _stage_throttle(stages: list[dict[str, Any]], path: list[str], operation: dict[str, Any]) -> None:
    api, stage = path[1].split(":")
    for found in (s for s in stages if (s["apiId"], s["stage"]) == (api, stage)):
        throttle = found.setdefault("throttle", {})
        if operation["op"] == "remove":
            throttle.pop("/".join(path[3:5]).replace("~1", "/"), None) if len(path) > 3 else throttle.clear()
        else:
            method = "/".join(path[3:5]).replace("~1", "/")
            throttle.setdefault(method, {})[path[-1]] = (
                float(operation["value"]) if path[-1] == "rateLimit" else int(operation["value"])
            )


def _codebuild_sources() -> None:
    """moto wants a location for every source and artifact; CODEPIPELINE and NO_… have none."""
    from moto.codebuild import responses
    from moto.codebuild.models import CodeBuildBackend

    def check_source(given: dict[str, Any]) -> None:
        if given.get("type") not in ("CODEPIPELINE", "NO_SOURCE"):
            source(given)

    def check_artifacts(given: dict[str, Any]) -> None:
        if given.get("type") not in ("CODEPIPELINE", "NO_ARTIFACTS"):
            artifacts(given)

    def delete(self: Any, project_name: str) -> None:
        plain(self, project_name.split(":project/")[-1])  # by name or by ARN

    plain = mend(CodeBuildBackend, "delete_project", delete)
    source = mend(responses, "_validate_required_params_source", check_source)
    artifacts = mend(responses, "_validate_required_params_artifacts", check_artifacts)


def _rule_descriptions() -> None:
    """moto shows a standalone rule's description only where its peer is a CIDR block."""
    from moto.ec2.models.security_groups import SecurityGroupRule

    def init(self: Any, *args: Any, **named: Any) -> None:
        plain(self, *args, **named)
        given = named.get("prefix_list_id") or (args[7] if len(args) > 7 else None)
        self.prefix_list_description = given.get("Description") if given else None

    def description(self: Any) -> Any:
        return self.ip_range.get("Description") or self.source_group.get("Description") or self.prefix_list_description

    plain = mend(SecurityGroupRule, "__init__", init)
    mend(SecurityGroupRule, "description", property(description))


def _image_configuration() -> None:
    """AWS shows no image configuration where none was given."""
    from moto.awslambda.models import LambdaFunction

    def get_configuration(self: Any, on_create: bool = False) -> dict[str, Any]:
        found = plain(self, on_create)
        if not any((found.get("ImageConfigResponse") or {}).get("ImageConfig", {}).values()):
            found.pop("ImageConfigResponse", None)
        return found

    plain = mend(LambdaFunction, "get_configuration", get_configuration)


def _redrive_policy() -> None:
    """moto prints a redrive policy with spaces; AWS returns the text as it was given."""
    from moto.sqs.models import Queue

    def attributes(self: Any) -> dict[str, Any]:
        found = plain.fget(self)
        if self.redrive_policy:
            found["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return found

    plain = mend(Queue, "attributes", property(attributes))


def _public_parameters() -> None:
    """AWS publishes far more parameters (machine images above all) than moto knows; each has some steady value."""
    from moto.ssm.models import Parameter, SimpleSystemManagerBackend

    def get_parameter(self: Any, name: str) -> Any:
        found = plain(self, name)
        if found is None and name.startswith("/aws/service/"):
            value = f"ami-{hashlib.sha256(name.encode()).hexdigest()[:17]}"
            made: Any = Parameter  # abstract only on paper: moto makes them all the time
            return made(
                account_id=self.account_id,
                name=name,
                value=value,
                parameter_type="String",
                description="",
                allowed_pattern=None,
                keyid=None,
                last_modified_date=datetime.datetime.now(datetime.UTC),
                version=1,
                data_type="text",
            )
        return found

    plain = mend(SimpleSystemManagerBackend, "get_parameter", get_parameter)


def _private_link_traffic() -> None:
    """moto does not keep whether a network load balancer's groups judge traffic from private links."""
    from moto.elbv2.responses import ELBV2Response

    def set_security_groups(self: Any) -> Any:
        result = plain(self)
        enforce = self._get_param("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
        if enforce:
            balancer = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
            balancer.enforce_security_group_inbound_rules_on_private_link_traffic = enforce
        return result

    plain = mend(ELBV2Response, "set_security_groups", set_security_groups)


def _managed_policies() -> None:
    """moto reads AWS's thousand policies anew for every empty account; they are the same each time."""
    from moto.iam.models import IAMBackend

    made: dict[tuple[str, str], list[Any]] = {}

    def policies(self: Any) -> list[Any]:
        key = (self.account_id, self.region_name)
        if key not in made:
            made[key] = plain(self)
        for policy in made[key]:
            policy.attachment_count = 0
        return list(made[key])

    plain = mend(IAMBackend, "_init_aws_policies", policies)


def _conditional_denials() -> None:
    """moto reads no condition of a bucket's policy: what it denies without TLS is denied always."""
    from moto.iam.access_control import IAMPolicy, PermissionResult
    from moto.s3.models import FakeBucket

    def permission(self: Any, action: str, resource: str) -> Any:
        if self.policy is None:
            return PermissionResult.NEUTRAL
        policy = json.loads(self.policy)
        rows = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
        judged = [row for row in rows if not (row["Effect"] == "Deny" and row.get("Condition"))]
        if not judged:
            return PermissionResult.NEUTRAL
        return IAMPolicy(json.dumps(policy | {"Statement": judged})).is_action_permitted(action, resource)

    mend(FakeBucket, "get_permission", permission)


def _log_delivery() -> None:
    """moto expects every statement of a log bucket's policy to name its principal by kind; `*` is one too. And it delivers
    a log at once, where S3 takes hours: the bucket could never be deleted again."""
    from moto.s3.models import FakeBucket, S3Backend

    def permitted(target_bucket: Any, target_prefix: str | None) -> bool:
        policy = target_bucket.policy
        if not policy:
            return False
        document = json.loads(policy)
        rows = [row for row in document["Statement"] if isinstance(row.get("Principal"), dict)]
        target_bucket.policy = json.dumps(document | {"Statement": rows}).encode()
        try:
            return bool(plain(target_bucket, target_prefix))
        finally:
            target_bucket.policy = policy

    plain = FakeBucket._log_permissions_enabled_policy
    mend(FakeBucket, "_log_permissions_enabled_policy", staticmethod(permitted))
    mend(S3Backend, "log_incoming_request", lambda self, request, bucket_name: None)


def _old_versions() -> None:
    """moto forgets how many old versions a lifecycle rule leaves whatever their age."""
    from moto.s3.models import FakeBucket
    from moto.s3.responses import S3Response

    def set_lifecycle(self: Any, rules: list[dict[str, Any]]) -> None:
        keep(self, rules)
        for kept, given in zip(self.rules, rules, strict=True):
            kept.newer = (given.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")

    def get_lifecycle(self: Any) -> Any:
        def serialized(result: Any) -> Any:
            for row, kept in zip(result.result.get("Rules", []), rules, strict=True):
                if getattr(kept, "newer", None):
                    row["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = int(kept.newer)
            return write(result)

        rules, write = self.backend.get_bucket(self.bucket_name).rules, self.serialized
        self.serialized = serialized
        try:
            return show(self)
        finally:
            del self.serialized

    keep = mend(FakeBucket, "set_lifecycle", set_lifecycle)
    show = mend(S3Response, "get_bucket_lifecycle", get_lifecycle)


def _trimmed_statistics() -> None:
    """CloudWatch knows more extended statistics than percentiles: tm90, IQM."""
    from moto.cloudwatch.models import CloudWatchBackend

    def put_metric_alarm(self: Any, *args: Any, extended_statistic: str | None = None, **given: Any) -> Any:
        alarm = plain(self, *args, **given)
        alarm.extended_statistic = extended_statistic
        return alarm

    plain = mend(CloudWatchBackend, "put_metric_alarm", put_metric_alarm)


def _functions_at_rest() -> None:
    """No function is ever run here; moto would ask Docker, to turn a secret."""
    from moto.awslambda.models import LambdaBackend

    mend(LambdaBackend, "invoke", lambda self, *args, **given: "{}")


def _certificate_keys() -> None:
    """moto makes RSA keys alone; whoever asked for another one gets to see it."""
    from moto.acm.models import CertBundle
    from moto.acm.responses import AWSCertificateManagerResponse

    def request(self: Any) -> Any:
        made = plain(self)
        self.acm_backend.get_certificate(made.result["CertificateArn"]).asked_key = self._get_param("KeyAlgorithm")
        return made

    def describe(self: Any) -> Any:
        found = shown(self)
        if getattr(self, "asked_key", None):
            found["Certificate"]["KeyAlgorithm"] = self.asked_key
        return found

    plain = mend(AWSCertificateManagerResponse, "request_certificate", request)
    shown = mend(CertBundle, "describe", describe)


def _fixed_addresses() -> None:
    """moto forgets the addresses that a load balancer was given."""
    from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer

    def create(self: Any, *args: Any, subnet_mappings: Any = None, **given: Any) -> Any:
        balancer = plain(self, *args, subnet_mappings=subnet_mappings, **given)
        balancer.fixed = {m["SubnetId"]: m["AllocationId"] for m in subnet_mappings or [] if m.get("AllocationId")}
        return balancer

    def zones(self: Any) -> Any:
        found = places.fget(self)
        for zone in found:
            allocation = getattr(self, "fixed", {}).get(zone.subnet_id)
            zone.load_balancer_addresses = [{"AllocationId": allocation}] if allocation else []
        return found

    plain = mend(ELBv2Backend, "create_load_balancer", create)
    places = mend(FakeLoadBalancer, "availability_zones", property(zones))


def _secrets_of_services() -> None:
    """A secret that a service keeps turns without a function; moto refuses to end that."""
    from moto.secretsmanager.models import SecretsManagerBackend

    def cancel(self: Any, secret_id: str) -> Any:
        secret = self.secrets[secret_id]
        if not secret.name.startswith("rds!"):
            return plain(self, secret_id)
        secret.rotation_enabled = False
        return secret.to_short_dict()

    plain = mend(SecretsManagerBackend, "cancel_rotate_secret", cancel)
