//! One handle where a list belongs.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("network");
    let vpc = stack.add("Vpc", aws::ec2::Vpc::new());
    let subnet = stack.add("Subnet", aws::ec2::Subnet::new(&vpc));
    stack.add("Group", aws::rds::DbSubnetGroup::new("databases", &subnet));
}
