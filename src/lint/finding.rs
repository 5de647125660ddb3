//! What a run found, structured until a report makes words of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use rayon::prelude::*;
use smol_str::SmolStr;

use super::{Exception, ExceptionRecord, ExceptionState, Rule};
use crate::config::AppliedSettings;
use crate::model::TraceStep;
use crate::policy::{Metadata, RuleId};
use crate::value::Causes;
use crate::workspace::{Diagnostic, Gap, SourceMap, Span};

/// A violated rule at a place. One mistake in the source is one finding, through however many instances it is reached.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that is violated.
    pub rule: Arc<Metadata>,
    /// The addresses of the resource instances (or provider, or module call) that it concerns, in order; never empty
    /// but for a text constant outside any block.
    pub resources: Vec<String>,
    /// What is wrong and what to write: the messages of the failing `enforce` blocks in order.
    pub message: String,
    /// The rule's policies that say so: where each stands.
    pub policies: Vec<Span>,
    /// Where: the deciding attribute, or the block's header if the attribute is missing. Short enough to fit a pull request's diff.
    pub location: Span,
    /// The whole block that `location` belongs to.
    pub block: Span,
    /// The deciding attribute's path within the resource, `versioning[0].enabled`; `None` where the resource lacks something altogether.
    pub attribute: Option<String>,
    /// From the location back to the literals that decided it, nearest first.
    pub trace: Vec<TraceStep>,
    /// Other places that belong to it, with what they say: companions that miss a setting, the module call.
    pub related: Vec<TraceStep>,
    /// Whether the verdict rests on a service's documented default that no plan shows.
    pub assumed: bool,
    /// Stable identity of the mistake: see `lint::fingerprint`.
    pub fingerprint: String,
    /// The names of the environments that it holds in, in order; empty where none are named in the settings.
    pub environments: Vec<SmolStr>,
    /// The root modules that it holds in, as they are shown, in order; empty where it comes from a plan or from text alone.
    pub root_modules: Vec<Utf8PathBuf>,
    /// Whether it is new against what the run compares with; `None` where it compares with nothing.
    pub baseline: Option<BaselineState>,
    /// Whether it counts.
    pub status: Status,
    /// Exceptions that were meant for it and do not count, with why not; a few, none where one covers it.
    pub rejected: Vec<Rejected>,
}

/// An exception that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// What was written.
    pub exception: Arc<Exception>,
    /// Why it does not count.
    pub state: ExceptionState,
}

impl Finding {
    /// A finding that says this of a place, with nothing else known of it.
    #[must_use]
    pub fn at(rule: Arc<Metadata>, message: String, location: Span) -> Self {
        Self {
            rule,
            resources: Vec::new(),
            message,
            location,
            block: location,
            attribute: None,
            trace: Vec::new(),
            related: Vec::new(),
            assumed: false,
            fingerprint: String::new(),
            environments: Vec::new(),
            root_modules: Vec::new(),
            baseline: None,
            status: Status::Open,
            rejected: Vec::new(),
            policies: Vec::new(),
        }
    }

    /// Whether it is a reason to fail: nobody accepted it, and it was not there before.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.status == Status::Open && self.baseline != Some(BaselineState::Unchanged)
    }
}

/// Whether a finding is new against what the run compares with (SARIF 3.27.24).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BaselineState {
    /// It was not there before; a plan introduces it.
    New,
    /// It was there before, and does not count.
    Unchanged,
    /// A plan leaves it as it was. It counts, because nobody accepted it: only a comparison that was asked for takes findings out.
    Existing,
}

/// What a run compares its findings with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// A file of earlier findings, by the path that was given.
    Baseline(String),
    /// The tree of a revision, as it was given.
    Revision(String),
    /// What is deployed before the plan is applied.
    PriorState,
}

/// A finding of what the run compares with, that holds no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The rule.
    pub rule: RuleId,
    /// The addresses of the resource instances that it concerned, in order.
    pub resources: Vec<String>,
    /// What was wrong.
    pub message: String,
    /// The path of the file that it was in, as it was shown.
    pub path: String,
    /// The line where it was, from 1.
    pub line: u32,
    /// Its identity.
    pub fingerprint: String,
}

