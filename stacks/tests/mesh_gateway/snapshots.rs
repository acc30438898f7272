//! Every stack as it is emitted, in both environments and both backends.

use crate::emitted::{Emitted, STACKS};

#[test]
fn stacks_are_as_reviewed() {
    for environment in ["dev", "prod"] {
        let emitted = Emitted::of(environment);
        for stack in STACKS {
            let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../snapshots/stacks");
            insta::with_settings!({
                snapshot_path => format!("{directory}/{stack}"),
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                let template = emitted.text(&format!("cloudformation/{stack}.template.json"));
                insta::assert_snapshot!(format!("{environment}.cloudformation"), template);
                let root = emitted.text(&format!("terraform/{stack}/main.tf.json"));
                insta::assert_snapshot!(format!("{environment}.terraform"), root);
            });
        }
    }
}
