//! Every stack as it is emitted, in both environments and both backends.

use crate::emitted;

#[test]
fn stacks_are_as_reviewed() {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        for stack in &emitted.assembly.manifest.stacks {
            let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../snapshots/stacks/platform");
            let root = stack.terraform.as_ref().expect("a root");
            insta::with_settings!({
                snapshot_path => format!("{directory}/{}", stack.name.replace("dev1", "1").replace("prod1", "1")),
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                let template = &stack.cloudformation.as_ref().expect("a template").template;
                insta::assert_snapshot!(format!("{environment}.cloudformation"), emitted.text(template));
                insta::assert_snapshot!(format!("{environment}.terraform"), emitted.text(&root.file));
                for test in &root.beside {
                    insta::assert_snapshot!(format!("{environment}.terraform.test"), emitted.text(test));
                }
            });
        }
    }
}
