//! A run with the memory of earlier ones says what a fresh run says, whatever happened to the files in between.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use soc2lint::lint::{self, ExitStatus, Memory, Options, Outcome};
use soc2lint::report::{self, Format};
use soc2lint::workspace::Repository;

struct Project {
    directory: tempfile::TempDir,
    memory: Memory,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { directory: tempfile::tempdir().unwrap(), memory: Memory::default() };
        fs::create_dir(project.root().join(".git")).unwrap();
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    fn root(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).unwrap().canonicalize_utf8().unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn options(&self) -> Options {
        Options { paths: vec![self.root()], ..Options::default() }
    }

    fn again(&mut self) -> Outcome {
        let (options, root) = (self.options(), self.root());
        let repository = Repository::of(&[root]).unwrap();
        lint::check_again(&mut self.memory, &repository, |_| options).unwrap().0
    }

    /// What a run with memory says, which has to be what a fresh one says.
    fn check(&mut self) -> String {
        let again = told(&self.again());
        assert_eq!(again, told(&lint::check(&self.options()).unwrap()));
        again
    }
}

fn told(outcome: &Outcome) -> String {
    let mut bytes = Vec::new();
    let options = report::Options::new(ExitStatus::Findings);
    report::write(Format::Json, &outcome.report, &outcome.sources, &options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

const OPEN: &str = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  size = 1\n  encrypted = var.on\n}\n\
                    variable \"on\" {\n  default = false\n}\n";
const CALL: &str = "module \"m\" {\n  source = \"../modules/m\"\n}\n";

fn failures(told: &str) -> usize {
    let report: serde_json::Value = serde_json::from_str(told).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["rule"] == "aws-ebs-volume-encrypted").count()
}

#[test]
fn what_changes_on_disk_is_seen() {
    let mut project = Project::new(&[("a/main.tf", CALL), ("b/main.tf", CALL), ("modules/m/main.tf", OPEN)]);
    assert_eq!(failures(&project.check()), 1);
    assert_eq!(failures(&project.check()), 1);
    project.write("modules/m/main.tf", &OPEN.replace("false", "true "));
    assert_eq!(failures(&project.check()), 0);
    project.write("a/main.tf", &CALL.replace("}\n", "  on = false\n}\n"));
    assert_eq!(failures(&project.check()), 1);
    project.write("b/terraform.tfvars", "x = 1\n");
    project.write("c/main.tf", OPEN);
    assert_eq!(failures(&project.check()), 2);
    project.write("c/terraform.tfvars", "on = true\n");
    assert_eq!(failures(&project.check()), 1);
    fs::remove_file(project.root().join("c/terraform.tfvars")).unwrap();
    fs::remove_dir_all(project.root().join("a")).unwrap();
    assert_eq!(failures(&project.check()), 1);
    project.write("c/main.tf", "resource \"aws_ebs_volume\" \"v\" {\n");
    assert!(project.check().contains("\"gaps\": [\n    {"));
    project.write("modules/m/late_override.tf", "resource \"aws_ebs_volume\" \"v\" {\n  encrypted = false\n}\n");
    assert_eq!(failures(&project.check()), 1);
}

#[test]
fn what_functions_read_is_seen() {
    let text = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  size = 1\n  \
                encrypted = jsondecode(file(\"on.json\"))\n}\n";
    let mut project = Project::new(&[("main.tf", text), ("on.json", "false")]);
    assert_eq!(failures(&project.check()), 1);
    project.write("on.json", "true");
    assert_eq!(failures(&project.check()), 0);
}

#[test]
fn unsaved_text_wins_over_the_disk_until_it_is_dropped() {
    let mut project = Project::new(&[("a/main.tf", CALL), ("modules/m/main.tf", OPEN)]);
    let path = project.root().join("modules/m/main.tf");
    assert_eq!(failures(&project.check()), 1);
    for (text, expected) in [(OPEN.replace("false", "true"), 0), ("resource".to_owned(), 0), (OPEN.to_owned(), 1)] {
        project.memory.set_text(&path, &text);
        let outcome = project.again();
        assert_eq!(failures(&told(&outcome)), expected, "{text}");
    }
    project.write("modules/m/main.tf", &OPEN.replace("false", "true"));
    let outcome = project.again();
    assert_eq!(failures(&told(&outcome)), 1);
    project.memory.drop_text(&path);
    assert_eq!(failures(&project.check()), 0);
}
