//! `soc2lint check --watch`: blocks of output, each when a file has changed.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use regex::Regex;
use tempfile::TempDir;

/// A machine under load may take its time.
const LIMIT: Duration = Duration::from_secs(60);

struct Watch {
    child: Child,
    lines: Receiver<String>,
    begin: Regex,
    end: Regex,
}

impl Watch {
    fn start(directory: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
            .args([
                "check",
                "--watch",
                "--format",
                "concise",
                "--only",
                "aws-kms-key-rotation,aws-iam-policy-no-full-admin",
            ])
            .args(arguments)
            .current_dir(directory)
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // Whoever does not read on closes the pipe.
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let tasks = concat!(env!("CARGO_MANIFEST_DIR"), "/editors/vscode/tasks.json");
        let tasks: serde_json::Value = serde_json::from_str(&fs::read_to_string(tasks).unwrap()).unwrap();
        let background = &tasks["tasks"][1]["problemMatcher"]["background"];
        let pattern = |name: &str| Regex::new(background[name].as_str().unwrap()).unwrap();
        let (begin, end) = (pattern("beginsPattern"), pattern("endsPattern"));
        Self { child, lines, begin, end }
    }

    /// The lines of the next run, found as an editor finds them.
    fn block(&self) -> Vec<String> {
        let begin = self.lines.recv_timeout(LIMIT).unwrap();
        assert!(self.begin.is_match(&begin), "{begin}");
        let mut block = Vec::new();
        loop {
            let line = self.lines.recv_timeout(LIMIT).unwrap();
            if self.end.is_match(&line) {
                return block;
            }
            block.push(line);
        }
    }

    fn wait(&mut self) -> ExitStatus {
        let start = Instant::now();
        while start.elapsed() < LIMIT {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("it goes on and on");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn key(rotates: bool) -> String {
    format!("resource \"aws_kms_key\" \"k\" {{\n  enable_key_rotation = {rotates}\n}}\n")
}

fn repository() -> TempDir {
    let directory = TempDir::new().unwrap();
    fs::create_dir(directory.path().join(".git")).unwrap();
    fs::write(directory.path().join("main.tf"), key(false)).unwrap();
    directory
}

#[test]
fn every_change_is_a_run_and_nothing_else_is() {
    let repository = repository();
    let at = |name: &str| repository.path().join(name);
    let watch = Watch::start(repository.path(), &["--output", "json=report.json"]);
    assert_eq!(watch.block().len(), 1);
    // Neither the report that it writes itself nor a file that says nothing of the configuration.
    fs::write(at("notes.txt"), "x").unwrap();
    assert!(watch.lines.recv_timeout(Duration::from_millis(700)).is_err());

    fs::write(at("main.tf"), format!("{}\n", key(true))).unwrap();
    assert_eq!(watch.block(), Vec::<String>::new());
    // A new file that reads another one, and then a change of that one.
    fs::write(at("p.json"), "{\"Statement\": []}").unwrap();
    fs::write(at("new.tf"), "resource \"aws_iam_policy\" \"p\" {\n  policy = file(\"${path.module}/p.json\")\n}\n")
        .unwrap();
    assert_eq!(watch.block(), Vec::<String>::new());
    let admin = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#;
    fs::write(at("p.json"), admin).unwrap();
    let block = watch.block();
    assert!(block.len() == 1 && block[0].starts_with("new.tf:2:3: "), "{block:?}");
    // A file that is not there yet.
    fs::write(at("new.tf"), "resource \"aws_iam_policy\" \"p\" {\n  policy = file(\"${path.module}/late.json\")\n}\n")
        .unwrap();
    assert!(watch.block().iter().all(|line| !line.contains("[aws-iam-policy-no-full-admin]")));
    fs::write(at("late.json"), admin).unwrap();
    let block = watch.block();
    assert!(block.len() == 1 && block[0].starts_with("new.tf:2:3: "), "{block:?}");
    // What does not parse does not end it, nor does a file that is gone.
    fs::write(at("main.tf"), "resource \"aws_kms_key\" \"k\" {\n").unwrap();
    assert!(watch.block().iter().any(|line| line.contains("[gap/syntax]")));
    fs::remove_file(at("main.tf")).unwrap();
    assert_eq!(watch.block().len(), 1);
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let repository = repository();
    let mut watch = Watch::start(repository.path(), &[]);
    watch.block();
    let (_, closed) = channel();
    watch.lines = closed;
    // The reading end is closed when the next line has nobody to go to; the one after that has no pipe.
    for round in 0..3 {
        fs::write(repository.path().join("main.tf"), format!("# {round}\n{}", key(round % 2 == 0))).unwrap();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(3) && watch.child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(50));
        }
    }
    assert!(watch.wait().code().is_some_and(|code| code < 2));
    let mut told = String::new();
    std::io::Read::read_to_string(watch.child.stderr.as_mut().unwrap(), &mut told).unwrap();
    assert_eq!(told, "");
}

#[test]
fn what_can_not_work_is_refused_at_once() {
    let repository = repository();
    for arguments in [&["--format", "json"][..], &["--plan", "x.json"], &["--only", "no-such-rule"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
            .args(["check", "--watch"])
            .args(arguments)
            .current_dir(repository.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}
