//! From the bytes of a piece of text to the bytes of its file.

use std::ops::Range;

use crate::workspace::{FileId, Span};

/// Where the text that is parsed stands in its file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// It is a part of the file, from this offset on.
    At(FileId, usize),
    /// It is what a string means, and all of it has the place of that string.
    Within(Span),
}

impl Place {
    /// The place in the file of a range of the text.
    pub(super) fn span(self, range: Range<usize>) -> Span {
        match self {
            Self::At(file, offset) => span(file, offset + range.start, offset + range.end),
            Self::Within(span) => span,
        }
    }

    /// The place of what begins `by` bytes into the text.
    pub(super) fn moved(self, by: usize) -> Self {
        match self {
            Self::At(file, offset) => Self::At(file, offset + by),
            Self::Within(span) => Self::Within(span),
        }
    }
}

/// A span of the bytes from `start` to `end`.
pub(super) fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, offset(start), offset(end))
}
