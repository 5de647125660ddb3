//! What is new: baselines and revisions, with the program as users run it.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use camino::Utf8PathBuf;
use serde_json::Value;
use soc2lint::lint::{self, Against, Finding, Options, Resolved, Selection};
use tempfile::TempDir;

/// A directory with a repository's mark, to change and to check.
struct Workshop {
    directory: TempDir,
}

impl Workshop {
    fn new(files: &[(&str, &str)]) -> Self {
        let workshop = Self { directory: TempDir::new().unwrap() };
        fs::create_dir(workshop.path(".git")).unwrap();
        files.iter().for_each(|(path, text)| workshop.write(path, text));
        workshop
    }

    fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
        command.args(arguments).current_dir(self.directory.path()).env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.output().unwrap()
    }

    /// Checks for key rotation, and that the exit status is as expected.
    fn check(&self, arguments: &[&str], status: i32) -> Output {
        let all: Vec<&str> =
            ["check", "--only", "aws-kms-key-rotation"].into_iter().chain(arguments.iter().copied()).collect();
        let output = self.run(&all);
        assert_eq!(output.status.code(), Some(status), "{all:?}\n{}{}", text(&output.stdout), text(&output.stderr));
        output
    }

    /// What the library says when it compares with this: each finding's place and whether it is new, then what is resolved.
    fn compare(&self, only: &[&str], paths: &[&str], against: Against) -> Vec<String> {
        let root = Utf8PathBuf::from_path_buf(self.directory.path().to_owned()).unwrap();
        let selection =
            Selection { only: only.iter().map(|rule| (*rule).to_owned()).collect(), ..Selection::default() };
        let paths = paths.iter().map(|path| root.join(path)).collect();
        let outcome = lint::check(&Options { paths, selection, against, ..Options::default() }).unwrap();
        let finding = |finding: &Finding| {
            let state = format!("{:?}", finding.baseline.unwrap()).to_lowercase();
            let place = outcome.sources.place(finding.location);
            format!("{state} {}", place.rsplit_once(':').unwrap().0)
        };
        let resolved = |entry: &Resolved| format!("resolved {}:{}", entry.path, entry.line);
        let findings = outcome.report.findings.iter().map(finding);
        findings.chain(outcome.report.resolved.iter().map(resolved)).collect()
    }

    fn compare_with_baseline(&self, paths: &[&str]) -> Vec<String> {
        let path = Utf8PathBuf::from_path_buf(self.path("base.json")).unwrap();
        self.compare(&["aws-kms-key-rotation"], paths, Against::Baseline(path))
    }

    fn write_baseline(&self) {
        self.check(&["--write-baseline", "base.json"], 0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// `line: number of findings` of a baseline's findings, by their text.
fn entries(baseline: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(baseline).unwrap();
    document["findings"].as_array().unwrap().clone()
}

/// A key whose rotation is off.
fn key(name: &str) -> String {
    format!("resource \"aws_kms_key\" \"{name}\" {{\n  enable_key_rotation = false\n}}\n")
}

const CLEAN: &str = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = true\n}\n";

#[test]
fn what_is_in_the_baseline_does_not_fail() {
    let shop = Workshop::new(&[("main.tf", &key("a"))]);
    shop.check(&[], 1);
    shop.write_baseline();
    shop.check(&["--baseline", "base.json"], 0);
    shop.check(&[], 1);
    shop.write("more.tf", &key("b"));
    shop.check(&["--baseline", "base.json"], 1);
}

#[test]
fn a_baseline_is_readable_and_deterministic() {
    let shop = Workshop::new(&[("b/main.tf", &key("b")), ("a/main.tf", &(key("z") + &key("a")))]);
    shop.write_baseline();
    let first = shop.read("base.json");
    shop.check(&["--write-baseline", "base.json", "--threads", "1"], 0);
    assert_eq!(shop.read("base.json"), first);
    let lines: Vec<&str> = first.lines().filter(|line| line.contains("aws-kms-key-rotation")).collect();
    assert_eq!(lines.len(), 3, "one finding is one line\n{first}");
    let places: Vec<(String, u64)> = entries(&first)
        .iter()
        .map(|entry| (entry["path"].as_str().unwrap().to_owned(), entry["line"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        places.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
        ["a/main.tf", "a/main.tf", "b/main.tf"]
    );
    assert!(first.starts_with("{\n  \"schema\": \"soc2lint/baseline/v1\",\n"), "{first}");
}

/// What does not change what a finding is, by name: the files before and after.
#[test]
fn a_fingerprint_survives_what_does_not_matter() {
    let call = |root: &str| format!("module \"{root}\" {{\n  source = \"../../modules/keys\"\n}}\n");
    let module = key("k");
    let before = [("modules/keys/main.tf", module.clone()), ("envs/a/main.tf", call("keys"))];
    let counted = "resource \"aws_kms_key\" \"k\" {\n  count = 3\n  enable_key_rotation = false\n}\n";
    type Change = (&'static str, &'static [&'static str], Vec<(&'static str, String)>);
    let changes: [Change; 7] = [
        ("moved lines", &[], vec![("modules/keys/main.tf", format!("\n\n# text\n{module}"))]),
        (
            "another layout",
            &[],
            vec![("modules/keys/main.tf", module.replace(" = false", "=   false # as ever").replace('\n', "\r\n"))],
        ),
        ("another file name", &["modules/keys/main.tf"], vec![("modules/keys/keys.tf", module.clone())]),
        (
            "another form",
            &["modules/keys/main.tf"],
            vec![(
                "modules/keys/keys.tf.json",
                "{\"resource\": {\"aws_kms_key\": {\"k\": {\"enable_key_rotation\": false}}}}".to_owned(),
            )],
        ),
        ("more instances", &[], vec![("modules/keys/main.tf", counted.to_owned())]),
        ("more callers", &[], vec![("envs/b/main.tf", call("keys")), ("envs/0/main.tf", call("aaa"))]),
        ("other callers", &["envs/a/main.tf"], vec![("envs/c/main.tf", call("c"))]),
    ];
    for (name, removed, written) in changes {
        let shop = Workshop::new(&[]);
        before.iter().for_each(|(path, text)| shop.write(path, text));
        shop.write_baseline();
        assert_eq!(entries(&shop.read("base.json")).len(), 1);
        removed.iter().for_each(|path| fs::remove_file(shop.path(path)).unwrap());
        written.iter().for_each(|(path, text)| shop.write(path, text));
        shop.check(&[], 1);
        shop.check(&["--baseline", "base.json", "--write-baseline", "after.json"], 0);
        let fingerprint = |file: &str| entries(&shop.read(file))[0]["fingerprint"].clone();
        assert_eq!(fingerprint("after.json"), fingerprint("base.json"), "{name}");
        assert_eq!(entries(&shop.read("after.json")).len(), 1, "{name}");
    }
}

#[test]
fn a_fingerprint_tells_different_mistakes_apart() {
    let group = |rules: &str| format!("resource \"aws_security_group\" \"g\" {{\n  description = \"d\"\n{rules}}}\n");
    let open = |port: u32| {
        format!(
            "  ingress {{\n    from_port = {port}\n    to_port = {port}\n    protocol = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }}\n"
        )
    };
    let shop = Workshop::new(&[("main.tf", &group(&open(22)))]);
    let run = |arguments: &[&str], status| {
        let all: Vec<&str> = ["check"].into_iter().chain(arguments.iter().copied()).collect();
        let output = shop.run(&all);
        assert_eq!(output.status.code(), Some(status), "{}{}", text(&output.stdout), text(&output.stderr));
    };
    run(&["--write-baseline", "base.json"], 0);
    assert!(!entries(&shop.read("base.json")).is_empty());
    // A nested block that is right moves the wrong one to another index.
    let inside = open(443).replace("0.0.0.0/0", "10.0.0.0/8");
    shop.write("main.tf", &group(&format!("{inside}{}", open(22))));
    run(&["--baseline", "base.json"], 0);
    shop.write("main.tf", &group(&open(22)).replace("\"g\"", "\"h\""));
    run(&["--baseline", "base.json"], 1);
}

#[test]
fn a_twin_before_it_does_not_make_an_old_mistake_new() {
    let secret = |names: &[&str]| {
        let items: Vec<String> = names.iter().map(|name| format!("    \"AKIA{name}\",\n")).collect();
        format!("locals {{\n  keys = [\n{}  ]\n}}\n", items.concat())
    };
    let (old, new) = ("QWERTZUIOPASDFGH", "YXCVBNMASDFGHJKL");
    let shop = Workshop::new(&[("main.tf", &secret(&[old]))]);
    let run = |arguments: &[&str], status| {
        let all: Vec<&str> = ["check"].into_iter().chain(arguments.iter().copied()).collect();
        let output = shop.run(&all);
        assert_eq!(output.status.code(), Some(status), "{}{}", text(&output.stdout), text(&output.stderr));
    };
    run(&["--write-baseline", "base.json"], 0);
    let baseline = shop.read("base.json");
    assert_eq!(entries(&baseline).len(), 1);
    assert!(!baseline.contains(old), "a secret is not copied");
    let compare = |names: &[&str]| {
        shop.write("main.tf", &secret(names));
        let path = Utf8PathBuf::from_path_buf(shop.path("base.json")).unwrap();
        shop.compare(&[], &[""], Against::Baseline(path))
    };
    assert_eq!(compare(&[new, old]), ["new main.tf:3", "unchanged main.tf:4"]);
    assert_eq!(compare(&[old, new]), ["unchanged main.tf:3", "new main.tf:4"]);
    assert_eq!(compare(&[new]), ["unchanged main.tf:3"], "what was wrong and is wrong in another way was there before");
    assert_eq!(compare(&[]), ["resolved main.tf:3"]);
}

#[test]
fn only_what_was_looked_at_is_resolved() {
    let call = "module \"m\" {\n  source = \"../m\"\n  rotate = false\n}\n";
    let module = "variable \"rotate\" {}\nresource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = var.rotate\n}\n";
    let shop = Workshop::new(&[
        ("a/main.tf", &key("a")),
        ("b/main.tf", &key("b")),
        ("c/main.tf", call),
        ("m/main.tf", module),
    ]);
    shop.write_baseline();
    let all = ["unchanged a/main.tf:2", "unchanged b/main.tf:2", "unchanged m/main.tf:3"];
    assert_eq!(shop.compare_with_baseline(&[""]), all);
    assert_eq!(shop.compare_with_baseline(&["a"]), ["unchanged a/main.tf:2"]);
    assert!(shop.compare_with_baseline(&["m"]).is_empty(), "without its caller nothing is known of it");

    shop.write("a/main.tf", CLEAN);
    assert_eq!(shop.compare_with_baseline(&["a"]), ["resolved a/main.tf:2"]);
    assert!(shop.compare_with_baseline(&["b"]).contains(&"unchanged b/main.tf:2".to_owned()));
    assert_eq!(shop.compare_with_baseline(&["a/main.tf"]), ["resolved a/main.tf:2"], "a file that is named");
    let others = shop.compare(
        &["aws-s3-public-access-block"],
        &[""],
        Against::Baseline(Utf8PathBuf::from_path_buf(shop.path("base.json")).unwrap()),
    );
    assert!(others.is_empty(), "rules that did not run");

    shop.write("a/main.tf", "resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = \n}\n");
    assert_eq!(shop.compare_with_baseline(&["a"]), [""; 0], "what does not parse is not resolved");
    shop.write("a/main.tf", &format!("variable \"v\" {{}}\n{}", key("a").replace("false", "var.v")));
    assert_eq!(shop.compare_with_baseline(&["a"]), [""; 0], "what is not known is not resolved");
    fs::remove_dir_all(shop.path("a")).unwrap();
    shop.write("c/main.tf", &call.replace("false", "true"));
    let gone = ["unchanged b/main.tf:2", "resolved a/main.tf:2", "resolved m/main.tf:3"];
    assert_eq!(shop.compare_with_baseline(&[""]), gone);
    shop.write("c/main.tf", &format!("{}module \"n\" {{\n  source = \"../gone\"\n}}\n", call.replace("false", "true")));
    let undecided = ["unchanged b/main.tf:2", "resolved a/main.tf:2"];
    assert_eq!(shop.compare_with_baseline(&[""]), undecided, "its caller was not analysed whole");
}

#[test]
fn a_baseline_that_is_none_is_refused_and_left_alone() {
    let shop = Workshop::new(&[("main.tf", &key("a"))]);
    shop.write_baseline();
    let good = shop.read("base.json");
    let cut = &good[..good.len() / 2];
    let newer = good.replace("baseline/v1", "baseline/v9");
    let no_line = good.replace("\"line\":", "\"lines\":");
    let cases = [
        (cut, "damaged at line"),
        ("", "damaged at line 1"),
        ("[1, 2]", "no baseline of soc2lint"),
        ("{\"version\": \"2.1.0\", \"runs\": []}", "no baseline of soc2lint"),
        (newer.as_str(), "`soc2lint/baseline/v9`, which this version does not know"),
        (no_line.as_str(), "missing field `line`"),
    ];
    for (content, message) in cases {
        shop.write("base.json", content);
        let output = shop.check(&["--baseline", "base.json", "--write-baseline", "base.json"], 2);
        let errors = text(&output.stderr);
        assert!(errors.contains(message) && errors.contains("--write-baseline"), "{errors}");
        assert_eq!(shop.read("base.json"), content, "nothing is overwritten");
        assert!(output.stdout.is_empty());
    }
    let output = shop.check(&["--baseline", "gone.json"], 2);
    assert!(text(&output.stderr).contains("`gone.json` does not exist"), "{}", text(&output.stderr));
    let output = shop.check(&["--baseline", "."], 2);
    assert!(text(&output.stderr).contains("not a regular file"), "{}", text(&output.stderr));
}

#[test]
fn a_baseline_is_not_written_from_half_a_run() {
    let shop = Workshop::new(&[("main.tf", &key("a"))]);
    shop.write_baseline();
    let good = shop.read("base.json");
    shop.write("broken.tf", "resource \"aws_kms_key\" \"x\" {\n  description = \n}\n");
    let output = shop.check(&["--write-baseline", "base.json"], 2);
    assert!(text(&output.stderr).contains("--allow-incomplete"), "{}", text(&output.stderr));
    assert_eq!(shop.read("base.json"), good);
    shop.check(&["--write-baseline", "base.json", "--allow-incomplete"], 0);
    fs::create_dir(shop.path("empty")).unwrap();
    let output = shop.check(&["--write-baseline", "base.json", "empty"], 2);
    assert!(text(&output.stderr).contains("no Terraform was found"), "{}", text(&output.stderr));
    assert_eq!(entries(&shop.read("base.json")).len(), 1);
    let output = shop.check(&["--write-baseline", "empty", "--allow-incomplete"], 2);
    assert!(text(&output.stderr).contains("cannot write `empty`"), "{}", text(&output.stderr));
}

#[test]
fn what_was_not_looked_at_is_kept() {
    let shop = Workshop::new(&[("a/main.tf", &key("a")), ("b/main.tf", &key("b"))]);
    shop.write_baseline();
    shop.write("a/main.tf", CLEAN);
    shop.check(&["--baseline", "base.json", "--write-baseline", "base.json", "a"], 0);
    let paths: Vec<Value> = entries(&shop.read("base.json")).iter().map(|entry| entry["path"].clone()).collect();
    assert_eq!(paths, ["b/main.tf"]);
    shop.write("c/main.tf", CLEAN);
    shop.check(&["--baseline", "base.json", "--write-baseline", "base.json", "--exclude", "b"], 0);
    assert_eq!(entries(&shop.read("base.json")).len(), 1);
    shop.check(&["--baseline", "base.json", "--write-baseline", "base.json"], 0);
    assert_eq!(entries(&shop.read("base.json")).len(), 1);
    fs::remove_dir_all(shop.path("b")).unwrap();
    shop.check(&["--baseline", "base.json", "--write-baseline", "base.json"], 0);
    assert!(entries(&shop.read("base.json")).is_empty());
}

/// A git repository made in the test.
impl Workshop {
    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(self.directory.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?} {}", text(&output.stderr));
        text(&output.stdout).trim().to_owned()
    }

    fn with_git(files: &[(&str, &str)], init: &[&str]) -> Self {
        let shop = Self::new(&[]);
        fs::remove_dir(shop.path(".git")).unwrap();
        shop.git(&["init", "-q", "-b", "main", init.first().unwrap_or(&"-q")]);
        files.iter().for_each(|(path, text)| shop.write(path, text));
        shop.commit();
        shop
    }

    fn commit(&self) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    }

    fn since(&self, paths: &[&str], revision: &str) -> Vec<String> {
        self.compare(&["aws-kms-key-rotation"], paths, Against::Revision(revision.to_owned()))
    }

    /// What is complained of when comparing with a revision, with exit status 2.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.check(arguments, 2);
        assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
        text(&output.stderr)
    }
}

