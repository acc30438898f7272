//! A subnet where a VPC belongs.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("network");
    let vpc = stack.add("Vpc", aws::ec2::Vpc::new());
    let subnet = stack.add("Subnet", aws::ec2::Subnet::new(&vpc));
    stack.add("Second", aws::ec2::Subnet::new(&subnet));
}
