//! Results of tests of policies, in the form of the official tool.

use std::io::{self, Write};

use super::{visible, visible_line};
use crate::policy::{CaseMessage, CaseOutcome, CaseResult, MessageKind, TestFileResult};
use crate::workspace::{SourceFile, SourceMap, Span};

/// Writes results: a line per file and case, what is wrong with each failure, and a summary.
///
/// # Errors
/// When the output can't be written.
pub fn write_test_results(results: &[TestFileResult], sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let (mut passed, mut failed, mut skipped) = (0u64, 0u64, 0u64);
    for file in results {
        writeln!(out, "# {}... running", visible_line(file.path.as_str()))?;
        for told in &file.errors {
            let place = told.span.map(|span| format!("{}: ", place(sources, span))).unwrap_or_default();
            writeln!(out, "  Error: {place}{}", visible_line(&told.message))?;
        }
        if !file.errors.is_empty() {
            failed += 1;
        }
        for case in &file.cases {
            match case.outcome {
                CaseOutcome::Pass => passed += 1,
                CaseOutcome::Skipped => skipped += 1,
                CaseOutcome::PolicyViolation
                | CaseOutcome::MissingExpectedFailure
                | CaseOutcome::Error
                | CaseOutcome::Unknown => failed += 1,
            }
            write_case(case, sources, out)?;
        }
    }
    writeln!(out, "{passed} passed, {failed} failed, {skipped} skipped")
}

fn write_case(case: &CaseResult, sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    let (word, title, own) = match case.outcome {
        CaseOutcome::Pass => ("pass", "", MessageKind::Denial),
        CaseOutcome::Skipped => ("skipped", "", MessageKind::Denial),
        CaseOutcome::PolicyViolation => ("fail", "Policy violation", MessageKind::Denial),
        CaseOutcome::MissingExpectedFailure => ("fail", "Missing expected failure", MessageKind::Denial),
        CaseOutcome::Error => ("fail", "Error", MessageKind::Error),
        CaseOutcome::Unknown => ("fail", "Unknown result", MessageKind::Unknown),
    };
    writeln!(out, "  # {}... {word}", visible_line(&case.name))?;
    if case.outcome.is_failure() {
        writeln!(out, "    {title} ({})", place(sources, case.span))?;
        if case.outcome == CaseOutcome::PolicyViolation {
            writeln!(out, "      Expected: pass\n      Actual: fail")?;
        }
        for message in &case.messages {
            let label = if message.kind == own { "Message" } else { name(message.kind) };
            writeln!(out, "      {label}: {}", text(message, sources).replace('\n', "\n        "))?;
        }
    } else {
        // What is denied as expected need not be told, but nothing else was expected.
        for message in case.messages.iter().filter(|message| message.kind != MessageKind::Denial) {
            writeln!(out, "    {}: {}", name(message.kind), text(message, sources).replace('\n', "\n      "))?;
        }
    }
    for warning in &case.warnings {
        writeln!(out, "    Warning: {}", visible_line(warning))?;
    }
    Ok(())
}

fn name(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Denial => "Denied",
        MessageKind::Error => "Error",
        MessageKind::Unknown => "Unknown",
    }
}

/// A message with its place; a denial that says nothing of its own has the line of its condition too.
fn text(message: &CaseMessage, sources: &SourceMap) -> String {
    let said = visible(message.text.trim_end());
    let Some(span) = message.span else { return said.into_owned() };
    let line = match message.kind {
        MessageKind::Denial => format!("\n{}", visible_line(line_of(&sources.file(span.file), span))),
        MessageKind::Error | MessageKind::Unknown => String::new(),
    };
    format!("{}: {said}{line}", place(sources, span))
}

/// The line in which a span begins, without the blanks around it.
fn line_of(file: &SourceFile, span: Span) -> &str {
    let (start, text) = (span.range().start, file.text());
    let before = text.get(..start).unwrap_or_default();
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim()
}

fn place(sources: &SourceMap, span: Span) -> String {
    visible_line(&sources.place(span)).into_owned()
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;

    #[test]
    fn results_are_written_as_the_official_tool_does() {
        let sources = SourceMap::default();
        let add = |name: &str, text: &str| sources.add(Utf8Path::new(name), Utf8Path::new(name), text);
        let test = Span::new(add("a.policytest.hcl", "resource \"t\" \"b\" {}\n"), 0, 8);
        let policy = Span::new(add("p.policy.hcl", "  enforce {\n    condition = attrs.e\n  }\n"), 28, 35);
        let message = |kind, span, text: &str| CaseMessage { kind, span, text: text.to_owned() };
        let case = |name: &str, outcome, messages| CaseResult {
            name: name.to_owned(),
            span: test,
            outcome,
            messages,
            warnings: Vec::new(),
        };
        let denial = message(MessageKind::Denial, None, "no\n\u{1b}[31mred\n");
        let silent = message(MessageKind::Denial, Some(policy), "not satisfied");
        let error = message(MessageKind::Error, Some(policy), "`attrs` has no attribute `e`");
        let results = [TestFileResult {
            path: "a.policytest.hcl".into(),
            errors: Vec::new(),
            cases: vec![
                case("resource.t.a", CaseOutcome::Pass, vec![denial.clone()]),
                case("resource.t.b", CaseOutcome::PolicyViolation, vec![denial.clone(), silent, error.clone()]),
                case("resource.t.c", CaseOutcome::MissingExpectedFailure, Vec::new()),
                case("resource.t.d", CaseOutcome::Skipped, Vec::new()),
                case("resource.t.e", CaseOutcome::Error, vec![error.clone()]),
                case("resource.t.f", CaseOutcome::Pass, vec![denial, error]),
            ],
        }];
        let mut out = Vec::new();
        write_test_results(&results, &sources, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\
# a.policytest.hcl... running
  # resource.t.a... pass
  # resource.t.b... fail
    Policy violation (a.policytest.hcl:1:1)
      Expected: pass
      Actual: fail
      Message: no
        ␛[31mred
      Message: p.policy.hcl:2:17: not satisfied
        condition = attrs.e
      Error: p.policy.hcl:2:17: `attrs` has no attribute `e`
  # resource.t.c... fail
    Missing expected failure (a.policytest.hcl:1:1)
  # resource.t.d... skipped
  # resource.t.e... fail
    Error (a.policytest.hcl:1:1)
      Message: p.policy.hcl:2:17: `attrs` has no attribute `e`
  # resource.t.f... pass
    Error: p.policy.hcl:2:17: `attrs` has no attribute `e`
2 passed, 3 failed, 1 skipped
"
        );
    }
}
