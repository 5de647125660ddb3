//! Plan and state JSON to resources: `terraform show -json` and `tofu show -json`.
//!
//! Read [`text`] (bytes to text), [`document`] (what the text is), [`outline`] (looked over once, by [`grammar`]), [`json`] (values by
//! their place), [`index`] (what is listed), [`reader`], [`part`] and [`decode`] (a resource's values), [`references`] (what unknown
//! values refer to), [`source`] (what source knows of them), [`data`] (what source may know of the plan) and [`mod@resources`] (the result)
//! in this order.
//!
//! Sources: Terraform documentation, "JSON Output Format"; Terraform, `internal/command/jsonplan`, `jsonstate` and `jsonconfig`.

mod address;
mod configuration;
mod data;
mod decode;
mod document;
mod grammar;
mod index;
mod json;
mod outline;
mod part;
mod reader;
mod references;
mod resources;
mod source;
#[cfg(test)]
mod tests;
mod text;

use std::io::Read;
use std::rc::Rc;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use configuration::Configured;
use document::{Kind, Recognised};
use index::Index;
use json::{Document, Node, Range};
use outline::Outline;

pub use document::DocumentError;
pub use resources::{Before, Planned, resources};
pub use text::TextError;

use crate::terraform::DataAnswers;
use crate::workspace::{SourceFile, SourceMap};

/// A plan or state that has been recognised.
pub struct PlanFile {
    /// Its text.
    pub file: Arc<SourceFile>,
    /// What to tell about it.
    pub notices: Vec<String>,
    kind: Kind,
    outline: Arc<Outline>,
    index: Arc<Index>,
    configured: Arc<Configured>,
}

/// Why a file can't be read as a plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The operating system does not let us.
    #[error("could not be read: {0}")]
    Io(#[from] std::io::Error),
    /// It is a directory, a pipe, a device.
    #[error("is not a regular file; give the output of `terraform show -json`")]
    NotAFile,
    /// It is something else.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Whether a file that was given as a path is to be read as a plan: packed, a binary plan, or JSON that is no configuration.
#[must_use]
pub fn is_candidate(path: &Utf8Path) -> bool {
    let mut start = [0_u8; 64];
    if !path.is_file() {
        return false;
    }
    let Ok(count) = std::fs::File::open(path).and_then(|mut file| file.read(&mut start)) else { return false };
    let start = start.get(..count).unwrap_or_default();
    match text::decode(start.to_vec(), text::MAX_PLAN_BYTES) {
        Ok(text) => document::looks_like_json(&text),
        Err(TextError::BinaryPlan) => true,
        // The beginning of a packed file does not unpack; the beginning of a text may end within a character.
        Err(TextError::Gzip(_)) => true,
        Err(TextError::Encoding(at)) => at > 0 && document::looks_like_json(&String::from_utf8_lossy(start)),
        Err(TextError::Encrypted | TextError::TooLarge) => false,
    }
}

/// Reads a file that nobody named, if it is a plan or state in JSON, or was meant to be one; `None` where it is something else.
///
/// # Errors
/// Where it can't be read as the plan that it is: it is cut off, or too large.
pub fn read_found(
    sources: &SourceMap,
    path: &Utf8Path,
    display_path: &Utf8Path,
) -> Option<Result<PlanFile, PlanError>> {
    found_within(text::MAX_PLAN_BYTES, sources, path, display_path)
}

fn found_within(
    limit: u64,
    sources: &SourceMap,
    path: &Utf8Path,
    display_path: &Utf8Path,
) -> Option<Result<PlanFile, PlanError>> {
    let file = std::fs::File::open(path).ok()?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let text = match bytes_of(&mut &file, size, limit).map(|bytes| text::decode(bytes, limit)).ok()? {
        Ok(text) => text,
        Err(error @ TextError::TooLarge) => {
            let beginning = std::fs::File::open(path).and_then(text::beginning).ok()?;
            let may_be_one = document::may_be_plan_or_state(&beginning);
            return may_be_one.then(|| Err(DocumentError::Text(error).into()));
        }
        Err(_) => return None,
    };
    let recognised = document::recognise_found(&text)?;
    Some(recognised.map(|found| PlanFile::new(sources, path, display_path, text, found)).map_err(Into::into))
}

/// Reads a plan file.
///
/// # Errors
/// Where it can't be read or is no plan.
pub fn read(sources: &SourceMap, path: &Utf8Path, display_path: &Utf8Path) -> Result<PlanFile, PlanError> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(PlanError::NotAFile);
    }
    if metadata.len() > text::MAX_PLAN_BYTES {
        return Err(DocumentError::Text(TextError::TooLarge).into());
    }
    let bytes = bytes_of(&mut std::fs::File::open(path)?, metadata.len(), text::MAX_PLAN_BYTES)?;
    from_bytes(sources, path, display_path, bytes)
}

