//! `--format sarif` and `--format sarif-full`: SARIF 2.1.0 in two profiles.
//!
//! GitHub code scanning reads a part of SARIF and makes an alert of every result, suppressed or not, whatever its kind.
//! So [`Profile::Github`] holds violations that count and keeps GitHub's limits, and [`Profile::Full`] holds everything
//! that was judged. Words of the specification (result, taxonomy, suppression) stay inside this room.
//!
//! Read [`log`] first.

mod descriptor;
mod line_hash;
mod location;
mod log;
mod notification;
mod result;
mod suppression;
mod taxonomy;

#[cfg(test)]
mod tests;

pub(super) use log::{Profile, write};
