//! The steps of the GitHub Action: the scripts that it runs, with what GitHub's runner would give them.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod runner;
mod whole;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::OnceLock;

use tempfile::TempDir;

use self::runner::{Runner, run, serve, text};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_soc2lint");
const TARGET: &str = "x86_64-unknown-linux-musl";

/// A release: the archive as the release job packs it, and its line of `action/releases`.
fn release() -> (Vec<u8>, String) {
    static RELEASE: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    RELEASE.get_or_init(pack).clone()
}

fn pack() -> (Vec<u8>, String) {
    let directory = TempDir::new().unwrap();
    let out = directory.path().to_str().unwrap();
    let line = run(&format!("{ROOT}/.ci/archive"), &[PROGRAM, TARGET, out], Path::new(ROOT));
    let version = env!("CARGO_PKG_VERSION");
    (fs::read(directory.path().join(format!("soc2lint-{version}-{TARGET}.tar.gz"))).unwrap(), line)
}

/// An archive with these members, and the line of `action/releases` for it.
fn archive(make: impl FnOnce(&Path)) -> (Vec<u8>, String) {
    let directory = TempDir::new().unwrap();
    make(directory.path());
    let bytes = fs::read(directory.path().join("a.tar.gz")).unwrap();
    let line = line_for(&bytes);
    (bytes, line)
}

fn line_for(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    let sum = run("sha256sum", &[file.path().to_str().unwrap()], Path::new("/"));
    format!("{} {TARGET} {}\n", env!("CARGO_PKG_VERSION"), sum.split(' ').next().unwrap())
}

/// Installs from a server that has this archive.
fn install(runner: &Runner, bytes: Vec<u8>, releases: &str, more: &[(&str, &str)]) -> Output {
    let version = env!("CARGO_PKG_VERSION");
    let url = serve(BTreeMap::from([(format!("/v{version}/soc2lint-{version}-{TARGET}.tar.gz"), bytes)]));
    install_from(runner, &url, releases, more)
}

fn install_from(runner: &Runner, url: &str, releases: &str, more: &[(&str, &str)]) -> Output {
    fs::write(runner.path("releases"), format!("# version target checksum\n{releases}")).unwrap();
    let file = runner.path("releases").to_str().unwrap().to_owned();
    let variables = [("RELEASES_URL", url), ("RELEASES_FILE", &file), ("ACTION_PATH", ROOT)];
    let variables: Vec<(&str, &str)> = variables.into_iter().chain(more.iter().copied()).collect();
    runner.script("install.sh", runner.directory.path(), &variables)
}

