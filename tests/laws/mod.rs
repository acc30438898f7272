//! Laws: what holds for every file, type and rule.

mod constructs;
mod index;
mod layers;
mod rules;
