//! The measured workload without a model: `serde_json` builds and writes the same bytes as `slices synth`.

#![allow(clippy::disallowed_methods, reason = "a program reads its environment and writes files")]

#[path = "../../../benches/workload/floor.rs"]
mod floor;

use std::path::Path;

const SLICES_PER_STACK: usize = 50;

fn main() -> anyhow::Result<()> {
    let slices: usize = std::env::var("SLICES")?.parse()?;
    let out = std::env::args().nth(1).unwrap_or_else(|| "dist".to_owned());
    let out = Path::new(&out).join("slices/default");
    std::fs::create_dir_all(out.join("cloudformation"))?;
    for number in 0..slices.div_ceil(SLICES_PER_STACK) {
        let range = number * SLICES_PER_STACK..slices.min((number + 1) * SLICES_PER_STACK);
        let root = out.join(format!("terraform/slices-{number}"));
        std::fs::create_dir_all(&root)?;
        let template = floor::text(&floor::template(range.clone()));
        std::fs::write(out.join(format!("cloudformation/slices-{number}.template.json")), template)?;
        std::fs::write(root.join("main.tf.json"), floor::text(&floor::root(range)))?;
    }
    Ok(())
}
