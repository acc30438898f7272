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
    let (assembly, findings) = synthesize(slices::app(3), &Options::default());
    assert!(!findings.has_errors(), "{}", formwork::diagnostic::text(&findings, formwork::diagnostic::Style::Plain));
    for (path, floor) in [
        ("cloudformation/slices-0.template.json", baseline::template(0..3)),
        ("terraform/slices-0/main.tf.json", baseline::root(0..3)),
    ] {
        let written = String::from_utf8_lossy(&assembly.file(path).expect("the file is written").bytes).into_owned();
        let floor = String::from_utf8_lossy(&baseline::text(&floor)).into_owned();
        let different = written.lines().zip(floor.lines()).position(|(ours, theirs)| ours != theirs);
        let near = different.map(|at| (written.lines().nth(at), floor.lines().nth(at)));
        assert!(written == floor, "{path}, line {different:?}: {near:?}");
    }
}
