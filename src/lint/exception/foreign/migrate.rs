//! Comments for other tools, rewritten as exceptions of ours.
//!
//! Only the comment is edited. Where the tool means the block around it, and ours would stand on the attribute below, it is moved above
//! that block. What can't be said by an exception of ours stays as it is, and the reason is told.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::grammar::{Checks, Directive, Line, Scope, Tool};
use super::{lines, part, table};
use crate::lint::exception::{ExceptionPolicy, MIN_REASON};
use crate::syntax::{Comment, Element};
use crate::workspace::{SourceFile, Span};

/// What comments for other tools do not say.
#[derive(Clone, Debug, Default)]
pub struct Supplied {
    /// Why, where the comment gives no reason.
    pub reason: Option<String>,
    /// The last day, where the comment has none.
    pub until: Option<Date>,
    /// Where it was decided.
    pub ticket: Option<String>,
    /// Who decided it.
    pub approved_by: Option<String>,
}

/// What the comments for other tools of a file become.
#[derive(Clone, Debug, Default)]
pub struct Migration {
    /// What to replace by what, in order; the spans have nothing in common.
    pub edits: Vec<(Span, String)>,
    /// The comments that say something to another tool, in order, with what becomes of each.
    pub comments: Vec<(Span, Migrated)>,
}

/// What becomes of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Migrated {
    /// It is an exception now.
    Rewritten {
        /// What somebody still has to write before it counts.
        missing: Vec<String>,
        /// What stays for the other tool, because there is no rule for it.
        left: Vec<String>,
    },
    /// It stays as it is, for this reason.
    Left(String),
}

impl Migration {
    /// The text with the edits.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for (span, replacement) in &self.edits {
            let Range { start, end: next } = span.range();
            out.push_str(text.get(end..start).unwrap_or_default());
            out.push_str(replacement);
            end = next;
        }
        out.push_str(text.get(end..).unwrap_or_default());
        out
    }
}

/// Rewrites the comments for other tools in a file.
#[must_use]
pub fn migrate(file: &SourceFile, supplied: &Supplied, policy: &ExceptionPolicy) -> Migration {
    let mut writer = Writer { file, text: file.text(), supplied, policy, replaced: Vec::new(), above: BTreeMap::new() };
    let mut comments = Vec::new();
    for (comment, start, line) in lines(file) {
        let said = line.directives.iter().map(|directive| directive.range.clone());
        let said = said.reduce(|first, last| first.start..last.end).unwrap_or_default();
        let becomes = writer.comment(&comment, &line).unwrap_or_else(Migrated::Left);
        comments.push((part(file, start + said.start..start + said.end), becomes));
    }
    Migration { edits: writer.edits(), comments }
}

/// What a line of a comment becomes: exceptions, and what stays for the tools.
#[derive(Default)]
struct Rewritten {
    /// What is behind the comment's marks, one line each.
    exceptions: Vec<String>,
    missing: Vec<String>,
    /// What is left, as it is written, and the ids in it.
    left: Vec<String>,
    left_ids: Vec<String>,
}

struct Writer<'a> {
    file: &'a SourceFile,
    text: &'a str,
    supplied: &'a Supplied,
    policy: &'a ExceptionPolicy,
    replaced: Vec<(Range<usize>, String)>,
    /// What to write in front of the line that begins at a place.
    above: BTreeMap<usize, String>,
}

