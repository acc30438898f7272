//! Synthesis in one warm process, beside `serde_json` writing the same files: `cargo bench --features full --bench synth`.
//!
//! `cargo xtask bench` measures whole processes, as users run them; here it is seen what a change does to the work itself.

#[path = "workload/floor.rs"]
mod floor;
#[path = "workload/slices.rs"]
mod slices;

use divan::{Bencher, black_box};
use formwork::synthesis::{Options, synthesize};

/// Slices of about ten resources.
const SLICES: [usize; 2] = [50, 500];

fn main() {
    divan::main();
}

#[divan::bench(args = SLICES)]
fn floor_serde_json(bencher: Bencher<'_, '_>, slices: usize) {
    bencher.bench(|| {
        floor::files(slices, |path, text| -> Result<(), std::convert::Infallible> {
            black_box((path, text));
            Ok(())
        })
    });
}

#[divan::bench(args = SLICES)]
fn build_model(bencher: Bencher<'_, '_>, slices: usize) {
    bencher.bench(|| slices::app(black_box(slices)));
}

#[divan::bench(args = SLICES)]
fn build_and_synthesize(bencher: Bencher<'_, '_>, slices: usize) {
    bencher.bench(|| synthesize(slices::app(black_box(slices)), &Options::default()));
}
