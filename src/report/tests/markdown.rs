//! The job summary, rendered by a Markdown parser.

use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::lint::Status;
use crate::report::Format;
use crate::report::samples::{Sample, compared, crowded, everyday, hostile};

#[test]
fn markdown_of_a_compared_run() {
    insta::assert_snapshot!(compared().render(Format::Markdown));
}

#[test]
fn markdown_of_a_hostile_run() {
    insta::assert_snapshot!(hostile().render(Format::Markdown));
}

/// The texts outside code, after proving that nothing is a link, an image, a footnote, or HTML that we do not write.
fn prose(markdown: &str) -> Vec<String> {
    let mut texts = Vec::new();
    // HTML of ours that stands for code: what is in it is left alone by forges too.
    let mut in_code = false;
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Start(tag) => assert!(
                matches!(
                    tag,
                    Tag::Heading { .. }
                        | Tag::Paragraph
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                ),
                "{tag:?}"
            ),
            Event::InlineHtml(html) => match html.as_ref() {
                "<code>" => in_code = true,
                "</code>" => in_code = false,
                other => assert_eq!(other, "<br>"),
            },
            Event::Text(text) if !in_code => texts.push(text.to_string()),
            Event::Text(_) | Event::Code(_) | Event::End(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(!in_code);
    texts
}

#[test]
fn strangers_write_no_markdown() {
    for sample in [everyday(), compared(), hostile(), nasty()] {
        let markdown = sample.render(Format::Markdown);
        for text in prose(&markdown) {
            assert!(!text.contains(['@', '#', '<', '>', '[', ']', '*', '_', '~', '\\']), "{text}");
            assert!(!text.contains("://") && !text.contains("www."), "{text}");
        }
        assert!(markdown.chars().all(|character| !character.is_control() || character == '\n'));
        // Every row of a table has the columns of its head.
        let columns = |line: &str| line.matches(" | ").count();
        let mut head = None;
        for line in markdown.lines() {
            match (line.starts_with('|'), head) {
                (true, None) => head = Some(columns(line)),
                (true, Some(head)) if !line.starts_with("| ---") => assert_eq!(columns(line), head, "{line}"),
                (true, Some(_)) => {}
                (false, _) => head = None,
            }
        }
    }
}

/// Texts that try to end the code that they are shown in.
fn nasty() -> Sample {
    const TEXTS: [&str; 12] = [
        "`<b>`` | ``<i>` @team",
        "x@`y` ``<img src=x>`` `",
        "`` ` `` <b> [a](//b)",
        "\\`<b>\\` \\| \\\\| <i>",
        "| a | b |\n|---|---|\n# h",
        "</code><script>alert(1)</script><code>|",
        "<!-- | -->",
        "![x](y) [z]: https://evil.example",
        "- [ ] task ~~x~~ **y** $z$ [^1]",
        "a``b`|`c<d>",
        "&lt;b&gt; &#60;i&#62; &amp;",
        "`x`<b>`y`<i>`",
    ];
    let mut sample = compared();
    let model = sample.report.findings[0].clone();
    for text in TEXTS {
        let mut finding = model.clone();
        finding.message = text.to_owned();
        finding.resources = vec![text.to_owned(), "x".to_owned()];
        finding.environments = vec![text.into()];
        sample.report.findings.push(finding);
        let mut record = sample.report.exceptions[0].clone();
        let mut exception = record.exception.as_ref().clone();
        exception.reason = Some(text.to_owned());
        exception.ticket = Some(text.to_owned());
        exception.rules = vec![text.to_owned()];
        record.exception = Arc::new(exception);
        sample.report.exceptions.push(record);
        let mut resolved = sample.report.resolved[0].clone();
        resolved.path = text.to_owned();
        sample.report.resolved.push(resolved);
        let mut gap = sample.report.gaps[0].clone();
        gap.what = text.to_owned();
        gap.why = text.to_owned();
        sample.report.gaps.push(gap);
    }
    sample
}

#[test]
fn ten_thousand_findings_fit() {
    let crowd = crowded(3_400);
    assert!(crowd.report.findings.len() > 10_000);
    let markdown = crowd.render(Format::Markdown);
    assert!(markdown.len() < 64 * 1024, "{}", markdown.len());
    assert!(markdown.starts_with("# soc2lint: 10200 findings"));
    assert!(markdown.contains(" more are in the other reports."));
    let first = markdown.lines().find(|line| line.contains("bucket_")).unwrap();
    assert!(first.starts_with("| critical |"), "the worst are told: {first}");
    assert!(markdown.contains("## Criteria"), "the rest of the page is there");
}

#[test]
fn everything_at_once_fits() {
    let mut sample = nasty();
    let report = &mut sample.report;
    let long = "`|<b>` @x ".repeat(200);
    for finding in &mut report.findings {
        finding.message.clone_from(&long);
    }
    let repeat = |count: usize| std::iter::repeat_n((), count);
    report.findings = repeat(300).flat_map(|()| report.findings.clone()).collect();
    report.resolved = repeat(300).flat_map(|()| report.resolved.clone()).collect();
    report.exceptions = repeat(300).flat_map(|()| report.exceptions.clone()).collect();
    report.gaps = repeat(300).flat_map(|()| report.gaps.clone()).collect();
    report.not_seen = repeat(300).flat_map(|()| report.not_seen.clone()).collect();
    report.undetermined = (0..300)
        .map(|index| {
            let mut entry = report.undetermined[0].clone();
            entry.error = Some(format!("{index} {long}"));
            entry
        })
        .collect();
    for finding in report.findings.iter_mut().skip(1).step_by(2) {
        (finding.baseline, finding.status) = (None, Status::Open);
    }
    let markdown = sample.render(Format::Markdown);
    assert!(markdown.len() < 64 * 1024, "{}", markdown.len());
    prose(&markdown);
}
