//! Runs `.policytest.hcl` files: each mock is judged by the policies that the file is for, and held against its expectation.
//!
//! Mocks stay as they are written: an attribute that is not written is missing, which is an error to read, and not null.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use super::file::{Policy, PolicyKind, PolicySet};
use super::inputs::{GivenInput, InputSources};
use super::judge::{DataSources, Judge, Target, Verdict, operation_name};
use super::load::error;
use super::names::meta_fields;
use super::test_file::{Mock, MockKind, TestFile, TestScope};
use crate::eval::{Budget, Context, EvalError};
use crate::model::{Address, Attributes, Change, Mode, ModuleAddress, Operation, Resource, ResourceSet, TraceStep};
use crate::value::{PathStep, Value};
use crate::workspace::{Diagnostic, SourceFile, Span};

/// Runs test files. Policy directories are read once each.
pub struct TestRunner<'a> {
    /// The policy files directly in a directory.
    read_directory: &'a dyn Fn(&Utf8Path) -> Vec<Arc<SourceFile>>,
    /// Values of inputs from outside the test files.
    inputs: InputSources<'a>,
    sets: RefCell<BTreeMap<Utf8PathBuf, Arc<PolicySet>>>,
}

/// The result of one test file.
#[derive(Debug)]
pub struct TestFileResult {
    /// The path to show.
    pub path: Utf8PathBuf,
    /// Mistakes in the file, or in what it is for; then there are no cases.
    pub errors: Vec<Diagnostic>,
    /// The cases in source order.
    pub cases: Vec<CaseResult>,
}

/// The result of one case.
#[derive(Debug)]
pub struct CaseResult {
    /// `resource.aws_s3_bucket.name`.
    pub name: String,
    /// The mock's header.
    pub span: Span,
    /// What came of it.
    pub outcome: CaseOutcome,
    /// What is not wrong, but worth a word.
    pub warnings: Vec<String>,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseOutcome {
    /// As expected.
    Pass,
    /// A fixture only.
    Skipped,
    /// A policy denies what should pass: its messages.
    PolicyViolation(Vec<String>),
    /// Nothing denies what should be denied.
    MissingExpectedFailure,
    /// A policy, or the mock itself, has an error.
    Error(Vec<String>),
    /// The verdict is not known.
    Unknown(Vec<String>),
}

impl CaseOutcome {
    /// Whether the case makes the run fail.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        !matches!(self, Self::Pass | Self::Skipped)
    }
}

impl TestFileResult {
    /// Whether the file makes the run fail.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        !self.errors.is_empty() || self.cases.iter().any(|case| case.outcome.is_failure())
    }
}

/// The attributes of a mock: as written.
struct MockAttributes(Value);

impl Attributes for MockAttributes {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn object(&self) -> Value {
        self.0.clone()
    }

    fn place(&self, _path: &[PathStep]) -> Option<Span> {
        None
    }

    fn trace(&self, _path: &[PathStep]) -> Vec<TraceStep> {
        Vec::new()
    }

    fn is_assumed(&self, _path: &[PathStep]) -> bool {
        false
    }
}

/// A mock with its values.
struct Case<'a> {
    mock: &'a Mock,
    /// What policies see, or what is wrong with the mock.
    target: Result<Target, String>,
}

impl<'a> TestRunner<'a> {
    /// A runner that reads policies by `read_directory`, with values for inputs from `inputs`.
    #[must_use]
    pub fn new(read_directory: &'a dyn Fn(&Utf8Path) -> Vec<Arc<SourceFile>>, inputs: InputSources<'a>) -> Self {
        Self { read_directory, inputs, sets: RefCell::default() }
    }

    /// Runs a test file. `policies` is the directory whose policies are meant where the file names no targets; `None` is
    /// the file's own directory.
    #[must_use]
    pub fn run(&self, source: &SourceFile, policies: Option<&Utf8Path>) -> TestFileResult {
        let mut result = TestFileResult { path: source.display_path.clone(), errors: Vec::new(), cases: Vec::new() };
        let file = TestFile::parse(source);
        if !file.errors.is_empty() {
            result.errors = file.errors;
            return result;
        }
        let directory = source.path.parent().unwrap_or(Utf8Path::new("."));
        let chosen = match self.chosen(&file, directory, policies.unwrap_or(directory)) {
            Ok(chosen) => chosen,
            Err(errors) => {
                result.errors = errors;
                return result;
            }
        };
        result.cases = self.cases(&file, &chosen);
        result
    }

    fn set(&self, directory: &Utf8Path) -> Arc<PolicySet> {
        let directory = normalized(directory);
        let mut sets = self.sets.borrow_mut();
        let load = || Arc::new(PolicySet::load(&(self.read_directory)(&directory)));
        Arc::clone(sets.entry(directory.clone()).or_insert_with(load))
    }

