//! Systems Manager: what looks after machines.

mod patch_scan;

pub use patch_scan::{OperatingSystem, PatchScan, PatchScanHandle};
