//! Reading YAML: no panic, and what was read prints as JSON that reads as the same.

#![no_main]

use formwork::cloudformation::read::{Syntax, document};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (Some(read), _) = document(bytes, Some(Syntax::Yaml)) else { return };
    let printed = read.to_json();
    let (again, problems) = document(&printed, Some(Syntax::Json));
    assert!(problems.is_empty(), "the print does not read");
    assert_eq!(again.map(|again| again.to_json()), Some(printed));
});
