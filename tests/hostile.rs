//! Input that somebody wrote to hurt: each ends soon and in little memory, with the right exit status, and what stands beside
//! it is judged all the same. `docs/threat-model.md` tells which promise each of these holds.
#![expect(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Kilobytes of address space that a run may take, threads' stacks included.
const MEMORY: u32 = 3_000_000;

/// How long a run may take at most, on a machine that does much else, without optimisation.
const TIME: Duration = Duration::from_secs(120);

/// What stands beside the hostile part, and has a finding.
const WITNESS: &str = "resource \"aws_db_instance\" \"witness\" {\n  instance_class = \"db.t3.micro\"\n  storage_encrypted = true\n  \
                       publicly_accessible = true\n}\n";

struct Project(tempfile::TempDir);

struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write(".git/HEAD", "ref: refs/heads/main\n");
        project.write("witness.tf", WITNESS);
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Said {
        let mut child = Command::new("sh")
            .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_soc2lint")])
            .args(arguments)
            .current_dir(self.root())
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Read while it runs: a full pipe would stop it.
        let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let out = std::thread::spawn(move || std::io::read_to_string(&mut out).unwrap());
        let err = std::thread::spawn(move || std::io::read_to_string(&mut err).unwrap());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > TIME {
                child.kill().unwrap();
                panic!("it does not end: {arguments:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let said = Said { status: status.code().unwrap_or(-1), out: out.join().unwrap(), err: err.join().unwrap() };
        assert!(!said.err.contains("panicked"), "{}", said.err);
        said
    }

    /// Checks it; the witness must be told, whatever else is.
    fn check(&self, status: i32) -> Said {
        let said = self.run(&["check", "--format", "concise"]);
        assert!(said.out.contains("witness.tf:4:3: "), "the witness is lost:\n{}\n{}", cut(&said.out), cut(&said.err));
        assert_eq!(said.status, status, "{}\n{}", cut(&said.out), cut(&said.err));
        said
    }
}

fn cut(text: &str) -> String {
    text.chars().take(2000).collect()
}

fn bucket(argument: &str) -> String {
    format!("resource \"aws_s3_bucket\" \"b\" {{\n  bucket = {argument}\n}}\n")
}

#[test]
fn values_that_double_end_in_a_budget() {
    let grow = |first: &str, step: &dyn Fn(usize) -> String| -> String {
        let steps: String = (1..40).fold(String::new(), |mut text, n| {
            let _ = writeln!(text, "  l{n} = {}", step(n - 1));
            text
        });
        format!("locals {{\n  l0 = {first}\n{steps}}}\n")
    };
    let texts = grow("\"0123456789\"", &|n| format!("\"{}\"", format!("${{local.l{n}}}").repeat(10)));
    let lists = grow("[\"x\"]", &|n| format!("[{}]", vec![format!("local.l{n}"); 10].join(", ")));
    let maps = grow("{ a = 1 }", &|n| format!("{{ a = local.l{n}, b = local.l{n}, c = local.l{n} }}"));
    for (locals, argument) in [
        (&texts, "local.l39"),
        (&lists, "jsonencode(local.l39)"),
        (&lists, "flatten(local.l39)[0]"),
        (&maps, "jsonencode(local.l39)"),
    ] {
        Project::new(&[("main.tf", &format!("{locals}{}", bucket(argument)))]).check(2);
    }
}

#[test]
fn loops_in_loops_end_in_a_budget() {
    let range = "range(1000)";
    let template = format!(
        "\"%{{ for a in {range} }}%{{ for b in {range} }}%{{ for c in {range} }}xxxxxxxxxxxxxxxx%{{ endfor }}%{{ endfor }}%{{ endfor }}\""
    );
    let product = format!("setproduct({range}, {range}, {range})[0][0]");
    for argument in [&template, &product] {
        Project::new(&[("main.tf", &bucket(argument))]).check(2);
    }
}

#[test]
fn instances_and_modules_without_end() {
    let project = Project::new(&[("main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  count = 1000000000\n}\n")]);
    project.check(2);
    let calls = |n: usize| {
        (0..10).fold(String::new(), |text, call| format!("{text}module \"c{call}\" {{\n  source = \"../m{n}\"\n}}\n"))
    };
    let project = Project::new(&[("main.tf", "module \"first\" {\n  source = \"./m0\"\n}\n")]);
    (0..9).for_each(|n| project.write(&format!("m{n}/main.tf"), calls(n + 1)));
    project.write("m9/main.tf", bucket("\"x\""));
    let said = project.run(&["check", "--format", "concise", "--budget", "instances=2000"]);
    assert_eq!(said.status, 2, "{}", cut(&said.err));
    assert!(said.out.contains("witness.tf:4:3: "), "{}", cut(&said.out));
}

#[test]
fn circles_are_told() {
    let text = "locals {\n  a = local.b\n  b = local.a\n}\nmodule \"self\" {\n  source = \"./\"\n}\n".to_owned()
        + &bucket("local.a");
    Project::new(&[("main.tf", &text)]).check(2);
    let project = Project::new(&[
        ("main.tf", &bucket("templatefile(\"t.tpl\", {})")),
        ("t.tpl", "${templatefile(\"t.tpl\", {})}"),
    ]);
    project.check(1);
}

#[test]
fn nesting_costs_its_own_block() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let cases = [
        format!("locals {{\n  x = {}\n}}\n", deep("(", ")")),
        format!("locals {{\n  x = {}\n}}\n", deep("[", "]")),
        format!("locals {{\n  x = {}1\n}}\n", "!".repeat(100_000)),
        format!("locals {{\n  x = 1{}\n}}\n", " + 1".repeat(100_000)),
        format!("locals {{\n  x = a{}\n}}\n", ".a".repeat(100_000)),
        format!("locals {{\n  x = \"{}\"\n}}\n", deep("${\"", "\"}")),
        format!("resource \"a\" \"b\" {{\n{}\n}}\n", deep("c {\n", "}\n")),
    ];
    for text in &cases {
        let said = Project::new(&[("main.tf", text)]).run(&["check", "--format", "concise"]);
        assert!(said.out.contains("witness.tf:4:3: "), "{}", cut(&said.out));
        let is_told = said.out.contains("main.tf:");
        // A long chain of lookups is no nesting, and nobody reads it.
        assert!((said.status, is_told) == (2, true) || (said.status, is_told) == (1, false), "{}", cut(&said.out));
    }
    Project::new(&[("main.tf.json", &format!("{{\"locals\":{{\"x\":{}}}}}", deep("[", "]")))]).check(2);
}

