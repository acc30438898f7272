//! A secret that would be shown.
use formwork::{Parameter, Stack};

fn main() {
    let mut stack = Stack::new("orders");
    let password = stack.parameter("Password", Parameter::secret());
    stack.output("Password", password);
}