impl Writer<'_> {
    /// Rewrites one comment, or says why it stays.
    fn comment(&mut self, comment: &Arc<Comment>, line: &Line) -> Result<Migrated, String> {
        let range = comment.span.range();
        let text = self.text.get(range.clone()).unwrap_or_default().trim_end_matches('\r');
        let range = range.start..range.start + text.len();
        if text.contains('\n') {
            return Err("it is a part of a longer comment; write it by hand".to_owned());
        }
        let target = target(comment, line)?;
        let rewritten = self.rewrite(line)?;
        let is_alone = self.is_alone(&range);
        let is_here = comment.element.as_ref().is_some_and(|element| element.span == target.span);
        let marks = Marks::of(text);
        let count = rewritten.exceptions.len() + usize::from(!rewritten.left.is_empty());
        if is_here {
            if count > 1 && !is_alone {
                return Err("behind code there is no room for what becomes of it; give it a line of its own".to_owned());
            }
            let rest = (!rewritten.left.is_empty()).then(|| rewritten.left.join(" "));
            let lines: Vec<String> =
                rewritten.exceptions.iter().cloned().chain(rest).map(|line| marks.wrap(&line)).collect();
            let between = format!("{}{}", self.line_break(range.start), self.indentation(range.start));
            self.replaced.push((range, lines.join(&between)));
        } else {
            let above = self.line_start(target.span.range().start);
            let indentation = self.indentation(above);
            if above + indentation.len() != target.span.range().start {
                return Err("it means a block that does not begin its line; write it by hand".to_owned());
            }
            let marker = if marks.begin == "//" { "//" } else { "#" };
            let line_break = self.line_break(above);
            let lines = rewritten.exceptions.iter().map(|line| format!("{indentation}{marker} {line}{line_break}"));
            self.above.entry(above).or_default().extend(lines);
            if rewritten.left.is_empty() {
                self.remove(range, is_alone);
            } else {
                self.replaced.push((range, marks.wrap(&rewritten.left.join(" "))));
            }
        }
        Ok(Migrated::Rewritten { missing: rewritten.missing, left: rewritten.left_ids })
    }

    /// The exceptions that say what the directives of a line say: one for each last day.
    fn rewrite(&self, line: &Line) -> Result<Rewritten, String> {
        let mut by_day: BTreeMap<Option<Date>, Vec<&str>> = BTreeMap::new();
        let mut rewritten = Rewritten::default();
        for directive in &line.directives {
            let Checks::Named(ids) = &directive.checks else {
                return Err("it names no check, and an exception names its rules".to_owned());
            };
            if !directive.attributes.is_empty() || directive.workspace.is_some() {
                return Err("it holds under a condition, and an exception has none".to_owned());
            }
            let mut left = Vec::new();
            for id in ids {
                let rules = table::rules_of(directive.tool, id);
                match rules.is_empty() {
                    true => left.push(id.as_str()),
                    false => by_day.entry(directive.until).or_default().extend(rules),
                }
            }
            if !left.is_empty() {
                rewritten.left_ids.extend(left.iter().map(|id| (*id).to_owned()));
                rewritten.left.push(again(directive, &left, line.reason.as_deref()));
            }
        }
        if by_day.is_empty() {
            let ids = rewritten.left_ids.iter().map(|id| format!("`{id}`")).collect::<Vec<String>>();
            return Err(format!("there is no rule for {}", ids.join(", ")));
        }
        for (until, mut rules) in by_day {
            rules.sort_unstable();
            rules.dedup();
            let until = until.or(self.supplied.until);
            let reason = line.reason.as_ref().or(self.supplied.reason.as_ref());
            rewritten.exceptions.push(self.exception(&rules, reason, until));
            for missing in self.missing(reason, until) {
                if !rewritten.missing.contains(&missing) {
                    rewritten.missing.push(missing);
                }
            }
        }
        Ok(rewritten)
    }

    fn exception(&self, rules: &[&str], reason: Option<&String>, until: Option<Date>) -> String {
        let until = until.map(|until| until.to_string());
        let (ticket, by) = (self.supplied.ticket.as_ref(), self.supplied.approved_by.as_ref());
        let attributes = [("reason", reason), ("until", until.as_ref()), ("ticket", ticket), ("by", by)];
        let attributes = attributes.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let attributes: String = attributes
            .map(|(name, value)| match name == "until" {
                true => format!(" {name}={value}"),
                false => format!(" {name}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
            })
            .collect();
        format!("soc2lint: ignore[{}]{attributes}", rules.join(", "))
    }

    /// What an exception needs before it counts.
    fn missing(&self, reason: Option<&String>, until: Option<Date>) -> Vec<String> {
        let longest = jiff::Span::new().try_days(i64::from(self.policy.max_days));
        let latest = longest.map_or(Date::MAX, |longest| self.policy.today.saturating_add(longest));
        let reason = match reason {
            None => Some("`reason=\"…\"`".to_owned()),
            Some(reason) if reason.trim().chars().count() < MIN_REASON => {
                Some(format!("a reason of at least {MIN_REASON} characters"))
            }
            Some(_) => None,
        };
        let until = match until {
            None => Some("`until=YYYY-MM-DD`".to_owned()),
            Some(until) if until < self.policy.today => Some(format!("a last day that is not over, as {until} is")),
            Some(until) if until > latest => Some(format!("a last day that is not after {latest}, as {until} is")),
            Some(_) => None,
        };
        reason.into_iter().chain(until).collect()
    }

    fn line_start(&self, place: usize) -> usize {
        self.file.line_range(self.file.line_index(place)).map_or(0, |line| line.start)
    }

    /// The blanks that the line of a place begins with.
    fn indentation(&self, place: usize) -> String {
        let line = self.text.get(self.line_start(place)..).unwrap_or_default();
        line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect()
    }

    /// How the line of a place ends.
    fn line_break(&self, place: usize) -> &'static str {
        let line = self.file.line_range(self.file.line_index(place)).and_then(|line| self.text.get(line));
        if line.is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
    }

    /// Whether nothing else is on its lines.
    fn is_alone(&self, range: &Range<usize>) -> bool {
        let before = self.text.get(self.line_start(range.start)..range.start).unwrap_or_default();
        let behind = self.text.get(range.end..).unwrap_or_default();
        let behind = behind.split('\n').next().unwrap_or_default();
        before.trim().is_empty() && behind.trim().is_empty()
    }

    /// Removes a comment: with its line if it is alone there, and with the blanks in front of it if nothing is behind it.
    fn remove(&mut self, range: Range<usize>, is_alone: bool) {
        let line = self.file.line_index(range.start);
        let line = self.file.line_range(line).unwrap_or(range.clone());
        let range = if is_alone {
            line
        } else if self.text.get(range.end..line.end).unwrap_or_default().trim().is_empty() {
            let before = self.text.get(line.start..range.start).unwrap_or_default();
            line.start + before.trim_end_matches([' ', '\t']).len()..range.end
        } else {
            range
        };
        self.replaced.push((range, String::new()));
    }

    /// All edits in order.
    fn edits(self) -> Vec<(Span, String)> {
        let above = self.above.into_iter().map(|(place, lines)| (place..place, lines));
        let mut all: Vec<(Range<usize>, String)> = above.chain(self.replaced).collect();
        all.sort_by_key(|(range, _)| (range.start, range.end));
        all.into_iter().map(|(range, text)| (part(self.file, range), text)).collect()
    }
}

