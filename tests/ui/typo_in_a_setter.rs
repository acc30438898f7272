//! A setter that does not exist.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("logs");
    stack.add("Group", aws::logs::LogGroup::new().retention_days(30));
}
