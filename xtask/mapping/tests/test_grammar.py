import unittest

from tests.fixture import GOOD, grammar


class Grammar(unittest.TestCase):
    def one(self, text: str) -> grammar.Line:
        return grammar.parse(f"AWS::X::Y  aws_x\n  {text}\n").entries[0].lines[0]

    def test_written_tables_read_back_the_same(self):
        text = GOOD + """
group Rule
  Port  port  must
  Kind  kind  values("a b"=c, d=null)  if Other=x  since 6.2  else switch(Port: 80="http", *=null)  unless Kind
"""
        once = grammar.write(grammar.parse(text))
        self.assertEqual(grammar.write(grammar.parse(once)), once)
        self.assertEqual(once.count("values(\"a b\"=c, d=null)"), 1)

    def test_a_line_has_its_parts(self):
        line = self.one('Mode  a.b  json  else {"x": [1, "y z"]}  since 6.1  # why')
        self.assertEqual((line.name, line.target, line.shape.name), ("Mode", "a.b", "json"))
        self.assertEqual((line.default, line.since, line.comment), ('{"x": [1, "y z"]}', "6.1", "why"))

    def test_satellites_have_links(self):
        line = self.one("Policies  +aws_x_policy(role=name, path=path)  each(PolicyName)  after Roles")
        self.assertEqual(line.satellite, ("aws_x_policy", {"role": "name", "path": "path"}))
        self.assertEqual((line.shape.args, line.after), (["PolicyName"], "Roles"))

    def test_conditions_belong_to_the_line_or_to_its_default(self):
        line = self.one("A  a  if B  else 1  unless C|D")
        self.assertEqual((line.condition, line.default_condition), ("if B", "unless C|D"))

    def test_switches_have_cases(self):
        line = self.one("A  .  switch(Kind: x=one, *=two)")
        self.assertEqual((line.shape.args, line.shape.cases), (["Kind"], {"x": "one", "*": "two"}))

    def test_headers_have_options(self):
        entry = grammar.parse("AWS::X::Y  aws_x  when A=b  since 6.3\n  ref  id\n  each  L(F)  arg  aws_z\n"
                              "  digest  triggers\n  deletion  Delete  skip  true\n").entries[0]
        self.assertEqual((entry.when, entry.since, entry.digest), ("A=b", "6.3", "triggers"))
        self.assertEqual((entry.each[0].field, entry.each[0].type), ("F", "aws_z"))
        self.assertEqual((entry.deletions[0].argument, entry.deletions[0].value), ("skip", "true"))

    def test_text_paths_have_holes(self):
        self.assertEqual(grammar.holes('"a{id}/{+aws_y.arn}"'), [(None, "id"), ("aws_y", "arn")])
        self.assertEqual(grammar.holes("[a.b]"), [(None, "a.b")])

    def test_what_is_wrong_is_named_with_its_line(self):
        for text, message in (("A", "a line is"), ("A  a  else {", "not closed"), ("A  a  else x", "is not JSON"),
                              ("A  a  wrong(x)", "unknown word"), ("A  a  values(x)", "is not `a=b`"), ("set  a", "`set"),
                              ("  A  a", "too deep"), ("   A  a", "two spaces")):
            with self.subTest(text), self.assertRaisesRegex(grammar.GrammarError, r"\?:2: .*" + message):
                self.one(text)


if __name__ == "__main__":
    unittest.main()
