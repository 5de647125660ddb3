//! The texts that were read, kept once each, and the arithmetic from bytes to lines.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock, RwLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::{FileId, Position, Span};

/// One file's text and where it came from.
#[derive(Debug)]
pub struct SourceFile {
    /// The file's id in its map.
    pub id: FileId,
    /// Path on disk, absolute or relative to the working directory: what to open.
    pub path: Utf8PathBuf,
    /// Path to show: relative to the repository's root, with forward slashes.
    pub display_path: Utf8PathBuf,
    text: String,
    is_shown: bool,
    is_derived: bool,
    line_starts: OnceLock<Vec<u32>>,
    lengths: OnceLock<Vec<Length>>,
}

/// Bytes between two places of a text of which the distance from its beginning is kept: a plan is one line of many megabytes, of
/// which nobody wants to count the characters for every finding.
const STRIDE: usize = 4096;

/// How much text there is, as editors and reports count it.
#[derive(Clone, Copy, Debug, Default)]
struct Length {
    characters: u32,
    utf16: u32,
}

impl Length {
    /// With the text that follows, which may begin and end within a character: one counts where it begins.
    fn and(self, bytes: &[u8]) -> Self {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let characters = count(bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count());
        // What takes four bytes in UTF-8 takes two units in UTF-16.
        let of_two = count(bytes.iter().filter(|byte| **byte >= 0xf0).count());
        Self {
            characters: self.characters.saturating_add(characters),
            utf16: self.utf16.saturating_add(characters).saturating_add(of_two),
        }
    }

    /// Without the text up to `start`.
    fn since(self, start: Self) -> Self {
        Self { characters: self.characters - start.characters, utf16: self.utf16 - start.utf16 }
    }
}

impl SourceFile {
    /// The whole text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether its lines may be shown: not those of a plan, which are long, and may hold secrets that nobody marked.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Whether the text was made from another file's, and is no file of its own.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        self.is_derived
    }

    /// Whether it is in a module that `terraform init` downloaded.
    #[must_use]
    pub fn is_downloaded(&self) -> bool {
        self.path.components().any(|component| component.as_str() == ".terraform")
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let newlines = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(newlines.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX))).collect()
        })
    }

    /// How many lines the file has; an empty file has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The line (from 0) that holds the byte at `offset`; offsets past the end belong to the last line.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of line `index` (from 0) including its line break; `None` past the end.
    #[must_use]
    pub fn line_range(&self, index: usize) -> Option<Range<usize>> {
        let starts = self.line_starts();
        let start = *starts.get(index)? as usize;
        let end = starts.get(index + 1).map_or(self.text.len(), |next| *next as usize);
        Some(start..end)
    }

    /// The line and column of the byte at `offset`, which is moved back to a character boundary where it is not on one.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_index(offset);
        let start = self.line_range(line).map_or(0, |range| range.start);
        let before = match self.text.as_bytes().get(start..offset) {
            Some(bytes) if bytes.len() <= STRIDE => Length::default().and(bytes),
            _ => self.length(offset).since(self.length(start)),
        };
        Position {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            character: before.characters + 1,
            utf16: before.utf16 + 1,
        }
    }

    /// How much text there is before the byte at `offset`.
    fn length(&self, offset: usize) -> Length {
        let lengths = self.lengths.get_or_init(|| {
            let mut sum = Length::default();
            let strides = self.text.as_bytes().chunks(STRIDE).map(|stride| {
                let with = sum.and(stride);
                std::mem::replace(&mut sum, with)
            });
            strides.collect()
        });
        let stride = (offset / STRIDE).min(lengths.len().saturating_sub(1));
        let known = lengths.get(stride).copied().unwrap_or_default();
        known.and(self.text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default())
    }
}

/// Every file that a run has read. Texts are added, never changed or removed, so it can be shared between threads; a path can be
/// given a newer text between runs, which leaves the older one behind for whoever still points into it.
#[derive(Debug, Default)]
pub struct SourceMap {
    inner: RwLock<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    files: Vec<Arc<SourceFile>>,
    by_path: HashMap<Utf8PathBuf, FileId>,
    /// Bytes of texts that no path leads to any more.
    left_behind: usize,
}