/// A module that forty root modules call.
fn forty_roots() -> Vec<(String, String)> {
    let module = "variable \"rotate\" {\n  type    = bool\n  default = true\n}\n\nvariable \"name\" {}\n\n\
                  resource \"aws_kms_key\" \"k\" {\n  description = var.name\n  enable_key_rotation = var.rotate\n}\n";
    let mut files = vec![("modules/key/main.tf".to_owned(), module.to_owned())];
    for number in 0..40 {
        let call = format!("module \"key\" {{\n  source = \"../../modules/key\"\n  name   = \"n{number}\"\n}}\n");
        files.push((format!("envs/e{number}/main.tf"), call));
    }
    files
}

#[test]
fn one_line_of_a_module_of_forty_roots_is_one_finding() {
    let files = forty_roots();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let shop = Workshop::with_git(&files, &[]);
    shop.check(&["--since", "HEAD"], 0);
    let module = shop.read("modules/key/main.tf");
    shop.write("modules/key/main.tf", &module.replace("default = true", "default = false"));
    let output = shop.check(&["--since", "HEAD", "--format", "concise"], 1);
    assert_eq!(text(&output.stdout).lines().count(), 1, "{}", text(&output.stdout));
    assert_eq!(shop.since(&[""], "HEAD"), ["new modules/key/main.tf:10"]);
    // It says where it holds.
    let output = shop.check(&["--since", "HEAD"], 1);
    assert!(text(&output.stdout).contains("root modules: 40: envs/e0, envs/e1, envs/e2, 37 more"));
    let report: serde_json::Value =
        serde_json::from_slice(&shop.check(&["--since", "HEAD", "--format", "json"], 1).stdout).unwrap();
    let roots = report["findings"][0]["root_modules"].as_array().unwrap();
    assert_eq!((roots.len(), &roots[39]), (40, &"envs/e39".into()));
    // The line itself.
    shop.write("modules/key/main.tf", &module.replace("= var.rotate", "= false"));
    assert_eq!(shop.since(&[""], "HEAD"), ["new modules/key/main.tf:10"]);
    // It was there before: the same line, and another root module that calls it.
    shop.commit();
    shop.write("envs/new/main.tf", &shop.read("envs/e0/main.tf"));
    shop.write("modules/key/main.tf", &format!("# text\n{}", shop.read("modules/key/main.tf")));
    assert_eq!(shop.since(&[""], "HEAD"), ["unchanged modules/key/main.tf:11"]);
    shop.check(&["--since", "HEAD"], 0);
    assert_eq!(shop.since(&[""], "HEAD~1"), ["new modules/key/main.tf:11"]);
    assert_eq!(shop.since(&["envs/e1"], "HEAD"), ["unchanged modules/key/main.tf:11"]);
    assert_eq!(shop.since(&["modules/key/main.tf"], "HEAD"), ["unchanged modules/key/main.tf:11"]);
    shop.write("modules/key/main.tf", &module);
    assert_eq!(shop.since(&[""], "HEAD"), ["resolved modules/key/main.tf:10"]);
}

