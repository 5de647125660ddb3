//! Formats that list everything that was judged: JUnit, CSV.

use roxmltree::{Document, Node};

use crate::report::Format;
use crate::report::samples::{Sample, compared, crowded, everyday, hostile};

fn cases<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name("testcase")).collect()
}

#[test]
fn junit_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Junit));
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    for sample in [everyday(), compared(), hostile(), crowded(2)] {
        let text = sample.render(Format::Junit);
        let document = Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let number = |node: &Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
        let with =
            |name: &str| cases(&document).iter().filter(|case| case.children().any(|c| c.has_tag_name(name))).count();
        assert_eq!(number(&root, "tests"), cases(&document).len());
        assert_eq!(number(&root, "failures"), with("failure"));
        assert_eq!(number(&root, "errors"), with("error"));
        let is_xml = |character: char| !character.is_control() || matches!(character, '\n' | '\t' | '\r');
        assert!(text.chars().all(is_xml) && !text.contains(['\u{fffe}', '\u{ffff}', '\u{202e}']));
    }
    insta::assert_snapshot!(hostile().render(Format::Junit));
}

#[test]
fn junit_fails_what_counts_and_proves_what_passes() {
    let verdicts = |sample: &Sample| -> Vec<String> {
        let text = sample.render(Format::Junit);
        let document = Document::parse(&text).unwrap();
        let verdict = |case: &Node<'_, '_>| {
            let child = case.children().find(|child| child.is_element());
            let name = child.map_or("pass", |child| child.tag_name().name());
            format!("{} {} {name}", case.attribute("classname").unwrap(), case.attribute("name").unwrap())
        };
        cases(&document).iter().map(verdict).collect()
    };
    let mut good = everyday();
    good.report.findings.clear();
    let expected = [
        ". aws-s3-public-access-block skipped",
        "modules/logs aws-s3-public-access-block system-out",
        "account aws-iam-root-mfa skipped",
        "not applicable aws-cloudtrail-log-file-validation skipped",
        "not applicable aws-kms-rotation skipped",
        "gap/remote-module main.tf:2:3 skipped",
    ];
    assert_eq!(verdicts(&good), expected);
    let compared = verdicts(&compared());
    assert!(compared.contains(&"modules/logs aws-s3-public-access-block skipped".to_owned()), "was there before");
    assert!(compared.contains(&"modules/logs aws-cloudtrail-log-file-validation failure".to_owned()), "{compared:#?}");
}

fn rows(sample: &Sample) -> Vec<Vec<String>> {
    let text = sample.render(Format::Csv);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_of_a_compared_run() {
    insta::assert_snapshot!(compared().render(Format::Csv));
    insta::assert_snapshot!(hostile().render(Format::Csv));
}

#[test]
fn csv_has_a_row_for_every_result_and_instance() {
    let rows = rows(&compared());
    assert_eq!(rows[0][..4], ["result", "state", "severity", "rule"]);
    let of = |result: &str| rows.iter().filter(|row| row[0] == result).count();
    assert_eq!((of("violation"), of("excepted"), of("resolved"), of("pass")), (6, 1, 1, 1));
    assert_eq!((of("undetermined"), of("not-seen"), of("not-analysed"), of("exception")), (1, 1, 1, 2));
}

#[test]
fn github_output_counts() {
    assert_eq!(compared().render(Format::GithubOutput), "findings=2\nnew-findings=1\ncoverage=incomplete\n");
}

#[test]
fn csv_computes_nothing() {
    for sample in [everyday(), compared(), hostile()] {
        for row in rows(&sample) {
            for cell in row {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
                assert!(cell.chars().all(|character| !character.is_control()), "{cell}");
            }
        }
    }
    assert!(rows(&hostile()).iter().any(|row| row.iter().any(|cell| cell == "'=cmd|' /C calc'!A0")));
}
