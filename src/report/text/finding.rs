//! One finding, one mistake in a file: a header, the source with what decided it, and what to do.

use std::collections::BTreeSet;
use std::io;

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity as Style};
use codespan_reporting::term::termcolor::{Buffer, Color, WriteColor};
use codespan_reporting::term::{Config, emit_to_write_style};

use super::shown::ShownFiles;
use super::{bold, styled};
use crate::lint::{Finding, Report, Status};
use crate::model::TraceStep;
use crate::policy::{Metadata, RuleId, Severity};
use crate::report::escape::{visible_line, wrap};
use crate::report::format::{Options, Verbosity};
use crate::report::item::{MAX_ROOT_MODULES, criteria, root_modules};
use crate::report::words::{baseline_state, level_name};
use crate::workspace::{self, FileId, Level, Span};

/// More steps than this are counted, not shown.
const MAX_STEPS: usize = 6;
/// More addresses than this are counted, not listed.
const MAX_RESOURCES: usize = 4;
/// Columns before the second line of a header.
const HEADER_INDENT: usize = 2;
/// Text is not wrapped to less than this.
const MIN_WIDTH: usize = 40;

/// Writes all findings that count; of a person who wants to read everything, also those that were there before.
pub(super) fn write_findings(
    out: &mut dyn WriteColor,
    report: &Report,
    files: &ShownFiles<'_>,
    options: &Options,
) -> io::Result<()> {
    let mut renderer = Renderer::new(files, options);
    let mut explained: BTreeSet<&RuleId> = BTreeSet::new();
    let all = options.verbosity == Verbosity::Verbose;
    let is_told = |finding: &&Finding| finding.counts() || (all && finding.status == Status::Open);
    let mut previous: Option<&Finding> = None;
    for finding in report.findings.iter().filter(is_told) {
        let first = explained.insert(&finding.rule.id);
        let again = previous.is_some_and(|previous| is_shown_by(previous, finding));
        renderer.finding(out, finding, first, again)?;
        previous = Some(finding);
    }
    Ok(())
}

/// Whether the source of a finding is what the finding before it has just shown: one broad policy is against many rules.
fn is_shown_by(previous: &Finding, finding: &Finding) -> bool {
    let place = |finding: &Finding| (finding.location, finding.rule.literals.is_empty());
    place(previous) == place(finding) && previous.trace == finding.trace && previous.related == finding.related
}

/// Writes the mistakes in the user's files, each with its place.
pub(super) fn write_diagnostics(
    out: &mut dyn WriteColor,
    diagnostics: &[workspace::Diagnostic],
    files: &ShownFiles<'_>,
    options: &Options,
) -> io::Result<()> {
    let renderer = Renderer::new(files, options);
    for diagnostic in diagnostics {
        let (style, color) = match diagnostic.level {
            Level::Error => (Style::Error, Color::Red),
            Level::Warning => (Style::Warning, Color::Yellow),
            Level::Note => (Style::Note, Color::Green),
        };
        styled(out, &bold(Some(color)), level_name(diagnostic.level))?;
        styled(out, &bold(None), &format!(": {}", visible_line(&diagnostic.message)))?;
        writeln!(out)?;
        let mut picture = Picture::default();
        if let Some(span) = diagnostic.span {
            picture.primary(renderer.files, span, String::new());
        }
        renderer.picture(out, style, &picture)?;
    }
    Ok(())
}

struct Renderer<'a> {
    files: &'a ShownFiles<'a>,
    options: &'a Options,
    config: Config,
}

/// What is drawn below a header.
#[derive(Default)]
struct Picture {
    /// The place, where its source is not shown.
    place: Option<String>,
    labels: Vec<Label<FileId>>,
    notes: Vec<String>,
}

impl Picture {
    fn primary(&mut self, files: &ShownFiles<'_>, span: Span, message: String) {
        match files.range(span) {
            Some(range) => self.labels.push(Label::primary(span.file, range).with_message(message)),
            None => self.place = Some(files.place(span)),
        }
    }

