//! What editors and runners make of `--format concise`: the files under `editors/` on real output.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use regex::Regex;
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_soc2lint");

/// One line a finding: of every severity, and with what was not analysed.
fn concise() -> Vec<String> {
    let output = Command::new(PROGRAM)
        .args(["check", "--preset", "strict", "--format", "concise", "testdata/webshop", "testdata/incomplete"])
        .current_dir(ROOT)
        .env_clear()
        .output()
        .unwrap();
    let lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(ToOwned::to_owned).collect();
    for level in [": error: ", ": warning: ", ": note: ", " [gap/"] {
        assert!(lines.iter().any(|line| line.contains(level)), "nothing of{level}in {lines:#?}");
    }
    lines
}

fn json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(Path::new(ROOT).join(path)).unwrap()).unwrap()
}

/// What a pattern of a matcher finds in a line.
fn read(pattern: &Value, line: &str) -> Option<(String, u32, u32, Option<String>, String, String)> {
    let found = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap().captures(line)?;
    let group = |name: &str| {
        let index = usize::try_from(pattern[name].as_u64()?).unwrap();
        found.get(index).map(|group| group.as_str().to_owned())
    };
    let number = |name: &str| group(name).unwrap().parse().unwrap();
    let place = (group("file").unwrap(), number("line"), number("column"));
    Some((place.0, place.1, place.2, group("severity"), group("message").unwrap(), group("code").unwrap()))
}

/// That a line that has a place is read as it is meant.
fn is_right(
    line: &str,
    (file, row, column, severity, message, code): (String, u32, u32, Option<String>, String, String),
) {
    assert!(Path::new(ROOT).join(&file).is_file(), "{file} of {line}");
    let text = fs::read_to_string(Path::new(ROOT).join(&file)).unwrap();
    let at = text.lines().nth(row as usize - 1).unwrap_or_default();
    assert!(column as usize <= at.chars().count() + 1, "{line}");
    assert!(severity.is_none_or(|severity| ["error", "warning", "note"].contains(&severity.as_str())), "{line}");
    assert!(!message.is_empty() && line.ends_with(&format!("{message} [{code}]")), "{line}");
}

/// Whether a line is at a place in a file.
fn has_place(line: &str) -> bool {
    !line.starts_with("soc2lint: ")
}

#[test]
fn visual_studio_code_reads_every_line() {
    let tasks = json("editors/vscode/tasks.json");
    for task in tasks["tasks"].as_array().unwrap() {
        let pattern = &task["problemMatcher"]["pattern"];
        for line in concise().iter().filter(|line| has_place(line)) {
            is_right(line, read(pattern, line).unwrap_or_else(|| panic!("not read: {line}")));
        }
        for other in ["soc2lint: check started", "soc2lint: check finished, waiting for changes", "a: b"] {
            assert_eq!(read(pattern, other), None);
        }
        // The arguments are ones that there are.
        let arguments = task["args"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap());
        let arguments: Vec<&str> = arguments.chain(["--help"]).collect();
        assert!(Command::new(PROGRAM).args(arguments).stdout(Stdio::null()).status().unwrap().success());
    }
}

#[test]
fn githubs_runner_reads_every_line_by_one_matcher() {
    let matchers = json("editors/github-matcher.json");
    for line in concise().iter().filter(|line| has_place(line)) {
        let mut hits = 0;
        for matcher in matchers["problemMatcher"].as_array().unwrap() {
            if let Some(found) = read(&matcher["pattern"][0], line) {
                // Other words than these drop the match, as the runner has it.
                let severity = found.3.as_deref().or(matcher["severity"].as_str());
                assert!(severity.is_some_and(|word| ["error", "warning", "notice"].contains(&word)), "{line}");
                is_right(line, found);
                hits += 1;
            }
        }
        assert_eq!(hits, 1, "{line}");
    }
}

#[test]
fn vim_fills_its_quickfix_list() {
    if Command::new("vim").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("left out, there is no `vim` here");
        return;
    }
    let directory = tempfile::TempDir::new().unwrap();
    let listed = directory.path().join("listed");
    let write = format!(
        "call writefile(map(filter(getqflist(), 'v:val.valid'), 'bufname(v:val.bufnr).\":\".v:val.lnum.\":\".v:val.col.\":\".v:val.type.\":\".v:val.text'), '{}')",
        listed.display()
    );
    let runtime = format!("set runtimepath^={ROOT}/editors/vim");
    let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let status = Command::new("vim")
        .args(["-es", "-u", "NONE", "-N", "--cmd", &runtime, "-c", "compiler soc2lint"])
        .args(["-c", "silent make! --preset strict testdata/webshop testdata/incomplete", "-c", &write, "-c", "qall!"])
        .current_dir(ROOT)
        .env("PATH", path)
        .env("TERM", "dumb")
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let listed = fs::read_to_string(listed).unwrap();
    let lines: Vec<String> = concise().into_iter().filter(|line| has_place(line)).collect();
    assert_eq!(listed.lines().count(), lines.len(), "{listed}");
    for (listed, line) in listed.lines().zip(&lines) {
        let (place, rest) = line.split_once(": ").unwrap();
        let (level, message) = rest.split_once(": ").unwrap();
        let kind = &level[..1];
        // Vim shows no blanks at a line's end, and tabs as they are; the texts have neither.
        assert_eq!(listed, format!("{place}:{kind}:{message}"));
    }
}
