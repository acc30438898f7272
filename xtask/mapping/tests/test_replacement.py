import struct
import unittest

from tests.fixture import CFN, GOOD

import grammar
import replacement

import pathlib
import tempfile


def table(text: str) -> grammar.Table:
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "test.map"
        file.write_text(text)
        return grammar.read(str(file))


class Replacement(unittest.TestCase):
    def test_messages_read_back(self):
        message = replacement.field(1, b"aws_vpc") + replacement.field(300, b"x" * 200)
        self.assertEqual(list(replacement.fields(message)), [(1, b"aws_vpc"), (300, b"x" * 200)])

    def test_values_are_packed_with_their_types(self):
        self.assertEqual(replacement.pack(None), b"\xc0")
        self.assertEqual(replacement.pack(True), b"\xc3")
        self.assertEqual(replacement.pack(5), b"\xd3" + struct.pack(">q", 5))
        self.assertEqual(replacement.pack({"a": ["b"]}), b"\xdf\0\0\0\1\xdb\0\0\0\1a\xdd\0\0\0\1\xdb\0\0\0\1b")

    def test_both_sides_are_heard(self):
        cfn = {"AWS::Test::Thing": CFN["AWS::Test::Thing"] | {"createOnlyProperties": ["/properties/Name"]}}
        found = replacement.differences([table(GOOD)], cfn, {"aws_thing": ["size"]})
        self.assertEqual(len(found), 2, found)
        self.assertTrue(any("Name" in line and line.endswith(": cloudformation") for line in found), found)
        self.assertTrue(any("Size" in line and line.endswith(": terraform") for line in found), found)
        agreed = replacement.differences([table(GOOD)], cfn, {"aws_thing": ["name"]})
        self.assertEqual(agreed, [])
