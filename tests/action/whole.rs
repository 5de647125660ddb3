//! The action from its inputs to its outputs: the steps of `action.yml`, run as GitHub's runner runs them, with a release installed from a
//! local server. The upload to code scanning is played: it goes well, or it fails as in a repository that has none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use super::runner::{Runner, serve, text};
use super::{PROGRAM, ROOT, TARGET, line_for, release, repository, run};

/// What stands in `action.yml`, as far as a runner goes by it.
struct Action {
    /// Inputs with their defaults.
    inputs: BTreeMap<String, String>,
    /// Outputs with their expressions.
    outputs: BTreeMap<String, String>,
    steps: Vec<Step>,
}

#[derive(Default)]
struct Step {
    id: String,
    condition: Option<String>,
    may_fail: bool,
    is_upload: bool,
    env: Vec<(String, String)>,
    script: String,
}

impl Action {
    /// Reads the file, which is written one key a line.
    fn read() -> Self {
        let text = fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
        let (mut inputs, mut outputs, mut steps) = (BTreeMap::new(), BTreeMap::new(), Vec::<Step>::new());
        let (mut section, mut name, mut part) = ("", "", "");
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
            let indent = line.len() - line.trim_start().len();
            let (key, value) = line.trim().split_once(':').unwrap_or((line.trim(), ""));
            let value = value.split(" # ").next().unwrap().trim().trim_matches('"');
            match (section, indent) {
                (_, 0) => section = key,
                ("inputs" | "outputs", 2) => name = key,
                ("inputs", 4) if key == "default" => drop(inputs.insert(name.to_owned(), value.to_owned())),
                ("outputs", 4) if key == "value" => drop(outputs.insert(name.to_owned(), value.to_owned())),
                ("runs", 4) => steps.push(Step::default()),
                ("runs", 6) => {
                    let step = steps.last_mut().unwrap();
                    part = key;
                    match key {
                        "id" => value.clone_into(&mut step.id),
                        "if" => step.condition = Some(expression(value).to_owned()),
                        "continue-on-error" => step.may_fail = value == "true",
                        "uses" => step.is_upload = value.starts_with("github/codeql-action/upload-sarif@"),
                        _ => {}
                    }
                }
                ("runs", 8..) if part == "env" => {
                    steps.last_mut().unwrap().env.push((key.to_owned(), value.to_owned()));
                }
                ("runs", 8..) if part == "run" => {
                    let step = steps.last_mut().unwrap();
                    step.script.push_str(line.trim());
                    step.script.push('\n');
                }
                _ => {}
            }
        }
        Self { inputs, outputs, steps }
    }
}

/// What stands in `${{ … }}`.
fn expression(text: &str) -> &str {
    text.trim_start_matches("${{").trim_end_matches("}}").trim()
}

/// A run of the action.
struct Job {
    runner: Runner,
    /// What the expressions of the file can name.
    values: BTreeMap<String, String>,
    log: String,
}

/// What these tests have installed: as on a machine of one's own, a job finds what the one before it installed.
fn tool_cache() -> &'static str {
    static CACHE: OnceLock<&str> = OnceLock::new();
    CACHE.get_or_init(|| {
        let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/action tool cache");
        let _ = fs::remove_dir_all(cache);
        fs::create_dir_all(cache).unwrap();
        cache
    })
}

/// How an action ended.
struct Ended {
    failed: bool,
    uploaded: bool,
    outputs: BTreeMap<String, String>,
    summary: String,
    log: String,
}

impl Job {
    fn value(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once("${{") else { return text.to_owned() };
        let (inner, after) = rest.split_once("}}").unwrap();
        let name = inner.trim();
        let output = name.strip_prefix("steps.scan.outputs.").map(|name| self.runner.output(name).unwrap_or_default());
        let known = || self.values.get(name).cloned().unwrap_or_else(|| panic!("there is no `{name}`"));
        format!("{before}{}{}", output.unwrap_or_else(known), self.value(after))
    }

    /// Whether a step runs: `always()`, and comparisons that all hold.
    fn wants(&self, condition: Option<&str>, failed: bool) -> bool {
        let Some(condition) = condition else { return !failed };
        assert!(condition.contains("always()"), "{condition}");
        condition.split("&&").map(str::trim).filter(|term| *term != "always()").all(|term| {
            let (left, right) = term.split_once(" == ").unwrap();
            self.value(&format!("${{{{ {left} }}}}")) == right.trim_matches('\'')
        })
    }
}

