//! The process's largest resident size, for the measuring program.

#[allow(clippy::print_stderr, reason = "where the measuring program reads it")]
/// Says it on stderr, where `MEASURE` is set and the system tells (`VmHWM` of `/proc/self/status`).
pub(crate) fn tell() {
    if std::env::var_os("MEASURE").is_none() {
        return;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM")) {
        eprintln!("{line}");
    }
}