/// That nothing was installed, and the user is told why.
fn refused(runner: &Runner, output: &Output, why: &str) {
    assert_eq!(output.status.code(), Some(2), "{}{}", text(&output.stdout), text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("::error title=soc2lint::") && told.contains(why), "{told}");
    assert_eq!(runner.read("path"), "");
    assert_eq!(fs::read_dir(runner.path("tool cache")).unwrap().count(), 0);
    assert_eq!(fs::read_dir(runner.path("temp dir")).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn a_release_is_installed_once_and_then_found() {
    let (bytes, line) = release();
    assert!(line.ends_with(line_for(&bytes).split(' ').next_back().unwrap()), "{line}");
    let runner = Runner::new();
    let output = install(&runner, bytes, &line, &[]);
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    let directory = runner.read("path").trim_end().to_owned();
    assert!(directory.contains("tool cache/soc2lint/"), "{directory}");
    let version = run(&format!("{directory}/soc2lint"), &["--version"], Path::new("/"));
    assert!(version.starts_with(concat!("soc2lint ", env!("CARGO_PKG_VERSION"))), "{version}");
    // The second job on this machine needs no network.
    let again = install_from(&runner, "http://127.0.0.1:1", &line, &[("WANTED_VERSION", env!("CARGO_PKG_VERSION"))]);
    assert!(again.status.success(), "{}", text(&again.stdout));
    assert_eq!(runner.read("path").lines().count(), 2);
}

#[test]
fn what_a_release_holds() {
    let (bytes, _) = release();
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("a.tar.gz"), &bytes).unwrap();
    let names = run("tar", &["-tzf", "a.tar.gz"], directory.path());
    for member in ["soc2lint", "README.md", "LICENSE-MIT", "completions/soc2lint.zsh", "man/soc2lint-check.1"] {
        assert!(names.lines().any(|name| name.ends_with(&format!("/{member}"))), "{member}\n{names}");
    }
    assert!(bytes == pack().0, "the same program gives the same bytes");
}

#[test]
fn an_archive_with_another_checksum_is_refused() {
    let (bytes, line) = release();
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    let runner = Runner::new();
    let output = install(&runner, changed, &line, &[]);
    refused(&runner, &output, "has the checksum");
    let runner = Runner::new();
    let output = install(&runner, bytes[..bytes.len() / 2].to_vec(), &line, &[]);
    refused(&runner, &output, "has the checksum");
}

#[test]
fn a_damaged_or_hostile_archive_is_refused_whatever_its_checksum() {
    let (bytes, _) = release();
    let truncated = bytes[..bytes.len() / 2].to_vec();
    let line = line_for(&truncated);
    let runner = Runner::new();
    refused(&runner, &install(&runner, truncated, &line, &[]), "can't be read");

    let name = format!("soc2lint-{}-{TARGET}", env!("CARGO_PKG_VERSION"));
    let (outside, line) = archive(|at| {
        fs::create_dir_all(at.join("x").join(&name)).unwrap();
        fs::write(at.join("x").join(&name).join("soc2lint"), "#!/bin/sh\n").unwrap();
        fs::write(at.join("evil"), "evil").unwrap();
        run("tar", &["-czPf", "../a.tar.gz", &name, "../evil"], &at.join("x"));
    });
    let runner = Runner::new();
    refused(&runner, &install(&runner, outside, &line, &[]), "lead out of it");
    assert!(!runner.path("evil").exists());

    let (link, line) = archive(|at| {
        fs::create_dir(at.join(&name)).unwrap();
        std::os::unix::fs::symlink("/bin/sh", at.join(&name).join("soc2lint")).unwrap();
        run("tar", &["-czf", "a.tar.gz", &name], at);
    });
    let runner = Runner::new();
    refused(&runner, &install(&runner, link, &line, &[]), "holds no program");
}

#[test]
fn what_is_not_there_is_told() {
    let runner = Runner::new();
    let output = install_from(&runner, &serve(BTreeMap::new()), &line_for(b""), &[]);
    refused(&runner, &output, "could not be downloaded");
    let wish = "9.9.9\n::warning::x$(touch evil)";
    let output = install(&runner, Vec::new(), &line_for(b""), &[("WANTED_VERSION", wish)]);
    refused(&runner, &output, "knows no soc2lint 9.9.9");
    assert_eq!(text(&output.stdout).lines().count(), 1, "a wish is no command");
    let output = install(&runner, Vec::new(), &line_for(b""), &[("RUNNER_ARCH", "ARM")]);
    refused(&runner, &output, "There is no soc2lint for Linux on ARM");
}

/// A repository whose only directory has a blank in its name.
fn repository() -> TempDir {
    let directory = TempDir::new().unwrap();
    fs::create_dir(directory.path().join(".git")).unwrap();
    fs::create_dir(directory.path().join("my infra")).unwrap();
    let key = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n}\n";
    fs::write(directory.path().join("my infra/main.tf"), key).unwrap();
    directory
}

const ONLY: (&str, &str) = ("SCAN_ARGS", "--only aws-kms-key-rotation");

