//! Completions, manual pages, help, and how much is told.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const SUBCOMMANDS: [&str; 10] =
    ["check", "rules", "explain", "test", "eval", "init", "migrate-suppressions", "resources", "completions", "man"];

fn soc2lint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_soc2lint"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .output()
        .unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = soc2lint(arguments);
    assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_shell_completes_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = stdout(&["completions", shell]);
        for word in SUBCOMMANDS.into_iter().chain(["fail-on", "sarif-category"]) {
            assert!(text.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(soc2lint(&["completions", "cobol"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn bash_offers_what_there_is() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("soc2lint.bash");
    fs::write(&file, stdout(&["completions", "bash"])).unwrap();
    let script = format!(
        "source '{}'; COMP_WORDS=(soc2lint check --fail); COMP_CWORD=2; _soc2lint soc2lint --fail check; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        file.display()
    );
    let output = Command::new("bash").args(["--norc", "-c", &script]).output().unwrap();
    let offered = String::from_utf8(output.stdout).unwrap();
    assert!(offered.lines().any(|line| line == "--fail-on"), "{offered}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_subcommand_has_a_manual_page() {
    let page = stdout(&["man"]);
    assert!(page.contains(".TH soc2lint 1") && page.contains("completions"), "{page}");
    let directory = TempDir::new().unwrap();
    assert_eq!(stdout(&["man", "--directory", directory.path().to_str().unwrap()]), "");
    for subcommand in SUBCOMMANDS {
        let page = fs::read_to_string(directory.path().join(format!("soc2lint-{subcommand}.1"))).unwrap();
        assert!(page.contains(&format!(".TH soc2lint-{subcommand} 1")), "{page}");
    }
    let check = fs::read_to_string(directory.path().join("soc2lint-check.1")).unwrap();
    for part in ["fail\\-on", "Exit status", "Examples"] {
        assert!(check.contains(part), "{part}\n{check}");
    }
    let nowhere = soc2lint(&["man", "--directory", "no/such/directory"]);
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn help_has_examples() {
    for subcommand in SUBCOMMANDS {
        let help = stdout(&[subcommand, "--help"]);
        assert!(help.contains("Examples:\n  soc2lint "), "{subcommand}\n{help}");
        for line in help.lines().filter_map(|line| line.strip_prefix("  soc2lint ")) {
            assert!(line.starts_with(subcommand), "an example of {subcommand}: {line}");
        }
    }
}

#[test]
fn quiet_tells_less_and_verbose_more() {
    let check = |more: &[&str]| {
        let arguments: Vec<&str> =
            ["check", "testdata/webshop", "--preset", "strict"].iter().chain(more).copied().collect();
        stdout(&arguments)
    };
    let (quiet, normal, verbose) = (check(&["--quiet"]), check(&[]), check(&["-v"]));
    assert_eq!(quiet, check(&["-q"]));
    assert!(quiet.len() < normal.len() && normal.len() <= verbose.len());
    let findings = |text: &str| text.lines().filter(|line| line.contains("]: not met: ")).count();
    assert_eq!(findings(&quiet), findings(&normal));
    assert_eq!(soc2lint(&["check", "-q", "-v"]).status.code(), Some(2));
}

#[test]
fn standard_error_is_silent_unless_asked() {
    let output = soc2lint(&["check", "testdata/webshop", "--timings"]);
    let told = String::from_utf8(output.stderr).unwrap();
    for stage in ["find", "read", "judge", "fold"] {
        assert!(told.lines().any(|line| line.starts_with(stage) && line.ends_with(" ms")), "{told}");
    }
    assert!(!told.contains('\r'), "progress is for terminals");
    assert!(soc2lint(&["check", "testdata/webshop"]).stderr.is_empty());
}

#[test]
fn a_closed_pipe_is_nobodys_mistake() {
    for arguments in [&["completions", "bash"][..], &["man"], &["rules"], &["check", "--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_soc2lint"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn the_examples_of_check_name_what_there_is() {
    let help = stdout(&["check", "--help"]);
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/webshop").is_dir());
    for line in help.lines().filter_map(|line| line.strip_prefix("  soc2lint check")) {
        let options = line.split_whitespace().filter(|word| word.starts_with("--"));
        for option in options {
            let name = option.split('=').next().unwrap();
            assert!(help.contains(&format!(" {name} ")) || help.contains(&format!(" {name}\n")), "{option}");
        }
    }
}
