//! The names of rules in exceptions: what they mean, and where they are written.

use std::collections::BTreeMap;

use crate::lint::rules::Rule;
use crate::workspace::{SourceFile, Span, nearest};

/// More misspelt names than this get no neighbour: looking for one takes a while, and nobody reads so many.
const MAX_NEAREST: usize = 100;

/// The rules by all names that they have or had.
pub(super) struct Names<'a> {
    by_name: BTreeMap<&'a str, Vec<&'a Rule>>,
    searched: usize,
}

impl<'a> Names<'a> {
    pub(super) fn new(rules: &'a [Rule]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
        for rule in rules {
            for name in std::iter::once(rule.id()).chain(rule.former_ids()) {
                by_name.entry(name).or_default().push(rule);
            }
        }
        Self { by_name, searched: 0 }
    }

    pub(super) fn find(&self, written: &str) -> Vec<&'a Rule> {
        match written.strip_suffix('*') {
            None => self.by_name.get(written).cloned().unwrap_or_default(),
            Some(stem) => {
                let from = self.by_name.range(stem..);
                from.take_while(|(name, _)| name.starts_with(stem))
                    .flat_map(|(_, rules)| rules.iter().copied())
                    .collect()
            }
        }
    }

    /// Whether what is written means nearly everything, as `*` does.
    pub(super) fn is_too_wide(&self, written: &str) -> bool {
        written.strip_suffix('*').is_some_and(|stem| stem.matches('-').count() < 2 && !stem.starts_with("suppression-"))
            && self.find(written).len() > 1
    }

    pub(super) fn nearest(&mut self, written: &str) -> Option<&'a str> {
        self.searched += 1;
        let stem = written.trim_end_matches('*');
        (self.searched <= MAX_NEAREST).then(|| nearest(stem, self.by_name.keys().copied())).flatten()
    }
}

/// Where in an exception a rule is named.
pub(super) fn name_span(file: &SourceFile, location: Span, name: &str) -> Option<Span> {
    let text = file.text().get(location.range()).unwrap_or_default();
    // Longer names may begin alike.
    let is_end = |at: usize| text.get(at + name.len()..).is_none_or(|rest| !rest.starts_with(is_name));
    let is_start = |at: usize| text.get(..at).is_none_or(|before| !before.ends_with(is_name));
    let (at, _) = text.match_indices(name).find(|(at, _)| is_start(*at) && is_end(*at))?;
    let offset = |at: usize| location.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    Some(Span::new(location.file, offset(at), offset(at + name.len())))
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || "-_*".contains(letter)
}
