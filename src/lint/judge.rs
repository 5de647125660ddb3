//! One root module: evaluated, judged, and its verdicts as findings.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::env;
use std::sync::Arc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use super::change::{self, Instances};
use super::fingerprint;
use super::locate::{Blamed, Located, Subject, locate};
use super::rule_settings::RuleSettings;
use super::rules::{EnvironmentAccess, RuleSet, RuleSource};
use super::told::Told;
use super::{BaselineState, Counts, Finding, Pass, Resolved, Status, Undetermined};
use crate::eval::Budget;
use crate::model::{Address, ModuleAddress, Place, Resource, ResourceSet};
use crate::plan::{self, Before, PlanFile};
use crate::policy::{
    GivenInput, InputSources, Judge, Judgement, Metadata, Policy, PolicyFile, PolicyKind, RuleId, Verdict,
};
use crate::terraform::{self, Configuration, Module};
use crate::workspace::{Diagnostic, Gap, GapKind, Level, SourceMap, Span};

/// What one root module has to tell.
#[derive(Default)]
pub(super) struct RootReport {
    pub(super) findings: Vec<Told<Finding>>,
    /// What a plan puts right.
    pub(super) resolved: Vec<Resolved>,
    /// Whether the findings are compared with what was before.
    pub(super) is_compared: bool,
    pub(super) undetermined: Vec<Told<Undetermined>>,
    pub(super) passes: Vec<Pass>,
    pub(super) judged: BTreeMap<RuleId, Counts>,
    pub(super) gaps: Vec<Gap>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) module_instances: u64,
    pub(super) resources: u64,
    /// The blocks that have instances.
    pub(super) blocks: HashSet<Span>,
    /// The types of the managed resources that it declares.
    pub(super) types: BTreeSet<SmolStr>,
    /// Where to tell what the root module lacks altogether.
    pub(super) anchor: Option<Span>,
    /// Canonical paths of the files that its functions read.
    pub(super) files_read: BTreeSet<Utf8PathBuf>,
}

/// What resources are held against.
#[derive(Clone, Copy)]
pub(super) struct Standard<'a> {
    /// The rules.
    pub(super) rules: &'a RuleSet,
    /// Those of them that somebody wants to hear.
    pub(super) wanted: &'a BTreeSet<RuleId>,
    /// What rules may use up on one root module or plan.
    pub(super) budget: Budget,
}

/// Evaluates and judges one root module.
pub(super) fn root(configuration: &Arc<Configuration>, root: &Arc<Module>, standard: Standard<'_>) -> RootReport {
    let evaluation = terraform::evaluate(configuration, root);
    let name = format!("root module `{}`", configuration.repository().display(&root.directory));
    let file = root.files().first().map(|file| Span::new(file.id, 0, 0));
    let mut report = judge_all(&evaluation.resources, (&name, file), configuration.sources(), standard);
    report.module_instances = evaluation.module_instances();
    report.files_read = evaluation.files_read();
    // Attributes are evaluated while rules read them, so what was wrong is known only now.
    let (gaps, diagnostics) = evaluation.reports();
    report.gaps.extend(gaps);
    report.diagnostics.extend(diagnostics);
    report.files_read = evaluation.files_read();
    report
}

/// Judges a plan, and what there was before it; places are those of the configuration where that is at hand.
pub(super) fn planned(
    file: &PlanFile,
    source: Option<&ResourceSet>,
    only_changed: bool,
    sources: &SourceMap,
    standard: Standard<'_>,
) -> RootReport {
    let planned = plan::resources(file, source);
    let modules: BTreeSet<&ModuleAddress> =
        planned.resources.managed.values().flatten().map(|resource| &resource.address.module).collect();
    let start = Span::new(file.file.id, 0, 0);
    let name = format!("`{}`", file.file.display_path);
    let mut report = judge_all(&planned.resources, (&name, Some(start)), sources, standard);
    let after = Instances::of(&planned.resources);
    match &planned.before {
        Before::NotTold => {}
        Before::Same => {
            report.findings.iter_mut().for_each(|finding| finding.baseline = Some(BaselineState::Existing));
            report.is_compared = true;
        }
        Before::Resources(set) => {
            let prior = match set.managed.is_empty() {
                true => RootReport::default(),
                false => judge_all(set, (&format!("{name} before the change"), Some(start)), sources, standard),
            };
            change::compare(&mut report, &after, prior, &Instances::of(set), sources);
        }
    }
    if only_changed && report.is_compared {
        change::only_changed(&mut report, &after);
    }
    report.module_instances = modules.len() as u64;
    report.gaps.extend(planned.gaps);
    let notice = |message: &String| Diagnostic { span: Some(start), level: Level::Note, message: message.clone() };
    report.diagnostics.extend(file.notices.iter().map(notice));
    report
}

