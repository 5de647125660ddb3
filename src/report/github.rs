//! `--format github`: the report for people, and annotations of what counts as workflow commands.
//!
//! The runner obeys commands in any line that a step writes, and the report quotes what a stranger's pull request says. So
//! commands are switched off while it is written, until a token comes that the text can't hold, because it is the text's own digest.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::escape::{visible, visible_line};
use super::format::Options;
use super::item::{Item, items, worst_first};
use super::place::Places;
use super::text;
use super::words::{VERSION, counted};
use crate::lint::{Finding, Report};
use crate::policy::RULES_VERSION;
use crate::workspace::{Level, SourceMap};

/// GitHub shows as many annotations of each kind in a step, and drops the rest.
const MAX_ANNOTATIONS: usize = 10;

pub(super) fn write(report: &Report, sources: &SourceMap, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut human = Vec::new();
    text::write(report, sources, options, &mut human)?;
    let digest: [u8; 32] = Sha256::digest(&human).into();
    let token: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    writeln!(out, "::stop-commands::{token}")?;
    out.write_all(&human)?;
    writeln!(out, "::{token}::")?;

    let mut items = items(report, Finding::counts);
    worst_first(&mut items);
    let mut places = Places::new(sources);
    let mut left = Vec::new();
    for (level, one, many) in [
        (Level::Error, "more error", "more errors"),
        (Level::Warning, "more warning", "more warnings"),
        (Level::Note, "more notice", "more notices"),
    ] {
        let of_level: Vec<&Item<'_>> = items.iter().filter(|item| item.level == level).collect();
        for item in of_level.iter().take(MAX_ANNOTATIONS) {
            writeln!(out, "{}", command(item, &mut places))?;
        }
        if of_level.len() > MAX_ANNOTATIONS {
            left.push(counted(of_level.len() - MAX_ANNOTATIONS, one, many));
        }
    }
    if !left.is_empty() {
        writeln!(out, "{} in the report above; GitHub shows {MAX_ANNOTATIONS} of a kind", left.join(", "))?;
    }
    writeln!(out, "soc2lint {VERSION} (rules {RULES_VERSION})")
}

/// A workflow command that makes an annotation. Columns are told within one line only, so a place ends where its first line does.
fn command(item: &Item<'_>, places: &mut Places<'_>) -> String {
    let name = match item.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(span) = item.span {
        let place = places.first_line(span);
        properties.push(format!("file={}", property(place.path())));
        let (start, end) = (place.start, place.end);
        properties.push(format!(
            "line={},endLine={},col={},endColumn={}",
            start.line, end.line, start.character, end.character
        ));
    }
    properties.push(format!("title={}", property(&format!("{}: {}", item.code, item.title))));
    format!("::{name} {}::{}", properties.join(","), data(&item.details()))
}

/// Text as the message of a command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as the value of a command's property.
fn property(text: &str) -> String {
    data(&visible_line(text)).replace(':', "%3A").replace(',', "%2C")
}
