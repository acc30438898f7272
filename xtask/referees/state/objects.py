"""Objects with natural keys.

Two deployments never share an id. So every object is known by what its author
called it (a name, a CIDR block, a description), every id and ARN in every body is
replaced by that key, and an object whose name a service or engine made up is known
by what it is: a digest of its body.
"""

from __future__ import annotations

import base64
import collections
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from referees.simulator.account import Account
from referees.simulator.model import GENERATED
from referees.state import defaults

# Names that an engine invents where the author gave none.
_MADE_UP = re.compile(
    rf"^{GENERATED}-|^(terraform|tf)-\d{{8,}}|^(terraform|tf)-[0-9a-f]{{26}}$|-\d{{20,}}[0-9a-f]*$|^tf-[a-z]+-\d{{8,}}|^rds!"
)
_ARN = re.compile(r"arn:(aws[a-z-]*):([a-z0-9-]+):[a-z0-9-]*:\d{12}:")
# Times, request bookkeeping and moto's own status: no engine decides them.
VOLATILE = {
    "ResponseMetadata",
    "CreateTime",
    "CreatedTime",
    "createdAt",
    "createdDate",
    "lastUpdatedDate",
    "lastUpdatedAt",
    "CreationDate",
    "CreateDate",
    "CreatedDate",
    "UpdateDate",
    "LastModified",
    "LastModifiedDate",
    "LastModifiedTime",
    "LastUpdatedDate",
    "modifiedAt",
    "creationTime",
    "CreationTime",
    "CreatedAt",
    "ModifiedAt",
    "CreationDateTime",
    "InstanceCreateTime",
    "ClusterCreateTime",
    "SubnetGroupStatus",
    "LastAccessedDate",
    "LastChangedDate",
    "StateUpdatedTimestamp",
    "StateTransitionedTimestamp",
    "AlarmConfigurationUpdatedTimestamp",
    "AccountId",
    "OwnerId",
    "NextToken",
    "nextToken",
    "StateReasonData",
    "LatestRestorableTime",
    "requestId",
    "RequestId",
    "IsTruncated",
    "Marker",
    "MaxItems",
    "clientRequestToken",
}
# Lists whose order is the author's.
ORDERED = {"stages", "containerDefinitions", "Command", "EntryPoint", "command", "entryPoint"}


@dataclass
class Object:
    kind: str
    name: str  # "" where nobody named it
    ids: tuple[str, ...]
    body: Any
    key: str = ""
    digest: str = ""


@dataclass
class Reader:
    account: Account
    ignore: set[str]
    region: str = ""
    generated: frozenset[str] = frozenset()  # what Terraform calls things whose author gave no name
    objects: list[Object] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)  # ids of what is not an object of its own

    def client(self, service: str) -> Any:
        return self.account.client(service, self.region)

    @property
    def home(self) -> bool:
        """Whether this is the account's own region: what is global is read only there."""
        return self.region == self.account.region

    def put(self, kind: str, name: str | None, body: Any, *ids: str | None, under: str = "") -> None:
        """`under` prefixes a name that is unique only within its parent (a key or an id; ids are replaced)."""
        name = "" if not name or made_up(name) or name.split("/")[0] in self.generated else name
        known = tuple(i for i in ids if i and i != name)  # a name that the author gave may be part of any text
        name = f"{under}/{name}" if under and name else name
        if self.region and not self.home:
            name, kind = (f"{self.region} {name}", kind) if name else ("", f"{kind} {self.region}")
        self.objects.append(Object(kind, name, known, body))

    def rows(self, service: str, operation: str, key: str, **arguments: Any) -> list[Any]:
        """All pages of a listing; one that the simulator refuses is recorded, never taken for empty."""
        client = self.client(service)
        try:
            if client.can_paginate(operation):
                return [
                    row for page in client.get_paginator(operation).paginate(**arguments) for row in page.get(key) or []
                ]
            return getattr(client, operation)(**arguments).get(key) or []
        except ClientError as e:
            self.unreadable.append(f"{service} {operation}: {e}")
            return []

    def one(self, service: str, operation: str, key: str = "", **arguments: Any) -> Any:
        """A single description, or None where the service says there is none."""
        try:
            found = getattr(self.client(service), operation)(**arguments)
        except ClientError as e:
            code = e.response["Error"]["Code"]
            if not re.search("NotFound|NoSuch|NotExist|404|ResourceNotFound", code):
                self.unreadable.append(f"{service} {operation} {arguments}: {e}")
            return None
        return found.get(key) if key else found

    def finish(self) -> dict[str, Any]:
        _name_all(self.objects, self.aliases)
        replace = _replacer(self.objects, self.aliases)
        out: dict[str, Any] = {}
        for item in sorted(self.objects, key=lambda o: o.key):
            out[replace(item.key)] = clean(_replaced(item.body, replace))
        return out