    /// The policy files that a test file is for: the sets, each with the paths of its files that are judged.
    fn chosen(
        &self,
        file: &TestFile,
        directory: &Utf8Path,
        policies: &Utf8Path,
    ) -> Result<Vec<Chosen>, Vec<Diagnostic>> {
        let mut by_directory: BTreeMap<Utf8PathBuf, Option<BTreeSet<Utf8PathBuf>>> = BTreeMap::new();
        let mut errors = Vec::new();
        let Some(targets) = &file.targets else {
            let set = self.set(policies);
            return Ok(vec![Chosen { set, files: None }]);
        };
        for (target, span) in targets {
            let path = normalized(&directory.join(target));
            if target.ends_with(super::POLICY_SUFFIX) {
                let parent = path.parent().unwrap_or(Utf8Path::new(".")).to_owned();
                let set = self.set(&parent);
                if !set.files.iter().any(|file| normalized(&file.path) == path) {
                    errors.extend(self.why_missing(&set, &path, target, *span));
                    continue;
                }
                if let Some(files) = by_directory.entry(parent).or_insert_with(|| Some(BTreeSet::new())) {
                    files.insert(path);
                }
            } else if self.set(&path).files.is_empty() {
                errors.push(error(*span, format!("`{target}` does not match any policy file")));
            } else {
                by_directory.insert(path, None);
            }
        }
        if errors.is_empty() {
            Ok(by_directory.into_iter().map(|(path, files)| Chosen { set: self.set(&path), files }).collect())
        } else {
            Err(errors)
        }
    }

    fn why_missing(&self, set: &PolicySet, path: &Utf8Path, target: &str, span: Span) -> Vec<Diagnostic> {
        let name = path.file_name().unwrap_or_default();
        if set.gaps.iter().any(|gap| Utf8Path::new(&gap.what).file_name() == Some(name)) {
            let mut errors = vec![error(span, format!("`{target}` has errors"))];
            let is_error = |told: &&Diagnostic| told.level == crate::workspace::Level::Error;
            errors.extend(set.diagnostics.iter().filter(is_error).cloned());
            return errors;
        }
        vec![error(span, format!("`{target}` does not match any policy file"))]
    }

    fn cases(&self, file: &TestFile, chosen: &[Chosen]) -> Vec<CaseResult> {
        let context = Context::default();
        let no_names = TestScope::new(file, BTreeMap::new(), &context);
        let file_inputs = evaluated(&no_names, &file.inputs);
        let mut sources = self.inputs.clone();
        if let Ok(values) = &file_inputs {
            sources.given.extend(values.clone());
        }
        // Mocks may read inputs; one without a value is a mistake of the cases that need it.
        let mut for_mocks = BTreeMap::new();
        for chosen in chosen {
            for_mocks.extend(chosen.set.input_values(&sources).unwrap_or_default());
        }
        let scope = TestScope::new(file, for_mocks, &context);
        let cases: Vec<Case<'_>> = file
            .mocks
            .iter()
            .map(|mock| Case { mock, target: target_of(mock, &scope).map_err(|error| error.message.clone()) })
            .collect();
        let resources = universe(&cases);
        let judge = Judge::with_data_sources(&resources, Budget::default(), DataSources::Mocks);
        let mut results = Vec::new();
        for case in &cases {
            let MockKind::Target(kind) = case.mock.kind else { continue };
            let mut warnings = Vec::new();
            if case.mock.attributes.is_none() && case.mock.prior_attributes.is_none() && kind == PolicyKind::Resource {
                warnings.push("the mock has neither `attrs` nor `prior_attrs`; an empty object is judged".to_owned());
            }
            let outcome = match (&file_inputs, case.mock.skip) {
                (_, true) => CaseOutcome::Skipped,
                (Err(message), false) => CaseOutcome::Error(vec![message.clone()]),
                (Ok(_), false) => run_case(case, kind, chosen, &judge, &scope, &sources),
            };
            results.push(CaseResult {
                name: format!("{}.{}.{}", case.mock.kind.block_type(), case.mock.name, case.mock.label),
                span: case.mock.place.header,
                outcome,
                warnings,
            });
        }
        results
    }
}

/// A policy set of which some files are judged; `None` is all.
struct Chosen {
    set: Arc<PolicySet>,
    files: Option<BTreeSet<Utf8PathBuf>>,
}

impl Chosen {
    fn policies(&self) -> impl Iterator<Item = &Policy> {
        let is_chosen = |path: &Utf8Path| self.files.as_ref().is_none_or(|files| files.contains(&normalized(path)));
        self.set.policies().filter(move |(file, _)| is_chosen(&file.path)).map(|(_, policy)| policy)
    }
}