impl Resolved {
    /// A finding that holds no longer.
    #[must_use]
    pub fn of(finding: &Finding, sources: &SourceMap) -> Self {
        let file = sources.file(finding.location.file);
        Self {
            rule: finding.rule.id.clone(),
            resources: finding.resources.clone(),
            message: finding.message.clone(),
            path: file.display_path.to_string(),
            line: file.position(finding.location.start).line,
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

/// Whether a finding counts, and if not, who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It counts.
    Open,
    /// A documented exception covers it.
    Excepted(Arc<Exception>),
}

/// A rule that could not be decided for a resource.
#[derive(Clone, Debug)]
pub struct Undetermined {
    /// The rule.
    pub rule: Arc<Metadata>,
    /// The addresses of the resource instances, in order.
    pub resources: Vec<String>,
    /// Where: the attribute that is not known, or the block's header.
    pub location: Span,
    /// The whole block.
    pub block: Span,
    /// What would decide it.
    pub causes: Causes,
    /// From there to what is not known: the expressions and module arguments that it comes through.
    pub trace: Vec<TraceStep>,
    /// An error of the rule itself, where that is why.
    pub error: Option<String>,
    /// The names of the environments that it is undetermined in, in order; empty where none are named in the settings.
    pub environments: Vec<SmolStr>,
    /// The root modules that it is undetermined in, as they are shown, in order; empty where it comes from a plan.
    pub root_modules: Vec<Utf8PathBuf>,
    /// Whether a documented exception covers it, whatever it turns out to be.
    pub status: Status,
}

/// A rule that a resource keeps.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The rule.
    pub rule: Arc<Metadata>,
    /// The addresses of the resource instances, in order.
    pub resources: Vec<String>,
    /// The block's header.
    pub location: Span,
}

/// A rule about the account that nothing in the run speaks to.
#[derive(Clone, Debug)]
pub struct NotSeen {
    /// The rule.
    pub rule: Rule,
}

/// Everything that a run has to tell, in a deterministic order: by path, place and rule.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The rules that ran, in order of their ids.
    pub rules: Vec<Rule>,
    /// Violations.
    pub findings: Vec<Finding>,
    /// What findings are compared with.
    pub comparison: Option<Comparison>,
    /// What was found there and holds no longer, by path, line and rule.
    pub resolved: Vec<Resolved>,
    /// Every exception that was read, used or not, by place.
    pub exceptions: Vec<ExceptionRecord>,
    /// What could not be decided, excepted or not.
    pub undetermined: Vec<Undetermined>,
    /// What is right.
    pub passes: Vec<Pass>,
    /// The settings file that the run went by.
    pub settings: Option<AppliedSettings>,
    /// How many (rule, resource instance) pairs each rule judged.
    pub judged: BTreeMap<RuleId, Counts>,
    /// Account rules that no root module was named a baseline for.
    pub not_seen: Vec<NotSeen>,
    /// Mistakes in the user's files.
    pub diagnostics: Vec<Diagnostic>,
    /// What was not analysed.
    pub gaps: Vec<Gap>,
    /// Files that were given as paths, as they are shown, in order: only what concerns them is reported. `None` where
    /// everything is.
    pub limited_to: Option<Vec<Utf8PathBuf>>,
    /// What was looked at.
    pub statistics: Statistics,
}

impl Report {
    /// What could not be decided and no exception covers.
    pub fn undecided(&self) -> impl Iterator<Item = &Undetermined> {
        self.undetermined.iter().filter(|entry| entry.status == Status::Open)
    }

    /// What every rule of the run says of itself, in order of their ids. Reads, in parallel, the rules that nothing was judged by.
    #[must_use]
    pub fn metadata(&self) -> Vec<&Arc<Metadata>> {
        self.rules.par_iter().map(Rule::metadata).collect()
    }
}

/// Verdicts of one rule by kind, counted in resource instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Kept.
    pub pass: u64,
    /// Violated.
    pub fail: u64,
    /// Not decided.
    pub undetermined: u64,
    /// The rule does not apply.
    pub not_applicable: u64,
}

/// What a run looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Configuration files read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Root modules evaluated.
    pub root_modules: u64,
    /// Module instances evaluated, roots included.
    pub module_instances: u64,
    /// Managed resource instances.
    pub resources: u64,
}
