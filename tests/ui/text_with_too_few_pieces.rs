//! A pattern with two places and one piece.
use formwork::text;

fn main() {
    let _ = text!("{}/{}", "a");
}
