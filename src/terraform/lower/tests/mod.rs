//! Every shape, target and option, each with a small table of its own.

mod choices;
mod entries;
mod laws;
mod options;
mod satellites;
mod shapes;
