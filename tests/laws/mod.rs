//! Laws: what holds for every file, type and rule.

mod constructs;
mod documents;
mod layers;
mod rules;
