//! The benchmark's floor writes the same bytes as the program it is compared with.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared with the benchmarks")]
#[path = "../benches/workload/floor.rs"]
mod baseline;
#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared with the benchmarks")]
#[path = "../benches/workload/slices.rs"]
mod slices;

use formwork::synthesis::{Options, synthesize};

#[test]
fn the_floor_writes_the_same_bytes() {
    for slices in [3, 120] {
        check(slices);
    }
}

fn check(slices: usize) {
    let (assembly, findings) = synthesize(slices::app(slices), &Options::default());
    assert!(!findings.has_errors(), "{}", formwork::diagnostic::text(&findings, formwork::diagnostic::Style::Plain));
    let mut floor = Vec::new();
    let Ok(()) = baseline::files(slices, |path, text| -> Result<(), std::convert::Infallible> {
        floor.push((path, text));
        Ok(())
    });
    assert_eq!(assembly.files.len(), floor.len());
    for (file, (path, floor)) in assembly.files.iter().zip(floor) {
        assert_eq!(file.path, path);
        let (written, floor) = (String::from_utf8_lossy(&file.bytes), String::from_utf8_lossy(&floor));
        let different = written.lines().zip(floor.lines()).position(|(ours, theirs)| ours != theirs);
        let near = different.map(|at| (written.lines().nth(at), floor.lines().nth(at)));
        assert!(written == floor, "{path}, line {different:?}: {near:?}");
    }
}
