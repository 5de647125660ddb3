//! Judges the resources of a run by policies.
//!
//! Read [`target`] first (what is judged), then this file (verdicts), [`scope`] (what names mean), [`companions`]
//! (`core::getresources`) and [`blame`] (which attributes decided).

mod blame;
mod companions;
mod documents;
mod functions;
mod message;
mod scope;
mod target;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::file::{Enforce, EnforcementLevel, Level, Policy, PolicyKind, PolicySet};
use super::inputs::InputValues;
use crate::eval::{Budget, Context, EvalError, EvalResult};
use crate::model::ResourceSet;
use crate::syntax::ast::Expression;
use crate::value::{Causes, Limit, Type, Value, convert};
use crate::workspace::Span;
use companions::Companions;
use documents::Documents;
use scope::Frame;

pub use blame::Blame;
pub(super) use functions::{NoFiles, call_core};
pub(super) use scope::special;
pub use target::Target;
pub(super) use target::operation_name;

/// What a policy says of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All conditions are true.
    Pass,
    /// Some condition is false.
    Fail,
    /// The filter or a condition is not known and none is false, or the policy has an error.
    Undetermined {
        /// What would decide it.
        causes: Causes,
    },
    /// The policy is not about this target.
    NotApplicable,
}

/// A policy's verdict on one target, with what a report needs.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The target's address.
    pub address: String,
    /// The target's place among the managed resources of its type, or among the providers or module calls.
    pub index: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The messages of the `enforce` blocks that failed, in order.
    pub messages: Vec<String>,
    /// The conditions that are false, one for each message; in the policy's file.
    pub failed: Vec<Span>,
    /// The `info_message`s of the blocks that were evaluated.
    pub information: Vec<String>,
    /// The attributes that decided a failure or are unknown, and the companions that do or whose own are missing.
    pub blame: Vec<Blame>,
    /// The error of the policy, where that is why there is no verdict; spans are in the policy's file.
    pub error: Option<PolicyError>,
    /// Set on an undetermined target that fails if the policy is for it at all.
    pub would_fail: bool,
    /// Whether the target may not exist: a failure is then one whenever it is created.
    pub is_representative: bool,
}

/// An error in evaluating a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// Where in the policy file.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

/// What `core::getdatasource` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataSources {
    /// The cloud, which nobody asks: results are unknown.
    Cloud,
    /// The data sources of the resource set, which are mocks.
    Mocks,
}

/// Evaluation steps for each thing that is judged, by all policies together, on top of what every run has: a large plan is no
/// endless one. The rules that the program carries were seen to take some thousand.
const STEPS_PER_TARGET: u64 = 10_000;

/// What judging these resources may use up, if the rules on a root module without any may use up `usual`.
fn with_targets(usual: Budget, resources: &ResourceSet) -> Budget {
    let managed: usize = resources.managed.values().map(Vec::len).sum();
    let targets = (managed + resources.providers.len() + resources.modules.len()) as u64;
    let of_targets = targets.saturating_mul(STEPS_PER_TARGET.min(usual.steps));
    Budget { steps: usual.steps.saturating_add(of_targets), ..usual }
}

/// Judges the resources of one run.
pub struct Judge<'a> {
    resources: &'a ResourceSet,
    companions: Companions<'a>,
    context: Context,
    data_sources: DataSources,
    data_by_address: OnceCell<BTreeMap<String, (SmolStr, usize)>>,
    documents: Documents,
    /// When somebody asked for the time first, which stays the time of the run.
    now: OnceCell<SmolStr>,
}

impl<'a> Judge<'a> {
    /// A judge of these resources within a budget, of which the steps grow with the targets.
    #[must_use]
    pub fn new(resources: &'a ResourceSet, budget: Budget) -> Self {
        Self::with_data_sources(resources, budget, DataSources::Cloud)
    }

    /// A judge of these resources, for whom data sources are read from `data_sources`.
    #[must_use]
    pub fn with_data_sources(resources: &'a ResourceSet, budget: Budget, data_sources: DataSources) -> Self {
        Self {
            resources,
            companions: Companions::new(resources),
            context: Context::new(with_targets(budget, resources)),
            data_sources,
            data_by_address: OnceCell::new(),
            documents: Documents::default(),
            now: OnceCell::new(),
        }
    }