    fn secondary(&mut self, files: &ShownFiles<'_>, span: Span, message: &str) {
        let message = visible_line(message);
        match files.range(span) {
            Some(range) => self.labels.push(Label::secondary(span.file, range).with_message(message)),
            None => self.notes.push(format!("{message}, at {}", files.place(span))),
        }
    }
}

impl<'a> Renderer<'a> {
    fn new(files: &'a ShownFiles<'a>, options: &'a Options) -> Self {
        let config = Config { tab_width: 4, start_context_lines: 2, end_context_lines: 0, ..Config::default() };
        Self { files, options, config }
    }

    /// A finding; `explain` where its rule has not been explained further up, `again` where its source stands right above.
    fn finding(&mut self, out: &mut dyn WriteColor, finding: &Finding, explain: bool, again: bool) -> io::Result<()> {
        let rule = finding.rule.as_ref();
        let (style, color) = style(rule.severity);
        let state = finding.baseline.map(|state| format!(" ({})", baseline_state(state))).unwrap_or_default();
        let head = format!("{}[{}]", rule.severity, visible_line(&rule.id.0));
        self.header(out, &head, color, &format!(": not met: {}{state}", visible_line(&rule.title)))?;

        let mut picture = Picture::default();
        // The source of a finding about forbidden text is what nobody should see in a log.
        let secret = !rule.literals.is_empty();
        let message = visible_line(if finding.message.is_empty() { &rule.title } else { &finding.message });
        let fits = !secret
            && !again
            && self.files.columns(finding.location).is_some_and(|columns| {
                let gutter = 4;
                gutter + columns + 1 + message.chars().count() <= self.options.width
            });
        let label = if fits { message.to_string() } else { String::new() };
        if secret {
            picture.place = Some(self.files.place(finding.location));
        } else if again {
            picture.place = Some(format!("{}, as above", self.files.place(finding.location)));
        } else {
            picture.primary(self.files, finding.location, label);
            self.steps(&mut picture, finding);
        }
        if !fits {
            self.note(&mut picture, "", &message);
        }
        self.note(&mut picture, "in", &resources(&finding.resources, self.options.verbosity));
        self.note(&mut picture, "environments", &visible_line(&finding.environments.join(", ")));
        let most = if self.options.verbosity == Verbosity::Verbose { usize::MAX } else { MAX_ROOT_MODULES };
        self.note(&mut picture, "root modules", &visible_line(&root_modules(&finding.root_modules, most)));
        if finding.assumed {
            self.note(&mut picture, "assumes", "the service's documented default, because nothing is written there");
        }
        if explain {
            self.explanation(&mut picture, rule, &message);
        }
        self.note(&mut picture, "criteria", &criteria(rule));
        self.picture(out, style, &picture)
    }

