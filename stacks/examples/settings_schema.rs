//! The JSON Schema of this program's settings files: `cargo run -p formwork-stacks --example settings_schema`.

use std::io::{Result, Write};

fn main() -> Result<()> {
    let schema = schemars::schema_for!(formwork::SettingsFile<formwork_stacks::Settings>);
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema)?;
    out.write_all(b"\n")
}