impl SourceMap {
    /// A map that begins with the same texts under the same ids and grows by itself: spans of this one are good in it.
    #[must_use]
    pub fn fork(&self) -> Self {
        let inner = self.inner.read().expect("no thread panics while it holds this lock");
        let copy = Inner { files: inner.files.clone(), by_path: inner.by_path.clone(), left_behind: inner.left_behind };
        Self { inner: RwLock::new(copy) }
    }

    /// Adds a text under its path and returns its id; a path that is already there keeps its first text.
    pub fn add(&self, path: &Utf8Path, display_path: &Utf8Path, text: impl Into<String>) -> FileId {
        self.add_as(path, display_path, text.into(), (true, false))
    }

    /// Adds a text of which no line is to be shown.
    pub fn add_unshown(&self, path: &Utf8Path, display_path: &Utf8Path, text: impl Into<String>) -> FileId {
        self.add_as(path, display_path, text.into(), (false, false))
    }

    /// Adds a text that was made from another file's, of which no line is to be shown.
    pub fn add_derived(&self, path: &Utf8Path, display_path: &Utf8Path, text: impl Into<String>) -> FileId {
        self.add_as(path, display_path, text.into(), (false, true))
    }

    fn add_as(
        &self,
        path: &Utf8Path,
        display_path: &Utf8Path,
        text: String,
        (is_shown, is_derived): (bool, bool),
    ) -> FileId {
        let mut inner = self.inner.write().expect("no thread panics while it holds this lock");
        if let Some(id) = inner.by_path.get(path) {
            return *id;
        }
        let id = FileId::from_index(inner.files.len());
        inner.by_path.insert(path.to_owned(), id);
        inner.files.push(Arc::new(SourceFile {
            id,
            path: path.to_owned(),
            display_path: display_path.to_owned(),
            text,
            is_shown,
            is_derived,
            line_starts: OnceLock::new(),
            lengths: OnceLock::new(),
        }));
        id
    }

    /// Lets go of the text that was read from `path`: it is read again when somebody asks for it. Ids of the old text stay valid.
    pub fn forget(&self, path: &Utf8Path) {
        let mut inner = self.inner.write().expect("no thread panics while it holds this lock");
        if let Some(id) = inner.by_path.remove(path) {
            inner.left_behind += inner.files[id.index()].text.len();
        }
    }

    /// Bytes of texts that were let go of and are still kept.
    #[must_use]
    pub fn left_behind(&self) -> usize {
        self.inner.read().expect("no thread panics while it holds this lock").left_behind
    }

    /// The file with this id, which must come from this map.
    #[must_use]
    pub fn file(&self, id: FileId) -> Arc<SourceFile> {
        let inner = self.inner.read().expect("no thread panics while it holds this lock");
        Arc::clone(&inner.files[id.index()])
    }

    /// The file that was read from `path`, if it was.
    #[must_use]
    pub fn find(&self, path: &Utf8Path) -> Option<Arc<SourceFile>> {
        let inner = self.inner.read().expect("no thread panics while it holds this lock");
        inner.by_path.get(path).map(|id| Arc::clone(&inner.files[id.index()]))
    }

    /// Every file that a path leads to, in the order in which they were added.
    #[must_use]
    pub fn files(&self) -> Vec<Arc<SourceFile>> {
        let inner = self.inner.read().expect("no thread panics while it holds this lock");
        let is_current = |file: &&Arc<SourceFile>| inner.by_path.get(&file.path) == Some(&file.id);
        if inner.by_path.len() == inner.files.len() {
            inner.files.clone()
        } else {
            inner.files.iter().filter(is_current).cloned().collect()
        }
    }

    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> String {
        let file = self.file(span.file);
        file.text().get(span.range()).unwrap_or_default().to_owned()
    }

    /// `path:line:column` of a span's start, for messages.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let file = self.file(span.file);
        let position = file.position(span.start);
        format!("{}:{}:{}", file.display_path, position.line, position.character)
    }
}