/// Uses the action in a directory; `code_scanning` tells whether the repository has that.
fn use_action(directory: &Path, with: &[(&str, &str)], code_scanning: bool) -> Ended {
    let action = Action::read();
    let (bytes, _) = release();
    let version = env!("CARGO_PKG_VERSION");
    let path = format!("/OWNER/soc2lint/releases/download/v{version}/soc2lint-{version}-{TARGET}.tar.gz");
    let line = line_for(&bytes);
    let url = serve(BTreeMap::from([(path, bytes)]));
    let runner = Runner::new();
    fs::write(runner.path("releases"), line).unwrap();
    let releases = runner.path("releases").to_str().unwrap().to_owned();
    let mut values: BTreeMap<String, String> =
        action.inputs.iter().map(|(name, default)| (format!("inputs.{name}"), default.clone())).collect();
    for (name, value) in with {
        assert!(values.insert(format!("inputs.{name}"), (*value).to_owned()).is_some(), "there is no input `{name}`");
    }
    values.insert("github.action_path".to_owned(), ROOT.to_owned());
    values.insert("github.server_url".to_owned(), url);
    values.insert("github.action_repository".to_owned(), "OWNER/soc2lint".to_owned());
    values.insert("steps.upload.outcome".to_owned(), "skipped".to_owned());
    let mut job = Job { runner, values, log: String::new() };
    let (mut failed, mut uploaded) = (false, false);
    for step in &action.steps {
        if !job.wants(step.condition.as_deref(), failed) {
            continue;
        }
        if step.is_upload {
            uploaded = code_scanning;
            let outcome = if code_scanning { "success" } else { "failure" };
            job.values.insert(format!("steps.{}.outcome", step.id), outcome.to_owned());
            failed |= !code_scanning && !step.may_fail;
            continue;
        }
        let env: Vec<(&str, String)> = step.env.iter().map(|(name, value)| (name.as_str(), job.value(value))).collect();
        let mut env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
        env.extend([("RELEASES_FILE", releases.as_str()), ("RUNNER_TOOL_CACHE", tool_cache())]);
        fs::write(job.runner.path("step.sh"), &step.script).unwrap();
        let installed = job.runner.read("path");
        let path: Vec<&str> = installed.lines().rev().collect();
        let mut shell = job.runner.bash(&path, directory, &env);
        let output = shell.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(job.runner.path("step.sh"));
        let output = output.output().unwrap();
        job.log.push_str(&(text(&output.stdout) + &text(&output.stderr)));
        failed |= !output.status.success();
    }
    let outputs = action.outputs.iter().map(|(name, value)| (name.clone(), job.value(value))).collect();
    Ended { failed, uploaded, outputs, summary: job.runner.read("summary"), log: job.log }
}

impl Ended {
    /// That the action ended so: `exit-code findings new-findings coverage`.
    fn is(&self, expected: &str) {
        let names = ["exit-code", "findings", "new-findings", "coverage"];
        let found = names.map(|name| self.outputs[name].as_str()).join(" ");
        assert_eq!(found, expected, "{}", self.log);
        assert_eq!(self.failed, self.outputs["exit-code"] != "0", "{}", self.log);
    }
}

const ONLY: (&str, &str) = ("args", "--only aws-kms-key-rotation");

fn write(directory: &TempDir, path: &str, text: &str) {
    fs::write(directory.path().join(path), text).unwrap();
}

fn sarif(directory: &TempDir, path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(directory.path().join(path)).unwrap()).unwrap()
}

fn key(name: &str) -> String {
    format!("resource \"aws_kms_key\" \"{name}\" {{\n  enable_key_rotation = false\n}}\n")
}

#[test]
fn findings_fail_the_job_after_everything_was_told() {
    let shop = repository();
    let ended = use_action(shop.path(), &[ONLY], true);
    ended.is("1 1 1 complete");
    assert!(ended.uploaded, "code scanning gets what the scan found");
    assert_eq!(ended.outputs["sarif-file"], "soc2lint.sarif");
    assert_eq!(sarif(&shop, "soc2lint.sarif")["runs"][0]["results"].as_array().unwrap().len(), 1);
    assert!(ended.summary.contains("aws-kms-key-rotation"), "{}", ended.summary);
    assert!(ended.log.contains("::warning file=my infra/main.tf,line=2,"), "{}", ended.log);
    assert!(
        ended.log.contains(concat!("soc2lint ", env!("CARGO_PKG_VERSION"))),
        "the program is the one of the archive"
    );
}

#[test]
fn a_private_repository_without_code_scanning_is_told_by_annotations_and_summary() {
    let shop = repository();
    let ended = use_action(shop.path(), &[ONLY], false);
    ended.is("1 1 1 complete");
    assert!(ended.log.contains("::warning title=soc2lint::The report was not uploaded"), "{}", ended.log);
    assert!(ended.log.contains("::warning file=my infra/main.tf,line=2,") && ended.summary.contains("1 finding"));
    // What is clean stays green there.
    write(&shop, "my infra/main.tf", &key("k").replace("false", "true"));
    use_action(shop.path(), &[ONLY], false).is("0 0 0 complete");
    // Who knows that there is none asks for no upload.
    let ended = use_action(shop.path(), &[ONLY, ("upload", "false")], false);
    assert!(!ended.uploaded && !ended.log.contains("not uploaded"), "{}", ended.log);
}

