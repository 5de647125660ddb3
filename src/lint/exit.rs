//! How a run ends, decided in one place.

use super::Report;
use crate::policy::Severity;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Nothing at or above the limit.
    Clean,
    /// Findings at or above the limit.
    Findings,
    /// The whole job could not be done; wins over findings.
    Incomplete,
    /// There is no Terraform.
    NothingFound,
}

impl ExitStatus {
    /// The process's exit status.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Incomplete => 2,
            Self::NothingFound => 3,
        }
    }
}

/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitPolicy {
    /// Findings of this severity and worse fail the run; `None` is never.
    pub fail_on: Option<Severity>,
    /// Whether undetermined results fail it like findings.
    pub fail_on_undetermined: bool,
    /// Whether anything that was not analysed fails it, missing remote modules included.
    pub fail_on_gaps: bool,
    /// Whether a run may leave out what it could not read.
    pub allow_incomplete: bool,
}

impl Default for ExitPolicy {
    fn default() -> Self {
        Self { fail_on: Some(Severity::Low), fail_on_undetermined: false, fail_on_gaps: false, allow_incomplete: false }
    }
}

/// How a run with these results ends.
#[must_use]
pub fn exit_status(report: &Report, policy: &ExitPolicy) -> ExitStatus {
    let incomplete = report.gaps.iter().any(|gap| policy.fail_on_gaps || gap.kind.is_failure());
    if incomplete && !policy.allow_incomplete {
        return ExitStatus::Incomplete;
    }
    // Files that no module is made of, as leftovers of a commit may be, are no reason to fail.
    if report.statistics.files == 0 && report.limited_to.is_none() {
        return ExitStatus::NothingFound;
    }
    let fails = |severity: Severity| policy.fail_on.is_some_and(|limit| severity >= limit);
    let found = report.findings.iter().any(|finding| finding.counts() && fails(finding.rule.severity));
    let open = policy.fail_on_undetermined && report.undecided().next().is_some();
    if found || open { ExitStatus::Findings } else { ExitStatus::Clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Gap, GapKind};

    fn with_gap(kind: GapKind) -> Report {
        let gap = Gap { span: None, kind, what: String::new(), why: String::new() };
        let mut report = Report { gaps: vec![gap], ..Report::default() };
        report.statistics.files = 1;
        report
    }

    #[test]
    fn what_could_not_be_read_is_never_clean() {
        let policy = ExitPolicy::default();
        assert_eq!(exit_status(&with_gap(GapKind::Syntax), &policy), ExitStatus::Incomplete);
        assert_eq!(exit_status(&with_gap(GapKind::RemoteModule), &policy), ExitStatus::Clean);
        let strict = ExitPolicy { fail_on_gaps: true, ..policy };
        assert_eq!(exit_status(&with_gap(GapKind::RemoteModule), &strict), ExitStatus::Incomplete);
        let lenient = ExitPolicy { allow_incomplete: true, ..policy };
        assert_eq!(exit_status(&with_gap(GapKind::Syntax), &lenient), ExitStatus::Clean);
    }

    #[test]
    fn an_unreadable_path_wins_over_nothing_found() {
        let mut report = with_gap(GapKind::Unreadable);
        report.statistics.files = 0;
        assert_eq!(exit_status(&report, &ExitPolicy::default()), ExitStatus::Incomplete);
        report.gaps.clear();
        assert_eq!(exit_status(&report, &ExitPolicy::default()), ExitStatus::NothingFound);
        assert_eq!(ExitStatus::NothingFound.code(), 3);
    }
}
