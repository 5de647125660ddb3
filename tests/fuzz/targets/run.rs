//! Whole runs over a directory of one file.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use camino::Utf8PathBuf;
use soc2lint::lint::{self, ExceptionPolicy, Finding, Outcome, Report, Selection, Status};
use soc2lint::report::Format;
use soc2lint::workspace::{GapKind, SourceMap, Span};

use super::{formats, small_budget};

/// Rules of several kinds: attributes, companions, documents in strings, blocks in blocks, text constants. All rules would make every
/// report long, and the run slow.
const RULES: [&str; 6] = [
    "aws-ebs-volume-encrypted",
    "aws-ec2-user-data-no-secrets",
    "aws-iam-policy-no-full-admin",
    "aws-rds-not-public",
    "aws-s3-public-access-block",
    "aws-vpc-sg-no-public-ssh",
];

/// Plans and states of any bytes: what is read is told with places, what is not is listed, twice the same.
pub(super) fn plan(input: &[u8]) {
    let selection = of_rules();
    let Some(outcome) = check("plan.json", input, &selection, true) else { return };
    assert_places(&outcome);
    let is_told = |report: &Report| !report.gaps.is_empty() || report.statistics.root_modules == 1;
    assert!(is_told(&outcome.report), "a plan is judged or listed as not analysed");
    let again = check("plan.json", input, &selection, true).expect("what worked works again");
    let said = |outcome| formats::write(outcome, Format::Json);
    assert_eq!(said(&outcome), said(&again), "two runs say the same");
}

/// Comments that accept findings hide nothing: with them and without them the same mistakes are told, and every exception is listed.
pub(super) fn exceptions(input: &[u8]) {
    let selection = of_rules();
    let (Some(with), Some(without)) =
        (check("main.tf", input, &selection, true), check("main.tf", input, &selection, false))
    else {
        return;
    };
    assert_places(&with);
    let told = |outcome: &Outcome| -> BTreeSet<(String, Span, String)> {
        let findings = outcome.report.findings.iter().filter(|finding| RULES.contains(&finding.rule.id.0.as_str()));
        findings.map(|finding| (finding.rule.id.0.to_string(), finding.location, finding.message.clone())).collect()
    };
    assert_eq!(told(&with), told(&without), "an exception changes whether a finding counts, never whether it is told");
    assert!(without.report.exceptions.is_empty() && without.report.findings.iter().all(is_open));
    for record in &with.report.exceptions {
        assert!(!record.exception.rules.is_empty());
    }
    for finding in &with.report.findings {
        if let Status::Excepted(exception) = &finding.status {
            let is_listed = with.report.exceptions.iter().any(|record| record.exception == *exception);
            assert!(is_listed, "an exception that covers a finding is listed");
        }
    }
}

fn is_open(finding: &Finding) -> bool {
    finding.status == Status::Open
}

/// A configuration of any bytes: every format is valid, twice the same, and says nothing that acts on its reader.
pub(super) fn report(input: &[u8]) {
    let selection = of_rules();
    let Some(outcome) = check("main.tf", input, &selection, true) else { return };
    assert_places(&outcome);
    formats::assert_valid(&outcome);
    let again = check("main.tf", input, &selection, true).expect("what worked works again");
    let said = |outcome| formats::write(outcome, Format::Json);
    assert_eq!(said(&outcome), said(&again), "two runs say the same");
}

fn of_rules() -> Selection {
    Selection { only: RULES.map(str::to_owned).to_vec(), ..Selection::default() }
}

/// Checks a directory that holds one file, of this name and content.
fn check(name: &str, content: &[u8], selection: &Selection, with_exceptions: bool) -> Option<Outcome> {
    let path = directory().join(name);
    std::fs::write(&path, content).expect("the scratch directory can be written");
    let policy = ExceptionPolicy { is_on: with_exceptions, ..ExceptionPolicy::default() };
    let mut options = lint::Options {
        paths: vec![path.clone()],
        selection: selection.clone(),
        exception_policy: policy,
        ..lint::Options::default()
    };
    options.terraform.budget = small_budget();
    let outcome = lint::check(&options);
    std::fs::remove_file(&path).expect("it was just written");
    outcome.ok()
}

/// A directory of this process's own, in memory where the system has such a place. It counts as a repository, so that nothing above
/// it is looked at.
pub(super) fn directory() -> Utf8PathBuf {
    static DIRECTORY: OnceLock<tempfile::TempDir> = OnceLock::new();
    thread_local! {
        static MINE: Utf8PathBuf = {
            let memory = std::path::Path::new("/dev/shm");
            let all = DIRECTORY.get_or_init(|| {
                let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
                made.expect("there is room for a scratch directory")
            });
            let mine = all.path().join(format!("{:?}", std::thread::current().id()));
            std::fs::create_dir_all(mine.join(".git")).expect("the scratch directory can be written");
            Utf8PathBuf::from_path_buf(mine).expect("scratch directories have names in UTF-8")
        };
    }
    MINE.with(Clone::clone)
}

/// Everything that a report points at is there, and nothing of it is a mistake of ours.
fn assert_places(outcome: &Outcome) {
    let Report { findings, undetermined, passes, exceptions, diagnostics, gaps, .. } = &outcome.report;
    let sources = &outcome.sources;
    for finding in findings {
        let steps = finding.trace.iter().chain(&finding.related).map(|step| step.span);
        [finding.location, finding.block].into_iter().chain(steps).for_each(|span| assert_place(span, sources));
        assert!(!finding.message.is_empty() && !finding.fingerprint.is_empty());
    }
    let others = undetermined.iter().flat_map(|told| [told.location, told.block]);
    let others = others.chain(passes.iter().map(|pass| pass.location));
    let others = others.chain(exceptions.iter().map(|record| record.exception.location));
    let others = others.chain(diagnostics.iter().filter_map(|told| told.span));
    others.chain(gaps.iter().filter_map(|gap| gap.span)).for_each(|span| assert_place(span, sources));
    let internal: Vec<_> = gaps.iter().filter(|gap| gap.kind == GapKind::Internal).collect();
    assert!(internal.is_empty(), "{internal:?}");
}

fn assert_place(span: Span, sources: &SourceMap) {
    super::assert_span(span, sources.file(span.file).text());
}
