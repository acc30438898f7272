"""A small pair of schemas, and the breaches of a table against them."""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import grammar  # noqa: E402
from checker import Checker  # noqa: E402
from schemas import Provider  # noqa: E402

CFN = {"AWS::Test::Thing": {
    "typeName": "AWS::Test::Thing",
    "primaryIdentifier": ["/properties/Id"],
    "readOnlyProperties": ["/properties/Id", "/properties/Endpoint/Address"],
    "required": ["Name"],
    "properties": {
        "Id": {"type": "string"},
        "Endpoint": {"$ref": "#/definitions/Endpoint"},
        "Name": {"type": "string"},
        "Mode": {"type": "string", "enum": ["On", "Off"]},
        "Size": {"type": "integer"},
        "Document": {"type": ["object", "string"]},
        "Labels": {"type": "object", "patternProperties": {".*": {"type": "string"}}},
        "Limits": {"type": "object", "patternProperties": {".*": {"$ref": "#/definitions/Limit"}}},
        "Tags": {"type": "array", "items": {"$ref": "#/definitions/Tag"}},
        "Rules": {"type": "array", "items": {"$ref": "#/definitions/Rule"}},
        "Single": {"$ref": "#/definitions/Rule"},
        "Names": {"type": "array", "items": {"type": "string"}},
    },
    "definitions": {
        "Endpoint": {"type": "object", "properties": {"Address": {"type": "string"}}},
        "Limit": {"type": "object", "properties": {"Rate": {"type": "number"}}},
        "Rule": {"type": "object", "properties": {"Port": {"type": "integer"}, "Kind": {"type": "string"}}, "required": ["Port"]},
        "Tag": {"type": "object", "properties": {"Key": {"type": "string"}, "Value": {"type": "string"}}},
    }}}

PROVIDER = {"provider_schemas": {"registry.terraform.io/hashicorp/aws": {"resource_schemas": {
    "aws_thing": {"block": {
        "attributes": {
            "id": {"type": "string", "computed": True}, "arn": {"type": "string", "computed": True},
            "address": {"type": "string", "computed": True}, "name": {"type": "string", "required": True},
            "on": {"type": "bool", "optional": True}, "size": {"type": "number", "optional": True},
            "old": {"type": "number", "optional": True, "deprecated": True},
            "document": {"type": "string", "optional": True}, "labels": {"type": ["map", "string"], "optional": True},
            "tags": {"type": ["map", "string"], "optional": True}, "names": {"type": ["set", "string"], "optional": True},
            "pairs": {"type": ["list", ["object", {"a": "string"}]], "optional": True}},
        "block_types": {
            "rule": {"nesting_mode": "list", "block": {"attributes": {
                "port": {"type": "number", "required": True}, "kind": {"type": "string", "optional": True}}}},
            "single": {"nesting_mode": "list", "max_items": 1, "block": {"attributes": {
                "port": {"type": "number", "required": True}, "kind": {"type": "string", "optional": True}}}},
            "limit": {"nesting_mode": "set", "block": {"attributes": {
                "path": {"type": "string", "required": True}, "rate": {"type": "number", "optional": True}}}}}}},
    "aws_thing_policy": {"block": {"attributes": {
        "thing": {"type": "string", "required": True}, "policy": {"type": "string", "required": True}}}},
}}}}

# every law is kept; a test changes one line
GOOD = """# a table

AWS::Test::Thing  aws_thing
  ref  id
  att  Id  id
  att  Endpoint.Address  address
  Document  document  json
  Endpoint  none
  Labels  labels
  Limits  limit  entries(path)
    Rate  rate
  Mode  on  values(On=true, Off=false)
  Name  name
  Names  names
  Rules  rule  blocks
    Kind  kind
    Port  port
  Single  single  block
    Kind  kind
    Port  port
  Size  size
  Tags  tags  map(Key,Value)
"""

with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as handle:
    json.dump(PROVIDER, handle)
SCHEMA = Provider(handle.name)
Path(handle.name).unlink()


def breaches(text: str) -> list[str]:
    return Checker(grammar.parse(text, "t.map"), CFN, SCHEMA).run()


def changed(old: str, new: str) -> list[str]:
    assert GOOD.count(old) >= 1, old
    return breaches(GOOD.replace(old, new, 1))
