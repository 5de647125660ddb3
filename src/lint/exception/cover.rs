//! What becomes of the exceptions of a run: what each covers, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::own_rules::{Fault, is_own};
use super::place::{Judged, Reach, SettingsReach};
use super::read::{self, Written};
use super::{Exception, ExceptionPolicy, ExceptionRecord, ExceptionState, MIN_REASON, Origin};
use crate::config::ExceptionBlock;
use crate::lint::judge::RootReport;
use crate::lint::rules::{Rule, RuleSet};
use crate::lint::told::Told;
use crate::lint::{Finding, Pass, Report, Status};
use crate::policy::{Metadata, RuleId};
use crate::syntax::RootElement;
use crate::workspace::{FileId, GapKind, SourceFile, Span, nearest};

/// More misspelt names than this get no neighbour: looking for one takes a while, and nobody reads so many.
const MAX_NEAREST: usize = 100;

/// A rule, and the file that exceptions for it stand in; none for the settings.
type Shelf = (RuleId, Option<FileId>);

/// The exceptions of a run.
#[derive(Debug, Default)]
pub(in crate::lint) struct Exceptions {
    entries: Vec<Entry>,
    /// The entries for a rule that stand in a file or, without one, in the settings, with the index of the name that means the rule.
    by_place: HashMap<Shelf, Vec<(usize, usize)>>,
    /// What is wrong with the exceptions themselves.
    faults: Vec<Finding>,
}

#[derive(Debug)]
struct Entry {
    exception: Arc<Exception>,
    reach: Reach,
    root: Option<Arc<RootElement>>,
    state: ExceptionState,
    named: Vec<Named>,
    /// What it covers, or would cover: findings by rule and place, and instances by address.
    findings: BTreeSet<(RuleId, Span)>,
    instances: BTreeSet<String>,
}

/// A name in an exception's list of rules.
#[derive(Debug)]
struct Named {
    /// As it is written.
    written: String,
    /// Where it is written.
    span: Span,
    /// What it means.
    ids: Vec<RuleId>,
    /// Whether any of those looks for string constants, which are not bound to blocks that are judged.
    has_literals: bool,
    /// Whether anything matched it, or might have if more were known.
    is_needed: bool,
}

/// The rules by all names that they have or had.
struct Names<'a> {
    by_name: BTreeMap<&'a str, Vec<&'a Rule>>,
    searched: usize,
}

impl<'a> Names<'a> {
    fn new(rules: &'a [Rule]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
        for rule in rules {
            for name in std::iter::once(rule.id()).chain(rule.former_ids()) {
                by_name.entry(name).or_default().push(rule);
            }
        }
        Self { by_name, searched: 0 }
    }

    fn find(&self, written: &str) -> Vec<&'a Rule> {
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
    fn is_too_wide(&self, written: &str) -> bool {
        written.strip_suffix('*').is_some_and(|stem| stem.matches('-').count() < 2 && !stem.starts_with("suppression-"))
            && self.find(written).len() > 1
    }

    fn nearest(&mut self, written: &str) -> Option<&'a str> {
        self.searched += 1;
        let stem = written.trim_end_matches('*');
        (self.searched <= MAX_NEAREST).then(|| nearest(stem, self.by_name.keys().copied())).flatten()
    }
}

impl Exceptions {
    /// The exceptions of the settings, and those in the comments of these files, other than of those that were downloaded: their
    /// authors decide nothing here.
    pub(in crate::lint) fn read(
        files: &[Arc<SourceFile>],
        blocks: &[ExceptionBlock],
        rules: &RuleSet,
        options: &ExceptionPolicy,
    ) -> Self {
        let mut exceptions = Self::default();
        if !options.is_on {
            return exceptions;
        }
        let is_vendored = |file: &SourceFile| file.path.components().any(|part| part.as_str() == ".terraform");
        let mut own: Vec<&Arc<SourceFile>> =
            files.iter().filter(|file| file.is_shown() && !file.is_derived() && !is_vendored(file)).collect();
        own.sort_by(|left, right| (&left.display_path, &left.path).cmp(&(&right.display_path, &right.path)));
        let written = own.into_par_iter().map(|file| (file, read::exceptions(file)));
        let written: Vec<(&Arc<SourceFile>, Vec<Written>)> =
            written.filter(|(_, written)| !written.is_empty()).collect();
        if written.is_empty() && blocks.is_empty() {
            return exceptions;
        }
        let rules = rules.rules();
        let mut names = Names::new(&rules);
        for (file, written) in written {
            written.into_iter().for_each(|written| exceptions.add_comment(file, written, &mut names, options));
        }
        for block in blocks {
            let file = files.iter().find(|file| file.id == block.block.file).map(AsRef::as_ref);
            let exception = Exception::clone(&block.exception);
            let reach = Reach::Settings(Box::new(SettingsReach::new(block, files)));
            exceptions.add((file, block.block), exception, reach, None, &mut names, options);
        }
        exceptions
    }

