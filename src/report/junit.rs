//! `--format junit`: JUnit XML, a suite for each directory of configuration and in it a case for each rule.
//!
//! A rule that is violated there fails, one that could not be decided is skipped, one that everything keeps passes: the cases prove
//! that the rules ran. What was not analysed is an error in a suite of its own, and what the settings leave out is skipped in another.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite, XmlString};

use super::escape::{visible, visible_line};
use super::item::{Item, items, narrowings};
use super::place::Places;
use super::words::{VERSION, counted, justification, non_empty};
use crate::lint::{Exception, Report, Status};
use crate::policy::{Metadata, RULES_VERSION, RuleId};
use crate::workspace::{Level, SourceMap, Span};

pub(super) fn write(report: &Report, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    let mut document = quick_junit::Report::new(format!("soc2lint {VERSION} (rules {RULES_VERSION})"));
    for (directory, cases) in judged(report, &mut places) {
        let mut suite = TestSuite::new(xml(&directory));
        for (rule, case) in &cases {
            suite.add_test_case(case.test_case(rule, &directory));
        }
        document.add_test_suite(suite);
    }
    let others = [
        not_seen(report),
        idle(report),
        told("not analysed", items(report, |_| false), &mut places),
        told("settings", narrowings(report).collect(), &mut places),
    ];
    for suite in others.into_iter().flatten() {
        document.add_test_suite(suite);
    }
    document.serialize(&mut *out).map_err(io::Error::other)
}

/// What a rule says of a directory.
#[derive(Default)]
struct Case {
    /// Findings that count: how severe, and what they tell.
    failures: Vec<(&'static str, String, String)>,
    /// Why it was skipped: undetermined, excepted, or there before.
    skipped: Vec<String>,
    /// How many instances keep the rule.
    kept: usize,
}

/// What was judged, by directory and rule.
fn judged<'a>(report: &'a Report, places: &mut Places<'_>) -> BTreeMap<String, BTreeMap<&'a RuleId, Case>> {
    let mut directories: BTreeMap<String, BTreeMap<&RuleId, Case>> = BTreeMap::new();
    let mut at = |places: &mut Places<'_>, rule: &'a Metadata, span: Span, add: &mut dyn FnMut(&mut Case, String)| {
        let place = places.of(span);
        let directory = place.file.display_path.parent().map_or("", |parent| parent.as_str());
        let directory = if directory.is_empty() { "." } else { directory };
        add(directories.entry(directory.to_owned()).or_default().entry(&rule.id).or_default(), place.shown());
    };
    for finding in &report.findings {
        let resources = finding.resources.join(", ");
        let message = visible_line(non_empty(&finding.message, &finding.rule.title)).into_owned();
        at(places, &finding.rule, finding.location, &mut |case, place| {
            let told = format!("{place}: {message}\n  in: {}", visible_line(&resources));
            match &finding.status {
                Status::Excepted(exception) => {
                    case.skipped.push(format!("{}\n{told}", excepted(exception)));
                }
                Status::Open if finding.counts() => {
                    case.failures.push((finding.rule.severity.name(), message.clone(), told));
                }
                Status::Open => case.skipped.push(format!("it was there before\n{told}")),
            }
        });
    }
    for entry in &report.undetermined {
        let causes =
            entry.causes.iter().map(ToString::to_string).chain(entry.error.clone()).collect::<Vec<_>>().join("; ");
        let resources = entry.resources.join(", ");
        at(places, &entry.rule, entry.location, &mut |case, place| {
            let (causes, resources) = (visible_line(&causes), visible_line(&resources));
            let told = format!("undetermined before deployment: {causes}\n{place}\n  in: {resources}");
            case.skipped.push(match &entry.status {
                Status::Open => told,
                Status::Excepted(exception) => format!("{}\n{told}", excepted(exception)),
            });
        });
    }
    for pass in &report.passes {
        at(places, &pass.rule, pass.location, &mut |case, _| case.kept += pass.resources.len().max(1));
    }
    directories
}

/// `excepted until 2027-03-31: the reason`.
fn excepted(exception: &Exception) -> String {
    let reason = justification(exception).unwrap_or("no reason is given".into());
    let until = exception.until.map(|until| format!(" until {until}")).unwrap_or_default();
    format!("excepted{until}: {}", visible_line(&reason))
}

impl Case {
    fn test_case(&self, rule: &RuleId, directory: &str) -> TestCase {
        let status = match (self.failures.first(), self.skipped.first()) {
            (Some((severity, message, _)), _) => {
                let told: Vec<&str> = self.failures.iter().map(|(_, _, told)| told.as_str()).collect();
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_type(*severity).set_message(xml(message)).set_description(xml(&told.join("\n")));
                status
            }
            (None, Some(first)) => {
                let mut status = TestCaseStatus::skipped();
                let message = first.lines().next().unwrap_or_default();
                status.set_message(xml(message)).set_description(xml(&self.skipped.join("\n")));
                status
            }
            (None, None) => TestCaseStatus::success(),
        };
        let mut case = TestCase::new(xml(&rule.0), status);
        case.set_classname(xml(directory));
        if self.kept > 0 {
            case.set_system_out(format!("kept by {}", counted(self.kept, "resource instance", "resource instances")));
        }
        case
    }
}

/// Account rules that nothing in the run speaks to.
fn not_seen(report: &Report) -> Option<TestSuite> {
    let skipped = |id: &str| skipped(id, "account", "no root module of this run was named an account baseline");
    suite("account", report.not_seen.iter().map(|entry| skipped(entry.rule.id())).collect())
}

/// Rules that ran and had nothing to judge.
fn idle(report: &Report) -> Option<TestSuite> {
    let is_idle = |id: &RuleId| !report.judged.contains_key(id);
    let told = |id: &RuleId| {
        report.findings.iter().all(|finding| finding.rule.id != *id)
            && report.not_seen.iter().all(|entry| entry.rule.id() != id.0)
    };
    let ids = report.rules.iter().map(|rule| RuleId(rule.id().into())).filter(|id| is_idle(id) && told(id));
    let reason = "nothing in the configuration is of a kind that the rule is about";
    suite("not applicable", ids.map(|id| skipped(&id.0, "not applicable", reason)).collect())
}

/// What was not analysed, mistakes in files, or what the settings leave out.
fn told(name: &str, items: Vec<Item<'_>>, places: &mut Places<'_>) -> Option<TestSuite> {
    let case = |item: &Item<'_>| {
        let place = item.span.map(|span| places.of(span).shown());
        let mut status = match item.level {
            Level::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
            Level::Warning | Level::Note => TestCaseStatus::skipped(),
        };
        let message = visible_line(&item.message);
        status.set_message(xml(&message));
        status.set_description(xml(&format!("{}: {message}", place.as_deref().unwrap_or("soc2lint"))));
        let mut case = TestCase::new(xml(place.as_deref().unwrap_or(&message)), status);
        case.set_classname(xml(&item.code));
        case
    };
    suite(name, items.iter().map(case).collect())
}

fn skipped(name: &str, class: &str, reason: &str) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(xml(reason));
    let mut case = TestCase::new(xml(name), status);
    case.set_classname(xml(class));
    case
}

fn suite(name: &str, cases: Vec<TestCase>) -> Option<TestSuite> {
    let mut suite = TestSuite::new(name);
    suite.add_test_cases(cases);
    (suite.tests > 0).then_some(suite)
}

/// Text as XML may hold it: without control characters (they are shown) and what is no character.
fn xml(text: &str) -> XmlString {
    let shown = visible(text);
    XmlString::new(shown.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
}
