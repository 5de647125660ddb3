//! Places in texts as the protocol counts them: lines from 0, columns in units that client and server agree on.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::workspace::{SourceFile, Span};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client speaks.
    #[default]
    Utf16,
}

impl Encoding {
    /// UTF-8 if the client offers it.
    pub(super) fn negotiate(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// Where a span is.
    pub(super) fn range(self, file: &SourceFile, span: Span) -> Range {
        Range { start: self.position(file, span.start as usize), end: self.position(file, span.end as usize) }
    }

    /// Where the byte at `offset` is, which is moved back to a character where it is within one.
    pub(super) fn position(self, file: &SourceFile, offset: usize) -> Position {
        let text = file.text();
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = file.line_index(offset);
        let start = file.line_range(line).map_or(0, |range| range.start);
        let before = text.get(start..offset).unwrap_or_default();
        let column = match self {
            Self::Utf8 => before.len(),
            Self::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Position { line: number(line), character: number(column) }
    }

    /// The byte at a position; a column past the end of the line is the line's end, a line past the end of the text the text's.
    pub(super) fn offset(self, file: &SourceFile, position: Position) -> usize {
        let text = file.text();
        let Some(range) = file.line_range(position.line as usize) else { return text.len() };
        let line = text.get(range.clone()).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let mut column = 0usize;
        for (at, character) in line.char_indices() {
            if column >= position.character as usize {
                return range.start + at;
            }
            column += match self {
                Self::Utf8 => character.len_utf8(),
                Self::Utf16 => character.len_utf16(),
            };
        }
        range.start + line.len()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
