//! What becomes of the exceptions of a run: what each covers, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::foreign::{self, Foreign};
use super::left_over::{expired, unused, would_cover};
use super::names::{Names, name_span};
use super::own_rules::{Fault, is_own};
use super::place::{Judged, Reach, SettingsReach};
use super::read::{self, Written};
use super::{Exception, ExceptionPolicy, ExceptionRecord, ExceptionState, ForeignPolicy, MIN_REASON, Origin};
use crate::config::ExceptionBlock;
use crate::lint::judge::RootReport;
use crate::lint::rules::{Rule, RuleSet};
use crate::lint::told::Told;
use crate::lint::{Finding, Rejected, Report, Status, Undetermined};
use crate::policy::{Metadata, RuleId};
use crate::syntax::RootElement;
use crate::workspace::{Diagnostic, FileId, GapKind, Level, SourceFile, Span};

/// More comments for other tools than this are counted in the note about them, not told one by one.
const MAX_NOTES: usize = 10;

/// More exceptions than this that do not count are not told at one finding.
pub(in crate::lint) const MAX_REJECTED: usize = 20;

/// A rule, none for all of them; and the file that exceptions for it stand in, none for the settings.
type Shelf = (Option<RuleId>, Option<FileId>);

/// What the comments of a file say.
type InFile<'a> = (&'a Arc<SourceFile>, Vec<Written>, Vec<Foreign>);

/// What was judged of a root module or plan, excepted where it is covered.
#[derive(Debug, Default)]
pub(in crate::lint) struct Applied {
    pub(in crate::lint) findings: Vec<Finding>,
    pub(in crate::lint) undetermined: Vec<Undetermined>,
}

/// The exceptions of a run.
#[derive(Debug, Default)]
pub(in crate::lint) struct Exceptions {
    entries: Vec<Entry>,
    /// The entries for a rule that stand in a file or, without one, in the settings, with the index of the name that means the rule.
    by_place: HashMap<Shelf, Vec<(usize, usize)>>,
    /// What is wrong with the exceptions themselves.
    faults: Vec<Finding>,
}

/// What an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// To except, if its state lets it.
    Counts,
    /// To tell what it would except.
    Told,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) weight: Weight,
    pub(super) exception: Arc<Exception>,
    pub(super) reach: Reach,
    pub(super) root: Option<Arc<RootElement>>,
    pub(super) state: ExceptionState,
    pub(super) named: Vec<Named>,
    /// What it covers, or would cover: findings and undetermined results by rule and place, and instances by address.
    pub(super) findings: BTreeSet<(RuleId, Span)>,
    pub(super) undetermined: BTreeSet<(RuleId, Span)>,
    pub(super) instances: BTreeSet<String>,
}

/// A name in an exception's list of rules.
#[derive(Debug)]
pub(super) struct Named {
    /// As it is written.
    pub(super) written: String,
    /// Where it is written.
    pub(super) span: Span,
    /// What it means.
    pub(super) ids: Vec<RuleId>,
    /// Whether any of those looks for string constants, which are not bound to blocks that are judged.
    pub(super) has_literals: bool,
    /// Whether anything matched it, or might have if more were known.
    pub(super) is_needed: bool,
}

impl Entry {
    /// The exception, if it does not count for a violation of the rule.
    fn rejected(&self, rule: &Metadata) -> Option<Rejected> {
        let state = match self.state {
            _ if self.weight == Weight::Told => return None,
            ExceptionState::Active | ExceptionState::Unused if rule.suppressible => return None,
            ExceptionState::Active | ExceptionState::Unused => ExceptionState::Forbidden,
            state => state,
        };
        Some(Rejected { exception: Arc::clone(&self.exception), state })
    }
}

impl Named {
    fn new(name: &str, span: Span, found: &[&Rule]) -> Self {
        Self {
            written: name.to_owned(),
            span,
            ids: found.iter().map(|rule| RuleId(rule.id().into())).collect(),
            has_literals: found.iter().any(|rule| rule.has_literals()),
            is_needed: false,
        }
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
        let mut own: Vec<&Arc<SourceFile>> =
            files.iter().filter(|file| file.is_shown() && !file.is_derived() && !file.is_downloaded()).collect();
        own.sort_by(|left, right| (&left.display_path, &left.path).cmp(&(&right.display_path, &right.path)));
        let read = |file: &Arc<SourceFile>| match options.foreign {
            ForeignPolicy::Off => Vec::new(),
            ForeignPolicy::Warn | ForeignPolicy::Honour => foreign::read(file),
        };
        let comments = own.into_par_iter().map(|file| (file, read::exceptions(file), read(file)));
        let written: Vec<InFile<'_>> =
            comments.filter(|(_, written, foreign)| !written.is_empty() || !foreign.is_empty()).collect();
        if written.is_empty() && blocks.is_empty() {
            return exceptions;
        }
        let rules = rules.rules();
        let mut names = Names::new(&rules);
        let mut all_foreign = Vec::new();
        for (file, written, foreign) in written {
            written.into_iter().for_each(|written| exceptions.add_comment(file, written, &mut names, options));
            all_foreign.extend(foreign);
        }
        for block in blocks {
            let file = files.iter().find(|file| file.id == block.block.file).map(AsRef::as_ref);
            let exception = Exception::clone(&block.exception);
            let reach = Reach::Settings(Box::new(SettingsReach::new(block, files)));
            exceptions.add((file, block.block), exception, reach, None, &mut names, options);
        }
        // Last: where one of ours covers the same, it is the one that does.
        all_foreign.into_iter().for_each(|foreign| exceptions.add_foreign(foreign, &names, options));
        exceptions
    }

