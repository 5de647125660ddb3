//! What editors and runners make of `--format concise`: the files under `editors/` on real output.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_soc2lint");

/// A run of an editor: where it runs the program, with which arguments, and what it reads.
struct Run {
    directory: PathBuf,
    arguments: Vec<&'static str>,
    lines: Vec<String>,
}

impl Run {
    fn new(directory: &Path, arguments: &[&'static str], expected: &[&str]) -> Self {
        let output = Command::new(PROGRAM)
            .args(["check", "--format", "concise"])
            .args(arguments)
            .current_dir(directory)
            .env_clear()
            .output()
            .unwrap();
        let lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(ToOwned::to_owned).collect();
        for part in expected {
            assert!(lines.iter().any(|line| line.contains(part)), "nothing of `{part}` in {lines:#?}");
        }
        Self { directory: directory.to_owned(), arguments: arguments.to_vec(), lines }
    }

    /// The lines that are at a place in a file.
    fn placed(&self) -> impl Iterator<Item = &String> {
        self.lines.iter().filter(|line| !line.starts_with("soc2lint: "))
    }
}

/// Names with blanks, with characters outside ASCII, and, where that can be, with what looks like a place or a drive.
#[cfg(unix)]
const ODD: [&str; 4] = ["my infra/größe 日本/main.tf", "x/-.tf", "a:1/b (2).tf", "C:/x [3].tf"];
#[cfg(not(unix))]
const ODD: [&str; 4] = ["my infra/größe 日本/main.tf", "x/-.tf", "a/b (2).tf", "C/x [3].tf"];

/// Runs whose lines are of every severity, tell what was not analysed and what the settings leave out, and lead to odd names, from
/// the root of their repository and from a directory in it.
fn runs() -> (TempDir, Vec<Run>) {
    let odd = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = odd.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    fs::create_dir(odd.path().join(".git")).unwrap();
    write(".soc2lint.hcl", "rule \"aws-ebs-volume-encrypted\" {\n  enabled = false\n}\n");
    for name in ODD {
        write(name, "resource \"aws_kms_key\" \"k\" {\n  /* ü 日 */ enable_key_rotation = false\n}\n");
    }
    let infra = odd.path().join("my infra");
    let levels = [": error: ", ": warning: ", ": note: ", " [gap/"];
    let runs = vec![
        Run::new(Path::new(ROOT), &["--preset", "strict", "testdata/webshop", "testdata/incomplete"], &levels),
        Run::new(odd.path(), &[], &[ODD[0], ODD[1], ODD[2], ODD[3], " [settings/rule]"]),
        Run::new(&infra, &[], &["größe 日本/main.tf:2:13: ", "../.soc2lint.hcl:2:13: note: "]),
    ];
    (odd, runs)
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
    directory: &Path,
    line: &str,
    (file, row, column, severity, message, code): (String, u32, u32, Option<String>, String, String),
) {
    let text = fs::read_to_string(directory.join(&file)).unwrap_or_else(|_| panic!("{file} of {line}"));
    let at = text.lines().nth(row as usize - 1).unwrap_or_default();
    assert!(column as usize <= at.chars().count() + 1, "{line}");
    assert!(severity.is_none_or(|severity| ["error", "warning", "note"].contains(&severity.as_str())), "{line}");
    assert!(!message.is_empty() && line.ends_with(&format!("{message} [{code}]")), "{line}");
}

/// That a line is read as it is meant when its path is one of Windows.
fn is_right_on_windows(pattern: &Value, line: &str) {
    let place = Regex::new(r"^(.+):\d+:\d+: (error|warning|note): ").unwrap();
    let end = place.captures(line).unwrap().get(1).unwrap().end();
    for path in [r"C:\Users\A B\größe\main.tf", r"\\server\share\x.tf", "d:/a/b.tf"] {
        let (file, ..) = read(pattern, &format!("{path}{}", &line[end..])).unwrap();
        assert_eq!(file, path);
    }
}

#[test]
fn visual_studio_code_reads_every_line() {
    let tasks = json("editors/vscode/tasks.json");
    for task in tasks["tasks"].as_array().unwrap() {
        let pattern = &task["problemMatcher"]["pattern"];
        let (_odd, runs) = runs();
        for (run, line) in runs.iter().flat_map(|run| run.placed().map(move |line| (run, line))) {
            is_right(&run.directory, line, read(pattern, line).unwrap_or_else(|| panic!("not read: {line}")));
            is_right_on_windows(pattern, line);
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
    let (_odd, runs) = runs();
    for (run, line) in runs.iter().flat_map(|run| run.placed().map(move |line| (run, line))) {
        let mut hits = 0;
        for matcher in matchers["problemMatcher"].as_array().unwrap() {
            if let Some(found) = read(&matcher["pattern"][0], line) {
                // Other words than these drop the match, as the runner has it.
                let severity = found.3.as_deref().or(matcher["severity"].as_str());
                assert!(severity.is_some_and(|word| ["error", "warning", "notice"].contains(&word)), "{line}");
                is_right(&run.directory, line, found);
                is_right_on_windows(&matcher["pattern"][0], line);
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
    let (_odd, runs) = runs();
    runs.iter().for_each(vim);
}

fn vim(run: &Run) {
    let directory = TempDir::new().unwrap();
    let listed = directory.path().join("listed");
    let write = format!(
        "call writefile(map(filter(getqflist(), 'v:val.valid'), 'bufname(v:val.bufnr).\":\".v:val.lnum.\":\".v:val.col.\":\".v:val.type.\":\".v:val.text'), '{}')",
        listed.display()
    );
    let make = format!("silent make! {}", run.arguments.join(" "));
    let runtime = format!("set runtimepath^={ROOT}/editors/vim");
    let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let status = Command::new("vim")
        .args(["-es", "-u", "NONE", "-N", "--cmd", &runtime, "-c", "compiler soc2lint"])
        .args(["-c", &make, "-c", &write, "-c", "qall!"])
        .current_dir(&run.directory)
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "dumb")
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let listed = fs::read_to_string(listed).unwrap();
    assert_eq!(listed.lines().count(), run.placed().count(), "{listed}");
    for (listed, line) in listed.lines().zip(run.placed()) {
        let (place, rest) = line.split_once(": ").unwrap();
        let (level, message) = rest.split_once(": ").unwrap();
        let kind = &level[..1];
        // Vim shows no blanks at a line's end, and tabs as they are; the texts have neither.
        assert_eq!(listed, format!("{place}:{kind}:{message}"));
    }
}
