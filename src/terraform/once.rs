//! Properties that are stated once, as the arguments in which Terraform then sees no change.

use crate::core::Once;
use crate::diagnostic::Diagnostic;

use super::Printer;
use super::lower::{no_counterpart, unmapped_property};
use super::mapping::{Line, Mapped, Shape, Target};

impl Printer<'_> {
    /// The arguments of the resource that is being printed in which Terraform sees no change. A property without such an
    /// argument is reported.
    pub(super) fn unchanging(&mut self) -> Vec<String> {
        let Some((placed, mapped)) = self.placed().zip(self.current.and_then(|index| self.mapped(index))) else {
            return Vec::new();
        };
        let mut arguments = Vec::new();
        for once in placed.once() {
            match found(mapped, &once.pointer) {
                Ok(more) => arguments.extend(more),
                Err(problem) => self.at(once, problem),
            }
        }
        arguments.sort();
        arguments.dedup();
        arguments
    }

    /// Reports a problem at the line that said "once".
    fn at(&mut self, once: &Once, problem: Diagnostic) {
        let words: Vec<&str> = words(&once.pointer).collect();
        for word in &words {
            self.trail.go((*word).to_owned().into(), once.origin);
        }
        self.problem(problem);
        words.iter().for_each(|_| self.trail.leave());
    }
}

fn words(pointer: &str) -> impl Iterator<Item = &str> {
    pointer.split('/').skip(1)
}

#[expect(clippy::result_large_err, reason = "a problem is rare, and reported once")]
fn found(mapped: Mapped, pointer: &str) -> Result<Vec<String>, Diagnostic> {
    let words: Vec<&str> = words(pointer).collect();
    // What only adds to another resource has no lifecycle of its own.
    let lines = if mapped.entry.merge.is_some() { &[] } else { mapped.entry.lines.as_slice() };
    let mut arguments = Vec::new();
    let known = walk(mapped, lines, &words, "", &mut arguments);
    match arguments.is_empty() {
        false => Ok(arguments),
        true if known => Err(no_counterpart(&format!("`{pointer}` as something that is stated once"))),
        true => Err(unmapped_property(pointer)),
    }
}

/// Collects the arguments to which words lead; says whether lines know the first of them.
fn walk(mapped: Mapped, lines: &'static [Line], words: &[&str], block: &str, found: &mut Vec<String>) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let mut known = false;
    for line in lines.iter().filter(|line| line.name == *first) {
        known = true;
        let children = match line.shape {
            Shape::Use(group) => mapped.group(group),
            Shape::Block | Shape::First(None) => line.children.as_slice(),
            _ => &[],
        };
        match &line.target {
            Target::Argument(path) if !matches!(line.shape, Shape::Transform(..)) => {
                let argument = format!("{block}{}", path.join("[0]."));
                match rest {
                    [] => found.push(argument),
                    _ => drop(walk(mapped, children, rest, &format!("{argument}[0]."), found)),
                }
            }
            Target::Here => drop(walk(mapped, children, rest, block, found)),
            _ => {}
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use crate::core::{App, Stack};
    use crate::terraform::mapping::Tables;
    use crate::terraform::testing::{Printed, print, resource};

    const LINES: &str = "\
AWS::Test::Main  aws_main
  Size  size_config  block
    Wanted  wanted
    Deep  inner.deep
  Shared  shared  use(Pair)
  Flat  .  block
    Zone  zone
  Rules  rule  blocks
    Name  name
  Text  text
  Twice  one
  Twice  two
  Gone  drop  # nothing to do
  Other  +aws_sat(main=id)
    Name  name
group Pair
  Left  left
";

    /// What is printed of a resource of which one property is stated once.
    fn once(pointer: &str) -> Printed {
        let mut stack = Stack::new("demo");
        let properties = crate::doc!({
            "Size": { "Wanted": 1, "Deep": 2 }, "Shared": { "Left": 1 }, "Flat": { "Zone": "a" },
            "Rules": [{ "Name": "n" }], "Text": "t", "Twice": 1, "Gone": 1, "Other": { "Name": "n" },
        });
        let main = stack.add("Main", resource("AWS::Test::Main", properties));
        stack.set_once(&main, pointer);
        print(Tables::of(LINES), App::new("test").stack(stack))
    }

    fn check(pointer: &str, expected: Json) {
        let printed = once(pointer);
        assert_eq!(printed.problems, Vec::<String>::new(), "{pointer}: {:?}", printed.messages);
        assert_eq!(printed.main("aws_main")["lifecycle"], json!({ "ignore_changes": expected }), "{pointer}");
        assert_eq!(printed.main("aws_sat").get("lifecycle"), None);
    }

    #[test]
    fn terraform_sees_no_change_where_a_property_is_stated_once() {
        check("/Text", json!(["text"]));
        check("/Size", json!(["size_config"]));
        check("/Size/Wanted", json!(["size_config[0].wanted"]));
        check("/Size/Deep", json!(["size_config[0].inner[0].deep"]));
        check("/Shared/Left", json!(["shared[0].left"]));
        check("/Flat/Zone", json!(["zone"]));
        check("/Rules", json!(["rule"]));
        check("/Twice", json!(["one", "two"]));
    }

    #[test]
    fn what_is_no_argument_is_reported() {
        for pointer in ["/Gone", "/Other", "/Other/Name", "/Flat"] {
            assert_eq!(once(pointer).problems, [format!("no-counterpart {pointer}")]);
        }
    }
}
