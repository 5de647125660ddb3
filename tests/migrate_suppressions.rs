//! `soc2lint migrate-suppressions` as users meet it: what becomes of comments for other tools, and of the files that they are in.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use support::repository;

/// What comments lack.
const SUPPLIED: [&str; 5] = ["--write", "--reason", "accepted before the audit", "--until", "2026-12-31"];

/// Runs the program on the first of June 2026.
fn soc2lint(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(arguments).current_dir(directory).env_clear().env("SOURCE_DATE_EPOCH", "1780272000").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn migrate(directory: &Path, more: &[&str]) -> Output {
    soc2lint(directory, &[&["migrate-suppressions"][..], more].concat())
}

/// What is written of a file, and what is told.
fn written(before: &str, more: &[&str]) -> (String, String) {
    let repository = repository(&[("main.tf", before)]);
    let output = migrate(repository.path(), more);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    (fs::read_to_string(repository.path().join("main.tf")).unwrap(), stderr(&output))
}

/// What a check says of findings, without their lines: `rule status resources`.
fn findings(directory: &Path, more: &[&str]) -> Vec<String> {
    let rules = "aws-kms-key-rotation,aws-kms-key-deletion-window,aws-vpc-sg-no-public-ssh,suppression-unused,suppression-malformed,suppression-incomplete";
    let output = soc2lint(directory, &[&["check", "--format", "json", "--only", rules][..], more].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| format!("{} {} {}", finding["rule"], finding["status"], finding["resources"]).replace('"', ""))
        .collect();
    found.sort();
    found
}

const OURS: &str = "soc2lint: ignore[aws-kms-key-rotation]";
const GIVEN: &str = "reason=\"accepted before the audit\" until=2026-12-31";

#[test]
fn only_the_comment_is_edited() {
    for (before, after) in [
        // In place.
        (
            "# x\n#trivy:ignore:AWS-0065\nresource \"aws_kms_key\" \"k\" {\n}\n",
            format!("# x\n# {OURS} {GIVEN}\nresource \"aws_kms_key\" \"k\" {{\n}}\n"),
        ),
        (
            "resource \"aws_kms_key\" \"k\" {\n\tenable_key_rotation = false   // tfsec:ignore:AVD-AWS-0065:exp:2026-10-01 imported by hand\n}",
            format!(
                "resource \"aws_kms_key\" \"k\" {{\n\tenable_key_rotation = false   // {OURS} reason=\"imported by hand\" until=2026-10-01\n}}"
            ),
        ),
        (
            "resource \"aws_kms_key\" \"k\" { /* checkov:skip=CKV_AWS_7:say \"no\" to C:\\keys */\n}\n",
            format!(
                "resource \"aws_kms_key\" \"k\" {{ /* {OURS} reason=\"say \\\"no\\\" to C:\\\\keys\" until=2026-12-31 */\n}}\n"
            ),
        ),
        (
            "resource \"aws_kms_key\" \"k\" {\n  #checkov:skip=CKV_AWS_7\n\n  description = \"x\"\n}\n",
            format!("resource \"aws_kms_key\" \"k\" {{\n  # {OURS} {GIVEN}\n\n  description = \"x\"\n}}\n"),
        ),
        // Above the block that is meant.
        (
            "# y\nresource \"aws_kms_key\" \"k\" {\n  #checkov:skip=CKV_AWS_7\n  description = \"x\"\n}\n",
            format!("# y\n# {OURS} {GIVEN}\nresource \"aws_kms_key\" \"k\" {{\n  description = \"x\"\n}}\n"),
        ),
        (
            "  resource \"aws_kms_key\" \"k\" {\n    description = \"x\"  //checkov:skip=CKV_AWS_7\n  }\n",
            format!("  // {OURS} {GIVEN}\n  resource \"aws_kms_key\" \"k\" {{\n    description = \"x\"\n  }}\n"),
        ),
        // Line breaks of two characters, and none at the end.
        (
            "resource \"aws_kms_key\" \"k\" {\r\n  #checkov:skip=CKV_AWS_7\r\n  description = \"x\"\r\n}",
            format!("# {OURS} {GIVEN}\r\nresource \"aws_kms_key\" \"k\" {{\r\n  description = \"x\"\r\n}}"),
        ),
        // Other letters than ASCII's, and what does not parse.
        (
            "# é 漢\nresource \"aws_kms_key\" \"k\" { # checkov:skip=CKV_AWS_7:schlüssel liegt außen\n  x = = \"é\"\n}\n",
            format!(
                "# é 漢\nresource \"aws_kms_key\" \"k\" {{ # {OURS} reason=\"schlüssel liegt außen\" until=2026-12-31\n  x = = \"é\"\n}}\n"
            ),
        ),
        // One check that is two rules, two days, and checks that there is no rule for.
        (
            "#tfsec:ignore:AWS-0107\nresource \"a\" \"k\" {\n}\n",
            format!(
                "# soc2lint: ignore[aws-vpc-sg-no-public-rdp, aws-vpc-sg-no-public-ssh] {GIVEN}\nresource \"a\" \"k\" {{\n}}\n"
            ),
        ),
        (
            "  # trivy:ignore:AWS-0065:exp:2026-10-01 trivy:ignore:AWS-0107\n  resource \"a\" \"k\" {\n  }\n",
            format!(
                "  # soc2lint: ignore[aws-vpc-sg-no-public-rdp, aws-vpc-sg-no-public-ssh] {GIVEN}\n  # {OURS} reason=\"accepted before the audit\" until=2026-10-01\n  resource \"a\" \"k\" {{\n  }}\n"
            ),
        ),
        (
            "resource \"a\" \"k\" {\n  # checkov:skip=CKV_AWS_7,CKV_NOT_1:imported by hand\n  x = 1\n}\n",
            format!(
                "# {OURS} reason=\"imported by hand\" until=2026-12-31\nresource \"a\" \"k\" {{\n  # checkov:skip=CKV_NOT_1:imported by hand\n  x = 1\n}}\n"
            ),
        ),
        (
            "# trivy:ignore:AWS-0065 trivy:ignore:NOT-1:exp:2026-10-01\nresource \"a\" \"k\" {\n}\n",
            format!("# {OURS} {GIVEN}\n# trivy:ignore:NOT-1:exp:2026-10-01\nresource \"a\" \"k\" {{\n}}\n"),
        ),
    ] {
        let (text, told) = written(before, &SUPPLIED);
        assert_eq!(text, after, "{told}");
        // What was rewritten is not rewritten again.
        let (again, _) = written(&text, &SUPPLIED);
        assert_eq!(again, text);
    }
}

#[test]
fn what_was_honoured_is_excepted_afterwards() {
    let key = |name: &str, above: &str, inside: &str, behind: &str| {
        format!(
            "{above}\nresource \"aws_kms_key\" \"{name}\" {{{behind}\n{inside}\n  enable_key_rotation = false\n\n  description = \"x\"\n}}\n"
        )
    };
    let places = [
        "#checkov:skip=CKV_AWS_7",
        "#trivy:ignore:AWS-0065",
        "/* tfsec:ignore:AWS-0065 */",
        "// bridgecrew:skip=CKV_AWS_7",
    ];
    let mut text = String::from(
        "module \"m\" {\n  #checkov:skip=CKV_AWS_7\n  source = \"./m\"\n}\n\nmodule \"n\" {\n  source = \"./m\"\n}\n",
    );
    for (number, comment) in places.iter().enumerate() {
        text.push_str(&key(&format!("a{number}"), comment, "", ""));
        text.push_str(&key(&format!("b{number}"), "", &format!("  {comment}"), ""));
        text.push_str(&key(&format!("c{number}"), "", &format!("  {comment}\n  # another\n  multi_region = true"), ""));
        text.push_str(&key(&format!("d{number}"), "", "", &format!(" {comment}")));
        text.push_str(&key(&format!("e{number}"), "", &format!("  multi_region = true {comment}"), ""));
    }
    let module = key("k", "", "", "");
    let repository = repository(&[("main.tf", &text), ("m/main.tf", &module)]);
    let honoured = findings(repository.path(), &["--foreign-suppressions=honour"]);
    let open = honoured.iter().filter(|found| found.contains(" open ")).count();
    assert!(open > 3 && honoured.len() - open > 10, "{honoured:#?}");
    let output = migrate(repository.path(), &SUPPLIED);
    assert_eq!(output.status.code(), Some(0));
    let after = findings(repository.path(), &["--foreign-suppressions=off", "--today", "2026-06-01"]);
    let unused = |found: &&String| found.starts_with("suppression-unused ");
    let rest: Vec<&String> = after.iter().filter(|found| !unused(found)).collect();
    assert_eq!(rest, honoured.iter().collect::<Vec<&String>>());
    // Those that covered nothing before cover nothing now.
    assert!(after.iter().filter(unused).count() <= open, "{after:#?}");
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let before = "resource \"aws_kms_key\" \"k\" {\n  # checkov:skip=CKV_AWS_7:by hand\n  description = \"x\"\n}\n\n# kics-scan ignore-line\n";
    let repository = repository(&[
        ("a/main.tf", before),
        ("b/main.tf", "# checkov:skip=CKV_AWS_7\nlocals {\n}\n"),
        ("c/main.tf", "# nothing\n"),
    ]);
    let output = migrate(repository.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    let expected = "\
--- a/a/main.tf
+++ b/a/main.tf
@@ -1,5 +1,5 @@
+# soc2lint: ignore[aws-kms-key-rotation] reason=\"by hand\"
 resource \"aws_kms_key\" \"k\" {
-  # checkov:skip=CKV_AWS_7:by hand
   description = \"x\"
 }
 
";
    assert_eq!(stdout(&output), expected);
    let told = "\
soc2lint: a/main.tf:2:5: does not count before somebody writes a reason of at least 10 characters and `until=YYYY-MM-DD`
soc2lint: a/main.tf:6:3: left as it is: it names no check that there is a rule for
soc2lint: b/main.tf:1:3: left as it is: it stands on nothing
soc2lint: would rewrite 1 comment in 1 file, of which 1 has to be filled in; 2 left; `--write` does it
";
    assert_eq!(stderr(&output), told);
    assert_eq!(fs::read_to_string(repository.path().join("a/main.tf")).unwrap(), before);
    // From another directory, and of one file.
    let one = migrate(&repository.path().join("c"), &["../a/main.tf"]);
    assert_eq!(stdout(&one), expected);
    let written = migrate(repository.path(), &["--write"]);
    assert_eq!(stdout(&written), "wrote `a/main.tf`\n");
    let check = findings(repository.path(), &[]);
    assert_eq!(check, ["aws-kms-key-rotation open [aws_kms_key.k]", "suppression-incomplete open [aws_kms_key.k]"]);
    let nothing = migrate(&repository.path().join("c"), &[]);
    assert_eq!((stdout(&nothing).as_str(), nothing.status.code()), ("", Some(0)));
    assert_eq!(stderr(&nothing), "soc2lint: would rewrite 0 comments in 0 files; 0 left\n");
}

#[test]
fn what_can_not_be_said_stays_and_is_listed() {
    for (comment, why) in [
        ("# checkov:skip=CKV_NOT_1,CKV_NOT_2", "there is no rule for `CKV_NOT_1`, `CKV_NOT_2`"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys", "there is no rule for `aws-kms-auto-rotate-keys`"),
        ("#trivy:ignore:*", "it names no check, and an exception names its rules"),
        ("#trivy:ignore:AWS-0065[description=x]", "it holds under a condition"),
        ("#trivy:ignore:AWS-0065:ws:prod", "it holds under a condition"),
        ("/* a\n  checkov:skip=CKV_AWS_7\n*/", "it is a part of a longer comment"),
        ("/* kics-scan ignore-block */", "it names no check"),
        ("# checkov:skip=CKV_AWS_7 trivy:ignore:AWS-0065", "it means different places for different tools"),
    ] {
        let before = format!("resource \"aws_kms_key\" \"k\" {{\n  {comment}\n  description = \"x\"\n}}\n");
        let (text, told) = written(&before, &SUPPLIED);
        assert_eq!(text, before);
        assert!(told.contains(": left as it is: ") && told.contains(why), "{comment}: {told}");
        assert!(told.contains("rewrote 0 comments in 0 files; 1 left"), "{told}");
    }
    let partly = "resource \"a\" \"k\" {\n  x = 1 # trivy:ignore:AWS-0065 trivy:ignore:NOT-1\n}\n";
    let (text, told) = written(partly, &SUPPLIED);
    assert!(text == partly && told.contains("behind code there is no room"), "{told}");
    let days = "# trivy:ignore:AWS-0065:exp:2020-01-01 imported by hand\n# trivy:ignore:AWS-0065:exp:2040-01-01 imported by hand\nresource \"a\" \"k\" {\n}\n";
    let (_, told) = written(days, &["--write"]);
    assert!(
        told.contains(":1:3: does not count before somebody writes a last day that is not over, as 2020-01-01 is"),
        "{told}"
    );
    assert!(
        told.contains(
            ":2:3: does not count before somebody writes a last day that is not after 2027-06-01, as 2040-01-01 is"
        ),
        "{told}"
    );
}

#[test]
fn the_rest_of_the_file_stays_byte_for_byte() {
    let before =
        "\u{feff}# checkov:skip=CKV_AWS_7\nresource \"a\" \"k\" {\n  # trivy:ignore:AWS-0065\n\r\n  x = 1\r\n}\n\n\n";
    let (text, _) = written(before, &SUPPLIED);
    assert_eq!(text, before.replace("# trivy:ignore:AWS-0065", &format!("# {OURS} {GIVEN}")));
}

#[cfg(unix)]
#[test]
fn files_are_replaced_whole_where_they_are() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let text = "#trivy:ignore:AWS-0065\nresource \"a\" \"k\" {\n}\n";
    let repository = repository(&[
        ("shared/keys.tf", text),
        ("a/own.tf", text),
        (".terraform/modules/m/main.tf", text),
        ("vendor/main.tf", text),
    ]);
    let elsewhere = TempDir::new().unwrap();
    let outside = elsewhere.path().join("main.tf");
    fs::write(&outside, text).unwrap();
    symlink("../shared/keys.tf", repository.path().join("a/keys.tf")).unwrap();
    symlink(&outside, repository.path().join("a/outside.tf")).unwrap();
    fs::set_permissions(repository.path().join("a/own.tf"), fs::Permissions::from_mode(0o640)).unwrap();
    let output = migrate(repository.path(), &[&SUPPLIED[..], &["--exclude", "vendor"]].concat());
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("outside.tf"), "{}", stderr(&output));
    let read = |path: &str| fs::read_to_string(repository.path().join(path)).unwrap();
    assert!(read("a/own.tf").contains(OURS) && read("shared/keys.tf").contains(OURS));
    assert!(fs::symlink_metadata(repository.path().join("a/keys.tf")).unwrap().is_symlink(), "the link stays a link");
    let mode = fs::metadata(repository.path().join("a/own.tf")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    for untouched in [".terraform/modules/m/main.tf", "vendor/main.tf"] {
        assert_eq!(read(untouched), text, "{untouched}");
    }
    assert_eq!(fs::read_to_string(&outside).unwrap(), text);
    let names: Vec<String> = fs::read_dir(repository.path().join("a"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "nothing is left beside them: {names:?}");
    // Named by their paths too.
    for named in ["a/outside.tf", ".terraform/modules/m/main.tf"] {
        migrate(repository.path(), &[&SUPPLIED[..], &[named]].concat());
    }
    assert_eq!(fs::read_to_string(&outside).unwrap(), text);
    assert_eq!(read(".terraform/modules/m/main.tf"), text);
    // In a directory that nothing can be written to.
    let sealed = self::repository(&[("a/main.tf", text), ("b/main.tf", text)]);
    fs::set_permissions(sealed.path().join("a"), fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(sealed.path().join("a/probe"), "").is_ok();
    let output = migrate(sealed.path(), &SUPPLIED);
    fs::set_permissions(sealed.path().join("a"), fs::Permissions::from_mode(0o755)).unwrap();
    if !is_root {
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("cannot write"), "{}", stderr(&output));
        assert!(fs::read_to_string(sealed.path().join("b/main.tf")).unwrap().contains(OURS), "the others are written");
    }
}

#[test]
fn settings_say_what_is_left_out_and_how_long_an_exception_may_last() {
    let text = "#trivy:ignore:AWS-0065 imported by hand\nresource \"a\" \"k\" {\n}\n";
    let settings = "exclude = [\"vendor\"]\nmax_suppression_days = 30\n";
    let repository = repository(&[("main.tf", text), ("vendor/main.tf", text), (".soc2lint.hcl", settings)]);
    let output = migrate(repository.path(), &["--until", "2026-12-31"]);
    assert!(!stdout(&output).contains("vendor"), "{}", stdout(&output));
    assert!(stderr(&output).contains("a last day that is not after 2026-07-01"), "{}", stderr(&output));
    let isolated = migrate(repository.path(), &["--until", "2026-12-31", "--isolated"]);
    assert!(stdout(&isolated).contains("vendor") && !stderr(&isolated).contains("does not count"));
    for (wrong, why) in [
        (&["--reason", "a */ b"][..], "would end a comment"),
        (&["--reason", "a\nb"], "on one line"),
        (&["--by", " "], "write some text"),
        (&["--until", "soon"], "YYYY-MM-DD"),
        (&["nowhere"], "nowhere"),
        (&["--config", "nowhere.hcl"], "nowhere.hcl"),
        (&["--config", "x", "--isolated"], "--isolated"),
    ] {
        let output = migrate(repository.path(), wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(stderr(&output).contains(why), "{wrong:?}: {}", stderr(&output));
    }
}

#[test]
fn hostile_files_are_shown_escaped_and_rewritten_quickly() {
    let text = "# \u{1b}[31m\n/*\n::error::x\n*/\n#trivy:ignore:AWS-0065 \u{1b}]0;x\u{7} \u{202e}\nresource \"a\" \"k\" {\n}\n";
    let repository = repository(&[("main.tf", text)]);
    let output = migrate(repository.path(), &[]);
    let shown = stdout(&output) + &stderr(&output);
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{7}']) && !shown.contains("\n ::error"), "{shown}");
    let block = "resource \"aws_kms_key\" \"k\" {\n  # checkov:skip=CKV_AWS_7\n  x = 1 # trivy:ignore:AWS-0065\n}\n";
    let many = block.repeat(4_000)
        + &format!("resource \"a\" \"b\" {{\n{}  x = 1\n}}\n", "  # checkov:skip=CKV_AWS_7\n".repeat(1_500));
    let (text, told) = written(&many, &SUPPLIED);
    assert!(told.contains("rewrote 9500 comments in 1 file; 0 left"), "{told}");
    assert_eq!(text.matches(OURS).count(), 9_500);
    let unreadable = self::repository(&[("a/main.tf", block)]);
    fs::write(unreadable.path().join("a/b.tf"), b"# checkov:skip=CKV_AWS_7 \xff\n").unwrap();
    let output = migrate(unreadable.path(), &SUPPLIED);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("a/b.tf") && stdout(&output) == "wrote `a/main.tf`\n", "{}", stderr(&output));
}