/// What all directives of a line stand on.
fn target<'a>(comment: &'a Comment, line: &Line) -> Result<&'a Element, String> {
    let of = |directive: &Directive| match directive.scope {
        Scope::TopLevelBlock => comment.block.as_ref(),
        Scope::Here => comment.element.as_ref(),
        Scope::Line | Scope::Below | Scope::File => None,
    };
    if line.directives.iter().any(|directive| directive.tool == Tool::Kics) {
        return Err("it names no check that there is a rule for".to_owned());
    }
    let mut targets = line.directives.iter().map(of);
    let first = targets.next().flatten().ok_or_else(|| "it stands on nothing".to_owned())?;
    match targets.all(|other| other.is_some_and(|other| other.span == first.span)) {
        true => Ok(first),
        false => Err("it means different places for different tools; write it by hand".to_owned()),
    }
}

/// A directive with some of its ids.
fn again(directive: &Directive, ids: &[&str], reason: Option<&str>) -> String {
    let ids = ids.join(",");
    match directive.tool {
        Tool::Checkov => {
            let reason = reason.map(|reason| format!(":{reason}")).unwrap_or_default();
            format!("checkov:skip={ids}{reason}")
        }
        Tool::Trivy | Tool::Tfsec | Tool::Kics => {
            let until = directive.until.map(|until| format!(":exp:{until}")).unwrap_or_default();
            format!("{}:ignore:{ids}{until}", directive.tool.name())
        }
    }
}

/// What a comment begins and ends with.
struct Marks {
    begin: &'static str,
    end: &'static str,
}

impl Marks {
    fn of(comment: &str) -> Self {
        match comment.get(..2) {
            Some("//") => Self { begin: "//", end: "" },
            Some("/*") => Self { begin: "/*", end: " */" },
            _ => Self { begin: "#", end: "" },
        }
    }

    fn wrap(&self, text: &str) -> String {
        format!("{} {text}{}", self.begin, self.end)
    }
}
