//! `--format azure`: the report for people, and issues of what counts as logging commands of Azure Pipelines.
//!
//! Every command is written, the worst first: the summary of a job shows the first ten of each kind, the log shows all.

use std::io::{self, Write};

use super::escape::{visible, visible_line};
use super::format::Options;
use super::item::{Item, items, worst_first};
use super::place::Places;
use super::text;
use super::words::VERSION;
use crate::lint::{Finding, Report};
use crate::policy::RULES_VERSION;
use crate::workspace::{Level, SourceMap};

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    text::write(report, sources, options, out)?;
    let mut items = items(report, Finding::counts);
    worst_first(&mut items);
    let mut places = Places::new(sources);
    for item in &items {
        writeln!(out, "{}", command(item, &mut places))?;
    }
    writeln!(out, "soc2lint {VERSION} (rules {RULES_VERSION})")
}

fn command(item: &Item<'_>, places: &mut Places<'_>) -> String {
    // There are only two kinds of issues.
    let kind = match item.level {
        Level::Error => "error",
        Level::Warning | Level::Note => "warning",
    };
    let mut properties = format!("type={kind};");
    if let Some(span) = item.span {
        let place = places.of(span);
        let (path, start) = (property(&visible_line(place.path())), place.start);
        properties.push_str(&format!("sourcepath={path};linenumber={};columnnumber={};", start.line, start.character));
    }
    properties.push_str(&format!("code={};", property(&visible_line(&item.code))));
    format!("##vso[task.logissue {properties}]{}", data(&visible(&item.details())))
}

/// Text as the message of a command. The agent decodes a percent sign from a form of its own.
fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
