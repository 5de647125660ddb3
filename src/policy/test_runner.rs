//! Runs `.policytest.hcl` files: each mock is judged by the policies that the file is for, and held against its expectation.
//!
//! Read [`chosen`] first (which policies), then [`mocks`] (what they see), then this file.

mod chosen;
mod mocks;
mod result;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use self::chosen::{Chosen, PolicyDirectory, choose, normalized};
use self::mocks::{Case, universe};
use super::check::inputs_of;
use super::file::{Policy, PolicyKind};
use super::inputs::{GivenInput, InputError, InputSources, InputValues};
use super::judge::{DataSources, Judge, Judgement, Target, Verdict};
use super::test_file::{MockKind, TestFile};
use super::test_scope::{MockInputs, TestScope};
use crate::eval::{Budget, Context, EvalError};
use crate::model::ResourceSet;
use crate::syntax::ast::Expression;
use crate::workspace::{Diagnostic, SourceFile, Span, WorkspaceError, did_you_mean};

pub use self::result::{CaseMessage, CaseOutcome, CaseResult, MessageKind, TestFileResult};

/// The policy files directly in a directory, each read or not.
pub type ReadPolicies<'a> = dyn Fn(&Utf8Path) -> Vec<Result<Arc<SourceFile>, WorkspaceError>> + 'a;

/// Runs test files. Policy directories are read once each.
pub struct TestRunner<'a> {
    read_policies: &'a ReadPolicies<'a>,
    /// Values of inputs from outside the test files.
    inputs: InputSources<'a>,
    /// What each case may use up, so that none suffers from the others.
    budget: Budget,
    directories: RefCell<BTreeMap<Utf8PathBuf, Rc<PolicyDirectory>>>,
}

impl<'a> TestRunner<'a> {
    /// A runner that reads policies by `read_policies`, with values for inputs from `inputs`.
    #[must_use]
    pub fn new(read_policies: &'a ReadPolicies<'a>, inputs: InputSources<'a>) -> Self {
        Self { read_policies, inputs, budget: Budget::default(), directories: RefCell::default() }
    }

    /// Runs a test file. Where it names no targets, the policies of its own directory are meant.
    #[must_use]
    pub fn run(&self, source: &SourceFile) -> TestFileResult {
        let mut result = TestFileResult { path: source.display_path.clone(), errors: Vec::new(), cases: Vec::new() };
        let file = TestFile::parse(source);
        if !file.errors.is_empty() {
            result.errors = file.errors;
            return result;
        }
        let directory = source.path.parent().unwrap_or(Utf8Path::new("."));
        let (chosen, errors) = choose(&file, directory, |path| self.directory(path));
        if chosen.iter().any(|chosen| chosen.policies().next().is_some()) {
            result.cases = self.cases(&file, &chosen);
        }
        result.errors = errors;
        result
    }

    /// What loading the policies of all runs so far told, but for the errors that the results of these runs tell.
    #[must_use]
    pub fn diagnostics(&self, results: &[TestFileResult]) -> Vec<Diagnostic> {
        let told: BTreeSet<&Diagnostic> = results.iter().flat_map(|result| &result.errors).collect();
        let directories = self.directories.borrow();
        let all = directories.values().flat_map(|directory| &directory.set.diagnostics);
        all.filter(|diagnostic| !told.contains(diagnostic)).cloned().collect()
    }

    /// The inputs that are given from outside and that no policy of the runs so far declares. None where a policy file was left
    /// out, which may be the one.
    #[must_use]
    pub fn undeclared_inputs(&self) -> BTreeSet<SmolStr> {
        let directories = self.directories.borrow();
        if directories.values().any(|directory| directory.errors().next().is_some()) {
            return BTreeSet::new();
        }
        let given = self.inputs.given.keys().chain(self.inputs.files.keys());
        let is_declared = |name: &&SmolStr| directories.values().any(|found| found.set.inputs.contains_key(*name));
        given.filter(|name| !is_declared(name)).cloned().collect()
    }

    fn directory(&self, path: &Utf8Path) -> Rc<PolicyDirectory> {
        let path = normalized(path);
        let load = || Rc::new(PolicyDirectory::new((self.read_policies)(&path)));
        Rc::clone(self.directories.borrow_mut().entry(path.clone()).or_insert_with(load))
    }