    fn add_comment(&mut self, file: &SourceFile, written: Written, names: &mut Names<'_>, options: &ExceptionPolicy) {
        let Written { location, root, said } = written;
        let (reach, terms) = match said {
            Ok(said) => said,
            Err(error) => {
                return self.fault(
                    Fault::Malformed,
                    location,
                    root.as_deref(),
                    format!("This comment is not read: {error}."),
                );
            }
        };
        let exception = Exception {
            rules: terms.rules,
            origin: Origin::Comment,
            location,
            reason: terms.reason,
            until: terms.until,
            ticket: terms.ticket,
            approved_by: terms.by,
        };
        self.add((Some(file), location), exception, reach, root, names, options);
    }

    /// Adds an exception, of which the text is at a place in a file.
    fn add(
        &mut self,
        (file, text): (Option<&SourceFile>, Span),
        exception: Exception,
        reach: Reach,
        root: Option<Arc<RootElement>>,
        names: &mut Names<'_>,
        options: &ExceptionPolicy,
    ) {
        let location = exception.location;
        let mut named = Vec::new();
        let mut is_forbidden = true;
        for name in &exception.rules {
            let span = file.and_then(|file| name_span(file, text, name)).unwrap_or(location);
            let found = names.find(name);
            if names.is_too_wide(name) {
                let text = format!(
                    "This exception does not count: `{name}` would except {} rules; name what was decided on.",
                    found.len()
                );
                return self.fault(Fault::Malformed, location, root.as_deref(), text);
            }
            if found.is_empty() {
                let hint = names.nearest(name).map(|near| format!("; did you mean `{near}`?"));
                let text = format!("There is no rule `{name}`{}", hint.unwrap_or_else(|| ".".to_owned()));
                self.fault(Fault::UnknownRule, span, root.as_deref(), text);
                continue;
            }
            // Of a beginning of ids it can't be said that it means a rule; such a rule is just not covered.
            if !name.ends_with('*') && found.iter().all(|rule| !rule.metadata().suppressible) {
                let text = format!("`{name}` must not be excepted; this hides nothing.");
                self.fault(Fault::Forbidden, span, root.as_deref(), text);
            } else {
                is_forbidden = false;
            }
            named.push(Named {
                written: name.clone(),
                span,
                ids: found.iter().map(|rule| RuleId(rule.id().into())).collect(),
                has_literals: found.iter().any(|rule| rule.has_literals()),
                is_needed: false,
            });
        }
        let state = match (named.is_empty(), is_forbidden) {
            (true, _) => ExceptionState::UnknownRule,
            (false, true) => ExceptionState::Forbidden,
            (false, false) => self.terms_state(&exception, root.as_deref(), options),
        };
        let index = self.entries.len();
        for (number, name) in named.iter().enumerate() {
            for id in &name.ids {
                self.by_place.entry((id.clone(), reach.file())).or_default().push((index, number));
            }
        }
        self.entries.push(Entry {
            exception: Arc::new(exception),
            reach,
            root,
            state,
            named,
            findings: BTreeSet::new(),
            instances: BTreeSet::new(),
        });
    }

