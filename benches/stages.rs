//! How long each stage takes on a generated repository: outline, parse, evaluate, judge, and the whole run; then single pieces
//! that a design can get wrong: calls of functions, a wide `for`, many module instances, a long policy document.
//!
//! `cargo bench` runs them. The data is made here, so that everybody measures the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use soc2lint::eval::{Budget, Context, Evaluator, Variables};
use soc2lint::lint;
use soc2lint::policy::{InputSources, Judge, embedded_rules};
use soc2lint::syntax::{outline, parse_block, parse_expression};
use soc2lint::terraform::{Configuration, Evaluation, Options, RepositoryFiles, evaluate};
use soc2lint::workspace::{ConfigurationFile, Repository, SourceMap, read_module_directory};

/// Buckets with companions, security groups and policies: `count` of each.
fn configuration(count: usize) -> String {
    let mut text = String::from(
        "variable \"environment\" { default = \"prod\" }\nlocals {\n  names = [for index in range(8) : \"${var.environment}-${index}\"]\n}\n",
    );
    for index in 0..count {
        write!(
            text,
            r#"
resource "aws_s3_bucket" "b{index}" {{
  bucket = "${{local.names[{}]}}-{index}"
  tags = {{
    Name        = "b{index}"
    Environment = var.environment
  }}
}}

resource "aws_s3_bucket_public_access_block" "b{index}" {{
  bucket                  = aws_s3_bucket.b{index}.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.environment == "prod"
}}

resource "aws_security_group" "g{index}" {{
  name = "g{index}"
  dynamic "ingress" {{
    for_each = [22, 443, {index}]
    content {{
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.{}.0.0/16"]
    }}
  }}
}}

data "aws_iam_policy_document" "p{index}" {{
  statement {{
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${{aws_s3_bucket.b{index}.arn}}/*"]
  }}
}}

resource "aws_iam_policy" "p{index}" {{
  policy = data.aws_iam_policy_document.p{index}.json
}}
"#,
            index % 8,
            index % 256
        )
        .expect("a string can be written to");
    }
    text
}

struct Repo {
    _directory: tempfile::TempDir,
    root: Utf8PathBuf,
    files: Vec<ConfigurationFile>,
    bytes: u64,
}

fn repository(text: &str) -> Repo {
    repository_of(&[("main.tf", text)])
}

fn repository_of(texts: &[(&str, &str)]) -> Repo {
    let directory = tempfile::tempdir().expect("a directory for the benchmark");
    let root = Utf8Path::from_path(directory.path()).expect("a UTF-8 path").canonicalize_utf8().expect("it exists");
    for (path, text) in texts {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("it is in the root")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }
    let repository = Repository::new(root.clone(), Vec::new());
    let files = read_module_directory(&repository, &root).expect("it can be listed");
    Repo { _directory: directory, root, files, bytes: texts.iter().map(|(_, text)| text.len() as u64).sum() }
}

impl Repo {
    fn load(&self) -> Arc<Configuration> {
        let repository = Repository::new(self.root.clone(), Vec::new());
        let directories = vec![(self.root.clone(), self.files.clone())];
        Arc::new(Configuration::load(Arc::new(SourceMap::default()), repository, directories, Options::default()))
    }

    fn evaluate(&self) -> Evaluation {
        let configuration = self.load();
        let module = configuration.module(&self.root).expect("there is a root module");
        evaluate(&configuration, &module)
    }

    fn check(&self) -> lint::Outcome {
        lint::check(&lint::Options { paths: vec![self.root.clone()], ..lint::Options::default() }).expect("a report")
    }
}

fn stages(criterion: &mut Criterion) {
    let text = configuration(500);
    let repo = repository(&text);
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20).throughput(Throughput::Bytes(repo.bytes));
    let sources = SourceMap::default();
    let path = Utf8Path::new("main.tf");
    let file = sources.add(path, path, text.as_str());
    group.bench_function("outline", |bencher| bencher.iter(|| black_box(outline(file, &text))));
    let outlined = outline(file, &text);
    group.bench_function("parse", |bencher| {
        bencher.iter(|| outlined.blocks().filter(|block| parse_block(&text, block).is_ok()).count());
    });
    group.bench_function("evaluate", |bencher| {
        bencher.iter_batched(
            || repo.load(),
            |configuration| {
                let module = configuration.module(&repo.root).expect("there is a root module");
                let evaluation = evaluate(&configuration, &module);
                let resources = evaluation.resources.managed.values().flatten();
                resources.map(|resource| usize::from(resource.attributes.object().is_known())).sum::<usize>()
            },
            BatchSize::PerIteration,
        );
    });
    // Attributes are evaluated while rules read them, so each round has an evaluation of its own.
    group.bench_function("judge", |bencher| {
        bencher.iter_batched(|| repo.evaluate(), |evaluation| judged(&evaluation), BatchSize::PerIteration);
    });
    group.bench_function("check", |bencher| bencher.iter_with_large_drop(|| repo.check()));
    group.finish();
}

/// How many verdicts the program's own rules have on an evaluation.
fn judged(evaluation: &Evaluation) -> usize {
    let resources = &evaluation.resources;
    let judge = Judge::new(resources, Budget::default());
    let types = resources.managed.keys().map(AsRef::as_ref);
    let rules = embedded_rules().iter().filter(|rule| rule.may_judge(types.clone()));
    let verdicts = rules.map(|rule| {
        let set = rule.parsed();
        let inputs = set.input_values(&InputSources::none()).expect("inputs have defaults");
        let run = judge.run(set, &inputs);
        set.policies().map(|(_, policy)| run.judge(policy).len()).sum::<usize>()
    });
    verdicts.sum()
}

/// Single expressions, already parsed.
fn expressions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("expressions");
    group.sample_size(20);
    let cases = [
        ("upper", r#"upper("eu-central-1")"#),
        ("format", r#"format("%s-%03d", "web", 7)"#),
        ("merge", r#"merge({ a = 1, b = 2 }, { b = 3, c = 4 })"#),
        ("cidrsubnet", r#"cidrsubnet("10.0.0.0/8", 8, 17)"#),
        ("regexall", r#"regexall("[a-z]+-[0-9]", "eu-1 us-2 ap-3")"#),
        (
            "jsonencode",
            r#"jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*"] }] })"#,
        ),
        (
            "for of 10 000",
            r#"[for pair in setproduct(range(100), range(100)) : "name-${pair[0]}-${pair[1]}" if pair[1] % 2 == 0]"#,
        ),
    ];
    let here = Utf8Path::new(".").canonicalize_utf8().expect("there is a working directory");
    let files = RepositoryFiles::new(Repository::new(here.clone(), Vec::new()), here);
    let variables = BTreeMap::new();
    let scope = Variables { variables: &variables, files: &files };
    for (name, text) in cases {
        let path = Utf8Path::new(name);
        let file = SourceMap::default().add(path, path, text);
        let expression = parse_expression(file, text, 0..text.len()).expect("it parses");
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let context = Context::default();
                Evaluator::new(&context, &scope).evaluate(black_box(&expression), None).expect("it has a value")
            });
        });
    }
    group.finish();
}

/// 40 calls of a module that calls another with `count = 49`: 2 000 module instances.
fn module_tree(criterion: &mut Criterion) {
    let outer = "variable \"name\" {}\nmodule \"inner\" {\n  source = \"../inner\"\n  count  = 49\n  \
                 name   = \"${var.name}-${count.index}\"\n}\n";
    let inner = "variable \"name\" {}\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = var.name\n}\n";
    let mut root = String::new();
    for index in 0..40 {
        write!(root, "module \"m{index}\" {{\n  source = \"./outer\"\n  name   = \"m{index}\"\n}}\n")
            .expect("a string can be written to");
    }
    let repo = repository_of(&[("main.tf", &root), ("outer/main.tf", outer), ("inner/main.tf", inner)]);
    assert_eq!(repo.evaluate().module_instances(), 1 + 40 * 50);
    let mut group = criterion.benchmark_group("modules");
    group.sample_size(10);
    group.bench_function("2 000 instances", |bencher| bencher.iter_with_large_drop(|| repo.evaluate()));
    group.bench_function("check of 2 000 instances", |bencher| bencher.iter_with_large_drop(|| repo.check()));
    group.finish();
}

/// A policy of 500 statements, judged.
fn policy_document(criterion: &mut Criterion) {
    let mut text = String::from("data \"aws_iam_policy_document\" \"p\" {\n");
    for index in 0..500 {
        write!(
            text,
            "  statement {{\n    sid       = \"S{index}\"\n    actions   = [\"s3:GetObject\", \"s3:PutObject\"]\n    \
             resources = [\"arn:aws:s3:::bucket-{index}/*\"]\n  }}\n"
        )
        .expect("a string can be written to");
    }
    text.push_str("}\nresource \"aws_iam_policy\" \"p\" {\n  policy = data.aws_iam_policy_document.p.json\n}\n");
    let repo = repository(&text);
    let mut group = criterion.benchmark_group("policy document");
    group.sample_size(10).throughput(Throughput::Bytes(repo.bytes));
    group.bench_function("check of 500 statements", |bencher| bencher.iter_with_large_drop(|| repo.check()));
    group.finish();
}

criterion_group!(benches, stages, expressions, module_tree, policy_document);
criterion_main!(benches);