#[test]
fn a_scan_tells_annotations_summary_report_and_outputs() {
    let repository = repository();
    let runner = Runner::new();
    let variables = [("SCAN_PATHS", "my infra\n"), ("SCAN_SARIF_FILE", "the report.sarif"), ONLY];
    let output = runner.script("scan.sh", repository.path(), &variables);
    assert!(output.status.success(), "the exit status is kept for later: {}", text(&output.stderr));
    let log = text(&output.stdout);
    assert!(log.contains("::warning file=my infra/main.tf,line=2,"), "{log}");
    assert_eq!(runner.output("exit-code").as_deref(), Some("1"));
    assert_eq!(runner.output("findings").as_deref(), Some("1"));
    assert_eq!(runner.output("new-findings").as_deref(), Some("1"));
    assert_eq!(runner.output("coverage").as_deref(), Some("complete"));
    assert_eq!(runner.output("sarif-written").as_deref(), Some("true"));
    assert!(runner.read("summary").contains("aws-kms-key-rotation"), "{}", runner.read("summary"));
    let sarif = fs::read_to_string(repository.path().join("the report.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);
    assert_eq!(fs::read_dir(runner.path("temp dir")).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn a_scan_evaluates_nothing_of_its_inputs() {
    let repository = repository();
    let runner = Runner::new();
    let evil = "$(touch evil); `touch evil`; touch evil #";
    let variables = [
        ("SCAN_PATHS", "--output=json=evil\n$(touch evil)\n*"),
        ("SCAN_SARIF_FILE", "r.sarif"),
        ("SCAN_CATEGORY", evil),
        ("SCAN_ARGS", "--only aws-kms-key-rotation --exclude '$(touch evil)' --exclude \"a b\""),
    ];
    let output = runner.script("scan.sh", repository.path(), &variables);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(runner.output("exit-code").as_deref(), Some("2"), "there are no such paths");
    assert_eq!(runner.output("coverage").as_deref(), Some("incomplete"));
    assert!(!repository.path().join("evil").exists());
    let sarif = fs::read_to_string(repository.path().join("r.sarif")).unwrap();
    assert!(sarif.contains("touch evil #"), "the category is taken as it is");
}

#[test]
fn what_a_pull_request_says_is_no_command() {
    let repository = repository();
    let key = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false # \n::set-env name=X::y\n}\n";
    fs::write(repository.path().join("my infra/main.tf"), key).unwrap();
    let runner = Runner::new();
    let output = runner.script("scan.sh", repository.path(), &[("SCAN_SARIF_FILE", "r.sarif"), ONLY]);
    let log = text(&output.stdout);
    let mut stopped: Option<&str> = None;
    for line in log.lines().map(str::trim_start) {
        if let Some(token) = line.strip_prefix("::stop-commands::") {
            assert!(token.len() >= 32, "{token}");
            stopped = Some(token);
        } else if stopped.is_some_and(|token| line == format!("::{token}::")) {
            stopped = None;
        }
        assert!(stopped.is_some() || !line.contains("::set-env"), "{log}");
    }
    assert!(log.contains("::stop-commands::") && stopped.is_none(), "{log}");
}

#[test]
fn a_bad_option_is_the_users_to_see() {
    let repository = repository();
    let runner = Runner::new();
    let output =
        runner.script("scan.sh", repository.path(), &[("SCAN_SARIF_FILE", "r.sarif"), ("SCAN_ARGS", "--nonsense")]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("--nonsense"), "{}", text(&output.stderr));
    assert_eq!(runner.output("exit-code").as_deref(), Some("2"));
    assert_eq!(runner.output("sarif-written").as_deref(), Some("false"));
}

#[test]
fn the_action_ends_as_the_scan_did() {
    let runner = Runner::new();
    let finish = |code: &str, upload: &str| {
        let output = runner.script("finish.sh", runner.directory.path(), &[("EXIT_CODE", code), ("UPLOAD", upload)]);
        (output.status.code(), text(&output.stdout))
    };
    assert_eq!(finish("0", "success"), (Some(0), String::new()));
    assert_eq!(finish("1", "skipped").0, Some(1));
    assert_eq!(finish("3", "skipped").0, Some(3));
    let (code, told) = finish("0", "failure");
    assert_eq!(code, Some(0), "a repository without code scanning is no failure");
    assert!(told.starts_with("::warning "), "{told}");
    assert_eq!(finish("", "").0, Some(2), "what did not run is not green");
}

#[test]
fn scripts_are_given_inputs_by_the_environment_only() {
    let action = fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
    let mut in_script = None;
    for line in action.lines() {
        let indent = line.len() - line.trim_start().len();
        if in_script.is_some_and(|of: usize| indent <= of) {
            in_script = None;
        }
        assert!(in_script.is_none() || !line.contains("${{"), "{line}");
        if line.trim_start().starts_with("run:") {
            assert!(!line.contains("${{"), "{line}");
            in_script = Some(indent);
        }
    }
    for script in ["install.sh", "scan.sh", "finish.sh"] {
        let script = fs::read_to_string(Path::new(ROOT).join("action").join(script)).unwrap();
        assert!(!script.contains("${{") && !script.contains("eval "), "{script}");
    }
}
