//! `completions` and `man`: in the stand-alone binary, and in a program that wants them.

use super::support::{Case, snapshot, tool, transcript};

#[test]
fn every_shell_completes_every_verb() {
    let case = Case::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ours = tool(&case.directory, &["completions", shell]).code(0);
        let theirs = case.run(&["completions", shell]).code(0);
        for (run, verbs) in [(&ours, ["init", "explain", "man"]), (&theirs, ["synth", "check", "man"])] {
            assert!(run.err.is_empty());
            assert!(verbs.iter().all(|verb| run.out.contains(verb)), "{shell}");
        }
        assert!(theirs.out.contains("program"), "{shell}: the script is for the program by its own name");
    }
}

#[test]
fn every_verb_has_a_page() {
    let case = Case::new();
    let whole = tool(&case.directory, &["man"]).code(0);
    assert!(whole.out.contains(".TH formwork 1"), "{}", whole.out);
    for verb in ["synth", "list", "check", "explain", "schema", "completions", "man"] {
        let page = case.run(&["man", verb]).code(0).out;
        assert!(page.contains(&format!(".TH program-{verb} 1")), "{verb}: {page}");
        assert!(page.contains("Exit codes:"), "{verb}");
    }
    snapshot(
        "pages-unknown",
        &transcript(&[
            tool(&case.directory, &["man", "inti"]).code(2),
            tool(&case.directory, &["completions", "csh"]).code(2),
            tool(&case.directory, &["completions"]).code(2),
        ]),
    );
}
