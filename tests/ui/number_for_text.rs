//! Text where a number belongs.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("logs");
    stack.add("Group", aws::logs::LogGroup::new().retention_in_days("30"));
}
