//! The commands of the guides do what the guides say.
//!
//! Every fenced block of the language `console` in `README.md` and `docs/*.md`, but of guides with a test of their own, is run: lines that begin with `$ ` are commands for
//! `sh`, lines that begin with `> ` continue them, and what follows is what they write to standard output. A line of `…` stands for
//! any lines; a block without output lines is only run. Each block has a directory of its own that is a git repository with a
//! copy of `testdata/`. A command may end with status 0 or 1 (findings). A block whose commands begin with a program that is not
//! here is left out, and named.
//!
//! `UPDATE_GUIDES=1 cargo test --test console` writes what the commands write now into the guides, except where there is a `…`.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Guides with tests of their own: one directory from the first command to the last, or other files.
const ELSEWHERE: [&str; 2] = ["baseline.md", "exceptions.md"];

/// A command and the output that the guide shows.
struct Step {
    command: String,
    output: Vec<String>,
    /// The lines of the file that the output has, from 0.
    lines: std::ops::Range<usize>,
}

/// The blocks of a guide: each the number of its first line, and its steps.
fn blocks(text: &str) -> Vec<(usize, Vec<Step>)> {
    let mut blocks: Vec<(usize, Vec<Step>)> = Vec::new();
    let mut fence: Option<bool> = None;
    for (number, line) in text.lines().enumerate() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(language)) => {
                fence = Some(language.trim() == "console");
                if fence == Some(true) {
                    blocks.push((number + 1, Vec::new()));
                }
            }
            (Some(_), Some(_)) => fence = None,
            (Some(true), None) => {
                let (_, steps) = blocks.last_mut().unwrap();
                if let Some(command) = line.strip_prefix("$ ") {
                    steps.push(Step { command: command.to_owned(), output: Vec::new(), lines: number + 1..number + 1 });
                } else if let Some(more) =
                    line.strip_prefix("> ").filter(|_| steps.last().is_some_and(|step| step.output.is_empty()))
                {
                    let step = steps.last_mut().unwrap();
                    write!(step.command, "\n{more}").unwrap();
                    step.lines = number + 1..number + 1;
                } else {
                    let step =
                        steps.last_mut().unwrap_or_else(|| panic!("line {}: output without a command", number + 1));
                    step.output.push(line.to_owned());
                    step.lines.end = number + 1;
                }
            }
            (None | Some(false), None) => {}
        }
    }
    blocks
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Where commands run: a git repository with the test data committed.
fn sandbox() -> TempDir {
    let directory = TempDir::new().unwrap();
    copy(&Path::new(ROOT).join("testdata"), &directory.path().join("testdata"));
    for arguments in
        [&["init", "--quiet", "--initial-branch=main"][..], &["add", "."], &["commit", "--quiet", "--message=start"]]
    {
        assert!(shell(directory.path(), &format!("git {}", arguments.join(" "))).status.success());
    }
    directory
}

fn shell(directory: &Path, command: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_soc2lint")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-c", command])
        .current_dir(directory)
        .env_clear()
        .env("PATH", format!("{}:{path}", program.display()))
        .env("HOME", directory)
        .env("LANG", "C.UTF-8")
        .envs([("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@example.com")])
        .envs([("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@example.com")])
        .output()
        .unwrap()
}

/// The program that a command begins with.
fn program(command: &str) -> &str {
    command.split_whitespace().find(|word| !word.contains('=')).unwrap_or_default()
}

/// Whether lines are what is expected, where `…` stands for any lines.
fn matches(expected: &[String], actual: &[String]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((first, rest)) if first.trim() == "…" => {
            (0..=actual.len()).any(|skipped| matches(rest, &actual[skipped..]))
        }
        Some((first, rest)) => actual.first() == Some(first) && matches(rest, &actual[1..]),
    }
}

fn guides() -> Vec<PathBuf> {
    let root = Path::new(ROOT);
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut guides: Vec<PathBuf> = docs
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .filter(|path| !ELSEWHERE.iter().any(|name| path.ends_with(name)))
        .collect();
    guides.push(root.join("README.md"));
    guides.sort();
    guides
}

#[test]
fn the_commands_of_the_guides_do_what_the_guides_say() {
    let update = std::env::var_os("UPDATE_GUIDES").is_some();
    let mut wrong = String::new();
    for guide in guides() {
        let name = guide.strip_prefix(ROOT).unwrap().display().to_string();
        let text = fs::read_to_string(&guide).unwrap();
        let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
        for (number, steps) in blocks(&text).into_iter().rev() {
            let missing = steps
                .iter()
                .map(|step| program(&step.command))
                .find(|program| !shell(Path::new("/"), &format!("command -v {program}")).status.success());
            if let Some(missing) = missing {
                eprintln!("{name}:{number}: left out, there is no `{missing}` here");
                continue;
            }
            let directory = sandbox();
            let mut written = Vec::new();
            for step in &steps {
                let output = shell(directory.path(), &step.command);
                let told = String::from_utf8_lossy(&output.stderr);
                if !matches!(output.status.code(), Some(0 | 1)) {
                    writeln!(wrong, "{name}:{number}: `{}` ended with {}: {told}", step.command, output.status)
                        .unwrap();
                }
                let actual: Vec<String> =
                    String::from_utf8_lossy(&output.stdout).lines().map(ToOwned::to_owned).collect();
                if !step.output.is_empty() && !matches(&step.output, &actual) {
                    writeln!(wrong, "{name}:{number}: `{}` writes\n{}", step.command, actual.join("\n")).unwrap();
                }
                written.push(actual);
            }
            for (step, actual) in steps.iter().zip(written).rev() {
                if !step.output.is_empty() && !step.output.iter().any(|line| line.trim() == "…") {
                    lines.splice(step.lines.clone(), actual);
                }
            }
        }
        if update {
            fs::write(&guide, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(
        update || wrong.is_empty(),
        "{wrong}\n`UPDATE_GUIDES=1 cargo test --test console` writes what is right now"
    );
}
