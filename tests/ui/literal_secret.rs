//! A password that is written down.
use formwork::{Stack, aws};

fn main() {
    let mut stack = Stack::new("orders");
    stack.add("Database", aws::rds::DbInstance::new().master_user_password("hunter2"));
}