#[test]
fn every_input_is_heeded() {
    let shop = repository();
    let with = |with: &[(&str, &str)]| use_action(shop.path(), &[&[ONLY], with].concat(), true);
    with(&[("fail-on", "never")]).is("0 1 1 complete");
    with(&[("fail-on", "high")]).is("0 1 1 complete");
    with(&[("fail-on", "medium")]).is("1 1 1 complete");
    with(&[("paths", "my infra")]).is("1 1 1 complete");
    with(&[("paths", "nowhere")]).is("2 0 0 incomplete");
    fs::create_dir(shop.path().join("empty")).unwrap();
    with(&[("paths", "empty\n")]).is("3 0 0 complete");
    with(&[("category", "shop/")]);
    assert_eq!(sarif(&shop, "soc2lint.sarif")["runs"][0]["automationDetails"]["id"], "shop/");
    let ended = with(&[("sarif-file", "out.sarif")]);
    assert_eq!(ended.outputs["sarif-file"], "out.sarif");
    assert!(sarif(&shop, "out.sarif")["version"] == "2.1.0");
    with(&[("version", env!("CARGO_PKG_VERSION"))]).is("1 1 1 complete");
    let quoted = "--only aws-kms-key-rotation --exclude 'my infra/**'";
    use_action(shop.path(), &[("args", quoted)], true).is("3 0 0 complete");
    // A version that the action does not know ends it before anything is scanned.
    let ended = with(&[("version", "9.9.9")]);
    assert!(ended.failed && !ended.uploaded && ended.outputs["exit-code"].is_empty(), "{}", ended.log);
    assert!(ended.log.contains("soc2lint did not run"), "{}", ended.log);
}

#[test]
fn the_settings_file_is_found_or_named() {
    let shop = repository();
    let off = "rule \"aws-kms-key-rotation\" {\n  enabled = false\n}\n";
    write(&shop, "other.hcl", off);
    let named = use_action(shop.path(), &[("config", "other.hcl"), ("paths", "my infra")], true);
    assert!(!named.log.contains("[aws-kms-key-rotation]") && named.log.contains("narrows this run"), "{}", named.log);
    assert!(named.summary.contains("aws-kms-key-rotation is off"), "{}", named.summary);
    // Without `paths` those of the settings file are looked at.
    fs::create_dir(shop.path().join("other")).unwrap();
    write(&shop, "other/main.tf", &key("other"));
    use_action(shop.path(), &[ONLY], true).is("1 2 2 complete");
    write(&shop, ".soc2lint.hcl", "paths = [\"other\"]\n");
    use_action(shop.path(), &[ONLY], true).is("1 1 1 complete");
    use_action(shop.path(), &[ONLY, ("paths", ".")], true).is("1 2 2 complete");
    write(&shop, ".soc2lint.hcl", "nonsense = 1\n");
    use_action(shop.path(), &[ONLY], true).is("2   ");
}

#[test]
fn only_what_is_new_fails() {
    let shop = repository();
    let baseline = ["check", "--only", "aws-kms-key-rotation", "--write-baseline", "base.json"];
    run(PROGRAM, &baseline, shop.path());
    use_action(shop.path(), &[ONLY, ("baseline", "base.json")], true).is("0 1 0 complete");
    write(&shop, "my infra/more.tf", &key("more"));
    let ended = use_action(shop.path(), &[ONLY, ("baseline", "base.json")], true);
    ended.is("1 2 1 complete");
    assert!(ended.summary.contains("New findings"), "{}", ended.summary);
    use_action(shop.path(), &[ONLY, ("baseline", "gone.json")], true).is("2   ");
}

#[test]
fn a_revision_is_compared_with() {
    let shop = repository();
    fs::remove_dir(shop.path().join(".git")).unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        let output = Command::new("git").args(identity).args(arguments).current_dir(shop.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message=x"]);
    use_action(shop.path(), &[ONLY, ("since", "HEAD")], true).is("0 1 0 complete");
    write(&shop, "my infra/more.tf", &key("more"));
    let ended = use_action(shop.path(), &[ONLY, ("since", "HEAD")], true);
    ended.is("1 2 1 complete");
    assert!(ended.log.contains("file=my infra/more.tf,line=2,") && !ended.log.contains("file=my infra/main.tf"));
    let states: Vec<Value> = sarif(&shop, "soc2lint.sarif")["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["baselineState"].clone())
        .collect();
    assert_eq!(states, ["unchanged", "new"], "code scanning gets the whole picture");
    let ended = use_action(shop.path(), &[ONLY, ("since", "0123456789012345678901234567890123456789")], true);
    ended.is("2   ");
    assert!(ended.log.contains("fetch"), "what to do is told: {}", ended.log);
}