/// Judges the resources of one root module or plan, of which `name` and a file are known.
fn judge_all(
    resources: &ResourceSet,
    (name, file): (&str, Option<Span>),
    sources: &SourceMap,
    standard: Standard<'_>,
) -> RootReport {
    let mut report = RootReport {
        resources: resources.managed.values().map(|of_type| of_type.len() as u64).sum(),
        types: resources.managed.keys().cloned().collect(),
        anchor: anchor(file, resources),
        blocks: blocks(resources),
        ..RootReport::default()
    };
    let bench = Bench {
        resources,
        by_address: resources.managed.values().flatten().map(|resource| (&resource.address, resource)).collect(),
        judge: Judge::new(resources, standard.budget),
        settings: &standard.rules.settings,
        sources,
    };
    let types = report.types.clone();
    let Standard { rules, wanted, .. } = standard;
    for set in rules.sets.iter().filter(|set| set.may_judge(wanted, types.iter().map(SmolStr::as_str))) {
        bench.judge_set(set, wanted, &mut report);
    }
    for limit in bench.judge.exhausted().keys() {
        let why = format!("the budget for {limit} is spent");
        report.gaps.push(Gap { span: None, kind: GapKind::Budget, what: format!("rules on {name}"), why });
    }
    report
}

/// Where to tell what a root module lacks: its provider's block, else a module call or resource of its own, else its first file.
fn anchor(file: Option<Span>, resources: &ResourceSet) -> Option<Span> {
    let providers = resources.providers.iter().filter(|provider| provider.module.is_root());
    let provider = providers.filter_map(|provider| provider.place.as_ref()).next();
    let call = || resources.modules.iter().find(|call| call.place.calls.is_empty()).map(|call| &call.place);
    let managed = || resources.managed.values().flatten();
    let resource = || managed().find(|resource| resource.address.module.is_root()).map(|resource| &resource.place);
    provider.or_else(call).or_else(resource).map(|place| place.header).or(file)
}

/// The blocks that have instances.
fn blocks(resources: &ResourceSet) -> HashSet<Span> {
    let declared = resources.managed.values().chain(resources.data.values()).flatten();
    let providers = resources.providers.iter().filter_map(|provider| provider.place.as_ref());
    let calls = resources.modules.iter().map(|call| &call.place);
    let places = declared.map(|resource| &resource.place).chain(providers).chain(calls);
    places.map(|place| place.block).collect()
}

/// What judging one root module takes.
struct Bench<'a> {
    resources: &'a ResourceSet,
    by_address: HashMap<&'a Address, &'a Resource>,
    judge: Judge<'a>,
    settings: &'a RuleSettings,
    sources: &'a SourceMap,
}

/// The worst verdict of a rule's policies on one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worst {
    NotApplicable,
    Pass,
    Undetermined,
    Fail,
}

impl<'a> Bench<'a> {
    fn judge_set(&self, source: &RuleSource, wanted: &BTreeSet<RuleId>, report: &mut RootReport) {
        let set = source.set();
        let files: Vec<&PolicyFile> = set.files.iter().filter(|file| wanted.contains(&file.metadata.id)).collect();
        let environment = |name: &str| match source.environment() {
            EnvironmentAccess::Allowed => env::var(name).ok(),
            EnvironmentAccess::Denied => None,
        };
        let given = self.settings.inputs(set).map(|(name, value)| (name.clone(), GivenInput::Value(value.clone())));
        let inputs = InputSources { given: given.collect(), environment: &environment, ..InputSources::none() };
        let inputs = match set.input_values(&inputs) {
            Ok(inputs) => inputs,
            Err(errors) => {
                let rules = files.iter().map(|file| file.metadata.id.to_string()).collect::<Vec<_>>().join("`, `");
                let why = errors.first().map(|error| error.message.clone()).unwrap_or_default();
                report.gaps.push(Gap { span: None, kind: GapKind::Policy, what: format!("`{rules}`"), why });
                return;
            }
        };
        let run = self.judge.run(set, &inputs);
        for file in files {
            let metadata = self.settings.metadata(&file.metadata);
            let mut worst: BTreeMap<String, (Worst, Option<Span>)> = BTreeMap::new();
            for policy in &file.policies {
                for judgement in run.judge(policy) {
                    let target = self.target(policy, &judgement);
                    let entry = worst.entry(judgement.address.clone()).or_insert((Worst::NotApplicable, None));
                    entry.0 = entry.0.max(rank(&judgement.verdict));
                    entry.1 = entry.1.or(target.map(|target| target.place.header));
                    if let Some(target) = target {
                        self.tell(source, (metadata, policy), &judgement, target, report);
                    }
                }
            }
            count(metadata, worst, report);
        }
    }

