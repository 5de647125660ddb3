//! What is sensitive in the source is in no output.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

use soc2lint::lint::{self, ExitPolicy, Options, Outcome, Selection};
use soc2lint::policy::Preset;
use soc2lint::report::{self, Format, Verbosity};

/// What every secret of the test data holds, in lower case.
const SECRET: &str = "s3cr3t";

fn outcome() -> Outcome {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/sensitive");
    let selection = Selection { preset: Preset::Strict, ..Selection::default() };
    let paths = vec![directory.try_into().unwrap()];
    lint::check(&Options { paths, selection, ..Options::default() }).unwrap()
}

fn render(outcome: &Outcome, format: Format, verbosity: Verbosity) -> String {
    let exit = lint::exit_status(&outcome.report, &ExitPolicy::default());
    let options = report::Options { verbosity, width: 200, ..report::Options::new(exit) };
    let mut bytes = Vec::new();
    report::write(format, &outcome.report, &outcome.sources, &options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn secrets_are_in_no_output() {
    let outcome = outcome();
    for format in Format::ALL {
        for verbosity in [Verbosity::Quiet, Verbosity::Normal, Verbosity::Verbose] {
            let output = render(&outcome, format, verbosity);
            let leak = output.lines().find(|line| line.to_lowercase().contains(SECRET));
            assert_eq!(leak, None, "{format} {verbosity:?}");
        }
    }
}

#[test]
fn lines_with_secrets_are_shown_without_them() {
    let text = render(&outcome(), Format::Text, Verbosity::Verbose);
    for line in [
        r#"  password          = "*******************""#,
        r#"  default   = "**************""#,
        r#"  pw_of_local  = "************""#,
        r#"  pw_of_nested = { inner = { word = "*************" } }"#,
        r#"admin_word = "*************""#,
        r#"  key_phrase = "***************""#,
        r#"      "json": { "engine": "mysql", "password": "***********" },"#,
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("`for_each` must not be sensitive"), "its keys would be in addresses\n{text}");
    let underlined = text.lines().skip_while(|line| !line.contains(r#"password          = "***"#)).nth(1).unwrap();
    assert!(underlined.contains(&"^".repeat(r#"password          = "s3cr3t-literal word""#.len())), "{underlined}");
}
