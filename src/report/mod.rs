//! What a run found, as bytes for people and machines: one format, one file.
//!
//! Every format is a function of a [`Report`](crate::lint::Report), the texts it points into and a few options, so that the
//! same run gives the same bytes. Read [`mod@format`] first; what input text goes through on its way out is in [`escape`].

mod azure;
mod concise;
mod csv;
mod escape;
mod format;
mod github;
mod github_output;
mod gitlab;
mod item;
mod json;
mod json_text;
mod junit;
mod markdown;
mod place;
mod policy_tests;
mod rdjson;
mod sarif;
mod tally;
mod text;
mod undecided;
mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use escape::{visible, visible_line, wrap};
pub use format::{Format, Options, Verbosity, write};
pub use policy_tests::write_test_results;
pub use text::write_diagnostics;
