//! Dated tables: what AWS says of versions, images and lifecycles, and when it was read.
//!
//! Schemas do not carry these facts and they change without a release of anything, so each table names its sources and
//! the day as of which it holds, and whatever is found by one says that day.

pub mod codepipeline;
pub mod eks;
pub mod iam;
pub mod lambda;
pub mod links;
pub mod names;
pub mod network;
pub mod rds;
pub mod rds_engines;
pub mod refusals;
pub mod services;

/// Whether a text is a day, `YYYY-MM-DD`: every table names one.
#[cfg(test)]
fn is_date(text: &str) -> bool {
    let shape =
        |(index, byte): (usize, u8)| if index == 4 || index == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}