#[test]
fn sizes() {
    let project = Project::new(&[(
        "long.tf",
        &format!("# {}\n{}", "x".repeat(5_000_000), bucket(&format!("\"{}\"", "y".repeat(3_000_000)))),
    )]);
    project.check(1);
    let project = Project::new(&[]);
    let giant = fs::File::create(project.root().join("giant.tf")).unwrap();
    giant.set_len(1 << 30).unwrap();
    let said = project.check(2);
    assert!(said.out.contains("giant.tf"), "{}", cut(&said.out));
    let project = Project::new(&[]);
    (0..3000).for_each(|n| project.write(&format!("d{}/f{n}.tf", n % 50), ""));
    project.check(1);
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in
        [&b"resource \"a\" \"\xff\xfe\" {}\n"[..], b"a = \"\0\"\n", b"\x7fELF\x02\x01\x01\0\0", b"\xff\xfer\0e\0s\0"]
    {
        let project = Project::new(&[]);
        project.write("binary.tf", bytes);
        let said = project.check(2);
        assert!(said.out.contains("binary.tf"), "{}", cut(&said.out));
    }
}

#[test]
fn what_is_no_file_is_not_opened() {
    let project = Project::new(&[]);
    let status = Command::new("mkfifo").arg(project.root().join("pipe.tf")).status().unwrap();
    assert!(status.success());
    symlink("/dev/zero", project.root().join("zero.tf")).unwrap();
    symlink("/etc/passwd", project.root().join("passwd.tf")).unwrap();
    symlink(".", project.root().join("loop")).unwrap();
    symlink("..", project.root().join("up")).unwrap();
    symlink("gone", project.root().join("dangling.tf")).unwrap();
    let said = project.check(2);
    assert!(!said.out.contains("root:") && said.out.contains("pipe.tf"), "{}", cut(&said.out));
}

#[test]
fn nothing_outside_the_repository_is_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), "TOP-SECRET-OUTSIDE").unwrap();
    fs::write(outside.path().join("main.tf"), "output \"x\" {\n  value = \"TOP-SECRET-OUTSIDE\"\n}\n").unwrap();
    let path = outside.path().display().to_string();
    let text = format!(
        "module \"absolute\" {{\n  source = \"{path}\"\n}}\nmodule \"up\" {{\n  source = \"../../../../../../..{path}\"\n}}\n\
         module \"linked\" {{\n  source = \"./link\"\n}}\n\
         resource \"aws_s3_bucket\" \"b\" {{\n  bucket = file(\"{path}/secret.txt\")\n  tags = {{\n    a = file(\"link/secret.txt\")\n    \
         b = templatefile(\"../../../../../..{path}/secret.txt\", {{}})\n    c = join(\",\", fileset(\"{path}\", \"*\"))\n    \
         d = filebase64(\"/proc/self/environ\")\n    e = module.linked.x\n    f = filesha256(\"/dev/zero\")\n  }}\n}}\n"
    );
    let project = Project::new(&[("main.tf", &text)]);
    symlink(outside.path(), project.root().join("link")).unwrap();
    project.check(2);
    for format in ["text", "json", "sarif-full"] {
        let said = project.run(&["check", "--format", format]);
        assert!(!said.out.contains("TOP-SECRET") && !said.err.contains("TOP-SECRET"), "{format}");
    }
    let shown = project.run(&["resources"]);
    assert!(!shown.out.contains("TOP-SECRET") && !shown.out.contains("secret.txt\""), "{}", cut(&shown.out));
}

