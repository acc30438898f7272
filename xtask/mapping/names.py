"""Candidate Terraform names for a CloudFormation name, likeliest first."""

from __future__ import annotations

import re

ACRONYMS = [("IPv4", "Ipv4"), ("IPv6", "Ipv6"), ("IPV4", "Ipv4"), ("IPV6", "Ipv6"), ("ARNs", "Arns"), ("IDs", "Ids"),
            ("URLs", "Urls"), ("URIs", "Uris"), ("IPs", "Ips"), ("AZs", "Azs"), ("OAuth", "Oauth"), ("ACLs", "Acls"),
            ("DynamoDB", "Dynamodb"), ("OpenID", "Openid"), ("GraphQL", "Graphql"), ("GitHub", "Github"),
            ("CodeStar", "Codestar"), ("CloudWatch", "Cloudwatch"), ("EventBridge", "Eventbridge"), ("MySQL", "Mysql"),
            ("VPCs", "Vpcs"), ("CNAMEs", "Cnames"), ("EC2", "Ec2"), ("KMS", "Kms")]
PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", ""))
CONFIG = ["configurations", "configuration", "config", "configs", "settings", "setting", "options", "specification",
          "spec", "properties", "attributes", "attribute", "parameters", "parameter", "details", "list", "policy",
          "definition", "definitions", "preference", "document", "info"]
SUFFIXES = ["arns", "arn", "ids", "id", "names", "name", "identifier", "identifiers", "uri", "url"]
SYNONYMS = {"maximum": "max", "minimum": "min", "configuration": "config", "configurations": "config",
            "parameters": "params", "identifier": "id", "identifiers": "ids", "authentication": "auth",
            "vpclattice": "vpc_lattice", "health_check": "healthcheck", "seconds": "", "in": "", "of": "", "enable": "",
            "enabled": "", "is": "", "number": "count"}
SERVICES = {"ElasticLoadBalancingV2": ["lb"], "CertificateManager": ["acm"], "Events": ["cloudwatch_event"],
            "Logs": ["cloudwatch_log", "cloudwatch"], "ApiGateway": ["api_gateway"], "ApiGatewayV2": ["apigatewayv2"],
            "RDS": ["db", "rds"], "EC2": ["", "ec2", "vpc"], "AutoScaling": ["autoscaling"], "CodePipeline": ["codepipeline"],
            "WAFv2": ["wafv2"], "StepFunctions": ["sfn"], "ServiceDiscovery": ["service_discovery"],
            "CodeDeploy": ["codedeploy"]}


def snake(name: str) -> str:
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name)
    return name.replace("-", "_").replace(".", "_").lower()


def acronym_snake(name: str) -> str:
    for a, b in ACRONYMS:
        name = name.replace(a, b)
    return snake(name)


def singular(word: str) -> str:
    for a, b in PLURALS:
        if word.endswith(a) and not word.endswith("ss") and len(word) > 3:
            return word[: -len(a)] + b
    return word


def plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch")) else "s")


def numbers(name: str) -> list[str]:
    head, _, tail = name.rpartition("_")
    return [(head + "_" if head else "") + x for x in (singular(tail), plural(tail)) if x != tail]


def parts(name: str) -> list[str]:
    return [x for x in name.split("_") if x]


def candidates(name: str, nouns: list[str]) -> dict[str, str]:
    """candidate -> the rule that made it, likeliest first."""
    out: dict[str, str] = {}
    plain = acronym_snake(name)
    out.setdefault(snake(name), "plain")
    out.setdefault(plain, "acronym")
    for c in numbers(plain):
        out.setdefault(c, "number")
    bases = by_noun(plain, nouns, out)
    for base in bases:
        by_suffix(base, "number" if base == plain else "number+noun", out)
    for base in bases:
        by_config(base, out)
    for base in bases:
        by_synonym(base, out)
    out.pop("", None)
    return out


def by_noun(plain: str, nouns: list[str], out: dict[str, str]) -> list[str]:
    bases = [plain]
    for n in nouns:
        if plain.startswith(n + "_") and len(plain) > len(n) + 1:
            bases.append(plain[len(n) + 1:])
            out.setdefault(bases[-1], "noun")
        out.setdefault(f"{n}_{plain}", "noun")
        if plain == f"{n}_name":
            out.setdefault(n, "noun")
        if plain == n:
            out.setdefault("name", "noun")
    return bases


def by_suffix(base: str, rule: str, out: dict[str, str]) -> None:
    for c in numbers(base):
        out.setdefault(c, rule)
    words = parts(base)
    stem = "_".join(words[:-1]) if words and words[-1] in SUFFIXES else None
    for s in SUFFIXES:
        out.setdefault(f"{base}_{s}", "suffix")
        out.setdefault(f"{singular(base)}_{s}", "suffix")
        if stem:
            for c in (f"{stem}_{s}", plural(stem), stem):
                out.setdefault(c, "suffix")


def by_config(base: str, out: dict[str, str]) -> None:
    words = parts(base)
    stem = "_".join(words[:-1]) if words and words[-1] in CONFIG else None
    for s in [""] + CONFIG:
        if stem:
            out.setdefault(stem + (f"_{s}" if s else ""), "config word")
            for c in numbers(stem):
                out.setdefault(c, "config word")
        elif s:
            out.setdefault(f"{base}_{s}", "config word")
            out.setdefault(f"{singular(base)}_{s}", "config word")


def by_synonym(base: str, out: dict[str, str]) -> None:
    c = "_".join(x for x in (SYNONYMS.get(w, w) for w in parts(base)) if x)
    for d in [c, *numbers(c), f"{c}_enabled", f"enable_{c}", f"is_{c}", f"{c}s_enabled"]:
        out.setdefault(d, "synonym")


def terraform_type(cfn_type: str, known) -> str | None:
    """The Terraform type of the like name."""
    if cfn_type.count("::") != 2:
        return None
    _, service, name = cfn_type.split("::")
    prefixes = SERVICES.get(service, []) + [acronym_snake(service), acronym_snake(service).replace("_", ""), service.lower()]
    t = acronym_snake(name)
    tails = [t, *numbers(t), t.replace("_", "")]
    tails += [x[len(p) + 1:] for p in prefixes for x in tails if p and x.startswith(p + "_")]
    for p in prefixes:
        for x in tails:
            for c in ("aws_" + (p + "_" if p else "") + x, "aws_" + x if x.startswith((p or "~") + "_") or x == p else ""):
                if c in known:
                    return c
    return None


def nouns(cfn_type: str, terraform: str) -> list[str]:
    """Words a property name may repeat or leave out."""
    _, service, name = cfn_type.split("::")
    service, words = acronym_snake(service), parts(acronym_snake(name))
    out = {"_".join(words), service, service + "_" + "_".join(words)}
    for i in range(len(words)):
        out |= {"_".join(words[i:]), "_".join(words[:i + 1])}
    words = parts(terraform.removeprefix("aws_"))
    out |= {"_".join(words[i:]) for i in range(len(words))}
    return sorted(filter(None, out), key=lambda n: (-len(n), n))
