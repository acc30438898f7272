"""CloudFormation on moto, wide enough for formwork's types.

moto keeps what a stack is: CreateStack, parameters, conditions, exports, DeleteStack.
Its own resource models are replaced for every type: they read only some properties
and skip unknown types in silence. Ours make the service's API calls on the same
server, so that what CloudFormation leaves is what those services then describe.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from moto.cloudformation import models as moto_models
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ExportNotFound, ValidationError

from referees import evaluator
from referees.simulator import dynamic, model, template, types
from referees.simulator.mend import mend

REPORT: dict[str, Any] = {"stubs": [], "skipped": [], "notes": []}


class StackScope:
    """Names of a template, looked up in moto's map of one stack."""

    def __init__(self, resources: Any) -> None:
        self.resources = resources

    def _declared(self) -> Mapping[str, Any]:
        return getattr(self.resources, "_template", {}) or {}

    def ref(self, name: str) -> Any:
        try:
            found = self.resources[name]
        except KeyError:
            raise ValidationError(message=f"unresolved reference {name}") from None
        if name == "AWS::NoValue":
            return evaluator.NOTHING
        if found is None:
            raise ValidationError(message=f"{name} is not created under this stack's conditions")
        kind = str((self._declared().get("Parameters") or {}).get(name, {}).get("Type", ""))
        if isinstance(found, str) and (kind == "CommaDelimitedList" or kind.startswith("List<")):
            return found.split(",")
        return getattr(found, "physical_resource_id", found)

    def attribute(self, name: str, attribute: str) -> Any:
        found = self.resources.get(name)
        if not isinstance(found, Deployed):
            raise ValidationError(message=f"Fn::GetAtt {name}.{attribute}: no such resource")
        return found.get_cfn_attribute(attribute)

    def condition(self, name: str) -> bool:
        return bool(self.resources.lazy_condition_map[name])

    def mapping(self, name: str) -> Mapping[str, Any]:
        found = (self._declared().get("Mappings") or {}).get(name)
        if found is None:
            raise ValidationError(message=f"mapping {name} does not exist")
        return found

    def imported(self, name: str) -> Any:
        for export in (self.resources.cross_stack_resources or {}).values():
            if export.name == name:
                return export.value
        raise ExportNotFound(name)

    def stack_output(self, arguments: Mapping[str, Any]) -> Any:
        region = arguments.get("Region") or self.resources["AWS::Region"]
        stacks = model.client("cloudformation", region).describe_stacks(StackName=arguments["StackName"])["Stacks"]
        for output in stacks[0].get("Outputs", []):
            if output["OutputKey"] == arguments["OutputName"]:
                return output["OutputValue"]
        raise ValidationError(
            message=f"Fn::GetStackOutput: {arguments['StackName']} has no output {arguments['OutputName']}"
        )

    def zones(self, region: str) -> list[str]:
        region = region or self.resources["AWS::Region"]
        found = model.client("ec2", region).describe_availability_zones()["AvailabilityZones"]
        return sorted(z["ZoneName"] for z in found)


def _evaluate(value: Any, resources: Any) -> Any:
    try:
        got = evaluator.evaluate(value, StackScope(resources))
    except evaluator.EvaluationError as e:
        raise ValidationError(message=str(e)) from e
    return None if got is evaluator.NOTHING else got


class Deployed:
    """A resource as moto's stack sees it."""

    def __init__(self, resource: model.Resource | None, logical: str, physical: str, type_name: str) -> None:
        self.resource, self.logical_resource_id, self.physical_resource_id, self.type = (
            resource,
            logical,
            physical,
            type_name,
        )

    @staticmethod
    def is_created() -> bool:
        return True

    def get_cfn_attribute(self, name: str) -> Any:
        if self.resource is None:
            return f"{name.lower()}-of-{self.physical_resource_id}"
        try:
            return model.attribute(self.resource, name)
        except model.Refused as e:
            raise ValidationError(message=str(e)) from e

    def delete(self, account_id: str, region_name: str) -> None:
        if self.resource is not None:
            model.delete(self.resource)


