//! The measured workload without a model: `serde_json` builds and writes the same bytes as `slices synth`.

#![allow(clippy::disallowed_methods, reason = "a program reads its environment and writes files")]

#[path = "../../../benches/workload/floor.rs"]
mod floor;

#[path = "../../../benches/workload/peak.rs"]
mod peak;

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let slices: usize = std::env::var("SLICES")?.parse()?;
    let out = std::env::args().nth(1).unwrap_or_else(|| "dist".to_owned());
    let out = Path::new(&out).join("slices/default");
    floor::files(slices, |path, text| {
        let file = out.join(path);
        std::fs::create_dir_all(file.parent().unwrap_or(&out))?;
        std::fs::write(file, text)
    })?;
    peak::tell();
    Ok(())
}
