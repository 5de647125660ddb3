//! Source text as it may be shown, and the way from a byte in the file to the byte that is shown for it.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use codespan_reporting::files::{Error, Files, Location};

use crate::lint::Secrets;
use crate::report::escape::{Escaper, is_plain, visible_line};
use crate::workspace::{FileId, SourceFile, SourceMap, Span};

use std::sync::Arc;

/// A line longer than this is not shown: minified JSON helps nobody.
const MAX_LINE: usize = 400;

/// The files of a report for the renderer.
pub(super) struct ShownFiles<'a> {
    sources: &'a SourceMap,
    /// Found when the first line is shown.
    secrets: OnceCell<Secrets>,
    files: RefCell<HashMap<FileId, Rc<ShownFile>>>,
}

/// A file whose text is safe to show.
pub(super) struct ShownFile {
    file: Arc<SourceFile>,
    /// `None` where the file's own text is safe.
    escaped: Option<Escaped>,
}

struct Escaped {
    text: String,
    line_starts: Vec<usize>,
    /// For each escape the offsets right behind it, in the file and in the shown text.
    shifts: Vec<(usize, usize)>,
}

/// Which characters of a file, asked for in order, are secret. Columns stay: each is hidden by one.
struct Mask<'a> {
    /// What is not passed yet, by where it starts.
    secrets: &'a [Span],
    /// Where those that have begun end.
    end: usize,
}

impl Mask<'_> {
    /// Quotes and line breaks are shown: they tell nothing.
    fn hides(&mut self, offset: usize, character: char) -> bool {
        while let Some((first, rest)) = self.secrets.split_first() {
            if first.start as usize > offset {
                break;
            }
            self.end = self.end.max(first.end as usize);
            self.secrets = rest;
        }
        offset < self.end && !matches!(character, '"' | '\n' | '\r')
    }
}

impl<'a> ShownFiles<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        Self { sources, secrets: OnceCell::new(), files: RefCell::new(HashMap::new()) }
    }

    fn file(&self, id: FileId) -> Rc<ShownFile> {
        let mut files = self.files.borrow_mut();
        let shown = files.entry(id).or_insert_with(|| {
            let secrets = self.secrets.get_or_init(|| Secrets::of(self.sources));
            let file = self.sources.file(id);
            let secrets = secrets.in_file(&file);
            Rc::new(ShownFile::new(file, &secrets))
        });
        Rc::clone(shown)
    }

    /// The bytes to underline for a span; `None` where its line is too long to be shown. Line breaks and blanks at the
    /// end of a span are left out.
    pub(super) fn range(&self, span: Span) -> Option<Range<usize>> {
        // A large plan is not to be escaped for nothing.
        if !self.sources.file(span.file).is_shown() {
            return None;
        }
        let file = self.file(span.file);
        let text = file.file.text();
        let own = text.get(span.range()).unwrap_or_default();
        let end = span.start as usize + own.trim_end().len();
        let shown = file.shown(span.start as usize)..file.shown(end);
        let first = file.file.line_range(file.file.line_index(span.start as usize))?;
        (first.len() <= MAX_LINE).then_some(shown)
    }

    /// How many columns come before the end of a shown range on its line, and how wide its line number is; `None` for a
    /// range of several lines.
    pub(super) fn columns(&self, span: Span) -> Option<usize> {
        let range = self.range(span)?;
        let file = self.file(span.file);
        let line = file.line_index(range.start);
        let bounds = file.line_range(line)?;
        if range.end > bounds.end {
            return None;
        }
        let before = file.text().get(bounds.start..range.end)?;
        let columns: usize = before.chars().map(|character| if character == '\t' { 4 } else { 1 }).sum();
        Some(columns + (line + 1).ilog10() as usize + 1)
    }

    /// `path:line:column`, safe to show.
    pub(super) fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        let position = file.position(span.start);
        format!("{}:{}:{}", visible_line(file.display_path.as_str()), position.line, position.character)
    }
}

impl ShownFile {
    fn new(file: Arc<SourceFile>, secrets: &[Span]) -> Self {
        let text = file.text();
        if is_plain(text) && secrets.is_empty() {
            return Self { file, escaped: None };
        }
        let mut shown = String::with_capacity(text.len() + 16);
        let mut shifts = Vec::new();
        let mut escaper = Escaper::default();
        let mut mask = Mask { secrets, end: 0 };
        for (offset, character) in text.char_indices() {
            let changes = if mask.hides(offset, character) {
                escaper.push(text, offset, '*', &mut shown);
                character.len_utf8() > 1
            } else {
                escaper.push(text, offset, character, &mut shown)
            };
            if changes {
                shifts.push((offset + character.len_utf8(), shown.len()));
            }
        }
        let breaks = shown.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { escaped: Some(Escaped { text: shown, line_starts, shifts }), file }
    }

    fn text(&self) -> &str {
        self.escaped.as_ref().map_or(self.file.text(), |escaped| &escaped.text)
    }

    /// Where the byte at `offset` of the file is shown.
    fn shown(&self, offset: usize) -> usize {
        let Some(escaped) = &self.escaped else { return offset };
        let before = escaped.shifts.partition_point(|(file, _)| *file <= offset);
        let (file, shown) = before.checked_sub(1).map_or((0, 0), |last| escaped.shifts[last]);
        shown + (offset - file)
    }

    /// Which byte of the file is shown at `offset`.
    fn original(&self, offset: usize) -> usize {
        let Some(escaped) = &self.escaped else { return offset };
        let before = escaped.shifts.partition_point(|(_, shown)| *shown <= offset);
        let (file, shown) = before.checked_sub(1).map_or((0, 0), |last| escaped.shifts[last]);
        file + (offset - shown)
    }

    fn line_index(&self, offset: usize) -> usize {
        self.file.line_index(self.original(offset))
    }

    fn line_range(&self, index: usize) -> Option<Range<usize>> {
        match &self.escaped {
            None => self.file.line_range(index),
            Some(escaped) => {
                let start = *escaped.line_starts.get(index)?;
                Some(start..escaped.line_starts.get(index + 1).copied().unwrap_or(escaped.text.len()))
            }
        }
    }
}

/// A shown file's text, shared.
pub(super) struct Text(Rc<ShownFile>);

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.0.text()
    }
}

impl<'a> Files<'a> for ShownFiles<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = Text;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(visible_line(self.file(id).file.display_path.as_str()).into_owned())
    }

    fn source(&'a self, id: FileId) -> Result<Text, Error> {
        Ok(Text(self.file(id)))
    }

    fn line_index(&'a self, id: FileId, offset: usize) -> Result<usize, Error> {
        Ok(self.file(id).line_index(offset))
    }

    fn location(&'a self, id: FileId, offset: usize) -> Result<Location, Error> {
        let file = self.file(id);
        let position = file.file.position(u32::try_from(file.original(offset)).unwrap_or(u32::MAX));
        Ok(Location { line_number: position.line as usize, column_number: position.character as usize })
    }

    fn line_range(&'a self, id: FileId, index: usize) -> Result<Range<usize>, Error> {
        let file = self.file(id);
        let max = file.file.line_count();
        file.line_range(index).ok_or(Error::LineTooLarge { given: index, max })
    }
}
