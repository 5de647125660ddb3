//! Little policies on little configurations: verdicts, causes, and which attributes are blamed.

use std::fmt::Write as _;
use std::sync::Arc;

use camino::Utf8Path;
use soc2lint::eval::Budget;
use soc2lint::policy::{InputSources, Judge, PolicySet, Verdict};
use soc2lint::terraform::{Configuration, Options, evaluate};
use soc2lint::workspace::{Repository, SourceMap, read_module_directory};

/// Judges a configuration; one line for each target: verdict, messages, causes, and what is blamed.
fn judge(configuration: &[(&str, &str)], policy: &str) -> String {
    let directory = tempfile::tempdir().expect("a directory for the test");
    let root = Utf8Path::from_path(directory.path()).expect("a UTF-8 path").canonicalize_utf8().expect("it exists");
    let mut directories = vec![root.clone()];
    for (name, text) in configuration {
        let path = root.join(name);
        let parent = path.parent().expect("a file has a directory").to_owned();
        std::fs::create_dir_all(&parent).expect("it can be made");
        std::fs::write(&path, text).expect("it can be written");
        directories.push(parent);
    }
    directories.sort();
    directories.dedup();
    let repository = Repository::new(root.clone(), Vec::new());
    let listed = directories
        .into_iter()
        .map(|directory| {
            let files = read_module_directory(&repository, &directory).expect("it can be listed");
            (directory, files)
        })
        .collect();
    let sources = Arc::new(SourceMap::default());
    let configuration = Arc::new(Configuration::load(Arc::clone(&sources), repository, listed, Options::default()));
    let evaluation = evaluate(&configuration, &configuration.module(&root).expect("there is a root module"));
    let path = Utf8Path::new("x.policy.hcl");
    let set = PolicySet::load(&[sources.file(sources.add(path, path, policy))]);
    assert!(set.gaps.is_empty(), "{:?}", set.diagnostics);
    let inputs = set.input_values(&InputSources::none()).expect("inputs have values");
    let judge = Judge::new(&evaluation.resources, Budget::default());
    let run = judge.run(&set, &inputs);
    let mut told = String::new();
    for (_, policy) in set.policies() {
        for judgement in run.judge(policy) {
            let verdict = match &judgement.verdict {
                Verdict::Pass => "pass".to_owned(),
                Verdict::Fail => "fail".to_owned(),
                Verdict::NotApplicable => "not applicable".to_owned(),
                Verdict::Undetermined { causes } => {
                    let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
                    format!("undetermined ({})", causes.join("; "))
                }
            };
            write!(told, "{}: {verdict}", judgement.address).expect("a string takes everything");
            if judgement.would_fail {
                told.push_str(" [would fail]");
            }
            if let Some(error) = &judgement.error {
                write!(told, " ERROR {}", error.message).expect("a string takes everything");
            }
            for message in &judgement.messages {
                write!(told, " \"{message}\"").expect("a string takes everything");
            }
            for blame in &judgement.blame {
                let resource = blame.resource.as_ref().map(ToString::to_string).unwrap_or_default();
                let path: String = blame.path.iter().map(ToString::to_string).collect();
                write!(told, " @{resource}{path}").expect("a string takes everything");
            }
            told.push('\n');
        }
    }
    told
}

fn check(configuration: &str, policy: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(judge(&[("main.tf", configuration)], policy).lines().collect::<Vec<_>>(), expected);
}

fn condition(resource_type: &str, condition: &str) -> String {
    format!(
        "resource_policy \"{resource_type}\" \"l\" {{\n enforce {{\n condition = {condition}\n error_message = \"no\"\n}}\n}}\n"
    )
}

const BLOCK: &str = r#"
resource_policy "aws_s3_bucket" "public_access_block" {
  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    on     = [for b in local.blocks : b if core::try(b.block_public_acls, false) == true]
  }
  enforce {
    condition     = core::length(local.on) > 0
    error_message = "No public access block for bucket ${attrs.bucket}."
  }
}
"#;

#[test]
fn companions_join_through_modules() {
    // Conformance case 27.
    let told = judge(
        &[
            (
                "main.tf",
                "module \"m\" {\n source = \"./m\"\n}\nresource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = module.m.bucket_id\n block_public_acls = true\n}\n",
            ),
            (
                "m/main.tf",
                "resource \"aws_s3_bucket\" \"a\" {}\noutput \"bucket_id\" {\n value = aws_s3_bucket.a.id\n}\n",
            ),
        ],
        BLOCK,
    );
    assert_eq!(told, "module.m.aws_s3_bucket.a: pass\n");
}

