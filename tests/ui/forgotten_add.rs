//! A spec that is never added.
#![deny(unused_must_use)]
use formwork::aws;

fn main() {
    aws::logs::LogGroup::new().retention_in_days(30);
}
