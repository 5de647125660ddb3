//! `--format markdown`: a job summary or comment for a pull request, always below 64 KiB.
//!
//! Every section has a share of the page; rows that do not fit are counted.

mod escape;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::escape::{code, prose};
use super::format::Options;
use super::item::{Item, items, worst_first};
use super::place::Places;
use super::tally::Tally;
use super::undecided::by_cause;
use super::words::{self, VERSION, counted};
use crate::criteria::{self, CriterionId};
use crate::lint::{ExceptionRecord, ExitStatus, Finding, Report, Resolved, Status};
use crate::policy::{Metadata, RULES_VERSION};
use crate::workspace::SourceMap;

/// The shares of the sections in bytes. Together with a heading and a footer they stay below 64 KiB: GitHub takes 1 MiB for a
/// summary and 64 Ki characters for a comment.
const NEW: usize = 20 * 1024;
const UNCHANGED: usize = 8 * 1024;
const RESOLVED: usize = 4 * 1024;
const CRITERIA: usize = 8 * 1024;
const EXCEPTIONS: usize = 8 * 1024;
const UNDETERMINED: usize = 3 * 1024;
const NOT_SEEN: usize = 2 * 1024;
const NOT_ANALYSED: usize = 5 * 1024;
const SETTINGS: usize = 2 * 1024;
const HEADING: usize = 2 * 1024;

/// Longer texts are cut.
const MAX_CELL: usize = 300;

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { text: String::new(), places: Places::new(sources) };
    page.heading(report, options.exit);
    page.findings(report);
    page.resolved(&report.resolved);
    page.criteria(report);
    page.exceptions(&report.exceptions);
    page.undetermined(report);
    page.not_analysed(report);
    page.settings(report);
    let footer = format!("soc2lint {VERSION}, rules {RULES_VERSION}: {}", words::extent(report));
    page.text.push_str(&footer);
    page.text.push('\n');
    out.write_all(page.text.as_bytes())
}

struct Page<'a> {
    text: String,
    places: Places<'a>,
}

