//! The examples of the documentation are what the formats write.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::report::Format;
use crate::report::samples::small;

const BEGIN: &str = "<!-- examples: made by `UPDATE_DOCS=1 cargo test --lib documented` -->\n";
const END: &str = "<!-- end of examples -->\n";

#[test]
fn documented_examples_are_real() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/output.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let examples: String = Format::ALL.into_iter().map(example).collect();
    let current = format!("{before}{BEGIN}\n{examples}{END}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &current).unwrap();
    } else {
        assert_eq!(page, current, "run `UPDATE_DOCS=1 cargo test --lib documented` and read the difference");
    }
}

fn example(format: Format) -> String {
    let output = small().render(format);
    let part = |pointer: &str| {
        let document: Value = serde_json::from_str(&output).unwrap();
        serde_json::to_string_pretty(document.pointer(pointer).unwrap()).unwrap()
    };
    let (language, shown) = match format {
        Format::Json => ("json", part("/findings/0")),
        Format::Sarif => ("json", part("/runs/0/results/0")),
        Format::SarifFull => ("json", part("/runs/0/results/1")),
        Format::Gitlab | Format::Rdjson => ("json", output),
        Format::Junit => ("xml", output),
        Format::Markdown => ("markdown", output),
        Format::Csv => ("csv", output.replace('\r', "")),
        Format::Text | Format::Concise | Format::Github | Format::GithubOutput | Format::Azure => ("text", output),
    };
    format!("### `{format}`\n\n````{language}\n{}\n````\n\n", shown.trim_end())
}
