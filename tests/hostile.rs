//! Input that somebody wrote to hurt: each ends soon and in little memory, with the right exit status, and what stands beside
//! it is judged all the same. `docs/threat-model.md` tells which promise each of these holds.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and tell what it measured")]
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Kilobytes of address space that a run may take, threads' stacks included.
const MEMORY: u32 = 3_000_000;

/// Megabytes that a run may really use, whatever it reads.
const USED: u64 = 1200;

/// How long a run may take at most, on a machine that does much else, without optimisation.
const TIME: Duration = Duration::from_secs(120);

/// Names another program to try than the one that the tests are built with: one with optimisation, for the figures of
/// `docs/threat-model.md`. `--nocapture` shows what every run takes.
const PROGRAM: &str = "SOC2LINT_PROGRAM";

/// What stands beside the hostile part, and has a finding.
const WITNESS: &str = "resource \"aws_db_instance\" \"witness\" {\n  instance_class = \"db.t3.micro\"\n  storage_encrypted = true\n  \
                       publicly_accessible = true\n}\n";

struct Project(tempfile::TempDir);

struct Said {
    status: i32,
    out: String,
    err: String,
    /// The most that it had in memory, in megabytes.
    used: u64,
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
            .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")])
            .arg(std::env::var(PROGRAM).unwrap_or_else(|_| env!("CARGO_BIN_EXE_soc2lint").to_owned()))
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
        let mut used = 0;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            used = used.max(used_by(child.id()));
            if start.elapsed() > TIME {
                child.kill().unwrap();
                panic!("it does not end: {arguments:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let said =
            Said { status: status.code().unwrap_or(-1), out: out.join().unwrap(), err: err.join().unwrap(), used };
        assert!(!said.err.contains("panicked"), "{}", said.err);
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        println!("{test}: {} ms, {used} MB, status {}", start.elapsed().as_millis(), said.status);
        assert!(used <= USED, "it used {used} MB");
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

/// The most that a process ever had in memory, in megabytes.
fn used_by(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
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

/// What one turn of a loop makes or looks through costs as many steps as it takes memory or time, whatever the loop's own text is.
#[test]
fn what_a_loop_makes_and_looks_through_is_paid_for() {
    let locals = "locals {\n  row = range(1000)\n  all = setproduct(range(300), range(300))[*][0]\n  text = join(\",\", local.all)\n}\n";
    let made = [
        "range(1000)",
        "concat(local.row, local.row)",
        "[for c in local.row : c]",
        "[for c in local.row : \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa${c}\"]",
        "{ for c in local.row : c => c }",
        "split(\",\", local.text)",
        "jsondecode(\"[${local.text}]\")",
        "yamldecode(\"[${local.text}]\")",
        "\"${local.text}${b}\"",
        "local.all[*]",
        "flatten([local.all, local.row])",
        "tolist(local.all)",
    ];
    let looked_through = [
        "contains(local.all, \"z\")",
        "distinct(local.all)",
        "setunion(local.all, local.row)",
        "length(sort(local.all))",
        "local.all == local.all",
        "true ? local.all : []",
        "sha256(local.text)",
        "length(regexall(\"a\", local.text))",
        "filesha256(\"large.bin\")",
        "length(filebase64(\"large.bin\"))",
        "length(fileset(path.module, \"**\"))",
    ];
    let large = "x".repeat(100_000);
    for turn in made.iter().chain(&looked_through) {
        let loops = format!("jsonencode([for a in range(1000) : [for b in range(1000) : {turn}]])");
        let project = Project::new(&[("main.tf", &format!("{locals}{}", bucket(&loops))), ("large.bin", &large)]);
        let said = project.run(&["check", "--format", "concise", "--budget", "steps=1000000"]);
        assert!(said.out.contains("the budget for evaluation steps is spent"), "{turn}: {}", cut(&said.out));
        assert!(said.used < 300, "{turn}: it used {} MB", said.used);
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
fn circles_through_modules_and_resources_are_told() {
    let call = |name: &str, source: &str| format!("module \"{name}\" {{\n  source = \"{source}\"\n}}\n");
    // Modules that call each other.
    let project = Project::new(&[("main.tf", &call("a", "./a"))]);
    project.write("a/main.tf", call("b", "../b"));
    project.write("b/main.tf", call("a", "../a"));
    project.check(2);
    // Outputs that hang on each other.
    let through = "variable \"v\" {}\noutput \"o\" {\n  value = var.v\n}\n";
    let calls: String = [("a", "b"), ("b", "a")]
        .map(|(name, other)| format!("module \"{name}\" {{\n  source = \"./m\"\n  v = module.{other}.o\n}}\n"))
        .concat();
    let project = Project::new(&[("main.tf", &(calls + &bucket("module.a.o")))]);
    project.write("m/main.tf", through);
    let said = project.run(&["check", "--format", "concise"]);
    assert!(said.out.contains("witness.tf:4:3: ") && [1, 2].contains(&said.status), "{}", cut(&said.out));
    // Blocks that hang on themselves and on each other.
    for text in [
        bucket("aws_s3_bucket.b.bucket"),
        "resource \"aws_s3_bucket\" \"b\" {\n  count = length(aws_s3_bucket.b)\n}\n".to_owned(),
        "resource \"aws_s3_bucket\" \"b\" {\n  for_each = aws_s3_bucket.c\n}\nresource \"aws_s3_bucket\" \"c\" {\n  for_each = aws_s3_bucket.b\n}\n".to_owned(),
        "variable \"v\" {\n  default = var.v\n}\n".to_owned() + &bucket("var.v"),
        "data \"aws_iam_policy_document\" \"a\" {\n  source_policy_documents = [data.aws_iam_policy_document.b.json]\n}\n\
         data \"aws_iam_policy_document\" \"b\" {\n  source_policy_documents = [data.aws_iam_policy_document.a.json]\n}\n\
         resource \"aws_iam_policy\" \"p\" {\n  policy = data.aws_iam_policy_document.a.json\n}\n".to_owned(),
    ] {
        let said = Project::new(&[("main.tf", &text)]).run(&["check", "--format", "concise"]);
        assert!(said.out.contains("witness.tf:4:3: ") && [1, 2].contains(&said.status), "{text}\n{}", cut(&said.out));
    }
}

#[test]
fn blocks_without_end() {
    for text in [
        "resource \"aws_s3_bucket\" \"b\" {\n  for_each = toset(flatten([for a in range(1000) : [for b in range(1000) : \"${a}-${b}\"]]))\n}\n",
        "resource \"aws_security_group\" \"b\" {\n  dynamic \"ingress\" {\n    for_each = flatten([for a in range(1000) : range(1000)])\n    content {\n      \
         from_port = ingress.value\n      cidr_blocks = [for n in range(1000) : \"10.0.0.0/8\"]\n    }\n  }\n}\n",
    ] {
        let said = Project::new(&[("main.tf", text)]).run(&["check", "--format", "concise"]);
        assert!(said.out.contains("witness.tf:4:3: ") && [1, 2].contains(&said.status), "{}", cut(&said.out));
    }
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
fn files_of_a_gigabyte_of_any_kind() {
    for (name, status) in [("giant.auto.tfvars", 2), ("giant.tf.json", 2), (".soc2lint.hcl", 2), ("plan.json", 2)] {
        let project = Project::new(&[]);
        fs::File::create(project.root().join(name)).unwrap().set_len(1 << 30).unwrap();
        let arguments: &[&str] = match name {
            "plan.json" => &["check", "--format", "concise", ".", "--plan", "plan.json"],
            _ => &["check", "--format", "concise"],
        };
        let said = project.run(arguments);
        // Settings that can't be read are none to go by, and nothing is judged by others.
        assert!(said.out.contains("witness.tf:4:3: ") || name == ".soc2lint.hcl", "{name}: {}", cut(&said.out));
        assert!(said.out.contains(name) || said.err.contains(name), "{name}: {}", cut(&said.err));
        assert_eq!(said.status, status, "{name}: {}", cut(&said.err));
    }
}

/// Zeros, packed: a thousandth of their size.
fn packed(megabytes: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    (0..megabytes).for_each(|_| gzip.write_all(&[b' '; 1 << 20]).unwrap());
    gzip.finish().unwrap()
}

#[test]
fn what_is_packed_is_unpacked_within_limits() {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(packed(100));
    let project = Project::new(&[("main.tf", &bucket(&format!("base64gunzip(\"{text}\")")))]);
    let said = project.run(&["check", "--format", "concise"]);
    assert!(said.out.contains("witness.tf:4:3: ") && [1, 2].contains(&said.status), "{}", cut(&said.out));
    let project = Project::new(&[]);
    // A whole gigabyte unpacks in many minutes without optimisation.
    let size = if std::env::var(PROGRAM).is_ok() { 1024 } else { 64 };
    project.write("plan.json", packed(size));
    let said = project.run(&["check", "--format", "concise", ".", "--plan", "plan.json"]);
    assert!(said.out.contains("witness.tf:4:3: ") && said.out.contains("plan.json"), "{}", cut(&said.out));
    assert_eq!(said.status, 2);
}

#[test]
#[ignore = "a million files take a minute to make"]
fn a_million_files() {
    let project = Project::new(&[]);
    for directory in 0..1000 {
        let path = project.root().join(format!("d{directory}"));
        fs::create_dir(&path).unwrap();
        (0..1000).for_each(|n| fs::write(path.join(format!("f{n}.tf")), "locals {}\n").unwrap());
    }
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

/// A policy of the repository's own, which says this of every volume.
fn policy(label: &str, message: &str) -> String {
    format!(
        "resource_policy \"aws_ebs_volume\" \"{label}\" {{\n  enforce {{\n    condition = attrs.size == 2\n    error_message = \"{message}\"\n  }}\n}}\n"
    )
}

#[test]
fn what_policies_settings_and_reasons_say_does_not_act() {
    let evil = "\u{1b}[31m \u{202e}x ::error::owned ##[error]owned ##vso[task.complete]x <script>alert(1)</script> [x](http://e.example) ![i](http://e.example/i.png)";
    let volume = format!(
        "# soc2lint:ignore[aws-ebs-*] reason=\"{evil}\" until=2026-12-31 ticket=\"{evil}\"\nresource \"aws_ebs_volume\" \"v\" {{\n  size = 1\n  encrypted = false\n}}\n"
    );
    let settings = "policies = [\"policies\"]\n";
    let project = Project::new(&[
        ("main.tf", &volume),
        ("policies/=own.policy.hcl", &policy("=x", evil)),
        ("policies/own.policy.hcl", &policy("y", evil)),
        (".soc2lint.hcl", settings),
    ]);
    let broken = Project::new(&[(".soc2lint.hcl", &format!("{settings}{evil} = \"{evil}\"\nfail_on = \"{evil}\"\n"))]);
    for format in soc2lint::report::Format::ALL {
        let runs = [&project, &broken]
            .map(|project| project.run(&["check", "--format", format.name(), "--color", "never", "--verbose"]));
        assert_eq!((runs[0].status, runs[1].status), (1, 2), "{format}: {}", cut(&runs[0].err));
        for text in runs.iter().flat_map(|said| [&said.out, &said.err]) {
            let acts =
                |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t') || letter == '\u{202e}';
            assert!(!text.contains(acts), "{format}:\n{}", cut(text));
            let is_command = |line: &str| {
                line.trim_start().starts_with("::error::owned")
                    || line.contains("##[error]owned")
                    || line.contains("##vso[task.complete]x")
            };
            let obeys = ["text", "concise", "github", "azure"].contains(&format.name());
            assert!(!obeys || !text.lines().any(is_command), "{format}:\n{}", cut(text));
        }
        if format.name() == "markdown" {
            let mut html = String::new();
            let tables = pulldown_cmark::Options::ENABLE_TABLES;
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(&runs[0].out, tables));
            assert!(!html.contains("<script>") && !html.contains("=\"http://e.example"), "{}", cut(&html));
        }
    }
}

#[test]
fn policies_of_the_repository_end_and_cost_the_others_nothing() {
    let ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    let product = format!("    l39 = core::setproduct({})\n", [ten; 9].join(", "));
    let double = (1..40).fold("    l0 = \"xxxxxxxxxx\"\n".to_owned(), |text, n| {
        format!("{text}    l{n} = \"${{local.l{0}}}${{local.l{0}}}\"\n", n - 1)
    });
    let circle = "    l39 = local.m\n    m = local.l39\n";
    for locals in [product, double, circle.to_owned()] {
        let policy = format!(
            "resource_policy \"aws_db_instance\" \"x\" {{\n  locals {{\n{locals}  }}\n  enforce {{\n    condition = local.l39 == \"\"\n    \
             error_message = \"no\"\n  }}\n}}\n"
        );
        Project::new(&[("policies/aaa.policy.hcl", &policy), (".soc2lint.hcl", "policies = [\"policies\"]\n")])
            .check(2);
    }
}

#[test]
fn settings_of_the_repository_raise_no_limit() {
    let project = Project::new(&[(".soc2lint.hcl", "budget {\n  steps = 100000000000\n}\n")]);
    let said = project.run(&["check"]);
    assert!(said.status == 2 && said.err.contains("may lower this limit and not raise it"), "{}", cut(&said.err));
    // What leaves everything out is told, and is not clean.
    let project = Project::new(&[(".soc2lint.hcl", "exclude = [\"**\"]\n")]);
    let said = project.run(&["check"]);
    assert!(said.err.contains("exclude") || said.out.contains("exclude"), "{}{}", cut(&said.out), cut(&said.err));
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
