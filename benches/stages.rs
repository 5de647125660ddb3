//! How long each stage takes on a generated repository: outline, parse, evaluate, and the whole run.
//!
//! `cargo bench` runs them. The data is made here, so that everybody measures the same.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use soc2lint::syntax::{outline, parse_block};
use soc2lint::terraform::{Configuration, Options, evaluate};
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
    let directory = tempfile::tempdir().expect("a directory for the benchmark");
    let root = Utf8Path::from_path(directory.path()).expect("a UTF-8 path").canonicalize_utf8().expect("it exists");
    std::fs::write(root.join("main.tf"), text).expect("it can be written");
    let repository = Repository::new(root.clone(), Vec::new());
    let files = read_module_directory(&repository, &root).expect("it can be listed");
    Repo { _directory: directory, root, files, bytes: text.len() as u64 }
}

impl Repo {
    fn load(&self) -> Arc<Configuration> {
        let repository = Repository::new(self.root.clone(), Vec::new());
        let directories = vec![(self.root.clone(), self.files.clone())];
        Arc::new(Configuration::load(Arc::new(SourceMap::default()), repository, directories, Options::default()))
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
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
