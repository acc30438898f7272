"""Where a line stands, and what the lines of one Terraform body feed."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas import Body


@dataclass
class Feed:
    """Argument path -> is it certain to be set whenever the body is emitted?"""
    args: dict[str, bool] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)              # blocks that one line maps with its children

    def put(self, path: str, sure: bool) -> None:
        steps = path.split(".")
        for key in {".".join(steps[:i]) for i in range(1, len(steps) + 1)}:
            self.args[key] = self.args.get(key, False) or sure

    def shared(self) -> set[str]:
        """Blocks that only `a.b` targets build up."""
        out = set()
        for path in self.args:
            steps = path.split(".")
            out |= {".".join(steps[:i]) for i in range(1, len(steps))}
        return out - self.whole


@dataclass
class Place:
    obj: dict | None                      # the CloudFormation object; None where there is nothing to account for
    path: str                             # of that object in the type
    body: Body | None                     # the Terraform body; None: only in a newer provider
    type: str                             # enclosing Terraform resource type
    feed: Feed
    satellites: dict[tuple, "Place"] = field(default_factory=dict)

    def child(self, name: str) -> str:
        return f"{self.path}.{name}".strip(".")


def missing(place: Place, name: str, outer: Feed | None = None, target: str = "") -> list[str]:
    """Law 3: arguments that Terraform requires and nothing is sure to feed."""
    if place.body is None:
        return []
    out = []
    for arg in place.body.args.values():
        if not arg.required or place.feed.args.get(arg.name) or outer and f"{target}.{arg.name}" in outer.args:
            continue
        fed = "only by an optional property: `must` or `else`" if arg.name in place.feed.args else "by nothing"
        out.append(f"law 3: {name} requires `{arg.name}`, fed {fed}")
    for path in sorted(place.feed.shared()):
        block = place.body.at(path)
        for arg in block.body.args.values() if block and block.body else ():
            if arg.required and f"{path}.{arg.name}" not in place.feed.args:
                out.append(f"law 3: {name}.{path} requires `{arg.name}`, fed by nothing")
    return out
