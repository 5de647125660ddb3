//! A run from paths to a report.

use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use rayon::prelude::*;

use super::baseline::{Analysed, Baseline, BaselineError, Scope};
use super::environments::{Evaluand, evaluands};
use super::exception::{self, Applied, Exceptions};
use super::judge::{self, RootReport, Standard};
use super::literals::{Scanner, parse, role_of};
use super::memory::JudgedBy;
use super::planned::Planned;
use super::rules::{PolicyDirectory, RuleSet, Selection, UnknownRule};
use super::told::Told;
use super::{
    Comparison, ExceptionPolicy, Finding, Memory, Pass, Report, account_baseline, change, comparison, fold,
    named_files, planned, since,
};
use crate::config::{AppliedSettings, EnvironmentBlock, ExceptionBlock, RuleSetting};
use crate::policy::{Metadata, POLICY_SUFFIX, RuleId};
use crate::terraform::{self, Configuration, Module};
use crate::workspace::{
    self, Diagnostic, FindOptions, Found, Gap, GapKind, GitError, Repository, Revision, SourceFile, SourceMap, Span,
};

/// What to look at, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Directories and files.
    pub paths: Vec<Utf8PathBuf>,
    /// Plans and states; `-` is standard input. A path that holds one is a plan too.
    pub plans: Vec<Utf8PathBuf>,
    /// The root module that the plans were made of; where it is not given it is looked for beside a plan and in the working directory.
    pub source: Option<Utf8PathBuf>,
    /// Of the plans, only what they introduce, and what is about resources that they touch.
    pub only_changed: bool,
    /// Globs of what to leave out.
    pub exclude: Vec<String>,
    /// Which rules.
    pub selection: Selection,
    /// What the settings file says of single rules.
    pub rules: Vec<RuleSetting>,
    /// Directories with further rules.
    pub policies: Vec<PolicyDirectory>,
    /// Root modules that are the baseline of an account.
    pub account_baselines: Vec<Utf8PathBuf>,
    /// Directories that are a part of that baseline too if they are root modules of the run.
    pub optional_account_baselines: Vec<Utf8PathBuf>,
    /// The environments of the settings file.
    pub environments: Vec<EnvironmentBlock>,
    /// The exceptions of the settings file.
    pub exceptions: Vec<ExceptionBlock>,
    /// How documented exceptions are taken.
    pub exception_policy: ExceptionPolicy,
    /// Whether the run looks at everything that the settings file is for.
    pub is_whole: bool,
    /// What the report says of the settings file.
    pub settings: Option<AppliedSettings>,
    /// The texts that the spans in these options point into: the settings file's. With a memory those are the memory's own.
    pub sources: Arc<SourceMap>,
    /// How the configuration is evaluated.
    pub terraform: terraform::Options,
    /// What the findings are compared with.
    pub against: Against,
}

/// What findings are compared with, as it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// Nothing: every finding counts.
    #[default]
    Nothing,
    /// A baseline file.
    Baseline(Utf8PathBuf),
    /// The tree of a git revision, `main`; with `...` at its end, that of the nearest common ancestor with `HEAD`.
    Revision(String),
}

impl Options {
    /// The directories that are the baseline of an account.
    pub(super) fn baselines(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        self.account_baselines.iter().chain(&self.optional_account_baselines)
    }
}

/// Everything that a run has to tell, with the texts it points into.
pub struct Outcome {
    /// What was found.
    pub report: Report,
    /// The texts.
    pub sources: Arc<SourceMap>,
    /// The open findings, to be written to a baseline file.
    pub baseline: Baseline,
    /// Canonical paths of the files that functions of the configuration read.
    pub files_read: BTreeSet<Utf8PathBuf>,
    /// How long it took.
    pub timings: Timings,
}

