//! What a plan changes: which of its findings it introduces, which it leaves, and which it resolves.
//!
//! The values before the plan are judged by the same rules as those after it, and the two results are held against each other
//! resource by resource: a plan knows that an instance which is added to a `count` is a new one, which no fingerprint tells.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::judge::RootReport;
use super::told::Told;
use super::{BaselineState, Finding, Resolved, fingerprint};
use crate::model::{Change, Resource, ResourceSet};
use crate::policy::RuleId;
use crate::value::{Value, identical};
use crate::workspace::SourceMap;

/// The resources of one state of things by address.
pub(super) struct Instances<'a>(HashMap<String, &'a Resource>);

impl<'a> Instances<'a> {
    pub(super) fn of(set: &'a ResourceSet) -> Self {
        Self(set.managed.values().flatten().map(|resource| (resource.address.to_string(), resource)).collect())
    }

    fn of_finding(&self, finding: &Finding) -> Option<&'a Resource> {
        self.0.get(finding.resources.first()?).copied()
    }

    /// What a finding is about where its rule finds several things in one resource: the block or element that the attribute
    /// stands in, wherever in its list it is.
    fn subject(&self, finding: &Finding) -> Option<Value> {
        let attribute = finding.attribute.as_deref()?;
        let name = attribute.split(['.', '[']).next()?;
        let whole = self.of_finding(finding)?.attributes.get(name)?;
        let index = attribute.strip_prefix(name)?.strip_prefix('[').and_then(|rest| rest.split(']').next());
        match index.and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => whole.as_elements()?.get(index).cloned(),
            None => Some(whole),
        }
    }
}

/// Tells of every finding of a plan whether it was there before, and what of that is resolved.
pub(super) fn compare(
    report: &mut RootReport,
    after: &Instances<'_>,
    prior: RootReport,
    before: &Instances<'_>,
    sources: &SourceMap,
) {
    let mut earlier: BTreeMap<(RuleId, Vec<String>), Vec<Finding>> = BTreeMap::new();
    for Told { what: finding, .. } in prior.findings {
        earlier.entry((finding.rule.id.clone(), finding.resources.clone())).or_default().push(finding);
    }
    report.findings.iter_mut().for_each(|finding| finding.baseline = Some(BaselineState::New));
    // What is the same first, then whatever is left: a value that was wrong and is wrong in another way was there before.
    for same_subject in [true, false] {
        for finding in report.findings.iter_mut().filter(|finding| finding.baseline == Some(BaselineState::New)) {
            let Some(known) = earlier.get_mut(&(finding.rule.id.clone(), finding.resources.clone())) else { continue };
            let fits = |known: &Finding| {
                !same_subject
                    || match (before.subject(known), after.subject(finding)) {
                        (Some(before), Some(after)) => identical(&before, &after),
                        (None, None) => known.message == finding.message,
                        _ => false,
                    }
            };
            if let Some(position) = known.iter().position(fits) {
                known.remove(position);
                finding.baseline = Some(BaselineState::Existing);
            }
        }
    }
    // What can't be decided may hold still.
    let open: BTreeSet<(&RuleId, &Vec<String>)> =
        report.undetermined.iter().map(|entry| (&entry.rule.id, &entry.resources)).collect();
    let gone = earlier.into_iter().filter(|((rule, resources), _)| !open.contains(&(rule, resources)));
    let mut gone: Vec<Finding> = gone.flat_map(|(_, findings)| findings).collect();
    for finding in &mut gone {
        // With the configuration at hand, what is gone is told at the block that it was about.
        if let Some(place) =
            before.of_finding(finding).map(|resource| &resource.place).filter(|it| it.planned.is_some())
        {
            (finding.location, finding.block) = (place.header, place.block);
        }
    }
    fingerprint::assign(&mut gone, sources);
    report.resolved = gone.into_iter().map(|finding| Resolved::of(&finding, sources)).collect();
    report.is_compared = true;
}

/// Leaves only what a plan introduces, or is about a resource that it touches.
pub(super) fn only_changed(report: &mut RootReport, instances: &Instances<'_>) {
    let is_touched = |resources: &[String]| {
        let change =
            resources.first().and_then(|address| instances.0.get(address)).and_then(|resource| resource.change);
        change.is_some_and(|change| !matches!(change, Change::NoOp | Change::Read))
    };
    report.findings.retain(|finding| finding.baseline == Some(BaselineState::New) || is_touched(&finding.resources));
    report.undetermined.retain(|entry| is_touched(&entry.resources));
    report.passes.retain(|pass| is_touched(&pass.resources));
}

/// What is resolved, one entry for one mistake, by path, line and rule.
pub(super) fn fold(all: impl Iterator<Item = Resolved>) -> Vec<Resolved> {
    let mut folded: BTreeMap<(String, u32, RuleId, String), Resolved> = BTreeMap::new();
    for resolved in all {
        let key = (resolved.path.clone(), resolved.line, resolved.rule.clone(), resolved.message.clone());
        match folded.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(resolved);
            }
            Entry::Occupied(mut entry) => entry.get_mut().resources.extend(resolved.resources),
        }
    }
    folded.values_mut().for_each(|resolved| {
        resolved.resources.sort();
        resolved.resources.dedup();
    });
    folded.into_values().collect()
}