    /// The first line, or lines: what kind of finding, and what it says in bold.
    fn header(&self, out: &mut dyn WriteColor, head: &str, color: Color, text: &str) -> io::Result<()> {
        let whole = format!("{head}{text}");
        let width = match self.options.width {
            width if whole.chars().count() <= width => usize::MAX,
            width => width.saturating_sub(HEADER_INDENT).max(MIN_WIDTH),
        };
        for (index, line) in wrap(&whole, width).iter().enumerate() {
            match line.strip_prefix(head).filter(|_| index == 0) {
                Some(rest) => {
                    styled(out, &bold(Some(color)), head)?;
                    styled(out, &bold(None), rest)?;
                }
                None => {
                    write!(out, "{:HEADER_INDENT$}", "")?;
                    styled(out, &bold(None), line)?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// Where the value came from and what else belongs to the finding, each place once.
    fn steps(&self, picture: &mut Picture, finding: &Finding) {
        let mut seen: BTreeSet<&TraceStep> = BTreeSet::new();
        let steps: Vec<&TraceStep> =
            finding.trace.iter().chain(&finding.related).filter(|step| seen.insert(step)).collect();
        let most = if self.options.verbosity == Verbosity::Verbose { usize::MAX } else { MAX_STEPS };
        for step in steps.iter().take(most) {
            picture.secondary(self.files, step.span, &step.message);
        }
        if steps.len() > most {
            self.note(picture, "", &format!("and {} more steps", steps.len() - most));
        }
    }

    /// Why, and what to write: the first time that a rule is met.
    fn explanation(&self, picture: &mut Picture, rule: &Metadata, message: &str) {
        if self.options.verbosity == Verbosity::Quiet {
            return;
        }
        let verbose = self.options.verbosity == Verbosity::Verbose;
        let why = if verbose { &rule.description } else { first_sentence(&rule.description) };
        self.note(picture, "why", &visible_line(why));
        // Many messages say it already.
        let write = visible_line(&rule.remediation.text);
        let is_said = message.to_lowercase().contains(write.trim_end_matches('.').to_lowercase().as_str());
        if !is_said {
            self.note(picture, "write", &write);
        }
    }

    /// Adds a note, wrapped; an empty text adds none.
    fn note(&self, picture: &mut Picture, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let indent = if name.is_empty() { 0 } else { name.chars().count() + 2 };
        let width = self.options.width.saturating_sub(8 + indent).max(MIN_WIDTH);
        let lines = wrap(text, width);
        let separator = format!("\n{}", " ".repeat(indent));
        let head = if name.is_empty() { String::new() } else { format!("{name}: ") };
        picture.notes.push(format!("{head}{}", lines.join(&separator)));
    }

    /// Draws labels and notes. The renderer's own header knows only its own words for severities, so its line is dropped.
    fn picture(&self, out: &mut dyn WriteColor, style: Style, picture: &Picture) -> io::Result<()> {
        let diagnostic = Diagnostic::new(style).with_labels(picture.labels.clone()).with_notes(picture.notes.clone());
        let mut buffer = if out.supports_color() { Buffer::ansi() } else { Buffer::no_color() };
        if let Err(error) = emit_to_write_style(&mut buffer, &self.config, self.files, &diagnostic) {
            return writeln!(out, "  (the source can't be shown: {error})\n");
        }
        let bytes = buffer.into_inner();
        let body = bytes.iter().position(|byte| *byte == b'\n').map_or(&[][..], |end| &bytes[end + 1..]);
        if let Some(place) = &picture.place {
            writeln!(out, " {} {place}\n {}", self.config.chars.snippet_start, self.config.chars.source_border_left)?;
        }
        out.write_all(body)
    }
}

fn style(severity: Severity) -> (Style, Color) {
    match severity {
        Severity::Critical | Severity::High => (Style::Error, Color::Red),
        Severity::Medium => (Style::Warning, Color::Yellow),
        Severity::Low | Severity::Info => (Style::Help, Color::Cyan),
    }
}

/// The addresses, folded where they are many; instances of one block are listed by their keys.
fn resources(resources: &[String], verbosity: Verbosity) -> String {
    let most = if verbosity == Verbosity::Verbose { usize::MAX } else { MAX_RESOURCES };
    let mut block = None;
    let mut listed: Vec<String> = Vec::new();
    for address in resources.iter().take(most) {
        let (name, key) = address.rfind('[').map_or((address.as_str(), ""), |at| address.split_at(at));
        let shown = if block == Some(name) && !key.is_empty() { key } else { address };
        listed.push(visible_line(shown).into_owned());
        block = Some(name);
    }
    if resources.len() > most {
        listed.push(format!("{} more", resources.len() - most));
    }
    let list = listed.join(", ");
    if resources.len() > 1 { format!("{} instances: {list}", resources.len()) } else { list }
}

/// A text up to the end of its first sentence.
fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}
