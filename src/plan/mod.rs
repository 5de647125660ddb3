//! Plan and state JSON to resources: `terraform show -json` and `tofu show -json`.
//!
//! Read [`text`] (bytes to text), [`document`] (what the text is), [`json`] (values by their place), [`index`] (what is listed),
//! [`reader`], [`part`] and [`decode`] (a resource's values), [`references`] (what unknown values refer to), [`source`] (what source knows of them) and [`mod@resources`] (the result)
//! in this order.
//!
//! Sources: Terraform documentation, "JSON Output Format"; Terraform, `internal/command/jsonplan`, `jsonstate` and `jsonconfig`.

mod address;
mod configuration;
mod decode;
mod document;
mod index;
mod json;
mod part;
mod reader;
mod references;
mod resources;
mod source;
#[cfg(test)]
mod tests;
mod text;

use std::io::Read;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use document::Kind;
use json::{Document, Node, Outline, Range};

pub use document::DocumentError;
pub use resources::{Before, Planned, resources};
pub use text::TextError;

use crate::workspace::{SourceFile, SourceMap};

/// A plan or state that has been recognised.
pub struct PlanFile {
    /// Its text.
    pub file: Arc<SourceFile>,
    /// What to tell about it.
    pub notices: Vec<String>,
    kind: Kind,
    outline: Arc<Outline>,
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
    match text::decode(start.to_vec()) {
        Ok(text) => document::looks_like_json(&text),
        Err(TextError::BinaryPlan) => true,
        // The beginning of a packed file does not unpack; the beginning of a text may end within a character.
        Err(TextError::Gzip(_)) => true,
        Err(TextError::Encoding(at)) => at > 0 && document::looks_like_json(&String::from_utf8_lossy(start)),
        Err(TextError::Encrypted | TextError::TooLarge) => false,
    }
}

/// Whether a file that nobody named is a plan or state in JSON.
#[must_use]
pub fn is_plan_or_state(path: &Utf8Path) -> bool {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(text::MAX_PLAN_BYTES + 1).read_to_end(&mut bytes));
    read.is_ok() && text::decode(bytes).is_ok_and(|text| document::is_plan_or_state(&text))
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
    let file = &mut std::fs::File::open(path)?;
    read_bytes(sources, path, display_path, file, usize::try_from(metadata.len()).unwrap_or_default())
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
    read_bytes(sources, path, display_path, from, 0)
}

/// Reads a plan of which the size may be known: a buffer that grows while it is read would be twice as large as the file.
fn read_bytes(
    sources: &SourceMap,
    path: &Utf8Path,
    display_path: &Utf8Path,
    from: &mut dyn Read,
    size: usize,
) -> Result<PlanFile, PlanError> {
    // One byte more, in which the end of the file is seen.
    let mut bytes = Vec::with_capacity(size + 1);
    from.take(text::MAX_PLAN_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > text::MAX_PLAN_BYTES {
        return Err(DocumentError::Text(TextError::TooLarge).into());
    }
    let text = text::decode(bytes).map_err(DocumentError::Text)?;
    let (kind, outline, notices) = document::recognise(&text)?;
    // Values that are not marked as sensitive may be secrets all the same, and a plan in one line is no help to look at.
    let id = sources.add_unshown(path, display_path, text);
    Ok(PlanFile { file: sources.file(id), notices, kind, outline: Arc::new(outline) })
}

impl PlanFile {
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