impl Page<'_> {
    /// What a reader wants to know first.
    fn heading(&mut self, report: &Report, exit: ExitStatus) {
        let tally = Tally::of(report);
        let head = match (tally.open, exit) {
            (0, ExitStatus::NothingFound) => "no Terraform found".to_owned(),
            (0, ExitStatus::Incomplete) => "incomplete, no findings in what was read".to_owned(),
            (0, ExitStatus::Clean | ExitStatus::Findings) => "no findings".to_owned(),
            (open, ExitStatus::Incomplete) => format!("incomplete, {}", counted(open, "finding", "findings")),
            (open, _) => counted(open, "finding", "findings"),
        };
        let mut counts = Vec::new();
        if tally.open > 0 {
            counts.push(tally.severities());
        }
        if let Some(compared) = tally.compared {
            let against = report.comparison.as_ref().map(words::compared_with);
            let against = against.map(|name| format!(" against {}", shortened(&name))).unwrap_or_default();
            counts.push(prose(&format!("{}{against}", compared.words(report.comparison.as_ref()))));
        }
        counts.push(format!("{} excepted", tally.excepted));
        counts.push(format!("{} undetermined", report.undecided().count()));
        counts.push(format!("{} not analysed", report.gaps.len()));
        let heading = format!("# soc2lint: {head}\n\n{}\n\n", counts.join(" · "));
        debug_assert!(heading.len() < HEADING, "it holds counts and one short name");
        self.text.push_str(&heading);
    }

    /// What counts, the worst first; then what was there before.
    fn findings(&mut self, report: &Report) {
        let compared = report.findings.iter().any(|finding| finding.baseline.is_some()) || report.comparison.is_some();
        let heading = if compared { "New findings" } else { "Findings" };
        let is_finding = |item: &Item<'_>| item.finding.is_some();
        let mut open: Vec<Item<'_>> = items(report, Finding::counts).into_iter().filter(is_finding).collect();
        worst_first(&mut open);
        self.table(heading, &["severity", "finding", "place"], NEW, &open, finding_row);
        let before = |finding: &Finding| finding.status == Status::Open && !finding.counts();
        let mut before: Vec<Item<'_>> = items(report, before).into_iter().filter(is_finding).collect();
        worst_first(&mut before);
        let heading = "Findings that were there before";
        self.table(heading, &["severity", "finding", "place"], UNCHANGED, &before, finding_row);
    }

    fn resolved(&mut self, resolved: &[Resolved]) {
        self.table("Resolved", &["rule", "place", "resources"], RESOLVED, resolved, |resolved, _| {
            let place = format!("{}:{}", resolved.path, resolved.line);
            vec![code(&resolved.rule.0), code(&shortened(&place)), resources(&resolved.resources)]
        });
    }

    /// What the run says of each criterion that its rules speak for.
    fn criteria(&mut self, report: &Report) {
        let mut rows: BTreeMap<CriterionId, Criterion> = BTreeMap::new();
        for rule in report.metadata() {
            count(&mut rows, rule, |row| row.rules += 1);
        }
        for finding in &report.findings {
            count(&mut rows, &finding.rule, |row| match finding.status {
                Status::Open => row.open += 1,
                Status::Excepted(_) => row.excepted += 1,
            });
        }
        for entry in report.undecided() {
            count(&mut rows, &entry.rule, |row| row.undetermined += 1);
        }
        for pass in &report.passes {
            count(&mut rows, &pass.rule, |row| row.kept += pass.resources.len());
        }
        let rows: Vec<(CriterionId, Criterion)> = rows.into_iter().collect();
        let columns =
            ["criterion", "about", "rules", "findings", "excepted", "undetermined", "instances that keep a rule"];
        self.table("Criteria", &columns, CRITERIA, &rows, |(id, row), _| {
            let about = criteria::find(id).map_or("", |criterion| criterion.text);
            let numbers = [row.rules, row.open, row.excepted, row.undetermined, row.kept];
            let cells = [id.to_string(), prose(&shortened(about))];
            cells.into_iter().chain(numbers.map(|number| number.to_string())).collect()
        });
    }

    fn exceptions(&mut self, exceptions: &[ExceptionRecord]) {
        let columns = ["state", "rules", "place", "until", "ticket", "approved by", "reason", "findings"];
        self.table("Exceptions", &columns, EXCEPTIONS, exceptions, |record, places| {
            let exception = record.exception.as_ref();
            let text = |text: Option<&str>| prose(&shortened(text.unwrap_or_default()));
            vec![
                words::exception_state(record.state).to_owned(),
                code(&shortened(&exception.rules.join(", "))),
                code(&shortened(&places.of(exception.location).shown())),
                exception.until.map(|until| until.to_string()).unwrap_or_default(),
                text(exception.ticket.as_deref()),
                text(exception.approved_by.as_deref()),
                text(words::justification(exception).as_deref()),
                record.findings.to_string(),
            ]
        });
    }

    fn undetermined(&mut self, report: &Report) {
        let causes = by_cause(report);
        let columns = ["undetermined before deployment", "results"];
        self.table("Undetermined", &columns, UNDETERMINED, &causes, |(what, count), _| {
            vec![prose(&shortened(what)), count.to_string()]
        });
        let heading = "Account rules that were not seen";
        self.table(heading, &["rule"], NOT_SEEN, &report.not_seen, |entry, _| vec![code(entry.rule.id())]);
    }

    /// Gaps, and mistakes in files.
    fn not_analysed(&mut self, report: &Report) {
        let items = items(report, |_| false);
        let columns = ["kind", "place", "why"];
        self.table("Not analysed, and mistakes in files", &columns, NOT_ANALYSED, &items, |item, places| {
            let place = item.span.map(|span| places.of(span).shown()).unwrap_or_default();
            vec![code(&item.code), code(&shortened(&place)), prose(&shortened(&item.message))]
        });
    }

    /// What the settings leave out or make milder.
    fn settings(&mut self, report: &Report) {
        let narrowings = report.settings.as_ref().map_or(&[][..], |settings| &settings.narrowings);
        let columns = ["setting", "what it does", "place"];
        self.table("The settings narrow this run", &columns, SETTINGS, narrowings, |narrowing, places| {
            let place = places.of(narrowing.span).shown();
            vec![code(narrowing.setting), prose(&shortened(&narrowing.what)), code(&shortened(&place))]
        });
    }

    /// A heading and a table within a share of the page; nothing where there are no rows.
    fn table<T>(
        &mut self,
        heading: &str,
        columns: &[&str],
        share: usize,
        rows: &[T],
        cells: impl Fn(&T, &mut Places<'_>) -> Vec<String>,
    ) {
        if rows.is_empty() {
            return;
        }
        let rule = "| --- ".repeat(columns.len());
        let mut table = format!("## {heading}\n\n| {} |\n{rule}|\n", columns.join(" | "));
        // Room for the line that counts the rest.
        let room = share.saturating_sub(100);
        let mut written = 0;
        for row in rows {
            let line = format!("| {} |\n", cells(row, &mut self.places).join(" | "));
            if table.len() + line.len() > room {
                break;
            }
            table.push_str(&line);
            written += 1;
        }
        if written < rows.len() {
            table.push_str(&format!("\n{} more are in the other reports.\n", rows.len() - written));
        }
        self.text.push_str(&table);
        self.text.push('\n');
    }
}

/// What the run says of a criterion.
#[derive(Default)]
struct Criterion {
    rules: usize,
    open: usize,
    excepted: usize,
    undetermined: usize,
    kept: usize,
}

/// Counts something for each criterion that a rule speaks for, once.
fn count(rows: &mut BTreeMap<CriterionId, Criterion>, rule: &Metadata, add: impl Fn(&mut Criterion)) {
    for (index, mapping) in rule.criteria.iter().enumerate() {
        if rule.criteria.iter().take(index).all(|earlier| earlier.id != mapping.id) {
            add(rows.entry(mapping.id.clone()).or_default());
        }
    }
}

fn finding_row(item: &Item<'_>, places: &mut Places<'_>) -> Vec<String> {
    let place = item.span.map(|span| places.of(span));
    let place = place.map(|place| format!("{}:{}", place.path(), place.start.line)).unwrap_or_default();
    let mut text = format!("{}<br>{}", prose(&shortened(&item.message)), code(&item.code));
    if let Some(finding) = item.finding {
        if !finding.resources.is_empty() {
            text.push_str(&format!(" in {}", resources(&finding.resources)));
        }
        if !finding.environments.is_empty() {
            text.push_str(&format!(", environments {}", code(&shortened(&finding.environments.join(", ")))));
        }
    }
    if let Some(finding) = item.finding.filter(|finding| finding.root_modules.len() > 1) {
        text.push_str(&format!(", in {} root modules", finding.root_modules.len()));
    }
    vec![item.severity.name().to_owned(), text, code(&shortened(&place))]
}

/// The first address, and how many more.
fn resources(resources: &[String]) -> String {
    match resources {
        [] => String::new(),
        [one] => code(&shortened(one)),
        [first, rest @ ..] => format!("{} and {} more", code(&shortened(first)), rest.len()),
    }
}

/// A text, cut where it is too long.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_CELL {
        return text.to_owned();
    }
    text.chars().take(MAX_CELL - 1).chain(['…']).collect()
}