def _class_for(type_name: str) -> type:
    """What moto asks for by type: something with `create_from_cloudformation_json` and `has_cfn_attr`."""

    class Model:
        @staticmethod
        def has_cfn_attr(attr: str) -> bool:
            return True

        @staticmethod
        def create_from_cloudformation_json(
            resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str, **names: Any
        ) -> Deployed:
            logical = names["LogicalId"]
            properties = json.loads(json.dumps(cloudformation_json.get("Properties") or {}, default=str))
            return _deploy(type_name, logical, properties, region_name, str(names["StackId"]).split("/")[-2])

    return Model


def _deploy(type_name: str, logical: str, properties: dict[str, Any], region: str, stack: str) -> Deployed:
    name = model.generated_name(logical)
    kind = types.TYPES.get(type_name)
    if kind is None:
        REPORT["stubs"].append({"stack": stack, "logical": logical, "type": type_name})
        return Deployed(None, logical, name, type_name)
    try:
        resource = model.Resource(kind, type_name, logical, name, region, dynamic.resolved(properties, region))
        model.create(resource)
    except model.Refused as e:
        raise ValidationError(message=str(e)) from e
    except (
        Exception
    ) as e:  # a description in `types` met a shape it does not know: the resource's fault or ours, never silence
        raise ValidationError(message=f"{type_name} {logical}: {type(e).__name__}: {e}") from e
    REPORT["skipped"] += [{"stack": stack, "logical": logical, "property": p} for p in properties if p in kind.skip]
    REPORT["notes"] += [{"stack": stack, "logical": logical, "note": n} for n in resource.notes]
    return Deployed(resource, logical, resource.physical, type_name)


def _delete_in_reverse(self: Any) -> None:
    """Last created, first deleted, as CloudFormation does; what is retained stays."""
    for logical in reversed([k for k, v in self._parsed_resources.items() if isinstance(v, Deployed)]):
        if self._resource_json_map[logical].get("DeletionPolicy") not in ("Retain", "RetainExceptOnCreate"):
            try:
                self._parsed_resources.pop(logical).delete(self._account_id, self._region_name)
            except model.Refused as e:
                raise ValidationError(message=str(e)) from e


def _exports(self: Any) -> list[Any]:
    """Outputs whose condition holds; moto exports the others too, and asks before it creates anything in order."""
    resources = self._resource_map
    if not getattr(resources, "in_order", False):
        resources.in_order = True
        for logical in _in_order(resources):
            resources[logical]
    rows = []
    for body in (self._output_json_map or {}).values():
        if body.get("Export") and ("Condition" not in body or self._resource_map.lazy_condition_map[body["Condition"]]):
            name, value = (_evaluate(v, self._resource_map) for v in (body["Export"].get("Name"), body.get("Value")))
            rows.append(parsing.Export(self._stack_id, name, value))
    return rows


def install() -> None:
    resources = parsing.ResourceMap
    mend(parsing, "clean_json", _evaluate)
    mend(parsing, "parse_condition", _condition)
    mend(parsing, "resource_class_from_type", _class_for)
    mend(parsing, "resource_name_property_from_type", lambda type_name: None)
    mend(resources, "delete", _delete_in_reverse)
    mend(resources, "_ResourceMap__get_resources_in_dependency_order", _in_order)
    mend(resources, "validate_outputs", lambda self: None)  # an output is evaluated, which says more
    mend(parsing.OutputMap, "exports", property(_exports))
    mend(moto_models.Stack, "parse_template", staticmethod(_parsed))


def _condition(condition: Any, resources: Any, conditions: Any) -> Any:
    return evaluator.evaluate(condition, _ConditionScope(resources, conditions))


def _in_order(self: Any) -> list[str]:
    return template.order({"Resources": self._resource_json_map})


def _parsed(text: Any) -> Any:
    """moto reads JSON with a YAML parser, which is slow and knows other escapes."""
    return text if isinstance(text, dict) else json.loads(text)


class _ConditionScope(StackScope):
    """Conditions are evaluated before there are resources: parameters, mappings and other conditions only."""

    def __init__(self, resources: Any, conditions: Any) -> None:
        super().__init__(resources)
        self.conditions = conditions

    def condition(self, name: str) -> bool:
        return bool(self.conditions[name])

    def mapping(self, name: str) -> Mapping[str, Any]:
        return self.resources[name]
