//! What survives a swap, and a swap that is cut short.

use std::sync::atomic::{AtomicU32, Ordering};

use super::super::Store;
use super::*;
use crate::assembly::{Assembly, Printed, Template};
use crate::core::{App, Environment, Model, Stack, Target};
use crate::diagnostic::Diagnostics;

/// A directory of its own for each test.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("formwork-swap-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a scratch directory");
        Scratch(path)
    }

    fn tree(&self) -> PathBuf {
        self.0.join("orders/dev")
    }

    fn put(&self, path: &str, text: &str) {
        let file = self.tree().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("its directory");
        fs::write(file, text).expect("a file");
    }

    fn get(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.tree().join(path)).ok()
    }

    /// Every file below, hidden ones included.
    fn files(&self) -> Vec<String> {
        fn walk(directory: &Path, root: &Path, files: &mut Vec<String>) {
            for entry in fs::read_dir(directory).expect("a directory").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, root, files);
                } else {
                    files.push(path.strip_prefix(root).expect("below").display().to_string());
                }
            }
        }
        let mut files = Vec::new();
        walk(&self.0, &self.0, &mut files);
        files.sort();
        files
    }

    fn synth(&self, stacks: &[(&str, &str)]) -> Result<()> {
        let assembly = assembly(stacks);
        let tree = Store::write(&self.0)?.home("orders", "dev")?.compare(&assembly.files)?;
        if tree.is_current() { Ok(()) } else { tree.stage()?.commit() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn assembly(stacks: &[(&str, &str)]) -> Assembly {
    let env = Environment::new(Target { environment: "dev".to_owned(), ..Target::default() }, ());
    let app = stacks.iter().fold(App::in_env("orders", &env), |app, (name, _)| app.stack(Stack::new(*name)));
    let model = Model::resolve(&app, &mut Diagnostics::new());
    let print = |(name, text): &(&str, &str)| {
        let file = File { path: format!("cloudformation/{name}.template.json"), bytes: text.as_bytes().to_vec() };
        Printed { template: Some(Template { file, transforms: false, passed: Vec::new() }), root: None }
    };
    Assembly::of(&model, stacks.iter().map(print).collect())
}

const WEB: &str = "orders/dev/cloudformation/web.template.json";

#[test]
fn stale_files_go_and_foreign_ones_stay() {
    let scratch = Scratch::new();
    scratch.synth(&[("web", "1"), ("old", "1")]).expect("written");
    scratch.put("terraform/web/terraform.tfstate", "state");
    scratch.put("terraform/web/.terraform/providers/aws", "binary");
    scratch.synth(&[("web", "2")]).expect("written again");
    let expected = [
        WEB,
        "orders/dev/manifest.json",
        "orders/dev/terraform/web/.terraform/providers/aws",
        "orders/dev/terraform/web/terraform.tfstate",
    ];
    assert_eq!(scratch.files(), expected);
    assert_eq!(scratch.get("terraform/web/terraform.tfstate").as_deref(), Some("state"));
    assert_eq!(scratch.get("cloudformation/web.template.json").as_deref(), Some("2"));
}

#[test]
fn what_is_the_same_keeps_its_time() {
    let scratch = Scratch::new();
    scratch.synth(&[("web", "1"), ("db", "1")]).expect("written");
    let time = |name: &str| {
        let file = scratch.tree().join(format!("cloudformation/{name}.template.json"));
        fs::metadata(file).and_then(|facts| facts.modified()).expect("a time")
    };
    let before = (time("web"), time("db"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    scratch.synth(&[("web", "1"), ("db", "1")]).expect("nothing to do");
    assert_eq!((time("web"), time("db")), before);
    scratch.synth(&[("web", "2"), ("db", "1")]).expect("written");
    assert_eq!(time("db"), before.1);
    assert!(time("web") > before.0);
}

#[test]
fn a_run_that_is_cut_short_leaves_the_old_tree() {
    let scratch = Scratch::new();
    scratch.synth(&[("web", "1")]).expect("written");
    let (new, old) = (beside(&scratch.tree(), "new"), beside(&scratch.tree(), "old"));
    // While it built the new tree.
    fs::create_dir_all(new.join("cloudformation")).expect("half a tree");
    scratch.synth(&[("web", "1")]).expect("nothing to do");
    assert_eq!(scratch.files(), [WEB, "orders/dev/manifest.json"]);
    // Between the two renames.
    fs::rename(scratch.tree(), &old).expect("moved away");
    fs::create_dir_all(&new).expect("a new tree");
    let home = Store::write(&scratch.0).and_then(|store| store.home("orders", "dev")).expect("found again");
    assert!(home.manifest().is_some());
    assert_eq!(scratch.get("cloudformation/web.template.json").as_deref(), Some("1"));
    assert!(!new.exists() && !old.exists());
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let scratch = Scratch::new();
    scratch.synth(&[("web", "1")]).expect("written");
    // A file where a directory has to be.
    scratch.put("terraform", "in the way");
    let mut assembly = assembly(&[("web", "2")]);
    assembly.files.push(File { path: "terraform/web/main.tf.json".to_owned(), bytes: Vec::new() });
    let home = Store::write(&scratch.0).and_then(|store| store.home("orders", "dev")).expect("a home");
    let tree = home.compare(&assembly.files).expect("comparable");
    assert!(tree.stage().is_err());
    assert_eq!(scratch.files(), [WEB, "orders/dev/manifest.json", "orders/dev/terraform"]);
    assert_eq!(scratch.get("cloudformation/web.template.json").as_deref(), Some("1"));
}

#[test]
fn a_root_on_which_terraform_works_stays_where_it_is() {
    let scratch = Scratch::new();
    scratch.synth(&[("web", "1")]).expect("written");
    scratch.put("terraform/web/.terraform.tfstate.lock.info", "{}");
    let before = scratch.files();
    let error = scratch.synth(&[("web", "2")]).expect_err("at work");
    assert!(error.to_string().contains("Terraform is at work"), "{error}");
    assert_eq!(scratch.files(), before);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_tree() {
    let (scratch, elsewhere) = (Scratch::new(), Scratch::new());
    fs::create_dir_all(scratch.0.join("orders")).expect("a system");
    fs::create_dir_all(elsewhere.0.join("here")).expect("a directory");
    std::os::unix::fs::symlink(elsewhere.0.join("here"), scratch.tree()).expect("a link");
    for text in ["1", "2"] {
        scratch.synth(&[("web", text)]).expect("written");
        assert_eq!(scratch.get("cloudformation/web.template.json").as_deref(), Some(text));
    }
    assert!(scratch.tree().is_symlink());
    assert_eq!(elsewhere.files(), ["here/cloudformation/web.template.json", "here/manifest.json"]);
}

#[test]
fn only_our_own_directories_are_touched() {
    let scratch = Scratch::new();
    scratch.put("thesis.txt", "years of work");
    let error = scratch.synth(&[("web", "1")]).expect_err("not ours");
    assert!(error.to_string().contains("was not written by formwork"), "{error}");
    assert_eq!(scratch.files(), ["orders/dev/thesis.txt"]);

    let scratch = Scratch::new();
    scratch.put("manifest.json", "{ \"version\": 99 }");
    let error = scratch.synth(&[("web", "1")]).expect_err("from another release");
    assert!(error.to_string().contains("its version is 99"), "{error}");

    let scratch = Scratch::new();
    scratch.synth(&[]).expect("written");
    scratch.put("cloudformation/web.template.json", "someone else's");
    let error = scratch.synth(&[("web", "1")]).expect_err("in the way");
    assert!(error.to_string().contains("is in the way"), "{error}");
    assert_eq!(scratch.get("cloudformation/web.template.json").as_deref(), Some("someone else's"));
}

#[cfg(unix)]
#[test]
fn closed_directories_stay_closed() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::new();
    scratch.synth(&[("web", "1")]).expect("written");
    fs::set_permissions(scratch.tree(), fs::Permissions::from_mode(0o700)).expect("closed");
    scratch.synth(&[("web", "2")]).expect("written again");
    let mode = fs::metadata(scratch.tree()).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