    /// What a judgement is about; `None` for what stands nowhere, like an implied provider configuration.
    fn target<'b>(&'b self, policy: &Policy, judgement: &'b Judgement) -> Option<Subject<'b>>
    where
        'a: 'b,
    {
        let address = judgement.address.as_str();
        match policy.kind {
            PolicyKind::Resource => {
                let of_type = |name: &SmolStr| policy.target.matches(name);
                let types = self.resources.managed.iter().filter(|(name, _)| of_type(name));
                let resource = types
                    .filter_map(|(_, of_type)| of_type.get(judgement.index))
                    .find(|resource| resource.address.to_string() == address)?;
                Some(subject(address, resource))
            }
            PolicyKind::Provider => {
                let provider = self.resources.providers.get(judgement.index)?;
                let place: &Place = provider.place.as_ref()?;
                let attributes = provider.attributes.as_ref();
                Some(Subject { address, steps: provider.module.steps(), key: None, place, attributes })
            }
            PolicyKind::Module => {
                let call = self.resources.modules.get(judgement.index)?;
                let (own, steps) = call.address.steps().split_last()?;
                let attributes = call.attributes.as_ref();
                Some(Subject { address, steps, key: own.key.as_ref(), place: &call.place, attributes })
            }
        }
    }

    fn tell(
        &self,
        source: &RuleSource,
        (rule, policy): (&Arc<Metadata>, &Policy),
        judgement: &Judgement,
        target: Subject<'_>,
        report: &mut RootReport,
    ) {
        match &judgement.verdict {
            Verdict::Pass | Verdict::NotApplicable => {}
            Verdict::Fail => {
                let Located { location, block, subject, attribute, trace, related, assumed, concerned } =
                    self.locate(judgement, target);
                // At a call of a downloaded module, whatever is wrong inside is one mistake.
                let part = attribute.as_deref().filter(|_| location != block);
                let fingerprint = fingerprint::of(&rule.id, block, &subject, part, self.sources);
                let finding = Finding {
                    fingerprint,
                    resources: vec![judgement.address.clone()],
                    policies: vec![policy.header],
                    block,
                    attribute,
                    trace,
                    related,
                    assumed,
                    ..Finding::at(Arc::clone(rule), judgement.messages.join("\n"), location)
                };
                report.findings.push(Told { what: finding, concerned });
            }
            Verdict::Undetermined { causes } => {
                let located = self.locate(judgement, target);
                let error = judgement
                    .error
                    .as_ref()
                    .map(|error| format!("{}: {}", source.sources(self.sources).place(error.span), error.message));
                let undetermined = Undetermined {
                    rule: Arc::clone(rule),
                    resources: vec![judgement.address.clone()],
                    location: located.location,
                    block: located.block,
                    causes: causes.clone(),
                    trace: located.trace,
                    error,
                    environments: Vec::new(),
                    root_modules: Vec::new(),
                    status: Status::Open,
                };
                report.undetermined.push(Told { what: undetermined, concerned: located.concerned });
            }
        }
    }

    fn locate(&self, judgement: &Judgement, target: Subject<'_>) -> Located {
        let companions: Vec<String> = judgement
            .blame
            .iter()
            .map(|blame| blame.resource.as_ref().map(ToString::to_string).unwrap_or_default())
            .collect();
        let blame: Vec<Blamed<'_>> = judgement
            .blame
            .iter()
            .zip(&companions)
            .filter_map(|(blame, address)| {
                let subject = match &blame.resource {
                    None => target,
                    Some(companion) => {
                        let resource = self.by_address.get(companion)?;
                        subject(address, resource)
                    }
                };
                Some(Blamed { subject, path: &blame.path })
            })
            .collect();
        locate(target, &blame, self.sources)
    }
}

fn subject<'b>(address: &'b str, resource: &'b Resource) -> Subject<'b> {
    Subject {
        address,
        steps: resource.address.module.steps(),
        key: resource.address.key.as_ref(),
        place: &resource.place,
        attributes: resource.attributes.as_ref(),
    }
}

fn rank(verdict: &Verdict) -> Worst {
    match verdict {
        Verdict::Pass => Worst::Pass,
        Verdict::Fail => Worst::Fail,
        Verdict::Undetermined { .. } => Worst::Undetermined,
        Verdict::NotApplicable => Worst::NotApplicable,
    }
}

/// Counts each target once, by its worst verdict, and lists those that pass.
fn count(rule: &Arc<Metadata>, worst: BTreeMap<String, (Worst, Option<Span>)>, report: &mut RootReport) {
    let counts = report.judged.entry(rule.id.clone()).or_default();
    for (address, (worst, place)) in worst {
        match worst {
            Worst::NotApplicable => counts.not_applicable += 1,
            Worst::Undetermined => counts.undetermined += 1,
            Worst::Fail => counts.fail += 1,
            Worst::Pass => {
                counts.pass += 1;
                if let Some(location) = place {
                    report.passes.push(Pass { rule: Arc::clone(rule), resources: vec![address], location });
                }
            }
        }
    }
}