#[test]
fn companions_of_every_spelling() {
    let buckets = "resource \"aws_s3_bucket\" \"a\" {\n bucket = \"a\"\n}\nresource \"aws_s3_bucket\" \"b\" {\n bucket = \"b\"\n}\n";
    let with = |rest: &str| judge(&[("main.tf", &format!("{buckets}{rest}"))], BLOCK);
    let block = |bucket: &str, more: &str| {
        format!(
            "resource \"aws_s3_bucket_public_access_block\" \"x\" {{\n {more}\n bucket = {bucket}\n block_public_acls = true\n}}\n"
        )
    };
    let only_a = "aws_s3_bucket.a: pass\naws_s3_bucket.b: fail \"No public access block for bucket b.\"\n";
    for spelling in ["aws_s3_bucket.a.id", "aws_s3_bucket.a.bucket", "\"a\"", "join(\"\", [aws_s3_bucket.a.id])"] {
        assert_eq!(with(&block(spelling, "")), only_a, "{spelling}");
    }
    let both = block("each.value", "for_each = { a = aws_s3_bucket.a.id, b = aws_s3_bucket.b.id }");
    assert_eq!(with(&both), "aws_s3_bucket.a: pass\naws_s3_bucket.b: pass\n");
    let variable = format!("variable \"name\" {{}}\n{}", block("var.name", ""));
    let told = with(&variable);
    assert!(told.lines().all(|line| line.contains("undetermined (`var.name` has no value)")), "{told}");
}

#[test]
fn modules_whose_source_is_missing_may_hold_companions() {
    let told = judge(
        &[(
            "main.tf",
            "resource \"aws_s3_bucket\" \"a\" {}\nresource \"aws_s3_bucket\" \"b\" {}\n\
             module \"x\" {\n source = \"terraform-aws-modules/x/aws\"\n bucket = aws_s3_bucket.a.id\n}\n",
        )],
        BLOCK,
    );
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "aws_s3_bucket.a: undetermined (the source of `module.x` is not on disk)");
    assert!(lines[1].starts_with("aws_s3_bucket.b: fail"), "{told}");
}

#[test]
fn what_is_unknown_or_not_written() {
    // Conformance cases 28 and 29.
    check(
        "variable \"k\" {}\nresource \"aws_sqs_queue\" \"q\" {\n policy = var.k\n}\n",
        &condition("aws_sqs_queue", "attrs.policy == \"a\""),
        "aws_sqs_queue.q: undetermined (`var.k` has no value) @.policy",
    );
    check(
        "resource \"aws_cloudtrail\" \"t\" {\n name = \"t\"\n s3_bucket_name = \"b\"\n}\n",
        &condition("aws_cloudtrail", "attrs.kms_key_id != null"),
        "aws_cloudtrail.t: fail \"no\" @.kms_key_id",
    );
    // An unknown filter: no violation where all is well, and none is claimed where it is not.
    let filtered = |condition: &str| {
        format!(
            "resource_policy \"aws_sqs_queue\" \"l\" {{\n filter = attrs.policy == \"a\"\n enforce {{\n condition = {condition}\n error_message = \"no\"\n}}\n}}\n"
        )
    };
    let queue = "variable \"k\" {}\nresource \"aws_sqs_queue\" \"q\" {\n policy = var.k\n}\n";
    check(queue, &filtered("true"), "aws_sqs_queue.q: pass");
    check(
        queue,
        &filtered("attrs.fifo_queue == true"),
        "aws_sqs_queue.q: undetermined (`var.k` has no value) [would fail] \"no\" @.policy",
    );
}

#[test]
fn messages_show_what_is_not_known_and_hide_what_is_secret() {
    let policy = "resource_policy \"aws_sqs_queue\" \"l\" {\n enforce {\n condition = false\n error_message = \"${attrs.arn}, ${attrs.name}, ${attrs.policy}, ${attrs.kms_master_key_id}\"\n}\n}\n";
    check(
        "variable \"n\" {}\nvariable \"s\" {\n sensitive = true\n default = \"hunter2\"\n}\nresource \"aws_sqs_queue\" \"q\" {\n name = var.n\n policy = var.s\n}\n",
        policy,
        "aws_sqs_queue.q: fail \"(known after apply: aws_sqs_queue.q.arn), (unknown: var.n), (sensitive value), (not set)\"",
    );
}

