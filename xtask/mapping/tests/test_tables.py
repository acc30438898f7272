"""The tables themselves, as far as that needs no provider."""

import re
import unittest
from pathlib import Path

from tests.fixture import grammar

HERE = Path(__file__).resolve().parent.parent
TABLES = sorted((HERE.parent.parent / "src" / "terraform" / "mapping").glob("*.map"))


def used(table: grammar.Table) -> set[str]:
    out = {a.path.split("(")[0] for e in table.entries for a in e.atts if a.path.startswith("!")}
    stack = [line for e in table.entries for line in e.lines]
    while stack:
        line = stack.pop()
        stack += line.children
        if line.shape and line.shape.name.startswith("!"):
            out.add(line.shape.name)
    return out


class Tables(unittest.TestCase):
    def test_they_read_and_are_written_in_one_way(self):
        for path in TABLES:
            with self.subTest(path.name):
                self.assertEqual(grammar.write(grammar.read(path)), path.read_text(encoding="utf-8"))

    def test_nothing_is_undecided(self):
        for path in TABLES:
            with self.subTest(path.name):
                self.assertNotRegex(path.read_text(encoding="utf-8"), r"# proposed:|^ +\S+  \?")

    def test_transforms_are_listed_used_and_described(self):
        listed = set((HERE / "transforms.txt").read_text().split())
        self.assertEqual(set().union(*(used(grammar.read(p)) for p in TABLES)), listed)
        readme = (TABLES[0].parent / "README.md").read_text(encoding="utf-8")
        described = set(re.findall(r"`(!\w+)", readme[readme.index("## Transforms"):]))
        self.assertEqual(listed - described, set())


if __name__ == "__main__":
    unittest.main()
