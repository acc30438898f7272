//! A required property is missing.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("network");
    stack.add("Subnet", aws::ec2::Subnet::new());
}
