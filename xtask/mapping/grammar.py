"""The table format of `src/terraform/mapping/*.map`: read it, write it back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

SHAPES = {"same", "block", "blocks", "json", "map", "table", "pluck", "first", "wrap", "join", "each", "switch",
          "use", "uses", "text", "entries"}
OPEN = "?"                       # a proposal nobody decided yet; the laws refuse it
KEYWORDS = ("ref", "att", "each", "set")


class GrammarError(ValueError):
    def __init__(self, where: str, line: int, message: str):
        super().__init__(f"{where}:{line}: {message}")


@dataclass
class Shape:
    name: str
    args: list[str] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)      # switch: literal -> argument

    def __str__(self) -> str:
        if self.name == "switch":
            return f"switch({self.args[0]}: {', '.join(f'{k}={v}' for k, v in self.cases.items())})"
        return self.name + (f"({','.join(self.args)})" if self.args else "")


@dataclass
class Line:
    name: str
    target: str
    shape: Shape | None = None
    values: dict[str, str] | None = None
    default: str | None = None                               # `else`: JSON text, `$id` or `switch(Sibling: literal=json)`
    fill: str | None = None                                  # the same, only where the block exists anyway
    since: str | None = None
    after: str | None = None
    must: bool = False
    condition: str | None = None                             # `if C` / `unless C` of the line
    default_condition: str | None = None                     # … of its `else`
    quoted: bool = False
    children: list["Line"] = field(default_factory=list)
    comment: str = ""
    before: list[str] = field(default_factory=list)          # whole-line comments above it
    number: int = 0

    @property
    def satellite(self) -> tuple[str, dict[str, str]] | None:
        """(Terraform type, links) of a `+aws_x(arg=attr)` target."""
        found = re.fullmatch(r"\+(aws_\w+)(?:\((.*)\))?", self.target)
        if not found:
            return None
        return found[1], dict(pairs(found[2] or ""))


@dataclass
class Att:
    name: str
    path: str
    since: str | None = None
    comment: str = ""
    before: list[str] = field(default_factory=list)
    number: int = 0


@dataclass
class Each:
    name: str
    field: str | None
    argument: str | None
    type: str | None
    comment: str = ""
    number: int = 0


@dataclass
class Deletion:
    """`deletion  Policy  argument  <json>`: the constant under that DeletionPolicy."""
    policy: str
    argument: str
    value: str
    comment: str = ""
    number: int = 0


@dataclass
class Entry:
    """A mapped CloudFormation type, or (with `group`) a named list of lines."""
    name: str
    type: str = "none"
    when: str | None = None                                  # `Prop`, `Prop=Literal` or `Prop|Other`
    since: str | None = None
    merge: str | None = None                                 # no resource of its own: arguments of the one `P` refers to
    group: bool = False
    ref: Att | None = None
    atts: list[Att] = field(default_factory=list)
    each: list[Each] = field(default_factory=list)
    digest: str | None = None                                # argument that gets a hash of what the resource depends on
    deletions: list[Deletion] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    comment: str = ""
    before: list[str] = field(default_factory=list)
    number: int = 0


@dataclass
class Table:
    header: list[str]
    entries: list[Entry]
    path: str = "?"

    @property
    def groups(self) -> dict[str, Entry]:
        return {e.name: e for e in self.entries if e.group}

    @property
    def types(self) -> list[Entry]:
        return [e for e in self.entries if not e.group]


# ---------------------------------------------------------------- words
def words(text: str) -> list[str]:
    """Split at white space outside of brackets and quotes."""
    out, word, depth, quoted, skip = [], "", 0, False, False
    for c in text:
        if skip:
            skip = False
        elif quoted:
            skip, quoted = c == "\\", c != '"'
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        elif c.isspace() and depth == 0:
            if word:
                out.append(word)
            word = ""
            continue
        word += c
    if quoted or depth:
        raise ValueError("a bracket or quote is not closed")
    return out + [word] if word else out


def pairs(text: str) -> list[tuple[str, str]]:
    """`a=b, c=d` -> [("a", "b"), ("c", "d")]; quotes allowed on either side."""
    out = []
    for part in re.findall(r'((?:"[^"]*"|[^,"])+)(?:,|$)', text):
        left, sign, right = part.strip().partition("=") if not part.strip().startswith('"') else quoted_pair(part.strip())
        if not sign:
            raise ValueError(f"`{part.strip()}` is not `a=b`")
        out.append((unquote(left.strip()), unquote(right.strip())))
    return out


def quoted_pair(part: str) -> tuple[str, str, str]:
    end = part.index('"', 1) + 1
    return part[:end], part[end:].strip()[:1], part[end:].strip()[1:]


def unquote(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def is_word(text: str) -> str:
    return text if re.fullmatch(r"[\w.:/+*-]+", text) else f'"{text}"'


def shape_of(word: str) -> Shape | None:
    found = re.fullmatch(r"(!?\w+)(?:\((.*)\))?", word, re.S)
    if not found:
        return None
    name, inner = found[1], found[2]
    if name.startswith("!") and name != "!entries":
        return Shape(name, [inner] if inner else [])
    name = name.removeprefix("!")
    if name not in SHAPES:
        return None
    if name == "switch":
        prop, sign, cases = (inner or "").partition(":")
        if not sign:
            raise ValueError("`switch` needs `(Property: literal=argument, …)`")
        return Shape(name, [prop.strip()], dict(pairs(cases)))
    if name in ("join", "text"):
        return Shape(name, [inner or ""])
    return Shape(name, [x.strip() for x in inner.split(",")] if inner else [])


PSEUDO = {"partition", "region", "account", "suffix"}


def holes(path: str) -> list[tuple[str | None, str]]:
    """The attributes an `att` or `ref` path reads, each with the satellite type that has it (`+aws_x.attr`) or None.
    A path in quotes is a text with `{attribute}` holes, one in brackets a list of one, `!name` a transform."""
    if path.startswith("!"):
        return []
    path = path[1:-1] if path.startswith("[") else path
    found = re.findall(r"\{([^}]+)\}", path) if path.startswith('"') else [path]
    out = []
    for hole in found:
        if hole.startswith("+"):
            type_, _, attribute = hole[1:].partition(".")
            out.append((type_, attribute))
        else:
            out.append((None, hole))
    return out


# ---------------------------------------------------------------- reading
def read(path: str | Path) -> Table:
    return parse(Path(path).read_text(encoding="utf-8"), str(path))


def parse(text: str, path: str = "?") -> Table:
    table, entry, stack, notes, started = Table([], [], path), None, [], [], False
    for number, raw in enumerate(text.split("\n"), 1):
        body, hash_, comment = raw.partition("#")
        if not body.strip():
            if hash_:
                notes.append(comment.strip())
            elif notes and not started:
                table.header, notes = notes, []
            continue
        started = True
        try:
            depth = indent(body)
            ws = words(body)
            if depth == 0:
                entry, stack = head(ws), []
                entry.comment, entry.before, entry.number = comment.strip(), notes, number
                table.entries.append(entry)
            else:
                if entry is None:
                    raise ValueError("a line before the first type")
                put(entry, stack, depth, ws, comment.strip(), notes, number)
            notes = []
        except ValueError as e:
            raise GrammarError(path, number, str(e)) from None
    return table


def indent(body: str) -> int:
    spaces = len(body) - len(body.lstrip(" "))
    if spaces % 2 or "\t" in body:
        raise ValueError("indent is two spaces per level")
    return spaces // 2


def head(ws: list[str]) -> Entry:
    if ws[0] == "group" and len(ws) == 2:
        return Entry(ws[1], group=True)
    options = dict(zip(ws[2::2], ws[3::2]))
    if len(ws) >= 2 and len(ws) % 2 == 0 and not set(options) - {"when", "since", "merge"}:
        return Entry(ws[0], ws[1], **options)
    raise ValueError("a header is `AWS::X::Y  aws_type  [when Property]  [since X.Y]  [merge Property]` or `group Name`")


def put(entry: Entry, stack: list[Line], depth: int, ws: list[str], comment: str, notes: list[str], number: int) -> None:
    if depth == 1 and ws[0] in ("ref", "att", "each", "digest", "deletion"):
        keyword(entry, ws, comment, notes, number)
        return
    line = property_line(ws)
    line.comment, line.before, line.number = comment, notes, number
    if depth > len(stack) + 1:
        raise ValueError("indented too deep")
    del stack[depth - 1:]
    (stack[-1].children if stack else entry.lines).append(line)
    stack.append(line)


def keyword(entry: Entry, ws: list[str], comment: str, notes: list[str], number: int) -> None:
    if ws[0] == "each":
        found = re.fullmatch(r"(\w+)(?:\((\w+)\))?", ws[1])
        if not found or len(ws) > 4:
            raise ValueError("`each Property[(Field)] [argument [aws_type]]`")
        entry.each.append(Each(found[1], found[2], *(ws[2:] + [None, None])[:2], comment, number))
        return
    if ws[0] == "digest" and len(ws) == 2:
        entry.digest = ws[1]
        return
    if ws[0] == "deletion" and len(ws) == 4:
        entry.deletions.append(Deletion(ws[1], ws[2], checked_default(ws[3]), comment, number))
        return
    since = None
    if len(ws) > 2 and ws[-2] == "since":
        since, ws = ws[-1], ws[:-2]
    if ws[0] == "ref" and len(ws) == 2:
        entry.ref = Att("", ws[1], since, comment, notes, number)
    elif ws[0] == "att" and len(ws) == 3:
        entry.atts.append(Att(ws[1], ws[2], since, comment, notes, number))
    else:
        raise ValueError("`ref attribute`, `att Name attribute`, `digest argument` or `deletion Policy argument <json>`")


def property_line(ws: list[str]) -> Line:
    if len(ws) < 2:
        raise ValueError("a line is `Name  target  [shape]  [options]`")
    quoted = ws[0].startswith('"')
    line = Line(unquote(ws[0]), ws[1], quoted=quoted)
    if ws[0] == "set":
        if len(ws) not in (3, 5) or len(ws) == 5 and ws[3] not in ("if", "unless"):
            raise ValueError("`set  argument  <json>  [if Condition]`")
        line.default = checked_default(ws[2])
        line.condition = " ".join(ws[3:]) or None
        return line
    options(line, ws[2:])
    return line


def options(line: Line, rest: list[str]) -> None:
    while rest:
        word = rest.pop(0)
        if word in ("else", "fill", "since", "after", "if", "unless"):
            if not rest:
                raise ValueError(f"`{word}` needs a value")
            value = rest.pop(0)
            if word in ("else", "fill"):
                setattr(line, "default" if word == "else" else word, checked_default(value))
            elif word in ("if", "unless"):
                late = line.default is not None or line.fill is not None
                setattr(line, "default_condition" if late else "condition", f"{word} {value}")
            else:
                setattr(line, word, value)
        elif word == "must":
            line.must = True
        elif word.startswith("values("):
            line.values = dict(pairs(word[7:-1]))
        elif line.shape is None and (shape := shape_of(word)):
            line.shape = shape
        else:
            raise ValueError(f"unknown word `{word}`")


def checked_default(text: str) -> str:
    """JSON, `$id`, `$word`, or a switch over a sibling whose cases are JSON."""
    if text in ("$id", "$word"):
        return text
    parts = [text]
    if text.startswith("switch("):
        parts = [part.partition("=")[2] for part in text[7:-1].partition(":")[2].split(",")]
    for part in parts:
        try:
            json.loads(part)
        except ValueError:
            raise ValueError(f"`{part.strip()}` is not JSON") from None
    return text


# ---------------------------------------------------------------- writing
def write(table: Table) -> str:
    out = [f"# {x}".rstrip() for x in table.header]
    for entry in table.entries:
        out += [""] + [f"# {x}" for x in entry.before]
        top = f"group {entry.name}" if entry.group else f"{entry.name}  {entry.type}"
        top += f"  when {entry.when}" if entry.when else ""
        top += f"  since {entry.since}" if entry.since else ""
        top += f"  merge {entry.merge}" if entry.merge else ""
        out.append(noted(top, entry.comment))
        if entry.ref:
            out.append(att_text("  ref", entry.ref))
        out += [att_text(f"  att  {a.name}", a) for a in entry.atts]
        out += [f"  digest  {entry.digest}"] if entry.digest else []
        out += [noted(f"  deletion  {d.policy}  {d.argument}  {d.value}", d.comment) for d in entry.deletions]
        for e in entry.each:
            words_ = [e.name + (f"({e.field})" if e.field else ""), e.argument, e.type]
            out.append(noted("  each  " + "  ".join(x for x in words_ if x), e.comment))
        for line in entry.lines:
            out += line_text(line, 1)
    return "\n".join(out) + "\n"


def att_text(start: str, att: Att) -> str:
    return noted(f"{start}  {att.path}" + (f"  since {att.since}" if att.since else ""), att.comment)


def line_text(line: Line, depth: int) -> list[str]:
    pad = "  " * depth
    name = f'"{line.name}"' if line.quoted else line.name
    parts = [name, line.target]
    if line.name == "set" and not line.quoted:
        parts += [line.default or "null"] + ([line.condition] if line.condition else [])
    else:
        if line.shape:
            parts.append(str(line.shape))
        if line.values:
            parts.append(f"values({', '.join(f'{is_word(k)}={is_word(v)}' for k, v in line.values.items())})")
        if line.must:
            parts.append("must")
        for word, value in (("", line.condition), ("since", line.since), ("after", line.after), ("else", line.default),
                            ("fill", line.fill), ("", line.default_condition)):
            if value is not None:
                parts.append(f"{word} {value}".strip())
    out = [f"{pad}# {x}" for x in line.before] + [noted(pad + "  ".join(parts), line.comment)]
    for child in line.children:
        out += line_text(child, depth + 1)
    return out


def noted(text: str, comment: str) -> str:
    return f"{text}  # {comment}" if comment else text
