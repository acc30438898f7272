//! Laws: what holds for every file, type and rule.

mod constructs;
mod deferral;
mod index;
mod layers;
mod rules;