    fn cases(&self, file: &TestFile, chosen: &[Chosen]) -> Vec<CaseResult> {
        let context = Context::default();
        let no_names = TestScope::new(file, MockInputs::new(), &context);
        let of_file = evaluated(&no_names, &file.inputs);
        let mut sources = self.inputs.clone();
        if let Ok(values) = &of_file {
            sources.given.extend(values.clone());
        }
        let scope = TestScope::new(file, for_mocks(chosen, &sources), &context);
        let cases: Vec<Case<'_>> = file.mocks.iter().map(|mock| Case::new(mock, &scope)).collect();
        let resources = universe(&cases);
        let run = FileRun { file, chosen, scope: &scope, sources: &sources, budget: self.budget, resources };
        cases.iter().filter_map(|case| run.result(case, of_file.as_ref().err())).collect()
    }
}

/// What mocks may read of the inputs: those of a single mock are not known yet.
fn for_mocks(chosen: &[Chosen], sources: &InputSources<'_>) -> MockInputs {
    let each = chosen.iter().flat_map(|chosen| chosen.set().each_input(sources));
    let value = |(name, (_, value)): (&SmolStr, (_, Result<_, InputError>))| {
        let value = value.map_err(|wrong| match wrong {
            InputError::Missing(name) => {
                format!("input `{name}` has no value here; a mock reads the `inputs` of the file, not those of a mock")
            }
            InputError::Unfit { .. } | InputError::Null(_) => wrong.to_string(),
        });
        (name.clone(), value)
    };
    each.map(value).collect()
}

/// The values of an `inputs` block, or what is wrong with it.
fn evaluated(
    scope: &TestScope<'_>,
    inputs: &BTreeMap<SmolStr, Arc<Expression>>,
) -> Result<BTreeMap<SmolStr, GivenInput>, CaseMessage> {
    let values = inputs.iter().map(|(name, expression)| match scope.evaluate(expression) {
        Ok(value) => Ok((name.clone(), GivenInput::Value(value))),
        Err(wrong) => Err(error_at(wrong.span, format!("input `{name}`: {}", wrong.message))),
    });
    values.collect()
}

fn error_at(span: Span, text: impl Into<String>) -> CaseMessage {
    CaseMessage { kind: MessageKind::Error, span: Some(span), text: text.into() }
}

fn error_of(error: &EvalError) -> CaseMessage {
    error_at(error.span, error.message.clone())
}

/// A test file with all that its cases share.
struct FileRun<'a> {
    file: &'a TestFile,
    chosen: &'a [Chosen],
    scope: &'a TestScope<'a>,
    sources: &'a InputSources<'a>,
    budget: Budget,
    resources: ResourceSet,
}