#[test]
fn regular_expressions_are_linear() {
    let text = bucket("regexall(\"(a*)*(a*)*(a*)*b\", join(\"\", [for i in range(1000) : \"aaaaaaaaaa\"]))[0]");
    Project::new(&[("main.tf", &text)]).check(1);
    let text = bucket("regex(\"(((((a{1,100}){1,100}){1,100}){1,100}){1,100})\", \"a\")[0]");
    Project::new(&[("main.tf", &text)]).check(1);
}

#[test]
fn numbers_that_are_too_large() {
    for argument in
        ["1e999999999", "pow(10, 1000000000)", "format(\"%999999999d\", 1)", "parseint(\"9\", 1000000)", "-(1e400)"]
    {
        let said = Project::new(&[("main.tf", &bucket(argument))]).run(&["check", "--format", "concise"]);
        assert!(
            said.out.contains("witness.tf:4:3: ") && [1, 2].contains(&said.status),
            "{argument}: {}",
            cut(&said.out)
        );
    }
}

#[test]
fn documents_inside_values() {
    let brackets = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let aliases = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]".to_owned(), |text, n| {
        let list = vec![format!("*a{}", n - 1); 9].join(", ");
        format!("{text}\\na{n}: &a{n} [{list}]")
    });
    for argument in [
        format!("jsondecode(\"{brackets}\")"),
        format!("yamldecode(\"{brackets}\")"),
        format!("yamldecode(\"{aliases}\").a11"),
    ] {
        let said = Project::new(&[("main.tf", &bucket(&argument))]).run(&["check", "--format", "concise"]);
        assert!(said.out.contains("witness.tf:4:3: "), "{}", cut(&said.out));
    }
}

#[test]
fn nothing_from_the_input_speaks_to_the_reader() {
    let text = "resource \"aws_ebs_volume\" \"x\\u001b[31m\" {\n  availability_zone = \"eu-west-1a\"\n  size = 1\n  encrypted = false \
                # \u{1b}]0;owned\u{7} \u{202e}gnol\n}\n\
                resource \"aws_ebs_volume\" \"y\" {\n  availability_zone = \"::error::owned ##[warning]owned\"\n  size = 1\n  \
                encrypted = var.v\n}\nvariable \"v\" {\n  default = false\n  description = \"<script>alert(1)</script> [x](http://e.example) ![i](http://e.example/i.png)\"\n}\n";
    let project =
        Project::new(&[("evil.tf", text), ("::error::name,\n.tf", WITNESS.replace("witness", "other").as_str())]);
    for format in [
        "text",
        "concise",
        "github",
        "azure",
        "markdown",
        "junit",
        "csv",
        "gitlab",
        "rdjson",
        "json",
        "sarif",
        "sarif-full",
    ] {
        let said = project.run(&["check", "--format", format, "--color", "never"]);
        assert!([1, 2].contains(&said.status), "{format}: {}", cut(&said.err));
        let control =
            said.out.chars().find(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t'));
        assert_eq!(control, None, "{format}");
        assert!(!said.out.contains('\u{202e}'), "{format} turns text round");
        let commands = said.out.lines().filter(|line| line.trim_start().starts_with("::") || line.contains("##["));
        if format != "github" && format != "azure" && !format.ends_with("json") && !format.starts_with("sarif") {
            assert_eq!(commands.count(), 0, "{format}:\n{}", cut(&said.out));
        }
        if format == "markdown" {
            assert!(!said.out.contains("<script>") && !said.out.contains("](http://e.example"), "{}", cut(&said.out));
        }
    }
}

#[test]
fn a_closed_pipe_is_nobodys_mistake() {
    let project = Project::new(&[]);
    (0..200).for_each(|n| project.write(&format!("f{n}.tf"), WITNESS.replace("witness", &format!("w{n}"))));
    let binary = env!("CARGO_BIN_EXE_soc2lint");
    let output = Command::new("sh")
        .args(["-c", &format!("{binary} check | head -c 1")])
        .current_dir(project.root())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
