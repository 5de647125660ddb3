//! Places in files: which file, which bytes, and the lines and columns that people and tools are shown.

use std::num::NonZeroU32;

/// Index of a file in the [`SourceMap`](super::SourceMap); never zero, so `Option<FileId>` is four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(NonZeroU32);

impl FileId {
    /// The id of the file at `index` (from 0) of its source map.
    ///
    /// # Panics
    /// When there are more than `u32::MAX - 1` files, which no budget of ours lets happen.
    pub(super) fn from_index(index: usize) -> Self {
        let number = u32::try_from(index + 1).expect("fewer than 2^32 files are ever read");
        Self(NonZeroU32::new(number).expect("index + 1 is not zero"))
    }

    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// Half-open byte range in a UTF-8 file, `start <= end`, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that the bytes belong to.
    pub file: FileId,
    /// Offset of the first byte, from 0.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// A range in `file`; an `end` before `start` is taken as an empty range at `start`.
    #[must_use]
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end: end.max(start) }
    }

    /// The smallest range that covers both; `other` must be in the same file, else `self` is returned.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        if self.file == other.file {
            Self::new(self.file, self.start.min(other.start), self.end.max(other.end))
        } else {
            self
        }
    }

    /// Whether `other` lies within this range of the same file.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The byte range as `usize`, for slicing a file's text.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line and column that a report shows; both count from 1.
///
/// Columns differ by audience: [`characters`](Position::character) for people and SARIF's `unicodeCodePoints`,
/// [`utf16`](Position::utf16) for the language server protocol (which subtracts 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1.
    pub character: u32,
    /// Column in UTF-16 code units, from 1.
    pub utf16: u32,
}