#[test]
fn blame_follows_what_decided() {
    let group = r#"
resource "aws_security_group" "g" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"#;
    let told = judge(
        &[("main.tf", group)],
        &condition(
            "aws_security_group",
            "core::length([for r in attrs.ingress : r if plugin::soc2::opens_ports(r, [\"tcp/22\"])]) == 0",
        ),
    );
    assert!(told.contains("fail \"no\" @.ingress["), "{told}");
    assert!(told.trim_end().ends_with("].cidr_blocks"), "{told}");
    assert_eq!(told.matches('@').count(), 1, "{told}");

    let queue = "resource \"aws_sqs_queue\" \"q\" {\n fifo_queue = true\n delay_seconds = 5\n visibility_timeout_seconds = 60\n}\n";
    let blamed = |text: &str| {
        let told = judge(&[("main.tf", queue)], &condition("aws_sqs_queue", text));
        told.trim_end().split_once("\"no\"").map(|(_, blame)| blame.trim().to_owned()).unwrap_or(told)
    };
    // Of `&&` the false side, of `||` both; `!` and `try` look inside.
    assert_eq!(blamed("attrs.fifo_queue == true && attrs.delay_seconds == 0"), "@.delay_seconds");
    assert_eq!(blamed("attrs.fifo_queue == false || attrs.delay_seconds == 0"), "@.fifo_queue @.delay_seconds");
    assert_eq!(blamed("!(attrs.delay_seconds > 0)"), "@.delay_seconds");
    assert_eq!(blamed("core::try(attrs.delay_seconds, 0) == 0"), "@.delay_seconds");
    assert_eq!(blamed("(attrs.fifo_queue ? attrs.delay_seconds : 0) == 0"), "@.delay_seconds");
    assert_eq!(blamed("core::alltrue([attrs.fifo_queue, attrs.delay_seconds == 0])"), "@.delay_seconds");
    assert_eq!(blamed("core::contains([0, 1], attrs.delay_seconds)"), "@.delay_seconds");
    assert_eq!(blamed("false"), "");
}

#[test]
fn companions_that_miss_a_setting_are_blamed() {
    check(
        "resource \"aws_s3_bucket\" \"a\" {\n bucket = \"a\"\n}\nresource \"aws_s3_bucket_public_access_block\" \"x\" {\n bucket = aws_s3_bucket.a.id\n block_public_acls = false\n}\n",
        BLOCK,
        "aws_s3_bucket.a: fail \"No public access block for bucket a.\" @aws_s3_bucket_public_access_block.x.block_public_acls",
    );
}

#[test]
fn what_is_missing_is_told_at_the_target_before_others() {
    let configuration = "resource \"aws_vpc\" \"v\" {\n cidr_block = \"10.0.0.0/16\"\n}\n\
         resource \"aws_subnet\" \"s\" {\n vpc_id = aws_vpc.v.id\n cidr_block = \"10.0.0.0/24\"\n}\n";
    let policy = |condition: &str| {
        format!(
            "resource_policy \"aws_vpc\" \"l\" {{\n locals {{\n logs = core::getresources(\"aws_flow_log\", {{ vpc_id = attrs.id }})\n\
             without = [for s in core::getresources(\"aws_subnet\", {{ vpc_id = attrs.id }}) : s if core::length(core::getresources(\"aws_flow_log\", {{ subnet_id = s.id }})) == 0]\n}}\n\
             enforce {{\n condition = {condition}\n error_message = \"no\"\n}}\n}}\n"
        )
    };
    // Both the VPC and its subnet lack a flow log: the target's own lack is told, at its header.
    check(
        configuration,
        &policy("core::length(local.logs) > 0 || core::length(local.without) == 0"),
        "aws_vpc.v: fail \"no\"",
    );
    // Where only the companion's lack counts, it is told there.
    check(configuration, &policy("core::length(local.without) == 0"), "aws_vpc.v: fail \"no\" @aws_subnet.s");
}

#[test]
fn providers_and_module_calls_are_judged() {
    let policy = "provider_policy \"aws\" \"p\" {\n enforce {\n condition = attrs.region == \"eu-west-1\"\n error_message = \"no\"\n}\n}\n\
         module_policy \"*\" \"m\" {\n enforce {\n condition = meta.version != \"\"\n error_message = \"no\"\n}\n}\n";
    let told = judge(
        &[
            (
                "main.tf",
                "provider \"aws\" {\n region = \"us-east-1\"\n}\nprovider \"aws\" {\n alias = \"eu\"\n region = \"eu-west-1\"\n}\nmodule \"m\" {\n source = \"./m\"\n}\n",
            ),
            ("m/main.tf", "locals {\n a = 1\n}\n"),
        ],
        policy,
    );
    assert_eq!(told, "provider.aws: fail \"no\" @.region\nprovider.aws.eu: pass\nmodule.m: fail \"no\"\n");
}

#[test]
fn policies_for_changes_do_not_apply_to_source() {
    check(
        "resource \"aws_sqs_queue\" \"q\" {}\n",
        "resource_policy \"aws_sqs_queue\" \"l\" {\n operations = [\"update\"]\n enforce {\n condition = prior_attrs.name == attrs.name\n}\n}\n",
        "aws_sqs_queue.q: not applicable",
    );
}

#[test]
fn many_companions_are_found_in_time() {
    let mut text = String::new();
    for index in 0..1500 {
        writeln!(text, "resource \"aws_s3_bucket\" \"b{index}\" {{\n}}\nresource \"aws_s3_bucket_public_access_block\" \"b{index}\" {{\n bucket = aws_s3_bucket.b{index}.id\n block_public_acls = true\n}}").expect("a string takes everything");
    }
    let started = std::time::Instant::now();
    let told = judge(&[("main.tf", &text)], BLOCK);
    assert_eq!(told.lines().filter(|line| line.ends_with(": pass")).count(), 1500);
    // Two million comparisons take minutes in a build without optimisation.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
