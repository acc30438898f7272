import unittest

from tests.fixture import GOOD, breaches, changed


class Laws(unittest.TestCase):
    def broken(self, old: str, new: str, *wanted: str) -> None:
        found = changed(old, new)
        for text in wanted:
            self.assertTrue(any(text in problem for problem in found), f"no `{text}` in {found}")

    def test_the_good_table_breaks_none(self):
        self.assertEqual(breaches(GOOD), [])

    # 1: what a line names exists and the kinds agree
    def test_terraform_names_exist(self):
        self.broken("Size  size", "Size  sise", "law 1", "no argument `sise`")
        self.broken("AWS::Test::Thing  aws_thing", "AWS::Test::Thing  aws_think", "law 1: no Terraform type")
        self.broken("Size  size", "Size  arn", "computed only")
        self.broken("Size  size", "Size  old", "deprecated")
        self.assertEqual(changed("Size  size", "Size  old  # deprecated, and yet"), [])

    def test_shapes_agree_with_kinds(self):
        self.broken("Document  document  json", "Document  document", "a document for string")
        self.broken("Mode  on  values(On=true, Off=false)", "Mode  on", "not a boolean")
        self.broken("Names  names", "Names  name", "a list for string")
        self.broken("Rules  rule  blocks", "Rules  rule  block", "a list: `blocks`")
        self.broken("Single  single  block", "Single  single  blocks", "not a list")
        self.broken("Rules  rule  blocks", "Rules  single  blocks", "at most one block")
        self.broken("Tags  tags  map(Key,Value)", "Tags  tags", "a list of objects")
        self.broken("Limits  limit  entries(path)", "Limits  limit  entries(paths)", "no argument `paths`")
        self.broken("Size  size", "Size  pairs.a", "an attribute that holds objects")

    def test_newer_lines_are_not_looked_up(self):
        self.assertEqual(changed("Size  size", "Size  sise  since 6.0"), [])
        self.broken("Size  size", "Size  sise  since 5.1", "no argument")

    # 2: everything is accounted for, and nothing else is named
    def test_properties_are_accounted_for(self):
        self.broken("  Size  size\n", "", "law 2", "Size is unaccounted")
        self.broken("    Kind  kind\n", "", "Rules.*.Kind is unaccounted")
        self.broken("  Size  size\n", "  Size  ?\n", "is not decided")
        self.broken("Size  size", "Sise  size", "no property")
        self.broken("map(Key,Value)", "map(Key,Key)", "Tags.*.Value is unaccounted")

    def test_read_only_properties_have_attributes(self):
        self.broken("  att  Id  id\n", "", "read-only Id has no `att`")
        self.broken("att  Id  id", "att  Idd  id", "no attribute or property Idd")

    def test_siblings_exist(self):
        self.broken("Size  size", "Size  size  if Other", "`Other` is no sibling")
        self.broken("Size  size", "Size  .  switch(Other: x=size)", "no sibling")
        self.broken("Single  single  block", "Single  single  block  if .Other=1", "`Other` is no sibling")

    def test_reasons_are_given(self):
        self.broken("Size  size", "Size  drop", "`drop` says why")
        self.broken(GOOD[GOOD.index("AWS::"):], "AWS::Test::Thing  none\n", "`none` says why")

    # 3: what Terraform requires is fed
    def test_required_arguments_are_fed(self):
        self.broken("  Name  name\n", "  Name  none\n", "law 3", "requires `name`, fed by nothing")
        self.broken("  Name  name\n", "  Name  none\n  Size  name\n", "only by an optional property")
        self.assertEqual(changed("  Size  size", "  Size  size\n  set  name  $id"), [])
        self.broken("    Port  port\n", "    Port  none\n", "aws_thing.rule requires `port`")

    def test_satellites_are_linked_and_fed(self):
        good = "Document  +aws_thing_policy(thing=id)\n    .  policy  json"
        self.assertEqual(changed("Document  document  json", good), [])
        self.broken("Document  document  json", good.replace("(thing=id)", ""), "requires `thing`")
        self.broken("Document  document  json", good.replace("thing=id", "thing=idd"), "no `idd`")
        self.broken("Document  document  json", good.replace("policy  json", "policy"), "a document for string")

    # 4: Ref and GetAtt
    def test_outputs_exist(self):
        self.broken("  ref  id\n", "", "law 4", "has no `ref`")
        self.broken("ref  id", "ref  idd", "law 4", "no `idd`")
        self.broken("att  Id  id", "att  Id  single.port", "needs an index")
        self.assertEqual(changed("att  Id  id", 'att  Id  "x/{single[0].port}/{region}"'), [])

    # 5: values
    def test_values_are_allowed_ones(self):
        self.broken("On=true", "Onn=true", "law 5", "`Onn` is not one of")

    def test_transforms_are_listed(self):
        self.broken("Size  size", "Size  size  !unheard_of", "no transform")


if __name__ == "__main__":
    unittest.main()
