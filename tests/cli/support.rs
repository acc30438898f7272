//! A directory with settings files, and a program that runs in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Variables that would change what the program does.
const DISTURBING: [&str; 7] =
    ["NO_COLOR", "CLICOLOR_FORCE", "FORMWORK_OUT", "RUST_BACKTRACE", "PROGRAM_HOME", "PROGRAM_RULES", "TERM"];

/// A directory of its own.
pub(crate) struct Case {
    pub(crate) directory: PathBuf,
}

impl Case {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory for the test");
        Case { directory }
    }

    /// With an environment of this scenario.
    pub(crate) fn with(self, environment: &str, scenario: &str) -> Self {
        self.set(environment, scenario, 0);
        self
    }

    pub(crate) fn set(&self, environment: &str, scenario: &str, buckets: u32) {
        let text = format!(
            "{{\n  \"account\": \"111122223333\",\n  \"region\": \"eu-west-1\",\n  \"settings\": {{ \"scenario\": \"{scenario}\", \"buckets\": {buckets} }}\n}}\n"
        );
        self.put(&format!("env/{environment}.json"), &text);
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let file = self.directory.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("its directory");
        fs::write(file, text).expect("a file");
    }

    pub(crate) fn get(&self, path: &str) -> String {
        fs::read_to_string(self.directory.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// All files below a directory with their content.
    pub(crate) fn files(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.directory.join(below)];
        while let Some(directory) = open.pop() {
            for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&self.directory).expect("below").display().to_string();
                    files.insert(name.replace('\\', "/"), fs::read(path).expect("readable"));
                }
            }
        }
        files
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(&self.directory).stdin(Stdio::null());
        for name in DISTURBING {
            command.env_remove(name);
        }
        command
    }

    /// A program with rules of its own.
    pub(crate) fn run_with_rules(&self, rules: &str, arguments: &[&str]) -> Run {
        let output = self.command(arguments).env("PROGRAM_RULES", rules).output().expect("the program runs");
        Run::of("program", arguments, &output)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of("program", arguments, &self.command(arguments).output().expect("the program runs"))
    }
}

impl Drop for Case {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// What a run did.
pub(crate) struct Run {
    pub(crate) said: String,
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(name: &str, arguments: &[&str], output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Run {
            said: format!("$ {name} {}", arguments.join(" ")).trim_end().to_owned(),
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "{}\n{}{}", self.said, self.out, self.err);
        self
    }
}

/// Runs the stand-alone binary.
pub(crate) fn tool(directory: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_formwork"));
    command.args(arguments).current_dir(directory).stdin(Stdio::null());
    for name in DISTURBING {
        command.env_remove(name);
    }
    Run::of("formwork", arguments, &command.output().expect("the tool runs"))
}

/// Several runs as one text: what was typed, what came back on which stream, and the code.
pub(crate) fn transcript(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        let _ = writeln!(text, "{}", run.said);
        for (mark, stream) in [("", &run.out), ("! ", &run.err)] {
            for line in stream.lines() {
                let _ = writeln!(text, "{}", format!("  {mark}{line}").trim_end());
            }
        }
        let _ = writeln!(text, "= {}\n", run.code);
    }
    text
}

/// Compares with `snapshots/cli/<name>.snap`.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Cargo builds it as an example, beside the tests.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("the tests have a path");
    let directory = tests.ancestors().nth(2).expect("cargo's directory");
    let program = directory.join("examples").join(format!("program{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is not built: `cargo build --example program`", program.display());
    program
}
