//! Checking a template: no panic, and each finding has a rule that is known and a place in the file.

#![no_main]

use formwork::{check, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for finding in &check::template("fuzz", bytes, None, &check::Options::default()) {
        let rule = lint::find(finding.rule).expect("a rule of the table");
        assert_eq!(rule.severity, finding.severity, "{}", finding.rule);
        let place = finding.origin.as_ref().expect("a place");
        assert!(place.file == "fuzz" && place.line > 0 && place.column > 0, "{finding:?}");
    }
});
