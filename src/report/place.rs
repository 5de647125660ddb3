//! Where a span is, in the words of the machine formats.

use std::collections::HashMap;
use std::sync::Arc;

use crate::workspace::{FileId, Position, SourceFile, SourceMap, Span};

/// A span's path, lines and columns.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The file.
    pub(super) file: Arc<SourceFile>,
    /// Of the first character.
    pub(super) start: Position,
    /// One past the last character.
    pub(super) end: Position,
}

impl Place {
    /// The path to show.
    pub(super) fn path(&self) -> &str {
        self.file.display_path.as_str()
    }
}

/// Looks places up and keeps the files at hand.
pub(super) struct Places<'a> {
    sources: &'a SourceMap,
    files: HashMap<FileId, Arc<SourceFile>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        Self { sources, files: HashMap::new() }
    }

    /// The file that a span is in.
    pub(super) fn file(&mut self, span: Span) -> Arc<SourceFile> {
        let sources = self.sources;
        Arc::clone(self.files.entry(span.file).or_insert_with(|| sources.file(span.file)))
    }

    /// Where a span is. A line break at its end is not counted in.
    pub(super) fn of(&mut self, span: Span) -> Place {
        let file = self.file(span);
        let text = file.text().get(span.range()).unwrap_or_default();
        let trimmed = text.trim_end_matches(['\n', '\r']).len();
        let end = if text.is_empty() { span.end } else { span.start + u32::try_from(trimmed).unwrap_or(0) };
        Place { start: file.position(span.start), end: file.position(end), file }
    }

    /// The part of a span that is on its first line.
    pub(super) fn first_line(&mut self, span: Span) -> Place {
        let file = self.file(span);
        let text = file.text().get(span.range()).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default().trim_end().len();
        let end = span.start + u32::try_from(first).unwrap_or(0);
        Place { start: file.position(span.start), end: file.position(end), file }
    }
}
