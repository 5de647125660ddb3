//! The commands of the guides, run in order in a repository like that of a reader.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a shell command with the program on the path.
fn run(directory: &Path, command: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_soc2lint"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(directory)
        .env("PATH", path)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), text)
}

/// The commands of a guide's `console` blocks with the exit status that it promises.
fn commands(guide: &str) -> Vec<(String, i32)> {
    let mut is_console = false;
    let mut commands = Vec::new();
    for line in guide.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            let (command, status) = command.split_once("# exit status ").unwrap_or((command, "0"));
            commands.push((command.trim().to_owned(), status.trim().parse().unwrap()));
        }
    }
    commands
}

#[cfg(unix)]
#[test]
fn the_guide_to_baselines_can_be_followed() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/baseline.md")).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let key = |name: &str| format!("resource \"aws_kms_key\" \"{name}\" {{\n  enable_key_rotation = false\n}}\n");
    fs::write(directory.path().join("main.tf"), key("old")).unwrap();
    let prepare = "git init -q -b main && git add -A && git -c user.name=a -c user.email=a@example.com commit -q -m x \
                   && git update-ref refs/remotes/origin/main HEAD";
    assert_eq!(run(directory.path(), prepare), (Some(0), String::new()));
    fs::write(directory.path().join("more.tf"), key("new")).unwrap();
    let commands = commands(&guide);
    assert_eq!(commands.len(), 6, "{commands:?}");
    for (command, status) in commands {
        let (code, text) = run(directory.path(), &command);
        assert_eq!(code, Some(status), "{command}\n{text}");
    }
}
