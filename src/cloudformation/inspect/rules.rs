//! The section `Rules`: what is asserted of parameters before anything is made.

use super::super::read::Value;
use super::index::members;
use super::{Inspector, Part, Place, Wanted, shown};

const RULE: Place<'static> = Place::of(Part::Rule);

impl<'d> Inspector<'d, '_> {
    pub(super) fn rules(&mut self, root: &'d Value) {
        for member in members(root, "Rules").iter().filter(|member| member.key != "Fn::Transform") {
            self.name(RULE, member, "rule's name");
            let what = format!("the rule `{}`", shown(&member.key));
            if !self.expect(RULE, &member.value, &what, Wanted::Object) {
                continue;
            }
            let body = &member.value;
            let keys = ["RuleCondition", "Assertions"];
            self.known_keys(RULE, body.as_object().unwrap_or_default(), &what, &keys);
            if let Some(condition) = body.get("RuleCondition") {
                self.test(condition, RULE);
            }
            match body.get("Assertions") {
                None => {
                    let message = format!("{what} has no `Assertions`");
                    self.error("missing-key", member.at, message, "say what has to hold");
                }
                Some(assertions) if self.expect(RULE, assertions, "`Assertions`", Wanted::List) => {
                    assertions.as_list().unwrap_or_default().iter().for_each(|one| self.assertion(one));
                }
                Some(_) => {}
            }
        }
    }

    fn assertion(&mut self, value: &'d Value) {
        if !self.expect(RULE, value, "an assertion", Wanted::Object) {
            return;
        }
        self.known_keys(RULE, value.as_object().unwrap_or_default(), "an assertion", &["Assert", "AssertDescription"]);
        match value.get("Assert") {
            Some(test) => self.test(test, RULE),
            None => self.error("missing-key", value.at, "the assertion has no `Assert`", "say what has to hold"),
        }
        if let Some(text) = value.get("AssertDescription") {
            self.expect(RULE, text, "`AssertDescription`", Wanted::Text);
        }
    }
}
