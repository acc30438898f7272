import unittest

from tests.fixture import CFN, GOOD
from tests.test_replacement import table

import refusals


class Refusals(unittest.TestCase):
    def test_complaints_are_read(self):
        for text, expected in [
            ('expected type to be one of ["a" "b"], got zz!bogus', {"one_of": ["a", "b"]}),
            ('Attribute kind value must be one of: ["A" "B"], got: "x"', {"one_of": ["A", "B"]}),
            ("expected length of name to be in the range (1 - 64), got ", {"shortest": 1, "longest": 64}),
            ('"name" length must be between 1-100 characters: ""', {"shortest": 1, "longest": 100}),
            ('"name" cannot be longer than 32 characters', {"longest": 32}),
            ("expected port to be in the range (1 - 65535), got -5", {"least": 1, "most": 65535}),
            ("expected size to be at least (-1), got -5", {"least": -1}),
            ("only alphanumeric characters and hyphens allowed", {}),
        ]:
            self.assertEqual(refusals.read(text), expected)

    def test_alternatives_widen(self):
        ranges = [f"expected slow_start to be in the range ({low} - {high}), got 1" for low, high in ((0, 0), (30, 900))]
        self.assertEqual(refusals.agreed(ranges), {"least": 0, "most": 900})
        arn = ['expected role to be one of [""], got x', '"role" (x) is an invalid ARN: arn: invalid prefix']
        self.assertEqual(refusals.agreed(arn), {})

    def test_only_what_is_stricter_is_kept(self):
        check = refusals.stricter
        self.assertEqual(check({"one_of": ["A", "B"]}, {"enum": ["A"]}, {}), {})
        self.assertEqual(check({"one_of": ["A"]}, {"enum": ["A", "B"]}, {}), {"one_of": ["A"]})
        self.assertEqual(check({"one_of": ["a"]}, {"enum": ["A"]}, {"A": "a"}), {})
        self.assertEqual(check({"longest": 32}, {"maxLength": 32}, {}), {})
        self.assertEqual(check({"longest": 32, "shortest": 1}, {}, {}), {"longest": 32})
        self.assertEqual(check({"least": 5, "most": 10}, {"minimum": 5, "maximum": 20}, {}), {"most": 10})

    def test_lines_say_what_facts_say(self):
        fact = {"one_of": ["A", "B"], "longest": 32, "least": 1, "most": 9}
        lines = list(refusals.limits(fact))
        self.assertEqual(lines, ["one A B", "length ..32", "range 1..9"])

    def test_a_line_is_of_a_property_that_goes_over_as_it_is(self):
        found = {(path, argument) for _, path, argument, _, _ in refusals.pairs([table(GOOD)], CFN)}
        self.assertIn(("Name", "aws_thing.name"), found)


if __name__ == "__main__":
    unittest.main()
