import unittest

from tests.fixture import CFN, GOOD
from tests.test_replacement import table

import asking
import combinations

BLOCK = {
    "attributes": {"name": {"type": "string", "optional": True}},
    "block_types": {
        "one": {"nesting_mode": "list", "block": {"attributes": {"kind": {"type": "string", "optional": True}}}},
        "some": {"nesting_mode": "set", "block": {"attributes": {"kind": {"type": "string", "optional": True}}}},
    },
}


def lines(*facts):
    return sorted(combinations.compare([table(GOOD)], CFN, {"aws_thing": facts}))


class Combinations(unittest.TestCase):
    def test_complaints_are_read(self):
        for where, text, expected in [
            ("a", 'Conflicting "a.0.b": conflicts with c', [("not", "a.b", "c")]),
            ("a", '"a": one of `a,b` must be specified', [("one", "a", "b")]),
            ("a", '"a": all of `a,b` must be specified', [("needs", "a", "b")]),
            ("", "These attributes cannot be configured together: [a,b]", [("not", "a", "b"), ("not", "b", "a")]),
            ("x[0].a", "No attribute specified when one (and only one) of [x[0].b] is required", 3),
            ("a", "expected a to be one of [b]", []),
        ]:
            found = sorted(combinations.read(combinations.plain(where), text))
            self.assertEqual(len(found) if isinstance(expected, int) else found, expected)

    def test_paths_are_plain(self):
        for path, expected in [("a.0.b", "a.b"), ("a[0].b", "a.b"), ("a.<.b", "b"), (' rule[Value("x")].b', "rule.b")]:
            self.assertEqual(combinations.plain(path), expected)

    def test_a_complaint_is_about_what_its_text_names_where_paths_end_early(self):
        said = 'expected kind to be one of ["a"]'
        self.assertTrue(asking.concerns(BLOCK, ("some", "kind"), "some", said))
        self.assertTrue(asking.concerns(BLOCK, ("one", "kind"), "one.other", said))
        self.assertFalse(asking.concerns(BLOCK, ("one", "kind"), "one", said))
        self.assertFalse(asking.concerns(BLOCK, ("some", "kind"), "some", "kind is required"))
        self.assertFalse(asking.concerns(BLOCK, ("name",), "other", "expected name to be"))

    def test_bodies_are_what_is_asked_about(self):
        self.assertEqual(list(asking.blocks(BLOCK)), [(), ("one",), ("some",)])
        opened = asking.opened(BLOCK, ("one",))
        self.assertEqual(opened, {"name": None, "one": [{"kind": None}], "some": []})
        self.assertEqual(asking.without(opened | {"name": "a"}, ("name",)), opened)
        self.assertEqual(asking.without(opened, ("one",)), asking.empty(BLOCK))

    def test_lines_say_what_properties_make_of_it(self):
        self.assertEqual(lines(("not", "labels", "names")), ["AWS::Test::Thing Labels aws_thing.labels not Names"])
        self.assertEqual(lines(("not", "names", "labels")), ["AWS::Test::Thing Labels aws_thing.labels not Names"])
        self.assertEqual(lines(("needs", "names", "labels")), ["AWS::Test::Thing Names aws_thing.names needs Labels"])
        self.assertEqual(lines(("one", "labels", "names")), ["AWS::Test::Thing Labels aws_thing.labels any Labels Names"])

    def test_what_is_there_anyway_is_no_line(self):
        self.assertEqual(lines(("one", "name", "names")), [])
        self.assertEqual(lines(("needs", "names", "name")), [])
        self.assertEqual(lines(("not", "names", "single")), ["AWS::Test::Thing Names aws_thing.names not Single"])
        self.assertEqual(lines(("not", "single", "single.kind")), [])

    def test_what_the_registry_says_is_no_line(self):
        thing = CFN["AWS::Test::Thing"]
        CFN["AWS::Test::Thing"] = thing | {"dependentExcluded": {"Labels": ["Names"]}}
        self.assertEqual(lines(("not", "names", "labels")), [])
        CFN["AWS::Test::Thing"] = thing | {"oneOf": [{"required": ["Labels"]}, {"required": ["Names"]}]}
        self.assertEqual(lines(("not", "names", "labels"), ("one", "labels", "names")), [])
        CFN["AWS::Test::Thing"] = thing


if __name__ == "__main__":
    unittest.main()
