//! How many of what a report holds.

use crate::lint::{BaselineState, Comparison, Report, Status};
use crate::policy::Severity;

/// Severities, the worst first.
pub(super) const SEVERITIES: [Severity; 5] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// Counts of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Findings that no exception covers.
    pub(super) open: usize,
    /// Of these, in the order of [`SEVERITIES`].
    by_severity: [usize; 5],
    /// Of these, the ones that the run's comparison does not have; nothing without a comparison.
    pub(super) compared: Option<Compared>,
    /// Findings that a documented exception covers.
    pub(super) excepted: usize,
}

/// Open findings against what the run compares with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Compared {
    /// Not there before.
    pub(super) new: usize,
    /// There before.
    pub(super) unchanged: usize,
    /// There before, and no longer.
    pub(super) resolved: usize,
}

impl Tally {
    pub(super) fn of(report: &Report) -> Self {
        let mut tally = Self::default();
        let mut compared = Compared { resolved: report.resolved.len(), ..Compared::default() };
        for finding in &report.findings {
            if finding.status != Status::Open {
                tally.excepted += 1;
                continue;
            }
            tally.open += 1;
            if let Some(index) = SEVERITIES.iter().position(|severity| *severity == finding.rule.severity) {
                tally.by_severity[index] += 1;
            }
            match finding.baseline {
                Some(BaselineState::New) => compared.new += 1,
                Some(BaselineState::Unchanged | BaselineState::Existing) => compared.unchanged += 1,
                None => {}
            }
        }
        // A plan compares some of its findings without the whole run being compared with anything.
        let is_compared = report.comparison.is_some() || compared != Compared::default();
        tally.compared = is_compared.then_some(compared);
        tally
    }

    /// How many open findings are of that severity.
    pub(super) fn of_severity(&self, severity: Severity) -> usize {
        let index = SEVERITIES.iter().position(|known| *known == severity);
        index.and_then(|index| self.by_severity.get(index)).copied().unwrap_or_default()
    }

    /// `1 critical, 2 medium`; empty where nothing is open.
    pub(super) fn severities(&self) -> String {
        let counts = SEVERITIES.into_iter().zip(self.by_severity).filter(|(_, count)| *count > 0);
        counts.map(|(severity, count)| format!("{count} {severity}")).collect::<Vec<_>>().join(", ")
    }
}

impl Compared {
    /// `2 new, 5 unchanged, 1 resolved`; of a plan, `2 introduced, 5 existing, 1 resolved`.
    pub(super) fn words(&self, comparison: Option<&Comparison>) -> String {
        let (new, unchanged) = match comparison {
            Some(Comparison::PriorState) => ("introduced", "existing"),
            Some(Comparison::Baseline(_) | Comparison::Revision(_)) | None => ("new", "unchanged"),
        };
        format!("{} {new}, {} {unchanged}, {} resolved", self.new, self.unchanged, self.resolved)
    }
}