    /// Whether an exception says enough, and its day is neither over nor too far away. That it is over is told at the end.
    fn terms_state(
        &mut self,
        exception: &Exception,
        root: Option<&RootElement>,
        options: &ExceptionPolicy,
    ) -> ExceptionState {
        let location = exception.location;
        let reason = match &exception.reason {
            None => Some("it has no reason; write `reason=\"…\"`".to_owned()),
            Some(reason) if reason.trim().chars().count() < MIN_REASON => {
                Some(format!("its reason has fewer than {MIN_REASON} characters; say what an auditor has to know"))
            }
            Some(_) => None,
        };
        let date = exception.until.is_none().then(|| "it has no last day; write `until=YYYY-MM-DD`".to_owned());
        let missing: Vec<String> = reason.into_iter().chain(date).collect();
        if !missing.is_empty() {
            let text = format!("This exception does not count: {}.", missing.join(", and "));
            self.fault(Fault::Incomplete, location, root, text);
            return ExceptionState::Incomplete;
        }
        let longest = jiff::Span::new().try_days(i64::from(options.max_days));
        let latest = longest.map_or(Date::MAX, |longest| options.today.saturating_add(longest));
        match exception.until {
            Some(until) if until < options.today => ExceptionState::Expired,
            Some(until) if until > latest => {
                let text = format!(
                    "This exception does not count: {until} is more than {} days from today; {latest} is the last day that it can have.",
                    options.max_days,
                );
                self.fault(Fault::TooLong, location, root, text);
                ExceptionState::TooLong
            }
            _ => ExceptionState::Active,
        }
    }

    fn fault(&mut self, fault: Fault, location: Span, root: Option<&RootElement>, message: String) {
        self.faults.push(Finding {
            resources: root.map(address).into_iter().collect(),
            block: root.filter(|root| root.span.contains(location)).map_or(location, |root| root.span),
            ..Finding::at(fault.rule(), message, location)
        });
    }

    /// The findings of a root module or plan, excepted where they are covered.
    pub(in crate::lint) fn apply_to(&mut self, part: &RootReport) -> Vec<Finding> {
        for Told { what, concerned } in &part.undetermined {
            // It may be a violation, so the exception for it is needed.
            self.matching(
                &what.rule.id,
                Judged { addresses: &what.resources, location: what.location, trace: &[], concerned },
            );
        }
        part.findings.iter().map(|told| self.apply(told)).collect()
    }

