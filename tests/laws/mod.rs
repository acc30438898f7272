//! Laws: what holds for every file, type and rule.

mod constructs;
mod layers;
mod rules;