    /// A policy set with values for its inputs, ready to judge.
    #[must_use]
    pub fn run<'b>(&'b self, set: &'b PolicySet, inputs: &'b InputValues) -> SetRun<'b> {
        SetRun { judge: self, set, inputs, locals: RefCell::default() }
    }

    /// The budgets that judging has spent, each with the first place (in a policy file).
    #[must_use]
    pub fn exhausted(&self) -> BTreeMap<Limit, Span> {
        self.context.exhausted()
    }

    /// `core::timestamp()`: one time for the whole run, in RFC 3339.
    fn now(&self) -> Value {
        let now = self.now.get_or_init(|| jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into());
        Value::string(now)
    }

    fn data_attribute(&self, address: &str, name: &str) -> Option<Value> {
        let by_address = self.data_by_address.get_or_init(|| {
            let all = self.resources.data.iter().flat_map(|(name, of_type)| {
                let indexed = of_type.iter().enumerate();
                indexed.map(move |(index, resource)| (resource.address.to_string(), (name.clone(), index)))
            });
            all.collect()
        });
        let (data_type, index) = by_address.get(address)?;
        self.resources.data.get(data_type)?.get(*index)?.attributes.get(name)
    }
}

/// A policy set on the resources of a run; top-level locals are evaluated once.
pub struct SetRun<'a> {
    judge: &'a Judge<'a>,
    set: &'a PolicySet,
    inputs: &'a InputValues,
    locals: RefCell<BTreeMap<SmolStr, EvalResult>>,
}

impl SetRun<'_> {
    /// The verdicts of a policy on all targets of its kind, in the order of the resource set.
    #[must_use]
    pub fn judge(&self, policy: &Policy) -> Vec<Judgement> {
        let resources = self.judge.resources;
        let mut judgements = Vec::new();
        match policy.kind {
            PolicyKind::Resource => {
                let all = resources.managed.iter().filter(|(name, _)| policy.target.matches(name));
                for (index, resource) in all.flat_map(|(_, of_type)| of_type.iter().enumerate()) {
                    if let Some(target) = Target::of_resource(resource) {
                        judgements.push(self.judge_target(policy, &target, index));
                    }
                }
            }
            PolicyKind::Provider => {
                for (index, target) in resources.providers.iter().map(Target::of_provider).enumerate() {
                    if policy.target.matches(&target.name) {
                        judgements.push(self.judge_target(policy, &target, index));
                    }
                }
            }
            PolicyKind::Module => {
                for (index, target) in resources.modules.iter().map(Target::of_module).enumerate() {
                    if policy.target.matches(&target.name) {
                        judgements.push(self.judge_target(policy, &target, index));
                    }
                }
            }
        }
        judgements
    }

    /// The verdict of a policy on one target, of which kind and name are taken to match.
    #[must_use]
    pub fn judge_target(&self, policy: &Policy, target: &Target, index: usize) -> Judgement {
        let mut judgement = Judgement {
            address: target.address.clone(),
            index,
            verdict: Verdict::NotApplicable,
            messages: Vec::new(),
            failed: Vec::new(),
            information: Vec::new(),
            blame: Vec::new(),
            error: None,
            would_fail: false,
            is_representative: target.is_representative,
        };
        if policy.kind == PolicyKind::Resource && !policy.operations.contains(&target.operation) {
            return judgement;
        }
        let frame = Frame::new(self, policy, target);
        if let Err(error) = frame.level() {
            judgement.verdict = Verdict::Undetermined { causes: Causes::default() };
            judgement.error = Some(error);
            return judgement;
        }
        let applies = match &policy.filter {
            None => Outcome::True,
            Some(filter) => frame.outcome(filter, "filter"),
        };
        match applies {
            Outcome::False => return judgement,
            Outcome::Error(error) => {
                judgement.verdict = Verdict::Undetermined { causes: Causes::default() };
                judgement.error = Some(error);
                return judgement;
            }
            Outcome::True | Outcome::Unknown(_) => {}
        }
        let outcomes: Vec<(&Enforce, Outcome)> =
            policy.enforce.iter().map(|enforce| (enforce, frame.outcome(&enforce.condition, "condition"))).collect();
        frame.conclude(policy, &outcomes, applies, &mut judgement);
        judgement
    }
}

/// What a filter or condition comes to.
#[derive(Clone, Debug)]
enum Outcome {
    True,
    False,
    Unknown(Causes),
    Error(PolicyError),
}

impl From<Box<EvalError>> for PolicyError {
    fn from(error: Box<EvalError>) -> Self {
        Self { span: error.span, message: error.message }
    }
}