    /// The finding, excepted if it is covered.
    pub(in crate::lint) fn apply(&mut self, told: &Told<Finding>) -> Finding {
        let Told { what, concerned } = told;
        let mut finding = what.clone();
        let judged = Judged { addresses: &what.resources, location: what.location, trace: &what.trace, concerned };
        let matching = self.matching(&what.rule.id, judged);
        let is_active =
            |index: &usize| self.entries.get(*index).is_some_and(|entry| entry.state == ExceptionState::Active);
        let active = matching.iter().copied().find(|index| what.rule.suppressible && is_active(index));
        // What does not count would cover what nothing else covers.
        let index = active.or(matching.first().copied());
        if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
            if active.is_some() {
                finding.status = Status::Excepted(Arc::clone(&entry.exception));
            }
            entry.findings.insert((what.rule.id.clone(), what.location));
            entry.instances.extend(what.resources.iter().cloned());
        }
        finding
    }

    /// The entries that reach something, in order; they are needed.
    fn matching(&mut self, rule: &RuleId, judged: Judged<'_>) -> Vec<usize> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut matching = BTreeSet::new();
        for file in judged.files().into_iter().map(Some).chain([None]) {
            for (index, name) in self.by_place.get(&(rule.clone(), file)).into_iter().flatten() {
                let Some(entry) = self.entries.get_mut(*index).filter(|entry| entry.reach.covers(judged)) else {
                    continue;
                };
                if let Some(named) = entry.named.get_mut(*name) {
                    named.is_needed = true;
                }
                matching.insert(*index);
            }
        }
        matching.into_iter().collect()
    }

    /// Reports the exceptions, and what is wrong with them. The rules of the run are in the report.
    pub(in crate::lint) fn finish(mut self, report: &mut Report, roots: &[&RootReport]) {
        if self.entries.is_empty() && self.faults.is_empty() {
            return;
        }
        let blocks = roots.iter().flat_map(|root| root.blocks.iter());
        let blocks: BTreeSet<(FileId, u32, u32)> = blocks.map(|span| (span.file, span.start, span.end)).collect();
        let rules: BTreeSet<RuleId> = report.rules.iter().map(|rule| RuleId(rule.id().into())).collect();
        // With the severities that the settings give them.
        let own: BTreeMap<String, Arc<Metadata>> = report
            .rules
            .iter()
            .filter(|rule| is_own(rule.id()))
            .map(|rule| (rule.id().to_owned(), Arc::clone(rule.metadata())))
            .collect();
        let gaps = || report.gaps.iter().chain(roots.iter().flat_map(|root| &root.gaps));
        let is_whole = !gaps().any(|gap| match gap.kind {
            GapKind::Budget | GapKind::Internal | GapKind::Policy => true,
            GapKind::Unreadable
            | GapKind::Syntax
            | GapKind::LocalModule
            | GapKind::RemoteModule
            | GapKind::ModuleCycle
            | GapKind::Plan => false,
        });
        let gaps: Vec<Span> = gaps().filter_map(|gap| gap.span).collect();
        let mut records = Vec::with_capacity(self.entries.len());
        for mut entry in std::mem::take(&mut self.entries) {
            if entry.state == ExceptionState::Expired {
                self.fault(Fault::Expired, entry.exception.location, entry.root.as_deref(), expired(&entry));
            }
            if entry.state == ExceptionState::Active && is_whole && entry.is_judged(&blocks, &gaps, &report.passes) {
                let has_run = |name: &&Named| name.ids.iter().any(|id| rules.contains(id)) && entry.binds(name);
                let left: Vec<&Named> = entry.named.iter().filter(|name| !name.is_needed).filter(has_run).collect();
                for name in &left {
                    self.fault(Fault::Unused, name.span, entry.root.as_deref(), unused(&entry, name, report));
                }
                if left.len() == entry.named.len() {
                    entry.state = ExceptionState::Unused;
                }
            }
            records.push(ExceptionRecord {
                exception: entry.exception,
                state: entry.state,
                findings: entry.findings.len() as u64,
                instances: entry.instances.len() as u64,
            });
        }
        report.exceptions = records;
        report.findings.extend(self.faults.into_iter().filter_map(|fault| {
            let rule = own.get(fault.rule.id.0.as_str())?;
            Some(Finding { rule: Arc::clone(rule), ..fault })
        }));
    }
}

impl Entry {
    /// Whether what it stands on has been judged: it has instances, and nothing in it was left out.
    fn is_judged(&self, blocks: &BTreeSet<(FileId, u32, u32)>, gaps: &[Span], passes: &[Pass]) -> bool {
        let place = match &self.reach {
            // What a settings file is about may be outside of what this run looked at, unless something there is right now.
            Reach::Settings(_) => {
                return passes.iter().any(|pass| {
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
            Reach::Element { span, .. } => *span,
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
    fn binds(&self, name: &Named) -> bool {
        name.has_literals || self.is_in_block() || !matches!(self.reach, Reach::Element { .. })
    }
}

fn expired(entry: &Entry) -> String {
    let until = entry.exception.until.map(|until| until.to_string()).unwrap_or_default();
    let again = match entry.findings.len() {
        0 => "it covers nothing any more: remove it.".to_owned(),
        1 => "what it covered counts again: fix it, or have it decided anew.".to_owned(),
        count => format!("the {count} findings that it covered count again: fix them, or have it decided anew."),
    };
    format!("This exception ended on {until}; {again}")
}

fn unused(entry: &Entry, name: &Named, report: &Report) -> String {
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
        Reach::File(_) => format!("No violation of `{written}` is left in this file; remove it from the exception."),
        Reach::Settings(_) => {
            format!("No violation of `{written}` is left where this holds; remove it from the exception.")
        }
    }
}

/// Where in an exception a rule is named.
fn name_span(file: &SourceFile, location: Span, name: &str) -> Option<Span> {
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

/// The address of a block in its module, `aws_s3_bucket.b`.
fn address(root: &RootElement) -> String {
    let labels = root.labels.join(".");
    match root.block_type.as_deref() {
        None | Some("resource") => labels,
        Some(block_type) if labels.is_empty() => block_type.to_owned(),
        Some(block_type) => format!("{block_type}.{labels}"),
    }
}