#[test]
fn nothing_is_checked_out_and_nothing_is_run() {
    let shop = Workshop::with_git(&[("main.tf", &key("a")), ("gone/main.tf", &key("gone"))], &[]);
    fs::remove_dir_all(shop.path("gone")).unwrap();
    shop.write("main.tf", CLEAN);
    shop.write("untracked/main.tf", &key("u"));
    // Whatever the repository's configuration would have git run writes this file.
    let trap = format!("touch {}", shop.path("trapped").display());
    for name in ["core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external", "core.gitProxy"] {
        shop.git(&["config", name, &trap]);
    }
    shop.git(&["config", "extensions.partialClone", "origin"]);
    shop.git(&["config", "remote.origin.url", &format!("ext::sh -c {trap}")]);
    shop.git(&["config", "remote.origin.promisor", "true"]);
    shop.git(&["config", "protocol.ext.allow", "always"]);
    let hook = shop.path(".git/hooks/post-index-change");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("#!/bin/sh\n{trap}\n")).unwrap();
    let list = || {
        let mut names: Vec<String> = walk(&shop.path(""));
        names.sort();
        names
    };
    let before = list();
    assert_eq!(shop.since(&[""], "HEAD"), ["new untracked/main.tf:2", "resolved gone/main.tf:2", "resolved main.tf:2"]);
    assert!(shop.refused(&["--since", "0123456789012345678901234567890123456789"]).contains("no revision"));
    assert_eq!(list(), before);
    assert!(!shop.path("trapped").exists());
}