/// Reads a plan from somewhere, like standard input.
///
/// # Errors
/// Where it can't be read or is no plan.
pub fn read_from(
    sources: &SourceMap,
    path: &Utf8Path,
    display_path: &Utf8Path,
    from: &mut dyn Read,
) -> Result<PlanFile, PlanError> {
    from_bytes(sources, path, display_path, bytes_of(from, 0, text::MAX_PLAN_BYTES)?)
}

/// All bytes, of which the number may be known: a buffer that grows while it is read would be twice as large as the file. Of what is
/// larger than the limit, one byte too many.
fn bytes_of(from: &mut dyn Read, size: u64, limit: u64) -> std::io::Result<Vec<u8>> {
    // One byte more, in which the end of the file is seen.
    let size = size.min(limit) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    from.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn from_bytes(
    sources: &SourceMap,
    path: &Utf8Path,
    display_path: &Utf8Path,
    bytes: Vec<u8>,
) -> Result<PlanFile, PlanError> {
    let text = text::decode(bytes, text::MAX_PLAN_BYTES).map_err(DocumentError::Text)?;
    let found = document::recognise(&text)?;
    Ok(PlanFile::new(sources, path, display_path, text, found))
}

impl PlanFile {
    fn new(sources: &SourceMap, path: &Utf8Path, display_path: &Utf8Path, text: String, found: Recognised) -> Self {
        let Recognised { kind, outline, notices } = found;
        let document = outline.in_text(&text);
        let (index, configured) = rayon::join(|| Index::of(document, kind), || Configured::of(document));
        // Values that are not marked as sensitive may be secrets all the same, and a plan in one line is no help to look at.
        let id = sources.add_unshown(path, display_path, text);
        Self {
            file: sources.file(id),
            notices,
            kind,
            outline: Arc::new(outline),
            index: Arc::new(index),
            configured: Arc::new(configured),
        }
    }

    /// What the plan tells of data sources that were read, for an evaluation of the configuration that it was made of.
    #[must_use]
    pub fn data_answers(&self) -> Rc<dyn DataAnswers> {
        Rc::new(data::Answers::of(self))
    }

    fn document(&self) -> Document<'_> {
        self.outline.in_text(self.file.text())
    }

    /// Types and names of the managed resources in the root module that the plan was made of.
    #[must_use]
    pub fn root_blocks(&self) -> Vec<(SmolStr, SmolStr)> {
        configuration::root_blocks(self.document())
    }

    /// Names of the modules that the root module calls.
    #[must_use]
    pub fn root_calls(&self) -> Vec<SmolStr> {
        let calls = self
            .document()
            .get("configuration")
            .and_then(|configuration| configuration.get("root_module"))
            .and_then(|module| module.get("module_calls"));
        calls.into_iter().flat_map(Node::members).filter_map(|member| member.key.as_name()).collect()
    }

    /// Adds the values of the root module's variables as a file of variables, each value at the place that it has in the plan.
    /// `None` where the plan has none.
    #[must_use]
    pub fn add_variables(&self, sources: &SourceMap) -> Option<Utf8PathBuf> {
        let text = self.file.text();
        let variables = self.document().get("variables").filter(|variables| variables.is_object())?;
        let end = variables.range().end as usize;
        let mut blank: Vec<u8> = text.bytes().take(end).map(|byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
        let mut put = |range: Range| {
            let range = range.start as usize..range.end as usize;
            if let (Some(into), Some(from)) = (blank.get_mut(range.clone()), text.as_bytes().get(range)) {
                into.copy_from_slice(from);
            }
        };
        let mut marks = vec![(variables.range().start, b'{')];
        let mut separator = None;
        for member in variables.members() {
            let Some(value) = member.value.get("value").filter(|value| !value.is_null()) else { continue };
            put(member.key.range());
            put(value.range());
            marks.extend(separator.map(|at| (at, b',')));
            marks.push((member.key.range().end, b':'));
            separator = Some(value.range().end);
        }
        marks.push((variables.range().end.saturating_sub(1), b'}'));
        for (at, mark) in marks {
            if let Some(byte) = blank.get_mut(at as usize) {
                *byte = mark;
            }
        }
        let path = Utf8PathBuf::from(format!("{}#variables.json", self.file.path));
        let text = String::from_utf8(blank).ok()?;
        sources.add_derived(&path, &self.file.display_path, text);
        Some(path)
    }
}
