//! The log file: one run, put together.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;
use serde_sarif::sarif;

use super::descriptor;
use super::location::Locations;
use super::notification::Notifications;
use super::result::{self, Rules};
use super::suppression;
use super::taxonomy::Taxonomy;
use crate::lint::{ExitStatus, Report};
use crate::policy::RULES_VERSION;
use crate::report::{Options, json_text, words};
use crate::workspace::SourceMap;

/// Which SARIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Profile {
    /// Violations that count, within the limits of GitHub code scanning.
    Github,
    /// Also what passed, could not be decided, did not apply or is excepted.
    Full,
}

/// The base of all paths; has no address of its own, so that a report is the same on every machine.
pub(super) const ROOT: &str = "%SRCROOT%";

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(in crate::report) fn write(
    profile: Profile,
    report: &Report,
    sources: &SourceMap,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut locations = Locations::new(sources);
    let (rules, results) = result::results(profile, report, &mut locations);
    let taxonomy = Taxonomy::of(&rules);
    let results = results.into_iter().map(|entry| entry.into_sarif(profile, &taxonomy)).collect::<Vec<_>>();
    let run = run(profile, report, options, &rules, results, &taxonomy, &mut locations);
    let log = sarif::Sarif::builder().schema(SCHEMA).version("2.1.0").runs(vec![run]).build();
    json_text::write(out, &log)?;
    writeln!(out)
}

fn run(
    profile: Profile,
    report: &Report,
    options: &Options,
    rules: &Rules<'_>,
    results: Vec<sarif::Result>,
    taxonomy: &Taxonomy,
    locations: &mut Locations<'_>,
) -> sarif::Run {
    let notifications = Notifications::of(report, options.exit, locations);
    let version = words::VERSION;
    let mut driver = sarif::ToolComponent::builder()
        .name("soc2lint")
        .full_name(format!("soc2lint {version}"))
        .version(version)
        .semantic_version(version)
        .short_description(descriptor::text("Holds Terraform against SOC 2's Trust Services Criteria."))
        .properties(rules_version())
        .rules(rules.iter().map(|rule| descriptor::rule(rule, taxonomy)).collect::<Vec<_>>())
        .build();
    if !notifications.descriptors.is_empty() {
        driver.notifications = Some(notifications.descriptors);
    }
    let mut invocation = sarif::Invocation::builder()
        .execution_successful(options.exit != ExitStatus::Incomplete)
        .exit_code(i64::from(options.exit.code()))
        .tool_execution_notifications(notifications.execution)
        .tool_configuration_notifications(notifications.configuration)
        .build();
    if let Some(time) = options.time.and_then(utc) {
        invocation.start_time_utc = Some(time.clone());
        invocation.end_time_utc = Some(time);
    }
    let root = sarif::ArtifactLocation::builder()
        .description("The root of the repository that was analysed; where there is none, the working directory.")
        .build();
    let mut run = sarif::Run::builder()
        .tool(sarif::Tool::from(driver))
        .invocations(vec![invocation])
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), root)]))
        .column_kind("unicodeCodePoints")
        .results(results)
        .build();
    if let Some(component) = taxonomy.component() {
        run.tool.driver.supported_taxonomies = Some(vec![Taxonomy::reference()]);
        run.taxonomies = Some(vec![component]);
    }
    if let Some(category) = &options.sarif_category {
        run.automation_details = Some(sarif::RunAutomationDetails::builder().id(category).build());
    }
    let mut properties = BTreeMap::from([("soc2lint/statistics".to_owned(), statistics(report))]);
    if let Some(comparison) = &report.comparison {
        let (kind, name) = words::comparison(comparison);
        properties.insert("soc2lint/comparison".to_owned(), json!({ "kind": kind, "name": name }));
    }
    if profile == Profile::Full {
        let ledger: Vec<_> = report.exceptions.iter().map(|record| suppression::record(record, locations)).collect();
        properties.insert("soc2lint/exceptions".to_owned(), json!(ledger));
    }
    run.properties = Some(sarif::PropertyBag::builder().additional_properties(properties).build());
    run
}

/// Which rules these are.
fn rules_version() -> sarif::PropertyBag {
    let properties = BTreeMap::from([("soc2lint/rulesVersion".to_owned(), json!(RULES_VERSION))]);
    sarif::PropertyBag::builder().additional_properties(properties).build()
}

/// How much was looked at, so that a reader can see whether the run was whole.
fn statistics(report: &Report) -> serde_json::Value {
    let statistics = report.statistics;
    json!({
        "files": statistics.files,
        "rootModules": statistics.root_modules,
        "moduleInstances": statistics.module_instances,
        "resources": statistics.resources,
        "undetermined": report.undecided().count(),
        "passes": report.passes.len(),
        "gaps": report.gaps.len(),
    })
}

/// Seconds since 1970 as SARIF writes a time; `None` for a time out of range.
fn utc(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