/// How long each stage took.
#[derive(Clone, Debug, Default)]
pub struct Timings(Vec<(&'static str, Duration)>);

impl Timings {
    /// The stages in order.
    pub fn stages(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.0.iter().copied()
    }

    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((stage, start.elapsed()));
        result
    }
}

/// Why there is no report at all.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A rule was asked for that does not exist.
    #[error(transparent)]
    UnknownRule(#[from] UnknownRule),
    /// What is only changed was asked for where there is no change.
    #[error(
        "`--only-changed` is about plans alone; give a plan and no configuration (`--source` names the one that it was made of)"
    )]
    NotOnlyPlans,
    /// The working directory can't be resolved.
    #[error("the working directory can't be read: {0}")]
    WorkingDirectory(#[from] std::io::Error),
    /// The settings file says what does not fit the rules.
    #[error("the settings file has mistakes")]
    Settings(Vec<Diagnostic>),
    /// A path is no root module of the run.
    #[error("`--account-baseline {0}` is no root module among the given paths")]
    NoRootModule(Utf8PathBuf),
    /// The baseline can't be used.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// The revision can't be read.
    #[error(transparent)]
    Revision(#[from] GitError),
    /// A plan is no part of a revision.
    #[error("a plan can't be compared with a revision; it says itself what it changes, so leave out `--since`")]
    PlanAndRevision,
}

/// Finds, reads, evaluates and judges.
///
/// # Errors
/// Where there is nothing to report on: an unknown rule, a baseline that is no root module. What can't be read or parsed
/// is in the report.
pub fn check(options: &Options) -> Result<Outcome, CheckError> {
    run(options, &Arc::new(options.sources.fork()), None).map(|(outcome, _)| outcome)
}

/// Does what [`check`] does, with what an earlier run over the same files left in the memory. The options are asked for when the
/// memory has let go of what has changed, and point into its texts.
///
/// # Errors
/// As [`check`].
pub fn check_again(
    memory: &mut Memory,
    repository: &Repository,
    options: impl FnOnce(&Arc<SourceMap>) -> Options,
) -> Result<(Outcome, Options), CheckError> {
    memory.refresh(repository);
    let options = options(memory.sources());
    let (outcome, modules) = run(&options, memory.sources(), Some(memory))?;
    memory.keep(modules);
    Ok((outcome, options))
}

fn run(
    options: &Options,
    sources: &Arc<SourceMap>,
    memory: Option<&Memory>,
) -> Result<(Outcome, Vec<Arc<Module>>), CheckError> {
    let mut timings = Timings::default();
    let (plans, paths): (Vec<_>, Vec<_>) = options.paths.iter().cloned().partition(|path| planned::is_plan(path));
    let repository = Repository::of(&paths)?;
    let earlier = Earlier::open(options, &repository)?;
    let options = &Options { paths, plans: [options.plans.clone(), plans].concat(), ..options.clone() };
    if !options.plans.is_empty() && matches!(options.against, Against::Revision(_)) {
        return Err(CheckError::PlanAndRevision);
    }
    let Scan { mut report, found, modules, files_read } = scan(options, sources, repository, memory, &mut timings)?;
    let scope = Scope {
        paths: found.searched.iter().map(|path| found.repository.display(path).into_string()).collect(),
        exclude: options.exclude.iter().cloned().collect(),
    };
    let kept = match earlier {
        Earlier::Nothing => Vec::new(),
        Earlier::Baseline(path, baseline) => {
            let analysed = Analysed::new(&report, &found, &scope, &baseline.scope, sources);
            let with = Comparison::Baseline(path.to_string());
            comparison::compare(&mut report, with, baseline.findings, sources, |known| analysed.includes(known))
        }
        Earlier::Revision(revision) => {
            let analysed = Analysed::new(&report, &found, &scope, &scope, sources);
            let before = timings.time("revision", || since::scan(options, &found.repository, &revision))?;
            let notes = since::notes(&before, &revision, &report);
            report.diagnostics.splice(0..0, notes);
            let with = Comparison::Revision(revision.name().to_owned());
            comparison::compare(&mut report, with, before.known, sources, |known| analysed.includes(known))
        }
    };
    let baseline = Baseline::of(&report, scope, sources, &kept);
    // The rules about exceptions are part of what is told where there is something to tell.
    report.rules.retain(|rule| {
        let is_told = || report.findings.iter().any(|finding| finding.rule.id.0 == rule.id());
        !exception::is_own(rule.id()) || is_told()
    });
    Ok((Outcome { report, sources: Arc::clone(sources), baseline, files_read, timings }, modules))
}

/// What the findings of a run are compared with, opened before the work is done.
enum Earlier {
    Nothing,
    Baseline(Utf8PathBuf, Baseline),
    Revision(Arc<Revision>),
}

impl Earlier {
    fn open(options: &Options, repository: &Repository) -> Result<Self, CheckError> {
        Ok(match &options.against {
            Against::Nothing => Self::Nothing,
            Against::Baseline(path) => Self::Baseline(path.clone(), Baseline::read(path)?),
            Against::Revision(name) => Self::Revision(Arc::new(Revision::open(repository.root(), name)?)),
        })
    }
}

/// Everything that was found in one state of the files, before it is compared.
pub(super) struct Scan {
    pub(super) report: Report,
    pub(super) found: Found,
    pub(super) modules: Vec<Arc<Module>>,
    pub(super) files_read: BTreeSet<Utf8PathBuf>,
}

/// Finds, reads, evaluates and judges one state of the files. The paths of the options hold no plans.
pub(super) fn scan(
    options: &Options,
    sources: &Arc<SourceMap>,
    repository: Repository,
    memory: Option<&Memory>,
    timings: &mut Timings,
) -> Result<Scan, CheckError> {
    let rules = timings.time("rules", || rules(options, &repository, sources))?;
    let selected = rules.select(&options.selection)?;
    let (mut found, plans) = timings.time("find", || {
        let looked = FindOptions { paths: options.paths.clone(), excludes: options.exclude.clone() };
        let found = workspace::find_in(&looked, repository);
        // A revision has no plans.
        let is_revision = matches!(options.against, Against::Revision(_));
        let beside = if is_revision { Vec::new() } else { planned::found(&found, sources) };
        let plans = options.plans.iter().map(|path| Planned::named(path)).chain(beside).collect::<Vec<_>>();
        (found, plans)
    });
    found.repository = found.repository.allowing(options.terraform.named_paths());
    timings.time("callers", || named_files::add_directories(&mut found, options));
    if options.only_changed && (plans.is_empty() || !found.directories.is_empty()) {
        return Err(CheckError::NotOnlyPlans);
    }
    let configuration = timings.time("read", || Arc::new(load(sources, &found, options, memory)));
    let directories = found.directories.iter().map(|directory| directory.path.as_path());
    let roots = evaluands(&configuration, directories, &options.environments);
    let baselines = baseline_roots(&roots, options, &found)?;

    let mut report = Report { rules: selected.clone(), settings: options.settings.clone(), ..Report::default() };
    let is_settings = |file: &SourceFile| options.settings.as_ref().is_some_and(|settings| settings.is_in(file));
    let wanted: Arc<BTreeSet<RuleId>> = Arc::new(selected.iter().map(|rule| RuleId(rule.id().into())).collect());
    let texts = || sources.files().into_iter().filter(|file| is_policy(file) || is_settings(file)).map(|file| file.id);
    let by = memory.map(|memory| (memory, JudgedBy { rules: Arc::clone(&wanted), texts: texts().collect() }));
    let standard = Standard { rules: &rules, wanted: &wanted, budget: options.terraform.budget };
    let judged = |evaluand: &Evaluand| {
        let judge = || guarded(evaluand, standard);
        by.as_ref().map_or_else(|| Arc::new(judge()), |(memory, by)| memory.judged(evaluand, by, judge))
    };
    let parts: Vec<Arc<RootReport>> = timings.time("judge", || roots.par_iter().map(judged).collect());
    let mut planned = timings.time("plans", || {
        let guarded = |plan: Planned| {
            let path = plan.path.clone();
            let work = || planned::judge(plan, options, &found.repository, sources, standard);
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| internal_error(format!("`{path}`")))
        };
        plans.into_par_iter().map(guarded).collect::<Vec<RootReport>>()
    });
    let literals = timings.time("literals", || {
        let searching = selected.iter().filter(|rule| rule.has_literals());
        let searching: Vec<Arc<Metadata>> = searching.map(|rule| Arc::clone(rule.metadata())).collect();
        let (scanner, diagnostics) = Scanner::new(&searching);
        report.diagnostics.extend(diagnostics);
        let files = sources.files();
        let found: Vec<Vec<Finding>> = files.par_iter().map(|file| literals(&scanner, file)).collect();
        found.into_iter().flatten().collect::<Vec<Finding>>()
    });
    let roots: Vec<&RootReport> = parts.iter().map(AsRef::as_ref).chain(&planned).collect();
    account_baseline::judge(&mut report, &selected, &roots, &baselines);
    let files: Vec<Arc<SourceFile>> = sources.files().into_iter().filter(|file| !is_policy(file)).collect();
    let mut exceptions =
        timings.time("exceptions", || Exceptions::read(&files, &options.exceptions, &rules, &options.exception_policy));
    let without_block = std::mem::take(&mut report.findings).into_iter().chain(literals);
    report.findings = without_block.map(|what| exceptions.apply(&Told { what, concerned: Vec::new() })).collect();
    for part in &parts {
        merge(&mut report, part, exceptions.apply_to(part), part.passes.iter().cloned());
    }
    let of_plans: Vec<Applied> = planned.iter().map(|part| exceptions.apply_to(part)).collect();
    report.gaps.extend(rules.gaps());
    report.diagnostics.extend(rules.diagnostics());
    report.gaps.extend(found.errors.iter().map(workspace::WorkspaceError::gap));
    report.gaps.extend(configuration.gaps());
    for module in configuration.modules() {
        let problems = module.problems();
        report.gaps.extend(problems.gaps);
        report.diagnostics.extend(problems.diagnostics);
    }
    let wanted = named_files::wanted(&found, sources);
    let is_wanted = |file| wanted.as_ref().is_none_or(|wanted| wanted.contains(&file));
    report.diagnostics.extend(exceptions.notes(is_wanted));
    exceptions.finish(&mut report, &roots, idle(options, &configuration, &roots).as_deref());
    named_files::limit(&mut report, &found, &parts, sources);
    // A plan may have hundreds of thousands of verdicts, which nobody needs twice.
    for (part, applied) in planned.iter_mut().zip(of_plans) {
        let passes = std::mem::take(&mut part.passes).into_iter();
        merge(&mut report, part, applied, passes);
    }
    let is_counted = |file: &&Arc<SourceFile>| !file.is_derived() && !is_settings(file);
    let files: Vec<_> = files.iter().filter(is_counted).collect();
    report.statistics.files = files.len() as u64;
    report.statistics.bytes = files.iter().map(|file| file.text().len() as u64).sum();
    timings.time("fold", || fold::fold(&mut report, sources));
    if planned.iter().any(|part| part.is_compared) {
        report.comparison = Some(Comparison::PriorState);
        report.resolved = change::fold(planned.iter().flat_map(|part| part.resolved.iter().cloned()));
    }
    if options.only_changed {
        // Of what stands in files nothing tells whether the plan is what changes it.
        report.findings.retain(|finding| finding.baseline.is_some());
    }
    let files_read = parts.iter().flat_map(|part| part.files_read.iter().cloned()).collect();
    let modules = configuration.modules();
    Ok(Scan { report, found, modules, files_read })
}