impl FileRun<'_> {
    /// What comes of a mock; `None` for one that is no case and has no error. `wrong` is what keeps all cases from being judged.
    fn result(&self, case: &Case<'_>, wrong: Option<&CaseMessage>) -> Option<CaseResult> {
        let mock = case.mock;
        let (mut messages, mut warnings) = (Vec::new(), Vec::new());
        let outcome = match (&case.target, mock.kind, wrong) {
            // An error in a fixture changes what the cases see.
            (Err(error), ..) => {
                messages.push(error_of(error));
                CaseOutcome::Error
            }
            (Ok(_), MockKind::Data, _) => return None,
            (Ok(_), MockKind::Target(_), _) if mock.skip => CaseOutcome::Skipped,
            (Ok(_), MockKind::Target(_), Some(wrong)) => {
                messages.push(wrong.clone());
                CaseOutcome::Error
            }
            (Ok(target), MockKind::Target(kind), None) => {
                if mock.attributes.is_none() && mock.prior_attributes.is_none() && kind == PolicyKind::Resource {
                    warnings
                        .push("the mock has neither `attrs` nor `prior_attrs`; an empty object is judged".to_owned());
                }
                match self.judge(case, target) {
                    Ok(said) => {
                        messages = said;
                        outcome_of(&messages, mock.expect_failure)
                    }
                    Err(wrong) => {
                        messages = wrong;
                        CaseOutcome::Error
                    }
                }
            }
        };
        Some(CaseResult {
            name: format!("{}.{}.{}", mock.kind.block_type(), mock.name, mock.label),
            span: mock.place.header,
            outcome,
            messages,
            warnings,
        })
    }

    /// What the policies say of a case.
    ///
    /// # Errors
    /// What is wrong with the case's inputs; then nothing is judged.
    fn judge(&self, case: &Case<'_>, target: &Target) -> Result<Vec<CaseMessage>, Vec<CaseMessage>> {
        let values = self.input_values(case, target)?;
        let judge = Judge::with_data_sources(&self.resources, self.budget, DataSources::Mocks);
        let mut messages = Vec::new();
        for (chosen, values) in self.chosen.iter().zip(&values) {
            let run = judge.run(chosen.set(), values);
            for policy in policies_for(chosen, target) {
                tell(policy, run.judge_target(policy, target, 0), &mut messages);
            }
        }
        Ok(messages)
    }

    /// The values of the inputs of each chosen set. One without a value is only wrong where a policy reads it that judges the case.
    fn input_values(&self, case: &Case<'_>, target: &Target) -> Result<Vec<InputValues>, Vec<CaseMessage>> {
        let mut sources = self.sources.clone();
        sources.given.extend(evaluated(self.scope, &case.mock.inputs).map_err(|message| vec![message])?);
        let mut wrong = self.undeclared(case);
        let mut all = Vec::new();
        for chosen in self.chosen {
            let mut values = InputValues::new();
            let mut missing: Vec<(&SmolStr, CaseMessage)> = Vec::new();
            for (name, (input, value)) in chosen.set().each_input(&sources) {
                let given = case.mock.inputs.get(name).or_else(|| self.file.inputs.get(name));
                let place = given.map_or(input.span, |expression| expression.span);
                match value {
                    Ok(value) => {
                        values.insert(name.clone(), value);
                    }
                    Err(why @ InputError::Missing(_)) => missing.push((name, error_at(place, why.to_string()))),
                    Err(why) => wrong.push(error_at(place, why.to_string())),
                }
            }
            if !missing.is_empty() {
                let locals = &chosen.set().locals;
                let read = policies_for(chosen, target).flat_map(|policy| inputs_of(policy, locals));
                let read: BTreeSet<SmolStr> = read.collect();
                wrong.extend(missing.into_iter().filter(|(name, _)| read.contains(*name)).map(|(_, message)| message));
            }
            all.push(values);
        }
        if wrong.is_empty() { Ok(all) } else { Err(wrong) }
    }

    /// The inputs that the test gives a value and no policy declares.
    fn undeclared(&self, case: &Case<'_>) -> Vec<CaseMessage> {
        let known: BTreeSet<&SmolStr> = self.chosen.iter().flat_map(|chosen| chosen.set().inputs.keys()).collect();
        let given = self.file.inputs.iter().chain(&case.mock.inputs).filter(|(name, _)| !known.contains(name));
        given
            .map(|(name, expression)| {
                let near = did_you_mean(name, known.iter().map(|name| name.as_str()));
                error_at(expression.span, format!("there is no input named `{name}`{near}"))
            })
            .collect()
    }
}

/// The policies that judge a target.
fn policies_for<'a>(chosen: &'a Chosen, target: &'a Target) -> impl Iterator<Item = &'a Policy> {
    chosen.policies().filter(|policy| policy.kind == target.kind && policy.target.matches(&target.name))
}

/// Adds what a policy says of a target.
fn tell(policy: &Policy, judgement: Judgement, messages: &mut Vec<CaseMessage>) {
    for (text, condition) in judgement.messages.into_iter().zip(judgement.failed) {
        let says_nothing =
            |enforce: &super::Enforce| enforce.condition.span == condition && enforce.error_message.is_none();
        let span = policy.enforce.iter().any(says_nothing).then_some(condition);
        if judgement.verdict == Verdict::Fail {
            messages.push(CaseMessage { kind: MessageKind::Denial, span, text });
        }
    }
    match (judgement.error, judgement.verdict) {
        (Some(error), _) => {
            messages.push(error_at(error.span, format!("policy `{}`: {}", policy.label, error.message)));
        }
        (None, Verdict::Undetermined { causes }) => {
            let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
            let text = format!("policy `{}` is undetermined: {}", policy.label, causes.join("; "));
            messages.push(CaseMessage { kind: MessageKind::Unknown, span: Some(policy.header), text });
        }
        (None, Verdict::Pass | Verdict::Fail | Verdict::NotApplicable) => {}
    }
}

/// What messages come to: a denial counts before an error, an error before what is unknown.
fn outcome_of(messages: &[CaseMessage], expect_failure: bool) -> CaseOutcome {
    match (messages.iter().map(|message| message.kind).min(), expect_failure) {
        (Some(MessageKind::Denial), true) | (None, false) => CaseOutcome::Pass,
        (Some(MessageKind::Denial), false) => CaseOutcome::PolicyViolation,
        (Some(MessageKind::Error), _) => CaseOutcome::Error,
        (Some(MessageKind::Unknown), _) => CaseOutcome::Unknown,
        (None, true) => CaseOutcome::MissingExpectedFailure,
    }
}

#[cfg(test)]
mod tests;
