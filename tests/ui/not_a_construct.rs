//! A property object is no resource.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("images");
    stack.add("Scan", aws::ecr::ImageScanningConfiguration::new());
}