/// A path without `.` and, as far as there is something to go up from, without `..`.
fn normalized(path: &Utf8Path) -> Utf8PathBuf {
    let mut result = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir if result.file_name().is_some() => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    if result.as_str().is_empty() { ".".into() } else { result }
}

fn evaluated(
    scope: &TestScope<'_>,
    inputs: &BTreeMap<SmolStr, Arc<crate::syntax::ast::Expression>>,
) -> Result<BTreeMap<SmolStr, GivenInput>, String> {
    let values = inputs.iter().map(|(name, expression)| match scope.evaluate(expression) {
        Ok(value) => Ok((name.clone(), GivenInput::Value(value))),
        Err(error) => Err(format!("input `{name}`: {}", error.message)),
    });
    values.collect()
}

/// What a policy sees of a mock.
fn target_of(mock: &Mock, scope: &TestScope<'_>) -> Result<Target, Box<EvalError>> {
    let object = |value: Value, what: &str| {
        if value.as_entries().is_some() {
            Ok(value)
        } else {
            Err(EvalError::new(mock.place.header, format!("`{what}` must be an object")))
        }
    };
    let attributes = object(scope.attributes(mock)?, "attrs")?;
    let prior = match &mock.prior_attributes {
        Some(expression) => Some(object(scope.evaluate(expression)?, "prior_attrs")?),
        None => None,
    };
    let written = match &mock.meta {
        Some(expression) => object(scope.evaluate(expression)?, "meta")?,
        None => Value::object([]),
    };
    let operation = match written.get("operation") {
        None => match (&mock.attributes, &prior) {
            (Some(_), Some(_)) => Operation::Update,
            (None, Some(_)) => Operation::Delete,
            (_, None) => Operation::Create,
        },
        Some(value) => match value.as_str() {
            Some("create") => Operation::Create,
            Some("update") => Operation::Update,
            Some("delete") => Operation::Delete,
            Some("no-op") => Operation::NoOp,
            Some(other) => {
                return Err(EvalError::new(mock.place.header, format!("`{other}` is no operation")));
            }
            None => return Err(EvalError::new(mock.place.header, "`meta.operation` must be a string")),
        },
    };
    let kind = match mock.kind {
        MockKind::Target(kind) => kind,
        MockKind::Data => PolicyKind::Resource,
    };
    let mut meta: BTreeMap<SmolStr, Value> =
        meta_fields(kind).iter().map(|field| (SmolStr::new_static(field), Value::null())).collect();
    match kind {
        PolicyKind::Resource => {
            meta.insert("operation".into(), Value::string(operation_name(operation)));
            meta.insert("type".into(), Value::string(&mock.name));
        }
        PolicyKind::Provider => {
            meta.insert("type".into(), Value::string(&mock.name));
        }
        PolicyKind::Module => {
            meta.insert("source".into(), Value::string(&mock.name));
        }
    }
    meta.extend(written.as_entries().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    Ok(Target {
        kind,
        name: mock.name.clone(),
        address: format!("{}.{}", mock.name, mock.label),
        operation,
        attributes: Rc::new(MockAttributes(attributes)),
        prior_attributes: prior.map(|prior| Rc::new(MockAttributes(prior)) as Rc<dyn Attributes>),
        meta: Value::object(meta),
        is_representative: false,
        expansions: Arc::from([]),
    })
}

/// All resource and data mocks of a file, which `core::getresources` and `core::getdatasource` see.
fn universe(cases: &[Case<'_>]) -> ResourceSet {
    let mut resources = ResourceSet::default();
    for case in cases {
        let (mode, of_mode) = match case.mock.kind {
            MockKind::Target(PolicyKind::Resource) => (Mode::Managed, &mut resources.managed),
            MockKind::Data => (Mode::Data, &mut resources.data),
            MockKind::Target(PolicyKind::Provider | PolicyKind::Module) => continue,
        };
        let Ok(target) = &case.target else { continue };
        let change = match target.operation {
            Operation::Create => Change::Create,
            Operation::Update => Change::Update,
            Operation::Delete => Change::Delete,
            Operation::NoOp => Change::NoOp,
        };
        of_mode.entry(case.mock.name.clone()).or_default().push(Resource {
            address: Address {
                module: ModuleAddress::root(),
                mode,
                resource_type: case.mock.name.clone(),
                name: case.mock.label.clone(),
                key: None,
            },
            provider_type: case.mock.name.split('_').next().unwrap_or_default().into(),
            place: case.mock.place.clone(),
            attributes: Rc::clone(&target.attributes),
            prior_attributes: target.prior_attributes.clone(),
            change: Some(change),
            is_representative: false,
            expansions: Arc::from([]),
        });
    }
    resources
}

fn run_case(
    case: &Case<'_>,
    kind: PolicyKind,
    chosen: &[Chosen],
    judge: &Judge<'_>,
    scope: &TestScope<'_>,
    sources: &InputSources<'_>,
) -> CaseOutcome {
    let target = match &case.target {
        Ok(target) => target,
        Err(message) => return CaseOutcome::Error(vec![message.clone()]),
    };
    let mut sources = sources.clone();
    match evaluated(scope, &case.mock.inputs) {
        Ok(values) => sources.given.extend(values),
        Err(message) => return CaseOutcome::Error(vec![message]),
    }
    let (mut denials, mut errors, mut unknowns) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_denied = false;
    let declared = |name: &SmolStr| chosen.iter().any(|chosen| chosen.set.inputs.contains_key(name));
    let in_test = scope.input_names().chain(case.mock.inputs.keys());
    errors.extend(in_test.filter(|name| !declared(name)).map(|name| format!("there is no input named `{name}`")));
    for chosen in chosen {
        let inputs = match chosen.set.input_values(&sources) {
            Ok(inputs) => inputs,
            Err(wrong) => {
                errors.extend(wrong.into_iter().map(|diagnostic| diagnostic.message));
                continue;
            }
        };
        let run = judge.run(&chosen.set, &inputs);
        for policy in chosen.policies() {
            if policy.kind != kind || !policy.target.matches(&target.name) {
                continue;
            }
            let judgement = run.judge_target(policy, target, 0);
            match judgement.verdict {
                Verdict::Pass | Verdict::NotApplicable => {}
                Verdict::Fail => {
                    is_denied = true;
                    denials.extend(judgement.messages);
                }
                Verdict::Undetermined { causes } => match judgement.error {
                    Some(error) => errors.push(format!("policy `{}`: {}", policy.label, error.message)),
                    None => {
                        let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
                        unknowns.push(format!("policy `{}` is undetermined: {}", policy.label, causes.join("; ")));
                    }
                },
            }
        }
    }
    if !errors.is_empty() {
        CaseOutcome::Error(errors)
    } else if is_denied && case.mock.expect_failure {
        CaseOutcome::Pass
    } else if is_denied {
        CaseOutcome::PolicyViolation(denials)
    } else if !unknowns.is_empty() {
        CaseOutcome::Unknown(unknowns)
    } else if case.mock.expect_failure {
        CaseOutcome::MissingExpectedFailure
    } else {
        CaseOutcome::Pass
    }
}

/// Writes results as the official tool does: a line per file and case, what is wrong with each failure, and a summary.
///
/// # Errors
/// When the output can't be written.
pub fn write_results(
    results: &[TestFileResult],
    place: &dyn Fn(Span) -> String,
    out: &mut dyn std::io::Write,
) -> std::io::Result<()> {
    let (mut passed, mut failed, mut skipped) = (0u64, 0u64, 0u64);
    for file in results {
        writeln!(out, "# {}... running", file.path)?;
        for told in &file.errors {
            let place = told.span.map(|span| format!("{}: ", place(span))).unwrap_or_default();
            writeln!(out, "  Error: {place}{}", told.message)?;
        }
        if !file.errors.is_empty() {
            failed += 1;
        }
        for case in &file.cases {
            let (word, count) = match &case.outcome {
                CaseOutcome::Pass => ("pass", &mut passed),
                CaseOutcome::Skipped => ("skipped", &mut skipped),
                _ => ("fail", &mut failed),
            };
            *count += 1;
            writeln!(out, "  # {}... {word}", case.name)?;
            let (title, lines) = match &case.outcome {
                CaseOutcome::Pass | CaseOutcome::Skipped => ("", &[][..]),
                CaseOutcome::PolicyViolation(messages) => ("Policy violation", messages.as_slice()),
                CaseOutcome::MissingExpectedFailure => ("Missing expected failure", &[][..]),
                CaseOutcome::Error(messages) => ("Error", messages.as_slice()),
                CaseOutcome::Unknown(messages) => ("Unknown result", messages.as_slice()),
            };
            if case.outcome.is_failure() {
                writeln!(out, "    {title} ({})", place(case.span))?;
                if let CaseOutcome::PolicyViolation(_) = case.outcome {
                    writeln!(out, "      Expected: pass\n      Actual: fail")?;
                }
                for line in lines {
                    writeln!(out, "      Message: {}", line.replace('\n', "\n        "))?;
                }
            }
            for warning in &case.warnings {
                writeln!(out, "    Warning: {warning}")?;
            }
        }
    }
    writeln!(out, "{passed} passed, {failed} failed, {skipped} skipped")
}

#[cfg(test)]
mod tests;
