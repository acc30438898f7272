"""What a service fills in where nothing is said, and moto leaves out.

A leaf that holds its service's documented default says the same as no leaf, so it
is dropped from both states: an engine that writes a default out and one that leaves
it to the service agree. Anything but the default stays and must be equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from referees.accepted import glob

# kind, path within the object, the default (as AWS's API reference gives it)
DEFAULTS: tuple[tuple[str, str, Any], ...] = (
    ("key", "KeyUsage", "ENCRYPT_DECRYPT"),
    ("key", "CustomerMasterKeySpec", "SYMMETRIC_DEFAULT"),
    ("key", "KeySpec", "SYMMETRIC_DEFAULT"),
    ("nat-gateway", "ConnectivityType", "public"),
    ("load-balancer", "attributes/access_logs.s3.enabled", "false"),
    ("load-balancer", "attributes/dns_record.client_routing_policy", "any_availability_zone"),
    ("load-balancer", "attributes/zonal_shift.config.enabled", "false"),
    ("load-balancer", "attributes/deletion_protection.enabled", "false"),
    ("load-balancer", "Scheme", "internet-facing"),
    ("load-balancer", "attributes/client_keep_alive.seconds", "3600"),
    ("load-balancer", "attributes/idle_timeout.timeout_seconds", "60"),
    ("load-balancer", "attributes/connection_logs.s3.enabled", "false"),
    ("load-balancer", "attributes/routing.http.desync_mitigation_mode", "defensive"),
    ("load-balancer", "attributes/routing.http.preserve_host_header.enabled", "false"),
    ("load-balancer", "attributes/routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false"),
    ("load-balancer", "attributes/routing.http.xff_client_port.enabled", "false"),
    ("load-balancer", "attributes/routing.http.xff_header_processing.mode", "append"),
    ("load-balancer", "attributes/routing.http2.enabled", "true"),
    ("load-balancer", "attributes/waf.fail_open.enabled", "false"),
    ("listener", "actions[*]/RedirectConfig/Host", "#{host}"),
    ("listener", "actions[*]/RedirectConfig/Path", "/#{path}"),
    ("listener", "actions[*]/RedirectConfig/Query", "#{query}"),
    ("listener-rule", "actions[*]/RedirectConfig/Host", "#{host}"),
    ("listener-rule", "actions[*]/RedirectConfig/Path", "/#{path}"),
    ("listener-rule", "actions[*]/RedirectConfig/Port", "#{port}"),
    ("listener-rule", "actions[*]/RedirectConfig/Protocol", "#{protocol}"),
    ("listener-rule", "actions[*]/RedirectConfig/Query", "#{query}"),
    ("load-balancer", "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "on"),
    ("log-group", "metric_filters/*/metricTransformations[*]/unit", "None"),
    ("user-pool", "DeletionProtection", "INACTIVE"),
    ("user-pool", "Policies/PasswordPolicy/PasswordHistorySize", 0),
    ("user-pool", "Policies/PasswordPolicy/Require*", False),
    ("user-pool-client", "TokenValidityUnits/IdToken", "hours"),
    ("user-pool-client", "TokenValidityUnits/AccessToken", "hours"),
    ("user-pool-client", "TokenValidityUnits/RefreshToken", "days"),
    ("alarm", "TreatMissingData", "missing"),
    ("build-project", "artifacts/encryptionDisabled", False),
    ("build-project", "artifacts/overrideArtifactName", False),
    ("build-project", "environment/imagePullCredentialsType", "CODEBUILD"),
    ("build-project", "logsConfig/cloudWatchLogs/status", "ENABLED"),
    ("build-project", "logsConfig/s3Logs/status", "DISABLED"),
    ("build-project", "queuedTimeoutInMinutes", 0),  # moto's, and no valid value
    ("build-project", "queuedTimeoutInMinutes", 480),
    ("build-project", "source/gitCloneDepth", 0),
    ("build-project", "source/insecureSsl", False),
    ("http-api", "CorsConfiguration/AllowCredentials", False),
    ("http-api", "CorsConfiguration/MaxAge", 0),
    ("http-integration", "ConnectionType", "INTERNET"),
    ("pipeline", "executionMode", "SUPERSEDED"),
    ("web-acl", "Rules[*]/CaptchaConfig", {}),
    ("web-acl", "Rules[*]/ChallengeConfig", {}),
    ("web-acl", "*/RateBasedStatement/EvaluationWindowSec", 300),
    ("api-method", "integration/connectionType", "INTERNET"),
    ("api-method", "integration/timeoutInMillis", 29000),
    ("api-stage", "tracingEnabled", False),
    ("api", "validators/*/validateRequestParameters", False),
    ("api", "validators/*/validateRequestBody", False),
)


def said(leaves: dict[str, Any], key: str) -> dict[str, Any]:
    """The leaves of one object without those that only repeat a default."""
    kind = key.split(":", 1)[0].split(" ", 1)[0]  # without the region of what nobody named
    rows = [(path, value) for k, path, value in DEFAULTS if k == kind]
    return {
        path: value
        for path, value in leaves.items()
        if not any(value == default and glob(f"{key}/{pattern}", path) for pattern, default in rows)
    }


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}/{key}")
    elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        for i, item in enumerate(value):
            yield from leaves(item, f"{path}[{i}]")
    else:
        yield path, value
