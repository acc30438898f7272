//! Every example synthesises without an error, and the README shows what its program gives.

use formwork::diagnostic::Severity;
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Assembly};

macro_rules! examples {
    ($($name:ident = $file:literal),* $(,)?) => {
        $(
            #[allow(dead_code, missing_docs, unreachable_pub, reason = "an example is a program of its own")]
            #[path = $file]
            mod $name;
        )*

        /// Every example's file and app.
        fn all() -> Vec<(&'static str, App)> {
            vec![$(($file, $name::app())),*]
        }
    };
}

examples! {
    orders = "../examples/01_orders.rs",
    references = "../examples/02_references.rs",
    choices = "../examples/03_choices.rs",
    documents = "../examples/04_documents.rs",
    own_construct = "../examples/05_own_construct.rs",
    beyond_the_types = "../examples/06_beyond_the_types.rs",
    renames = "../examples/07_renames.rs",
    api_deployment = "../examples/08_api_deployment.rs",
    expectations = "../examples/09_expectations.rs",
    regions = "../examples/10_regions.rs",
    network = "../examples/11_network.rs",
    cluster = "../examples/12_cluster.rs",
    database = "../examples/13_database.rs",
    load_balancing = "../examples/14_load_balancing.rs",
    api = "../examples/15_api.rs",
    platform_defaults = "../examples/16_platform_defaults.rs",
    own_rules = "../examples/17_own_rules.rs",
}

fn assembly(app: App) -> Assembly {
    let (assembly, findings) = synthesize(app, &Options::default());
    let text = formwork::diagnostic::text(&findings, formwork::diagnostic::Style::Plain);
    assert!(!findings.has_errors(), "{text}");
    assembly
}

#[test]
fn every_example_synthesises() {
    for (_, app) in all() {
        assert!(!assembly(app).files.is_empty());
    }
}

#[test]
fn defaults_need_no_warning() {
    let (_, findings) = synthesize(platform_defaults::app(), &Options::default());
    let text = formwork::diagnostic::text(&findings, formwork::diagnostic::Style::Plain);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Info), "{text}");
}

#[test]
fn every_example_is_listed_and_short() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the examples")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".rs"))
        .collect();
    files.sort();
    let listed: Vec<String> =
        all().iter().map(|(file, _)| file.trim_start_matches("../examples/").to_owned()).collect();
    assert_eq!(files, listed);
    for file in files {
        let lines = std::fs::read_to_string(format!("{folder}/{file}")).expect("an example").lines().count();
        assert!(lines <= 60, "{file} has {lines} lines");
    }
}

#[test]
fn an_own_rule_judges_and_its_exception_is_signed() {
    let rules = Options { rules: vec![&own_rules::ShortMemory], ..Options::default() };
    let (assembly, findings) = synthesize(own_rules::app(), &rules);
    assert!(findings.is_empty(), "{}", formwork::diagnostic::json(&findings));
    let template = assembly.files.first().map(|file| String::from_utf8_lossy(&file.bytes)).unwrap_or_default();
    assert!(template.contains("\"RetentionInDays\": 400") && template.contains("\"RetentionInDays\": 7"), "{template}");
    // Without the signature, the rule finds the short one alone.
    let mut stack = formwork::Stack::new("logs");
    stack.add("Audit", formwork::aws::logs::LogGroup::new());
    stack.add("Debug", formwork::aws::logs::LogGroup::new().retention_in_days(7));
    let (_, findings) = synthesize(own_rules::at_home(App::new("orders").stack(stack)), &rules);
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.path.as_str())).collect();
    assert_eq!(found, [("short-memory", "Debug")]);
}

/// The fenced blocks of the README with this language.
fn blocks(language: &str) -> Vec<String> {
    let readme = include_str!("../README.md");
    let fence = format!("```{language}\n");
    readme.split(&fence).skip(1).filter_map(|rest| rest.split("\n```").next()).map(str::to_owned).collect()
}

/// Lines without indentation and commas at their ends: a fragment is one wherever it stands.
fn bare(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().trim_end_matches(',').to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_readme_shows_the_first_example() {
    let example = include_str!("../examples/01_orders.rs");
    let program = blocks("rust").into_iter().next().expect("the README begins with a program");
    assert!(example.contains(&program), "the README's program is not examples/01_orders.rs");
}

#[test]
fn the_readme_shows_what_comes_out() {
    let files: Vec<Vec<String>> =
        assembly(orders::app()).files.iter().map(|file| bare(&String::from_utf8_lossy(&file.bytes))).collect();
    let fragments = blocks("json");
    assert!(fragments.len() >= 2, "the README shows both backends");
    for fragment in fragments {
        let lines = bare(&fragment);
        let found = files.iter().any(|file| file.windows(lines.len()).any(|window| window == lines));
        assert!(found, "the README shows what is not emitted:\n{fragment}");
    }
}

#[test]
fn the_readme_shows_a_finding() {
    let mut stack = formwork::Stack::new("platform");
    stack.add("Audit", formwork::aws::logs::LogGroup::new().retention_in_days(45));
    let (_, findings) = synthesize(App::new("readme").stack(stack), &Options::default());
    let shown = blocks("text").into_iter().next().expect("the README shows a finding");
    let written = formwork::diagnostic::text(&findings, formwork::diagnostic::Style::Plain);
    // The line is the reader's own; everything else is what is said.
    let without_place = |text: &str| bare(text).into_iter().filter(|line| !line.starts_with("-->")).collect::<Vec<_>>();
    assert_eq!(without_place(&shown), without_place(&written));
}
