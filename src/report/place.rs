//! Where a span is, in the words of the machine formats.

use std::collections::HashMap;
use std::sync::Arc;

use super::escape::visible_line;
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
    /// The columns of `start` and `end` in bytes, from 1.
    pub(super) bytes: (u32, u32),
}

impl Place {
    /// The path to show.
    pub(super) fn path(&self) -> &str {
        self.file.display_path.as_str()
    }

    fn new(file: Arc<SourceFile>, start: u32, end: u32) -> Self {
        let column = |offset: u32| {
            let line = file.line_range(file.line_index(offset as usize)).map_or(0, |range| range.start);
            u32::try_from((offset as usize).saturating_sub(line) + 1).unwrap_or(u32::MAX)
        };
        let bytes = (column(start), column(end));
        Self { start: file.position(start), end: file.position(end), bytes, file }
    }

    /// `path:line:column`, safe to show on one line.
    pub(super) fn shown(&self) -> String {
        format!("{}:{}:{}", visible_line(self.path()), self.start.line, self.start.character)
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
        Place::new(file, span.start, end)
    }

    /// The part of a span that is on its first line.
    pub(super) fn first_line(&mut self, span: Span) -> Place {
        let file = self.file(span);
        let text = file.text().get(span.range()).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default().trim_end().len();
        let end = span.start + u32::try_from(first).unwrap_or(0);
        Place::new(file, span.start, end)
    }
}
