import unittest

from tests.fixture import CFN, GOOD, SCHEMA, breaches, grammar

from harvest import ONE_OF, nonsense, types
from names import candidates, terraform_type
from propose import Proposer


class Propose(unittest.TestCase):
    def proposal(self) -> str:
        entry = Proposer(CFN, SCHEMA).entry("AWS::Test::Thing", "aws_thing", [])
        return grammar.write(grammar.Table([], [entry]))

    def test_names_are_found_by_rule(self):
        self.assertEqual(next(iter(candidates("EnableDnsHostnames", []))), "enable_dns_hostnames")
        self.assertIn("bucket", candidates("BucketName", ["bucket"]))
        self.assertIn("rule", candidates("Rules", []))
        self.assertEqual(terraform_type("AWS::RDS::DBInstance", {"aws_db_instance"}), "aws_db_instance")

    def test_a_proposal_reads_back_and_leaves_open_what_nothing_found(self):
        text = self.proposal()
        self.assertEqual(grammar.write(grammar.parse(text)), text)
        self.assertIn("  Mode  ?\n", text)
        self.assertIn("  Rules  rule  blocks  # proposed: number\n", text)
        self.assertTrue(any("is not decided" in x for x in breaches(text)))

    def test_hints_decide(self):
        entry = Proposer(CFN, SCHEMA, {("AWS::Test::Thing", "Mode"): "on values(On=true, Off=false)"}).entry(
            "AWS::Test::Thing", "aws_thing", [])
        self.assertEqual(next(x for x in entry.lines if x.name == "Mode").target, "on")

    def test_a_refresh_only_adds(self):
        table = grammar.parse(GOOD)
        Proposer(CFN, SCHEMA).refresh(table.entries[0])
        self.assertEqual(grammar.write(table), GOOD)
        table = grammar.parse(GOOD.replace("  Size  size\n", ""))
        Proposer(CFN, SCHEMA).refresh(table.entries[0])
        self.assertIn("  Size  size\n", grammar.write(table))


class Harvest(unittest.TestCase):
    def test_every_text_argument_gets_nonsense(self):
        config = nonsense(SCHEMA.body("aws_thing"))
        self.assertEqual((config["name"], config["names"], config["rule"][0]["kind"]), ("zz!bogus", ["zz!bogus"], "zz!bogus"))
        self.assertFalse({"arn", "old"} & set(config))

    def test_complaints_are_read(self):
        found = ONE_OF.search('expected rule.0.kind to be one of ["a" "b"], got zz!bogus'.replace('" "', '", "'))
        self.assertEqual(found[1], '"a", "b"')

    def test_types_come_from_the_tables(self):
        text = GOOD.replace("Document  document  json", "Document  +aws_thing_policy(thing=id)\n    .  policy  json")
        self.assertEqual(types([grammar.parse(text)]), ["aws_thing", "aws_thing_policy"])


if __name__ == "__main__":
    unittest.main()
