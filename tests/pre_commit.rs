//! The hooks, run by pre-commit itself. Left out where there is no `pre-commit` on the path; `.ci/run` sees to it that there is.
//!
//! The hook's repository is a commit of this one's hook file, with the program that was just built in place of one that
//! pre-commit would build: `.ci/wheel` tries the way through Python.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail")]
#![expect(clippy::print_stderr, reason = "what is left out is told")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn command(directory: &Path, program: &str, arguments: &[&str]) -> Command {
    let programs = Path::new(env!("CARGO_BIN_EXE_soc2lint")).parent().unwrap();
    let installed = Path::new(ROOT).join("target/pre-commit/bin");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(directory)
        .env("PATH", format!("{}:{}:{path}", programs.display(), installed.display()))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs([("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@example.com")])
        .envs([("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@example.com")]);
    command
}

/// `pre-commit`, if there is one.
fn pre_commit() -> bool {
    let found = command(Path::new(ROOT), "sh", &["-c", "command -v pre-commit >/dev/null"]).status().unwrap().success();
    if !found {
        eprintln!("left out, there is no `pre-commit` here");
    }
    found
}

fn git(directory: &Path, arguments: &[&str]) {
    let output = command(directory, "git", arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn write(directory: &Path, path: &str, text: &str) {
    let path = directory.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit_all(directory: &Path) {
    git(directory, &["add", "--all", "--force"]);
    git(directory, &["commit", "--quiet", "--message=change"]);
}

/// The repository of the hooks.
fn hooks() -> TempDir {
    let directory = TempDir::new().unwrap();
    git(directory.path(), &["init", "--quiet"]);
    let hooks = fs::read_to_string(Path::new(ROOT).join(".pre-commit-hooks.yaml")).unwrap();
    assert_eq!(hooks.matches("language: rust").count(), 2);
    write(directory.path(), ".pre-commit-hooks.yaml", &hooks.replace("language: rust", "language: system"));
    commit_all(directory.path());
    directory
}

/// A repository whose environments call one module.
fn repository() -> TempDir {
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    git(root, &["init", "--quiet"]);
    write(
        root,
        "modules/key/main.tf",
        "variable \"rotate\" {\n  type = bool\n}\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n",
    );
    for name in ["prod", "test", "a b"] {
        let call = "variable \"rotate\" {\n  type = bool\n}\nmodule \"key\" {\n  source = \"../../modules/key\"\n  rotate = var.rotate\n}\n";
        write(root, &format!("envs/{name}/main.tf"), call);
        write(root, &format!("envs/{name}/terraform.tfvars"), &format!("rotate = {}\n", name == "prod"));
    }
    write(root, "open/main.tofu", "resource \"aws_kms_key\" \"open\" {\n  enable_key_rotation = false\n}\n");
    write(
        root,
        "envs/prod/.terraform/modules/x/main.tf",
        "resource \"aws_kms_key\" \"x\" {\n  enable_key_rotation = false\n}\n",
    );
    write(root, "README.md", "# Keys\n");
    commit_all(root);
    directory
}

/// Tries a hook of `hooks` in a repository, on these files or on all.
fn try_hook(repository: &Path, hooks: &Path, hook: &str, files: &[&str]) -> (Option<i32>, String) {
    let home = TempDir::new().unwrap();
    // What a hook's users add to `args:` stands before the files; here the settings file says it.
    let mut arguments = vec!["try-repo", hooks.to_str().unwrap(), hook, "--verbose", "--color", "never"];
    match files.is_empty() {
        true => arguments.push("--all-files"),
        false => arguments.extend(["--files"].into_iter().chain(files.iter().copied())),
    }
    let output: Output =
        command(repository, "pre-commit", &arguments).env("PRE_COMMIT_HOME", home.path()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), text)
}

fn findings(output: &str) -> Vec<&str> {
    let mut lines = output.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line.contains("[aws-kms-key-rotation]") {
            found.extend(lines.next().and_then(|place| place.split("─ ").nth(1)));
        }
    }
    found
}

#[test]
fn the_hook_file_is_valid() {
    if pre_commit() {
        let output =
            command(Path::new(ROOT), "pre-commit", &["validate-manifest", ".pre-commit-hooks.yaml"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn changed_files_are_judged_with_what_calls_them() {
    if !pre_commit() {
        return;
    }
    let (repository, hooks) = (repository(), hooks());
    let run = |files: &[&str]| try_hook(repository.path(), hooks.path(), "soc2lint", files);
    let (status, output) = run(&["modules/key/main.tf"]);
    assert_eq!((status, findings(&output)), (Some(1), vec!["modules/key/main.tf:5:3"]), "{output}");
    assert!(!output.contains("envs/prod"), "{output}");
    let (status, output) = run(&["envs/prod/terraform.tfvars", "envs/prod/main.tf"]);
    assert_eq!((status, findings(&output)), (Some(0), vec![]), "{output}");
    let (_, output) = run(&["envs/a b/terraform.tfvars"]);
    assert_eq!(findings(&output), ["modules/key/main.tf:5:3"], "{output}");
    let (status, output) = run(&["README.md"]);
    assert!(status == Some(0) && output.contains("no files to check"), "{output}");
    let (status, output) = run(&["open/main.tofu"]);
    assert_eq!((status, findings(&output)), (Some(1), vec!["open/main.tofu:2:3"]), "{output}");
}

#[test]
fn all_files_are_one_run_and_what_is_vendored_is_left_out() {
    if !pre_commit() {
        return;
    }
    let (repository, hooks) = (repository(), hooks());
    for hook in ["soc2lint", "soc2lint-all"] {
        let (status, output) = try_hook(repository.path(), hooks.path(), hook, &[]);
        assert_eq!(findings(&output), ["modules/key/main.tf:5:3", "open/main.tofu:2:3"], "{hook}\n{output}");
        assert_eq!(status, Some(1));
        assert_eq!(output.matches("rules on").count(), 1, "one run, {output}");
    }
}

#[test]
fn a_deleted_file_is_nothing_to_do() {
    if !pre_commit() {
        return;
    }
    let (repository, hooks) = (repository(), hooks());
    git(repository.path(), &["rm", "--quiet", "open/main.tofu"]);
    let config = format!(
        "repos:\n- repo: {}\n  rev: {}\n  hooks:\n  - id: soc2lint\n",
        hooks.path().display(),
        String::from_utf8(command(hooks.path(), "git", &["rev-parse", "HEAD"]).output().unwrap().stdout)
            .unwrap()
            .trim()
    );
    write(repository.path(), ".pre-commit-config.yaml", &config);
    git(repository.path(), &["add", ".pre-commit-config.yaml"]);
    let home = TempDir::new().unwrap();
    let output =
        command(repository.path(), "pre-commit", &["run"]).env("PRE_COMMIT_HOME", home.path()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("no files to check"), "{text}");
}

#[test]
fn the_mirror_has_the_same_hooks_and_this_version() {
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
    let hooks = |path: &str| -> Vec<String> {
        let text = read(path).replace("language: rust", "language: python");
        text.lines().filter(|line| !line.trim_start().starts_with('#')).map(ToOwned::to_owned).collect()
    };
    assert_eq!(hooks(".pre-commit-hooks.yaml"), hooks("mirrors/pre-commit/.pre-commit-hooks.yaml"));
    let project = read("mirrors/pre-commit/pyproject.toml");
    assert!(project.contains(concat!("\"soc2lint==", env!("CARGO_PKG_VERSION"), "\"")), "{project}");
}
