//! Half a sentence.
#![deny(unused_must_use)]
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("network");
    let vpc = stack.add("Vpc", aws::ec2::Vpc::new());
    stack.order(&vpc);
}
