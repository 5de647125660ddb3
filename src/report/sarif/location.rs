//! Paths, regions and fingerprints of lines.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_sarif::sarif;

use super::line_hash::line_hashes;
use super::log::ROOT;
use crate::report::place::{Place, Places};
use crate::workspace::{FileId, SourceMap, Span};

/// Everything but the unreserved characters of RFC 3986 and the slash. A colon is encoded too, because in the first
/// segment of a relative reference it would end a scheme.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Makes locations, and keeps what it worked out about files.
pub(super) struct Locations<'a> {
    places: Places<'a>,
    hashes: HashMap<FileId, Vec<String>>,
}

impl<'a> Locations<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        Self { places: Places::new(sources), hashes: HashMap::new() }
    }

    /// The whole span.
    pub(super) fn whole(&mut self, span: Span) -> sarif::Location {
        location(&self.places.of(span))
    }

    /// The part of a span on its first line. Code scanning shows an alert in a pull request only where all lines of its
    /// region are part of the change, so a long region would never be seen.
    pub(super) fn first_line(&mut self, span: Span) -> sarif::Location {
        location(&self.places.first_line(span))
    }

    /// The `primaryLocationLineHash` of the line that a span starts on.
    pub(super) fn line_hash(&mut self, span: Span) -> Option<String> {
        let file = self.places.file(span);
        if !file.is_shown() {
            return None;
        }
        let hashes = self.hashes.entry(span.file).or_insert_with(|| line_hashes(file.text()));
        hashes.get(file.line_index(span.start as usize)).cloned()
    }
}

/// A line of a file as an earlier run saw it.
pub(super) fn earlier_line(path: &str, line: u32) -> sarif::Location {
    physical(path, sarif::Region::builder().start_line(line.max(1)).build())
}

fn location(place: &Place) -> sarif::Location {
    let region = sarif::Region::builder()
        .start_line(place.start.line)
        .start_column(place.start.character)
        .end_line(place.end.line)
        .end_column(place.end.character)
        .build();
    physical(place.path(), region)
}

fn physical(path: &str, region: sarif::Region) -> sarif::Location {
    let mut artifact = sarif::ArtifactLocation::builder().uri(uri(path)).build();
    if !path.starts_with('/') {
        artifact.uri_base_id = Some(ROOT.to_owned());
    }
    let physical = sarif::PhysicalLocation::builder().artifact_location(artifact).region(region).build();
    sarif::Location::builder().physical_location(physical).build()
}

/// A path as a URI reference: relative to [`ROOT`], or `file:` for a path outside of it.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, ENCODED).to_string();
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_encoded() {
        assert_eq!(uri("modules/net/main.tf"), "modules/net/main.tf");
        assert_eq!(uri("a b/ö#?%.tf"), "a%20b/%C3%B6%23%3F%25.tf");
        assert_eq!(uri("x:y.tf"), "x%3Ay.tf");
        assert_eq!(uri("/tmp/x.tf"), "file:///tmp/x.tf");
    }
}