/// The configuration that a run over the same files would judge, for those who want to look into it.
///
/// # Errors
/// When the working directory can't be resolved.
pub fn configuration(options: &Options, memory: &Memory) -> Result<Arc<Configuration>, CheckError> {
    let found = workspace::find(&FindOptions { paths: options.paths.clone(), excludes: options.exclude.clone() })?;
    Ok(Arc::new(load(memory.sources(), &found, options, Some(memory))))
}

/// Whether a file holds rules: it is read, but not looked at.
fn is_policy(file: &SourceFile) -> bool {
    file.path.as_str().ends_with(POLICY_SUFFIX)
}

fn load(sources: &Arc<SourceMap>, found: &Found, options: &Options, memory: Option<&Memory>) -> Configuration {
    let known = memory.map(|memory| Arc::clone(memory.modules())).unwrap_or_default();
    let directories =
        found.directories.iter().map(|directory| (directory.path.clone(), directory.configuration.clone())).collect();
    Configuration::load_again(
        Arc::clone(sources),
        found.repository.clone(),
        directories,
        options.terraform.clone(),
        known,
    )
}

/// The rules that the program carries and those of the user, as the settings have them.
fn rules(options: &Options, repository: &Repository, sources: &SourceMap) -> Result<RuleSet, CheckError> {
    let mut rules = RuleSet::embedded();
    options.policies.iter().for_each(|directory| rules.add_directory(directory, repository, sources));
    rules.configure(&options.rules).map_err(CheckError::Settings)?;
    Ok(rules)
}

