//! What an exception reaches.

use std::collections::BTreeSet;
use std::sync::Arc;

use regex::Regex;

use crate::config::ExceptionBlock;
use crate::lint::fingerprint::without_keys;
use crate::lint::told::Concerned;
use crate::model::{InstanceKey, TraceStep};
use crate::workspace::{FileId, SourceFile, Span};

/// Where an exception holds.
#[derive(Clone, Debug)]
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
    /// What is told on these lines.
    Lines(Span),
    /// Where a block of the settings says.
    Settings(Box<SettingsReach>),
}

/// Where a block of the settings holds: what all of these have in common.
#[derive(Clone, Debug)]
pub(super) struct SettingsReach {
    /// The addresses of resource instances; with or without their keys.
    address: Option<Regex>,
    /// The same without module calls and keys.
    resource: Option<Regex>,
    /// The address of a module call, without keys, with a dot behind it.
    module_call: Option<String>,
    /// How an instance's address ends.
    instance: Option<String>,
    /// The files that its glob means.
    files: Option<BTreeSet<FileId>>,
}

impl SettingsReach {
    /// What a block means among these files.
    pub(super) fn new(block: &ExceptionBlock, files: &[Arc<SourceFile>]) -> Self {
        let glob = |text: &str| {
            let parts: Vec<String> = text.split('*').map(regex::escape).collect();
            Regex::new(&format!("(?s)^{}$", parts.join(".*"))).ok()
        };
        Self {
            address: block.address.as_ref().and_then(|address| glob(&address.value)),
            resource: block.address.as_ref().and_then(|address| glob(of_resource(&without_keys(&address.value)))),
            module_call: block.module_call.as_ref().map(|call| format!("{}.", call.value)),
            instance: block.instance.as_ref().map(|key| key.value.to_string()),
            files: block.path.as_ref().map(|glob| {
                let meant = files.iter().filter(|file| glob.value.matches(&file.display_path));
                meant.map(|file| file.id).collect()
            }),
        }
    }

    /// Whether it may mean a resource, `aws_kms_key.k`, in some module.
    pub(super) fn may_mean(&self, resource: &str) -> bool {
        self.resource.as_ref().is_none_or(|glob| glob.is_match(resource))
    }

    fn covers(&self, judged: Judged<'_>) -> bool {
        let is_in_files = |files: &BTreeSet<FileId>| {
            files.contains(&judged.location.file)
                || judged.concerned.iter().any(|concerned| files.contains(&concerned.block.file))
        };
        let is_meant = |address: &String| {
            let plain = without_keys(address);
            self.address.as_ref().is_none_or(|glob| glob.is_match(address) || glob.is_match(&plain))
                && self.module_call.as_ref().is_none_or(|call| plain.starts_with(call))
                && self.instance.as_ref().is_none_or(|key| address.ends_with(key))
        };
        let is_anywhere = self.address.is_none() && self.module_call.is_none() && self.instance.is_none();
        self.files.as_ref().is_none_or(is_in_files) && (is_anywhere || judged.addresses.iter().any(is_meant))
    }
}

/// What is behind the module calls of an address; of a glob that ends in one, everything.
fn of_resource(address: &str) -> &str {
    let mut rest = address;
    while let Some(call) = rest.strip_prefix("module.") {
        match call.split_once('.') {
            Some((_, behind)) => rest = behind,
            None => return "*",
        }
    }
    rest
}

/// What was judged, by its places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'a> {
    /// The address of the instance that it is about.
    pub(super) addresses: &'a [String],
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
    /// The file that it is in; of the settings none.
    pub(super) fn file(&self) -> Option<FileId> {
        match self {
            Self::File(file) => Some(*file),
            Self::Element { span, .. } | Self::Lines(span) => Some(span.file),
            Self::Settings(_) => None,
        }
    }

    /// Whether it reaches something: it stands on the place where that is told or on one that decided it, on the block that it is
    /// about, or on a module call that leads there.
    pub(super) fn covers(&self, judged: Judged<'_>) -> bool {
        match self {
            Self::Settings(reach) => reach.covers(judged),
            Self::File(file) => {
                judged.location.file == *file || judged.concerned.iter().any(|concerned| concerned.block.file == *file)
            }
            Self::Lines(lines) => {
                let Span { file, start, .. } = judged.location;
                lines.contains(Span::new(file, start, start))
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