impl Frame<'_> {
    fn outcome(&self, expression: &Expression, what: &str) -> Outcome {
        let wrong = |problem: String| Outcome::Error(PolicyError { span: expression.span, message: problem });
        match self.evaluate(expression) {
            Err(error) => Outcome::Error(error.into()),
            Ok(value) if value.is_null() => wrong(format!("the {what} is null")),
            // As HCL has it, `"true"` is as good as `true`.
            Ok(value) => match convert(&value, &Type::Bool).map(|bool| (bool.as_bool(), bool)) {
                Ok((Some(true), _)) => Outcome::True,
                Ok((Some(false), _)) => Outcome::False,
                Ok((None, unknown)) => Outcome::Unknown(unknown.causes()),
                Err(_) => wrong(format!("the {what} must be a bool, it is {}", value.ty().friendly_name())),
            },
        }
    }

    /// Whether the policy's level is one; an expression mostly names an input.
    fn level(&self) -> Result<(), PolicyError> {
        let Some(Level::Expression(expression)) = self.policy.map(|policy| &policy.level) else { return Ok(()) };
        let value = self.evaluate(expression)?;
        match value.as_str() {
            Some(text) if EnforcementLevel::parse(text).is_some() => Ok(()),
            _ if !value.is_known() => Ok(()),
            _ => Err(PolicyError {
                span: expression.span,
                message: "an enforcement level is \"advisory\", \"mandatory_overridable\" or \"mandatory\"".to_owned(),
            }),
        }
    }

    fn conclude(&self, policy: &Policy, outcomes: &[(&Enforce, Outcome)], applies: Outcome, judgement: &mut Judgement) {
        let failed: Vec<&Enforce> = outcomes
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::False))
            .map(|(enforce, _)| *enforce)
            .collect();
        let unknown: Vec<&Enforce> = outcomes
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::Unknown(_)))
            .map(|(enforce, _)| *enforce)
            .collect();
        let causes = outcomes.iter().fold(Causes::default(), |causes, (_, outcome)| match outcome {
            Outcome::Unknown(why) => causes.union(why),
            _ => causes,
        });
        let error = outcomes.iter().find_map(|(_, outcome)| match outcome {
            Outcome::Error(error) => Some(error.clone()),
            _ => None,
        });
        judgement.failed = failed.iter().map(|enforce| enforce.condition.span).collect();
        let all_true = outcomes.iter().all(|(_, outcome)| matches!(outcome, Outcome::True));
        if let Outcome::Unknown(why) = applies {
            // It is no violation either way where all is well; errors may be what the filter guards against.
            if all_true {
                judgement.verdict = Verdict::Pass;
            } else {
                judgement.verdict = Verdict::Undetermined { causes: why.union(&causes) };
                judgement.would_fail = !failed.is_empty();
                judgement.messages = self.messages(policy, &failed);
                judgement.blame = policy.filter.iter().flat_map(|filter| self.blame(filter)).collect();
            }
            return;
        }
        if !failed.is_empty() {
            judgement.verdict = Verdict::Fail;
            judgement.messages = self.messages(policy, &failed);
            judgement.blame = self.blame_all(&failed);
            judgement.error = error;
        } else if error.is_some() {
            judgement.verdict = Verdict::Undetermined { causes };
            judgement.error = error;
        } else if !unknown.is_empty() {
            judgement.verdict = Verdict::Undetermined { causes };
            judgement.blame = self.blame_all(&unknown);
        } else {
            judgement.verdict = Verdict::Pass;
        }
        let information = outcomes.iter().filter_map(|(enforce, _)| enforce.info_message.as_ref());
        judgement.information = information.filter_map(|text| message::render(self, text).ok()).collect();
    }

    fn messages(&self, policy: &Policy, failed: &[&Enforce]) -> Vec<String> {
        let generic = || format!("the target does not satisfy the policy `{}`", policy.label);
        failed
            .iter()
            .map(|enforce| match &enforce.error_message {
                None => generic(),
                Some(text) => message::render(self, text).unwrap_or_else(|error| {
                    format!("{} (message could not be rendered: {})", generic(), error.message)
                }),
            })
            .collect()
    }

    fn blame_all(&self, enforce: &[&Enforce]) -> Vec<Blame> {
        let mut all: Vec<Blame> = Vec::new();
        for found in enforce.iter().flat_map(|enforce| self.blame(&enforce.condition)) {
            if !all.contains(&found) {
                all.push(found);
            }
        }
        all
    }
}