/// The root modules that are baselines, by index. Where only some files are asked for, a baseline that does not reach them
/// is not evaluated.
fn baseline_roots(roots: &[Evaluand], options: &Options, found: &Found) -> Result<BTreeSet<usize>, CheckError> {
    let is_elsewhere = |directory: &Utf8PathBuf| {
        found.files.as_ref().is_some_and(|named| named.surroundings.iter().any(|module| module.path == *directory))
    };
    let indices = |path: &Utf8PathBuf| -> Vec<usize> {
        let canonical = path.canonicalize_utf8().ok();
        let is = |(_, evaluand): &(usize, &Evaluand)| canonical.as_ref() == Some(&evaluand.root.directory);
        roots.iter().enumerate().filter(is).map(|(index, _)| index).collect()
    };
    let mut baselines: BTreeSet<usize> = options.optional_account_baselines.iter().flat_map(indices).collect();
    for path in &options.account_baselines {
        let indices = indices(path);
        if indices.is_empty() && !path.canonicalize_utf8().is_ok_and(|directory| is_elsewhere(&directory)) {
            return Err(CheckError::NoRootModule(path.clone()));
        }
        baselines.extend(indices);
    }
    Ok(baselines)
}

/// One root module's results. A mistake of ours costs that root module and is reported; the others go on.
fn guarded(evaluand: &Evaluand, standard: Standard<'_>) -> RootReport {
    let Evaluand { root, configuration, environment } = evaluand;
    let work = || judge::root(configuration, root, standard);
    let mut report = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        internal_error(format!("root module `{}`", configuration.repository().display(&root.directory)))
    });
    let path = configuration.repository().display(&root.directory);
    for finding in &mut report.findings {
        finding.environments = environment.iter().cloned().collect();
        finding.root_modules = vec![path.clone()];
    }
    for undetermined in &mut report.undetermined {
        undetermined.environments = environment.iter().cloned().collect();
        undetermined.root_modules = vec![path.clone()];
    }
    report
}

