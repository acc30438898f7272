//! Text where an id belongs.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("network");
    stack.add("Subnet", aws::ec2::Subnet::new("vpc-0123456789abcdef0"));
}
