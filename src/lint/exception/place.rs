//! What an exception reaches.

use std::collections::BTreeSet;

use crate::lint::told::Concerned;
use crate::model::{InstanceKey, TraceStep};
use crate::workspace::{FileId, Span};

/// Where an exception holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// In a file.
    File(FileId),
    /// On a block or attribute, perhaps on one instance only.
    Element {
        /// From its type or name to its end.
        span: Span,
        /// Which instance of the block, or of the module call.
        key: Option<InstanceKey>,
    },
}

/// What was judged, by its places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'a> {
    /// Where it is told.
    pub(super) location: Span,
    /// From there to what decided.
    pub(super) trace: &'a [TraceStep],
    /// What it is about.
    pub(super) concerned: &'a [Concerned],
}

impl Judged<'_> {
    /// The files that an exception for it may stand in.
    pub(super) fn files(&self) -> BTreeSet<FileId> {
        let blocks = self.concerned.iter().map(|concerned| concerned.block);
        let calls = self.concerned.iter().flat_map(|concerned| &concerned.calls).map(|(header, _)| *header);
        let trace = self.trace.iter().map(|step| step.span);
        blocks.chain(calls).chain(trace).chain([self.location]).map(|span| span.file).collect()
    }
}

impl Reach {
    /// The file that it is in.
    pub(super) fn file(&self) -> FileId {
        match self {
            Self::File(file) => *file,
            Self::Element { span, .. } => span.file,
        }
    }

    /// Whether it reaches something: it stands on the place where that is told or on one that decided it, on the block that it is
    /// about, or on a module call that leads there.
    pub(super) fn covers(&self, judged: Judged<'_>) -> bool {
        match self {
            Self::File(file) => {
                judged.location.file == *file || judged.concerned.iter().any(|concerned| concerned.block.file == *file)
            }
            Self::Element { span, key: None } => {
                let is_in = |place: Span| span.contains(place);
                is_in(judged.location)
                    || judged.trace.iter().any(|step| is_in(step.span))
                    || judged.concerned.iter().any(|concerned| {
                        is_in(concerned.block) || concerned.calls.iter().any(|(header, _)| is_in(*header))
                    })
            }
            Self::Element { span, key: Some(key) } => judged.concerned.iter().any(|concerned| {
                let call = concerned.calls.iter().find(|(header, _)| span.contains(*header));
                match call {
                    Some((_, of_call)) => of_call.as_ref() == Some(key),
                    None => {
                        let is_there = span.contains(judged.location) || span.contains(concerned.block);
                        is_there && concerned.key.as_ref() == Some(key)
                    }
                }
            }),
        }
    }
}