fn internal_error(what: String) -> RootReport {
    let why = "an internal error of soc2lint; please report it with the message above".to_owned();
    let gap = Gap { span: None, kind: GapKind::Internal, what, why };
    RootReport { gaps: vec![gap], ..RootReport::default() }
}

fn merge(report: &mut Report, part: &RootReport, applied: Applied, passes: impl Iterator<Item = Pass>) {
    report.findings.extend(applied.findings);
    report.undetermined.extend(applied.undetermined);
    report.passes.extend(passes);
    report.gaps.extend(part.gaps.iter().cloned());
    report.diagnostics.extend(part.diagnostics.iter().cloned());
    for (rule, counts) in &part.judged {
        let sum = report.judged.entry(rule.clone()).or_default();
        sum.pass += counts.pass;
        sum.fail += counts.fail;
        sum.undetermined += counts.undetermined;
        sum.not_applicable += counts.not_applicable;
    }
    report.statistics.root_modules += 1;
    report.statistics.module_instances += part.module_instances;
    report.statistics.resources += part.resources;
}

/// The resources without instances, `aws_kms_key.k`, where a run looks at everything that its settings are for; `None` where it
/// looks at a part, or nothing asks.
fn idle(options: &Options, configuration: &Configuration, roots: &[&RootReport]) -> Option<Vec<String>> {
    if options.exceptions.is_empty() || !options.is_whole || roots.is_empty() {
        return None;
    }
    let blocks: HashSet<Span> = roots.iter().flat_map(|root| root.blocks.iter().copied()).collect();
    let mut idle = Vec::new();
    for module in configuration.modules() {
        for key in module.resources() {
            if module.resource(key).is_none_or(|block| !blocks.contains(&block.span)) {
                idle.push(format!("{}.{}", key.1, key.2));
            }
        }
    }
    Some(idle)
}

/// Text that must not be written, in one file.
fn literals(scanner: &Scanner, file: &SourceFile) -> Vec<Finding> {
    if file.is_downloaded() || role_of(file).is_none() || !scanner.wants(file.text()) {
        return Vec::new();
    }
    let Some((role, body)) = parse(file) else { return Vec::new() };
    scanner.scan(&body, role)
}