    /// Adds what a comment for another tool says. What such a comment lacks, names wrongly or covers no more is that tool's business.
    fn add_foreign(&mut self, foreign: Foreign, names: &Names<'_>, options: &ExceptionPolicy) {
        let Foreign { tool, location, root, reach, rules, reason, until } = foreign;
        let weight = if options.foreign == ForeignPolicy::Honour { Weight::Counts } else { Weight::Told };
        let named = rules.iter().flatten().map(|rule| (*rule, names.find(rule)));
        let named: Vec<(&str, Vec<&Rule>)> = named.filter(|(_, found)| !found.is_empty()).collect();
        if rules.is_some() && named.is_empty() {
            return;
        }
        let mut all = named.iter().flat_map(|(_, found)| found);
        let state = match until {
            Some(until) if until < options.today => ExceptionState::Expired,
            _ if rules.is_some() && all.all(|rule| !rule.metadata().suppressible) => ExceptionState::Forbidden,
            _ => ExceptionState::Active,
        };
        if weight == Weight::Told && state != ExceptionState::Active {
            return;
        }
        let written: Vec<String> = match &rules {
            None => vec!["*".to_owned()],
            Some(_) => named.iter().map(|(name, _)| (*name).to_owned()).collect(),
        };
        let named = named.iter().map(|(name, found)| Named::new(name, location, found)).collect();
        let exception = Exception {
            rules: written,
            origin: Origin::Foreign(tool),
            location,
            reason,
            until,
            ticket: None,
            approved_by: None,
        };
        self.push(weight, exception, reach, root, state, named);
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
            named.push(Named::new(name, span, &found));
        }
        let state = match (named.is_empty(), is_forbidden) {
            (true, _) => ExceptionState::UnknownRule,
            (false, true) => ExceptionState::Forbidden,
            (false, false) => self.terms_state(&exception, root.as_deref(), options),
        };
        self.push(Weight::Counts, exception, reach, root, state, named);
    }

    /// Puts an exception where findings of its rules will find it; without any name it is for all of them.
    fn push(
        &mut self,
        weight: Weight,
        exception: Exception,
        reach: Reach,
        root: Option<Arc<RootElement>>,
        state: ExceptionState,
        named: Vec<Named>,
    ) {
        let index = self.entries.len();
        let ids =
            named.iter().enumerate().flat_map(|(number, name)| name.ids.iter().map(move |id| (id.clone(), number)));
        for (id, number) in ids {
            self.by_place.entry((Some(id), reach.file())).or_default().push((index, number));
        }
        if named.is_empty() {
            self.by_place.entry((None, reach.file())).or_default().push((index, 0));
        }
        self.entries.push(Entry {
            weight,
            exception: Arc::new(exception),
            reach,
            root,
            state,
            named,
            findings: BTreeSet::new(),
            undetermined: BTreeSet::new(),
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

    /// What was judged of a root module or plan, excepted where it is covered.
    pub(in crate::lint) fn apply_to(&mut self, part: &RootReport) -> Applied {
        // What is undetermined may be a violation, so the exception for it is needed.
        let undetermined = part.undetermined.iter().map(|Told { what, concerned }| {
            let judged = Judged { addresses: &what.resources, location: what.location, trace: &what.trace, concerned };
            let (status, _) = self.cover(&what.rule, judged, |entry| &mut entry.undetermined);
            Undetermined { status, ..what.clone() }
        });
        let undetermined = undetermined.collect();
        Applied { findings: part.findings.iter().map(|told| self.apply(told)).collect(), undetermined }
    }

    /// The finding, excepted if it is covered.
    pub(in crate::lint) fn apply(&mut self, told: &Told<Finding>) -> Finding {
        let Told { what, concerned } = told;
        let judged = Judged { addresses: &what.resources, location: what.location, trace: &what.trace, concerned };
        let (status, rejected) = self.cover(&what.rule, judged, |entry| &mut entry.findings);
        Finding { status, rejected, ..what.clone() }
    }

    /// Whether something is excepted, and what was meant to except it and does not count. The entry that covers it, or would if it counted, has it in a list of its own.
    fn cover(
        &mut self,
        rule: &Metadata,
        judged: Judged<'_>,
        list: impl Fn(&mut Entry) -> &mut BTreeSet<(RuleId, Span)>,
    ) -> (Status, Vec<Rejected>) {
        let matching = self.matching(&rule.id, judged);
        let first = |weight: Weight, is: &dyn Fn(&Entry) -> bool| {
            let is = |index: &usize| self.entries.get(*index).is_some_and(|entry| entry.weight == weight && is(entry));
            matching.iter().copied().find(is)
        };
        let is_active = |entry: &Entry| rule.suppressible && entry.state == ExceptionState::Active;
        let active = first(Weight::Counts, &is_active);
        // What does not count would cover what nothing else covers.
        let others = [first(Weight::Counts, &|_| true), first(Weight::Told, &is_active)];
        let recorded = if active.is_some() { [active, None] } else { others };
        let mut status = Status::Open;
        for index in recorded.into_iter().flatten() {
            let Some(entry) = self.entries.get_mut(index) else { continue };
            if active.is_some() {
                status = Status::Excepted(Arc::clone(&entry.exception));
            }
            list(entry).insert((rule.id.clone(), judged.location));
            entry.instances.extend(judged.addresses.iter().cloned());
        }
        let rejected = match status {
            Status::Excepted(_) => Vec::new(),
            Status::Open => {
                let entries = matching.iter().filter_map(|index| self.entries.get(*index));
                entries.filter_map(|entry| entry.rejected(rule)).take(MAX_REJECTED).collect()
            }
        };
        (status, rejected)
    }

    /// The entries that reach something, in order; they are needed.
    fn matching(&mut self, rule: &RuleId, judged: Judged<'_>) -> Vec<usize> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut matching = BTreeSet::new();
        let files = judged.files().into_iter().map(Some).chain([None]);
        let shelves = files.flat_map(|file| [(Some(rule.clone()), file), (None, file)]);
        for shelf in shelves {
            for (index, name) in self.by_place.get(&shelf).into_iter().flatten() {
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

    /// What comments for other tools would except, in files that are wanted, told when everything was applied.
    pub(in crate::lint) fn notes(&self, is_wanted: impl Fn(FileId) -> bool) -> Vec<Diagnostic> {
        let told = self.entries.iter().filter(|entry| entry.weight == Weight::Told && !entry.findings.is_empty());
        let told: Vec<&Entry> = told.filter(|entry| is_wanted(entry.exception.location.file)).collect();
        let note = |span, message| Diagnostic { span, level: Level::Note, message };
        let mut notes: Vec<Diagnostic> =
            told.iter().take(MAX_NOTES).map(|entry| note(Some(entry.exception.location), would_cover(entry))).collect();
        let (who, them) = match told.len() {
            0 => return notes,
            1 => ("a comment for another tool".to_owned(), "it"),
            count => (format!("{count} comments for other tools"), "them"),
        };
        let message = format!(
            "{who} would except findings: `soc2lint migrate-suppressions` rewrites {them}, `--foreign-suppressions=honour` lets \
             {them} count"
        );
        notes.push(note(None, message));
        notes
    }

    /// Reports the exceptions, and what is wrong with them. The rules of the run are in the report. `idle` are the resources without
    /// instances, where the run looked at everything that its settings are for.
    pub(in crate::lint) fn finish(mut self, report: &mut Report, roots: &[&RootReport], idle: Option<&[String]>) {
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
        let idle = idle.filter(|_| gaps().next().is_none());
        let gaps: Vec<Span> = gaps().filter_map(|gap| gap.span).collect();
        let mut records = Vec::with_capacity(self.entries.len());
        for mut entry in std::mem::take(&mut self.entries) {
            let is_foreign = matches!(entry.exception.origin, Origin::Foreign(_));
            if entry.weight == Weight::Told {
                continue;
            }
            if entry.state == ExceptionState::Expired && !is_foreign {
                self.fault(Fault::Expired, entry.exception.location, entry.root.as_deref(), expired(&entry));
            }
            if entry.state == ExceptionState::Active
                && !is_foreign
                && is_whole
                && entry.is_judged(&blocks, &gaps, &report.passes, idle)
            {
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
                undetermined: entry.undetermined.len() as u64,
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

/// The address of a block in its module, `aws_s3_bucket.b`.
fn address(root: &RootElement) -> String {
    let labels = root.labels.join(".");
    match root.block_type.as_deref() {
        None | Some("resource") => labels,
        Some(block_type) if labels.is_empty() => block_type.to_owned(),
        Some(block_type) => format!("{block_type}.{labels}"),
    }
}