fn walk(directory: &std::path::Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            names.extend(walk(&path));
        }
        names.push(path.display().to_string());
    }
    names
}

#[test]
fn a_revision_that_is_none_is_refused() {
    let shop = Workshop::with_git(&[("main.tf", &key("a"))], &[]);
    for (name, message) in [
        ("nowhere", "there is no revision `nowhere`"),
        ("nowhere...", "there is no revision `nowhere`"),
        ("-x", "`-x` is no revision"),
        ("--upload-pack=x", "is no revision"),
        ("", "is no revision"),
        ("...", "is no revision"),
        ("main..main", "is no revision"),
        ("HEAD:main.tf", "there is no revision"),
        ("a b", "is no revision"),
    ] {
        let complaint = shop.refused(&["--since", name]);
        assert!(complaint.contains(message), "{name}: {complaint}");
    }
    let complaint = shop.refused(&["--since", "nowhere"]);
    assert!(complaint.contains("origin/NAME") && !complaint.contains("fetch-depth"), "{complaint}");
    shop.check(&["--since", "HEAD", "--baseline", "base.json"], 2);
    shop.write("plan.json", "{\"format_version\":\"1.2\",\"terraform_version\":\"1.9.0\",\"planned_values\":{}}");
    assert!(shop.refused(&["--since", "HEAD", "--plan", "plan.json"]).contains("leave out `--since`"));

    let plain = Workshop::new(&[("main.tf", &key("a"))]);
    assert!(plain.refused(&["--since", "HEAD"]).contains("not in a git repository"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(["check", "--since", "HEAD"]).current_dir(shop.path("")).env_clear().env("PATH", "/nowhere");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`git` is not found"), "{}", text(&output.stderr));
}

#[test]
fn a_shallow_or_partial_clone_is_told_what_to_fetch() {
    let origin = Workshop::with_git(&[("main.tf", &key("a"))], &[]);
    origin.write("main.tf", CLEAN);
    origin.commit();
    origin.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", origin.directory.path().display());
    let clone = |arguments: &[&str]| {
        let shop = Workshop::new(&[]);
        fs::remove_dir(shop.path(".git")).unwrap();
        let all: Vec<&str> =
            ["clone", "-q"].into_iter().chain(arguments.iter().copied()).chain([url.as_str(), "."]).collect();
        shop.git(&all);
        shop
    };
    let shallow = clone(&["--depth", "1"]);
    for name in ["HEAD~1", "HEAD~1..."] {
        let complaint = shallow.refused(&["--since", name]);
        assert!(complaint.contains("fetch-depth: 0") && complaint.contains("--unshallow"), "{complaint}");
    }
    shallow.check(&["--since", "HEAD"], 0);
    let partial = clone(&["--filter=blob:none"]);
    let complaint = partial.refused(&["--since", "HEAD~1"]);
    assert!(complaint.contains("cloned in part") && complaint.contains("--refetch"), "{complaint}");
    let treeless = clone(&["--filter=tree:0"]);
    assert!(treeless.refused(&["--since", "HEAD~1"]).contains("cloned in part"));
    assert_eq!(clone(&[]).since(&[""], "HEAD~1"), ["resolved main.tf:2"]);
}

#[test]
fn where_a_branch_left_another() {
    let shop = Workshop::with_git(&[("main.tf", CLEAN)], &[]);
    shop.git(&["branch", "feature"]);
    shop.write("main.tf", &key("k"));
    shop.commit();
    shop.git(&["checkout", "-q", "feature"]);
    shop.write("more.tf", &key("more"));
    shop.commit();
    assert_eq!(shop.since(&[""], "main"), ["new more.tf:2", "resolved main.tf:2"]);
    assert_eq!(shop.since(&[""], "main..."), ["new more.tf:2"], "what others did meanwhile is not this branch's");
    shop.git(&["checkout", "-q", "--orphan", "alone"]);
    shop.commit();
    assert!(shop.refused(&["--since", "main..."]).contains("no common ancestor"));
}

#[test]
fn all_kinds_of_repositories() {
    // SHA-256, a name that is not ASCII, and a directory below the root.
    let shop = Workshop::with_git(&[("a/ä b.tf", &key("a")), ("b/main.tf", &key("b"))], &["--object-format=sha256"]);
    shop.write("a/more.tf", &key("c"));
    assert_eq!(shop.since(&[""], "HEAD"), ["new a/more.tf:2", "unchanged a/ä b.tf:2", "unchanged b/main.tf:2"]);
    assert_eq!(shop.since(&["a"], "HEAD"), ["new a/more.tf:2", "unchanged a/ä b.tf:2"]);
    shop.check(&["--since", "HEAD", "b"], 0);

    // A worktree, whose `.git` is a file.
    let tree = shop.path("tree");
    shop.git(&["worktree", "add", "-q", tree.to_str().unwrap()]);
    fs::write(tree.join("b/more.tf"), key("w")).unwrap();
    let output =
        shop.run(&["check", "--only", "aws-kms-key-rotation", "--since", "HEAD", "--format", "concise", "tree"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    fs::remove_dir_all(&tree).unwrap();

    // A module from another repository, which does not change with this one.
    let other = Workshop::with_git(&[("main.tf", &key("s"))], &[]);
    let shop = Workshop::with_git(&[("main.tf", CLEAN)], &[]);
    let url = other.directory.path().to_str().unwrap();
    shop.git(&["submodule", "add", "-q", url, "sub"]);
    shop.commit();
    assert_eq!(shop.since(&[""], "HEAD"), ["unchanged sub/main.tf:2"]);
    assert_eq!(shop.since(&[""], "HEAD~1"), ["new sub/main.tf:2"]);
    assert_eq!(shop.since(&["sub"], "HEAD"), ["unchanged main.tf:2"], "a repository of its own");
}

#[cfg(unix)]
#[test]
fn links_lead_where_they_led() {
    let module =
        "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = jsondecode(file(\"${path.module}/on.json\"))\n}\n";
    let call = "module \"m\" {\n  source = \"./link\"\n}\n";
    let shop =
        Workshop::with_git(&[("mods/m/main.tf", module), ("mods/m/on.json", "true"), ("root/main.tf", call)], &[]);
    std::os::unix::fs::symlink("../mods/m", shop.path("root/link")).unwrap();
    std::os::unix::fs::symlink("../mods/m/main.tf", shop.path("root/m.txt")).unwrap();
    shop.commit();
    shop.write("mods/m/on.json", "false");
    assert_eq!(shop.since(&[""], "HEAD"), ["new mods/m/main.tf:2"], "a file that a function reads has changed");
    shop.commit();
    assert_eq!(shop.since(&[""], "HEAD"), ["unchanged mods/m/main.tf:2"]);
    assert_eq!(shop.since(&[""], "HEAD~1"), ["new mods/m/main.tf:2"]);

    // Links in a circle, and out of the repository, cost nothing else.
    std::os::unix::fs::symlink("b", shop.path("root/a")).unwrap();
    std::os::unix::fs::symlink("a", shop.path("root/b")).unwrap();
    std::os::unix::fs::symlink("/etc", shop.path("root/etc")).unwrap();
    shop.commit();
    assert_eq!(shop.since(&[""], "HEAD"), ["unchanged mods/m/main.tf:2"]);
}

#[test]
fn downloaded_modules_are_those_of_the_disk() {
    let call = "module \"m\" {\n  source = \"a/b/aws\"\n}\n";
    let shop = Workshop::with_git(&[("main.tf", call)], &[]);
    shop.write(".terraform/modules/m/main.tf", &key("k"));
    shop.write(
        ".terraform/modules/modules.json",
        "{\"Modules\":[{\"Key\":\"m\",\"Source\":\"a/b/aws\",\"Dir\":\".terraform/modules/m\"}]}",
    );
    assert_eq!(shop.since(&[""], "HEAD"), ["unchanged main.tf:1"]);
    shop.write("more.tf", &call.replace("\"m\"", "\"n\""));
    shop.write(
        ".terraform/modules/modules.json",
        "{\"Modules\":[{\"Key\":\"m\",\"Source\":\"a/b/aws\",\"Dir\":\".terraform/modules/m\"},\
         {\"Key\":\"n\",\"Source\":\"a/b/aws\",\"Dir\":\".terraform/modules/m\"}]}",
    );
    assert_eq!(shop.since(&[""], "HEAD"), ["unchanged main.tf:1", "new more.tf:1"], "two calls are two mistakes");
}

#[test]
fn what_the_revision_could_not_tell_is_told() {
    let shop = Workshop::with_git(&[("main.tf", &format!("{}resource \"x\" \"y\" {{\n  a = \n}}\n", key("a")))], &[]);
    shop.write("main.tf", &key("a"));
    let output = shop.check(&["--since", "HEAD"], 0);
    assert!(text(&output.stdout).contains("at `HEAD`"), "{}", text(&output.stdout));
    // A root module that is an account's baseline only now.
    shop.write("account/main.tf", CLEAN);
    shop.check(&["--since", "HEAD", "--account-baseline", "account"], 0);
}

#[test]
fn an_exception_that_is_taken_away_makes_its_finding_new() {
    let excepted = key("a").replace(
        "= false",
        "= false # soc2lint: ignore[aws-kms-key-rotation] reason=\"kept for an old system\" until=2027-03-01",
    );
    let shop = Workshop::with_git(&[("main.tf", &excepted)], &[]);
    let run = |arguments: &[&str], status: i32| {
        let all: Vec<&str> = ["--today", "2027-01-01"].into_iter().chain(arguments.iter().copied()).collect();
        shop.check(&all, status)
    };
    run(&[], 0);
    run(&["--write-baseline", "base.json"], 0);
    assert!(entries(&shop.read("base.json")).is_empty(), "what is excepted is not in it");
    shop.write("main.tf", &key("a"));
    run(&["--since", "HEAD"], 1);
    run(&["--baseline", "base.json"], 1);
}