def made_up(name: str) -> bool:
    return _MADE_UP.search(name) is not None


def readable(text: str) -> str:
    """Base64 as the text it holds, so that ids inside are seen too."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (ValueError, UnicodeDecodeError):
        return text


def _name_all(objects: list[Object], aliases: dict[str, str]) -> None:
    """Named objects first; the others by a digest of their body, twice, so that they may mention each other."""
    for item in objects:
        item.key = f"{item.kind}:{item.name}" if item.name else ""
    for _ in range(2):
        replace = _replacer(objects, aliases)
        for item in objects:
            body = clean(_replaced(item.body, replace))
            said = defaults.said(dict(defaults.leaves(body, item.kind)), item.kind)
            item.digest = hashlib.sha256(_text(said).encode()).hexdigest()[:10]
            if not item.name:
                item.key = f"{item.kind}:~{item.digest}"
    _tell_apart(objects, _replacer(objects, aliases))
    seen: dict[str, int] = {}
    for item in sorted(objects, key=lambda o: o.digest):  # the same order on both sides, whatever the service's
        seen[item.key] = seen.get(item.key, 0) + 1
        if seen[item.key] > 1:
            item.key += f"#{seen[item.key]}"


def _tell_apart(objects: list[Object], replace: Callable[[str], str]) -> None:
    """Unnamed objects that are alike are known by who mentions them."""
    count = collections.Counter(item.key for item in objects)
    alike = [item for item in objects if not item.name and count[item.key] > 1]
    bodies = [(item.key, _text(item.body)) for item in objects] if alike else []
    for item in alike:
        users = sorted(replace(key) for key, body in bodies if any(i in body for i in item.ids))
        item.digest = hashlib.sha256(_text([item.digest, users]).encode()).hexdigest()[:10]
        item.key = f"{item.kind}:~{item.digest}"


def _replacer(objects: Iterable[Object], aliases: dict[str, str]) -> Callable[[str], str]:
    known = aliases | {i: o.key or f"{o.kind}:?" for o in objects for i in o.ids}
    pattern = re.compile("|".join(re.escape(i) for i in sorted(known, key=len, reverse=True)) or r"(?!)")

    def replace(text: str) -> str:
        for _ in range(2):  # a key may hold another object's id
            text = pattern.sub(lambda m: known[m.group(0)], text)
        return _ARN.sub(r"arn:\1:\2:::", text)

    return replace


def _replaced(value: Any, replace: Any) -> Any:
    if isinstance(value, dict):
        return {replace(str(k)): _replaced(v, replace) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replaced(v, replace) for v in value]
    return replace(value) if isinstance(value, str) else value


def clean(value: Any, top: bool = True, ordered: bool = False) -> Any:
    """Without what is volatile or absent; JSON text as the document it is; lists as sets, for most of AWS's are."""
    if isinstance(value, dict):
        pairs = {k: clean(v, False, k in ORDERED) for k, v in value.items() if k not in VOLATILE}
        return {k: v for k, v in pairs.items() if v not in (None, [], "") and not (top and v == {})}
    if isinstance(value, list):
        rows = [clean(v, False) for v in value]
        return rows if ordered else _sorted(rows)
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return document(json.loads(value))
        except ValueError:
            return value
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def document(value: Any, policy: bool = False) -> Any:
    """The author's own document (a policy, a format, a template): nothing in it is volatile, and only a policy has sets."""
    if isinstance(value, dict):
        policy = policy or "Statement" in value
        return {k: document(v, policy) for k, v in value.items()}
    if isinstance(value, list):
        rows = [document(v, policy) for v in value]
        if policy:
            return rows[0] if len(rows) == 1 else _sorted(rows)
        return rows
    return value


def _sorted(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=_text)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def tags(item: dict[str, Any], *members: str) -> dict[str, str]:
    """Takes the tags out of a body, as a map and without AWS's own."""
    for name in members or ("Tags", "tags", "TagList", "TagSet", "TagsList"):
        if name in item:
            found = item.pop(name) or []
            pairs = (
                found.items()
                if isinstance(found, dict)
                else (
                    (t.get("Key", t.get("key", t.get("TagKey"))), t.get("Value", t.get("value", t.get("TagValue"))))
                    for t in found
                )
            )
            return {k: v for k, v in pairs if not str(k).startswith("aws:")}
    return {}


def without(item: dict[str, Any], *names: str) -> dict[str, Any]:
    return {k: v for k, v in item.items() if k not in names}
