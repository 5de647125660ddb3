//! Which exceptions are left over: their day is over, or nothing that they cover is violated any more.

use std::collections::BTreeSet;

use super::Origin;
use super::cover::{Entry, Named};
use super::place::{Judged, Reach};
use crate::lint::{Pass, Report};
use crate::workspace::{FileId, Span};

impl Entry {
    /// Whether what it stands on has been judged: it has instances, and nothing in it was left out.
    ///
    /// `idle` are the resources without instances, `aws_kms_key.k`, of a run that looked at everything that its settings are for.
    pub(super) fn is_judged(
        &self,
        blocks: &BTreeSet<(FileId, u32, u32)>,
        gaps: &[Span],
        passes: &[Pass],
        idle: Option<&[String]>,
    ) -> bool {
        let place = match &self.reach {
            // What a settings file is about may be outside of what this run looked at, unless something there is right now.
            Reach::Settings(reach) => {
                let is_gone = idle.is_some_and(|idle| !idle.iter().any(|resource| reach.may_mean(resource)));
                return is_gone
                    || passes.iter().any(|pass| {
                        let is_named = self.named.iter().any(|name| name.ids.contains(&pass.rule.id));
                        let judged =
                            Judged { addresses: &pass.resources, location: pass.location, trace: &[], concerned: &[] };
                        is_named && self.reach.covers(judged)
                    });
            }
            Reach::File(file) => {
                return blocks.range((*file, 0, 0)..).next().is_some_and(|block| block.0 == *file)
                    && !gaps.iter().any(|gap| gap.file == *file);
            }
            Reach::Element { span, .. } | Reach::Lines(span) => *span,
        };
        if gaps.iter().any(|gap| place.contains(*gap) || gap.contains(place)) {
            return false;
        }
        if !self.is_in_block() {
            return true;
        }
        let around = blocks.range(..=(place.file, place.start, u32::MAX)).next_back();
        let within = blocks.range((place.file, place.start, 0)..).next();
        let is_near = |block: &(FileId, u32, u32)| {
            let block = Span::new(block.0, block.1, block.2);
            block.contains(place) || place.contains(block)
        };
        around.is_some_and(is_near) || within.is_some_and(is_near)
    }

    /// Whether it stands on a block that has instances, or in one.
    fn is_in_block(&self) -> bool {
        let block_type = self.root.as_ref().and_then(|root| root.block_type.as_deref());
        matches!(block_type, Some("resource" | "data" | "module" | "provider"))
    }

    /// Whether a rule that ran has something to say at its place: of variables and values, only one that looks for text has.
    pub(super) fn binds(&self, name: &Named) -> bool {
        name.has_literals || self.is_in_block() || !matches!(self.reach, Reach::Element { .. })
    }
}

pub(super) fn expired(entry: &Entry) -> String {
    let until = entry.exception.until.map(|until| until.to_string()).unwrap_or_default();
    let again = match entry.findings.len() {
        0 if !entry.undetermined.is_empty() => {
            "what it covered may be a violation: fix it, or have it decided anew.".to_owned()
        }
        0 => "it covers nothing any more: remove it.".to_owned(),
        1 => "what it covered counts again: fix it, or have it decided anew.".to_owned(),
        count => format!("the {count} findings that it covered count again: fix them, or have it decided anew."),
    };
    format!("This exception ended on {until}; {again}")
}

pub(super) fn unused(entry: &Entry, name: &Named, report: &Report) -> String {
    let written = &name.written;
    // The common mistake is a comment in a block that stands on the attribute below it.
    let is_elsewhere = entry.root.as_deref().is_some_and(|root| {
        matches!(entry.reach, Reach::Element { span, .. } if span != root.span)
            && report
                .findings
                .iter()
                .any(|finding| name.ids.contains(&finding.rule.id) && root.span.contains(finding.location))
    });
    match &entry.reach {
        Reach::Element { key: Some(key), .. } => {
            format!("No violation of `{written}` is left in instance {key}; remove it from the exception.")
        }
        Reach::Element { key: None, .. } if is_elsewhere => format!(
            "No violation of `{written}` is in the part of the block that this stands on, but there is one in the block: put the \
             comment above the block.",
        ),
        Reach::Element { key: None, .. } => {
            format!("No violation of `{written}` is left here; remove it from the exception.")
        }
        Reach::File(_) | Reach::Lines(_) => {
            format!("No violation of `{written}` is left in this file; remove it from the exception.")
        }
        Reach::Settings(_) => {
            format!("No violation of `{written}` is left where this holds; remove it from the exception.")
        }
    }
}

/// What a comment for another tool would cover if it counted.
pub(super) fn would_cover(entry: &Entry) -> String {
    let Origin::Foreign(tool) = entry.exception.origin else { return String::new() };
    let count = match entry.findings.len() {
        1 => "a finding".to_owned(),
        count => format!("{count} findings"),
    };
    let rules: BTreeSet<&str> = entry.findings.iter().map(|(rule, _)| rule.0.as_str()).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    format!("this comment for {tool} does not count here; it would except {count} of {}", rules.join(", "))
}
