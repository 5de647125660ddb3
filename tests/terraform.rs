//! Whole little configurations, evaluated: what the expressions of a module come to.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use soc2lint::eval::Budget;
use soc2lint::syntax::parse_expression;
use soc2lint::terraform::{Configuration, Evaluation, Module, Options, evaluate};
use soc2lint::value::PathStep;
use soc2lint::workspace::{Gap, GapKind, Repository, SourceMap, read_module_directory};

struct Project {
    _directory: tempfile::TempDir,
    root: Utf8PathBuf,
    sources: Arc<SourceMap>,
    configuration: Arc<Configuration>,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::with_options(files, Options::default())
    }

    fn with_options(files: &[(&str, &str)], options: Options) -> Self {
        let directory = tempfile::tempdir().expect("a directory for the test");
        let root = Utf8Path::from_path(directory.path()).expect("a UTF-8 path").canonicalize_utf8().expect("it exists");
        for (name, text) in files {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().expect("a file has a directory")).expect("it can be made");
            std::fs::write(&path, text).expect("it can be written");
        }
        let repository = Repository::new(root.clone(), Vec::new());
        let mut directories: Vec<Utf8PathBuf> = files
            .iter()
            .filter(|(name, _)| !name.contains(".terraform/"))
            .map(|(name, _)| root.join(name).parent().expect("a file has a directory").to_owned())
            .collect();
        directories.sort();
        directories.dedup();
        let directories = directories
            .into_iter()
            .map(|directory| {
                let files = read_module_directory(&repository, &directory).expect("it can be listed");
                (directory, files)
            })
            .filter(|(_, files)| !files.is_empty())
            .collect();
        let sources = Arc::new(SourceMap::default());
        let configuration = Arc::new(Configuration::load(Arc::clone(&sources), repository, directories, options));
        Self { _directory: directory, root, sources, configuration }
    }

    fn evaluate(&self) -> Evaluation {
        let module = self.configuration.module(&self.root).expect("there is a root module");
        evaluate(&self.configuration, &module)
    }

    /// What an expression comes to, as people see it, or the message of its error.
    fn console(&self, text: &str) -> String {
        let evaluation = self.evaluate();
        let path = Utf8PathBuf::from(format!("<{text}>"));
        let file = self.sources.add(&path, &path, text);
        let expression = match parse_expression(file, text, 0..text.len()) {
            Ok(expression) => expression,
            Err(error) => return format!("syntax: {}", error.message),
        };
        match evaluation.console(&expression) {
            Ok(value) => value.to_string().split_whitespace().collect::<Vec<_>>().join(" "),
            Err(error) => format!("error: {}", error.message),
        }
    }

    #[track_caller]
    fn check(&self, cases: &[(&str, &str)]) {
        for (expression, expected) in cases {
            assert_eq!(self.console(expression), *expected, "{expression}");
        }
    }

    fn addresses(&self) -> Vec<String> {
        let evaluation = self.evaluate();
        evaluation.resources.managed.values().flatten().map(|resource| resource.address.to_string()).collect()
    }

    fn gaps(&self) -> Vec<Gap> {
        let evaluation = self.evaluate();
        for resource in evaluation.resources.managed.values().flatten() {
            let _ = resource.attributes.object();
        }
        let (mut gaps, _) = evaluation.reports();
        gaps.extend(self.configuration.gaps());
        for module in self.configuration.modules() {
            gaps.extend(module.problems().gaps);
        }
        gaps
    }

    fn diagnostics(&self) -> Vec<String> {
        let evaluation = self.evaluate();
        for resource in evaluation.resources.managed.values().flatten() {
            let _ = resource.attributes.object();
        }
        evaluation.reports().1.into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    /// The text at the place of an attribute, and the messages and texts of its trace.
    fn trace(&self, address: &str, path: &[PathStep]) -> (String, Vec<String>) {
        let evaluation = self.evaluate();
        let resource = evaluation
            .resources
            .managed
            .values()
            .flatten()
            .find(|resource| resource.address.to_string() == address)
            .expect("the resource exists");
        let place = resource.attributes.place(path).map(|span| self.sources.text(span)).unwrap_or_default();
        let steps = resource.attributes.trace(path);
        (place, steps.into_iter().map(|step| format!("{}: {}", step.message, self.sources.text(step.span))).collect())
    }
}

fn attribute(name: &str) -> PathStep {
    PathStep::Attribute(name.into())
}

#[test]
fn variables_take_the_strongest_value() {
    let project = Project::with_options(
        &[
            (
                "main.tf",
                r#"
                variable "default" { default = "default" }
                variable "environment" { default = "default" }
                variable "tfvars" { default = "default" }
                variable "auto" { default = "default" }
                variable "option" {
                  type    = list(number)
                  default = []
                }
                variable "required" { type = object({ name = string, size = optional(number, 3) }) }
                variable "unset" { type = string }
                "#,
            ),
            (
                "terraform.tfvars",
                "tfvars = \"tfvars\"\nauto = \"tfvars\"\nenvironment = \"tfvars\"\nrequired = { name = \"a\" }",
            ),
            ("b.auto.tfvars", "auto = \"auto\""),
            ("c.auto.tfvars.json", r#"{ "option": [9] }"#),
        ],
        Options {
            environment: [("environment".into(), "environment".to_owned())].into(),
            variables: vec![("option".into(), "[1, 2]".to_owned())],
            ..Options::default()
        },
    );
    project.check(&[
        ("var.default", "\"default\""),
        ("var.environment", "\"tfvars\""),
        ("var.tfvars", "\"tfvars\""),
        ("var.auto", "\"auto\""),
        ("var.option[1]", "2"),
        ("var.required.size", "3"),
        ("var.unset", "(known after apply: var.unset)"),
        ("try(var.nowhere, 1)", "(known after apply: <try(var.nowhere, 1)>:1:5 has an error)"),
    ]);
}

#[test]
fn modules_are_evaluated_where_they_are_called() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
            module "bucket" {
              for_each = { logs = "eu", data = "us" }
              source   = "./modules/bucket"
              name     = "${each.key}-${each.value}"
            }
            module "absent" {
              source = "terraform-aws-modules/vpc/aws"
              name   = "x"
            }
            "#,
        ),
        (
            "modules/bucket/main.tf",
            r#"
            variable "name" {}
            resource "aws_s3_bucket" "this" { bucket = var.name }
            output "id" { value = aws_s3_bucket.this.id }
            output "dir" { value = path.module }
            "#,
        ),
    ]);
    assert_eq!(
        project.addresses(),
        ["module.bucket[\"data\"].aws_s3_bucket.this", "module.bucket[\"logs\"].aws_s3_bucket.this"]
    );
    project.check(&[
        ("module.bucket[\"logs\"].id", "\"logs-eu\""),
        ("module.bucket[\"logs\"].dir", "\"modules/bucket\""),
        ("[for m in module.bucket : m.id][0]", "\"data-us\""),
        ("module.absent.vpc_id", "(known after apply: module.absent.vpc_id)"),
        ("module.bucket[\"logs\"].nope", "error: the module `bucket` has no output `nope`"),
    ]);
    let gaps = project.gaps();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].kind, GapKind::RemoteModule);
}

#[test]
fn count_and_for_each_give_terraforms_addresses() {
    let project = Project::new(&[(
        "main.tf",
        r#"
        variable "names" { type = set(string) }
        variable "on" { type = bool }
        resource "aws_eip" "two" { count = 2 }
        resource "aws_eip" "none" { count = 0 }
        resource "aws_eip" "each" { for_each = { b = 1, a = 2 } }
        resource "aws_eip" "unknown" { for_each = var.names }
        resource "aws_eip" "toggled" { count = var.on ? 1 : 0 }
        "#,
    )]);
    assert_eq!(
        project.addresses(),
        [
            "aws_eip.each[\"a\"]",
            "aws_eip.each[\"b\"]",
            "aws_eip.toggled[*]",
            "aws_eip.two[0]",
            "aws_eip.two[1]",
            "aws_eip.unknown[*]"
        ]
    );
    project.check(&[
        ("aws_eip.two[1].id == aws_eip.two[0].id", "false"),
        ("aws_eip.two[1].id == aws_eip.two[1].id", "true"),
        ("aws_eip.toggled[0].id == aws_eip.toggled[0].id", "true"),
        ("aws_eip.two[2].id", "error: there is no instance with this key"),
    ]);
}

#[test]
fn attributes_follow_the_schema() {
    let project = Project::new(&[(
        "main.tf",
        r#"
        variable "ports" { type = list(number) }
        resource "aws_cloudtrail" "t" {
          name           = "t"
          s3_bucket_name = aws_s3_bucket.logs.id
        }
        resource "aws_s3_bucket" "logs" { bucket = "logs" }
        resource "aws_s3_bucket" "generated" {}
        resource "aws_security_group" "g" {
          dynamic "ingress" {
            for_each = [22, 443]
            iterator = port
            content {
              from_port   = port.value
              to_port     = port.value
              protocol    = "tcp"
              cidr_blocks = ["10.0.0.0/8"]
            }
          }
        }
        resource "aws_s3_bucket_versioning" "v" {
          bucket = aws_s3_bucket.logs.id
          versioning_configuration { status = "Enabled" }
        }
        "#,
    )]);
    project.check(&[
        ("aws_cloudtrail.t.enable_logging", "true"),
        ("aws_cloudtrail.t.s3_bucket_name", "\"logs\""),
        ("aws_cloudtrail.t.kms_key_id == null", "true"),
        ("aws_s3_bucket.generated.id == aws_s3_bucket.logs.id", "false"),
        ("aws_s3_bucket.generated.bucket == aws_s3_bucket.generated.id", "true"),
        ("[for rule in aws_security_group.g.ingress : rule.from_port]", "[ 22, 443, ]"),
        ("aws_s3_bucket_versioning.v.versioning_configuration[0].status", "\"Enabled\""),
        ("aws_s3_bucket.logs.nothing", "error: `aws_s3_bucket` has no attribute `nothing`; did you mean `logging`"),
    ]);
}

#[test]
fn json_syntax_means_the_same() {
    let project = Project::new(&[(
        "main.tf.json",
        r#"{
          "variable": { "name": { "type": "string", "default": "logs" } },
          "resource": {
            "aws_s3_bucket": { "b": { "//": "a comment", "bucket": "${var.name}-x" } },
            "aws_s3_bucket_versioning": {
              "v": { "bucket": "${aws_s3_bucket.b.id}", "versioning_configuration": { "status": "Enabled" } }
            },
            "aws_security_group": {
              "g": { "dynamic": { "ingress": { "for_each": "${[80]}", "content": { "from_port": "${ingress.value}", "to_port": 80, "protocol": "tcp" } } } }
            }
          }
        }"#,
    )]);
    project.check(&[
        ("aws_s3_bucket.b.bucket", "\"logs-x\""),
        ("aws_s3_bucket_versioning.v.bucket", "\"logs-x\""),
        ("aws_s3_bucket_versioning.v.versioning_configuration[0].status", "\"Enabled\""),
        ("[for rule in aws_security_group.g.ingress : rule.from_port]", "[ 80, ]"),
    ]);
}

#[test]
fn blocks_written_as_arguments_are_read_as_what_is_meant_and_reported() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
        variable "settings" { default = { enabled = true } }
        resource "aws_opensearch_domain" "object" {
          domain_name             = "object"
          node_to_node_encryption = { enabled = true }
          cluster_config          = [{ instance_count = 3, zone_awareness_config = { availability_zone_count = 2 } }]
        }
        resource "aws_opensearch_domain" "variable" {
          domain_name             = "variable"
          node_to_node_encryption = var.settings
          cluster_config          = null
        }
        resource "aws_s3_bucket" "tagged" {
          bucket = "tagged"
          tags {
            Team = "web"
          }
        }
        "#,
        ),
        (
            "other.tf.json",
            r#"{ "resource": { "aws_opensearch_domain": { "json": {
              "domain_name": "json", "node_to_node_encryption": "${var.settings}"
            } } } }"#,
        ),
    ]);
    project.check(&[
        ("aws_opensearch_domain.object.node_to_node_encryption[0].enabled", "true"),
        ("aws_opensearch_domain.object.cluster_config[0].instance_count", "3"),
        ("aws_opensearch_domain.object.cluster_config[0].zone_awareness_config[0].availability_zone_count", "2"),
        // A default counts in it as in a block.
        ("aws_opensearch_domain.object.cluster_config[0].dedicated_master_enabled", "false"),
        ("aws_s3_bucket.tagged.tags.Team", "\"web\""),
    ]);
    for name in ["variable", "json"] {
        let shown = project.console(&format!("aws_opensearch_domain.{name}.node_to_node_encryption"));
        assert!(shown.starts_with("(known after apply") && shown.contains("has an error"), "{shown}");
    }
    let (place, _) = project.trace(
        "aws_opensearch_domain.object",
        &[attribute("node_to_node_encryption"), PathStep::Index(0), attribute("enabled")],
    );
    assert_eq!(place, "enabled = true");
    let diagnostics = project.diagnostics();
    for message in [
        "`node_to_node_encryption` is a block and no argument; write `node_to_node_encryption { … }`",
        "it is a block and no argument, and what it is set to does not tell the block",
        "`tags` is an argument and no block; write `tags = { … }`",
        "a JSON object or an array of objects is expected here",
    ] {
        assert!(diagnostics.iter().any(|told| told.contains(message)), "{message}: {diagnostics:#?}");
    }
}

#[test]
fn policy_documents_merge_by_sid() {
    let project = Project::new(&[(
        "main.tf",
        r#"
        data "aws_iam_policy_document" "base" {
          statement {
            sid       = "read"
            actions   = ["s3:GetObject"]
            resources = ["*"]
          }
        }
        data "aws_iam_policy_document" "all" {
          source_policy_documents = [data.aws_iam_policy_document.base.json]
          statement {
            sid       = "read"
            effect    = "Deny"
            actions   = ["s3:PutObject", "s3:GetObject"]
            resources = ["${aws_s3_bucket.b.arn}/*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
          }
        }
        resource "aws_s3_bucket" "b" {}
        "#,
    )]);
    project.check(&[
        ("length(jsondecode(data.aws_iam_policy_document.all.json).Statement)", "1"),
        ("jsondecode(data.aws_iam_policy_document.all.json).Statement[0].Effect", "\"Deny\""),
        ("jsondecode(data.aws_iam_policy_document.all.json).Statement[0].Principal", "\"*\""),
        ("jsondecode(data.aws_iam_policy_document.base.json).Statement[0].Action", "\"s3:GetObject\""),
    ]);
}

#[test]
fn the_old_template_data_source_is_rendered() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
            data "template_file" "policy" {
              template = file("policy.json.tpl")
              vars     = { action = "s3:*", bucket = aws_s3_bucket.b.arn }
            }
            data "template_file" "plain" {
              template = "no variables"
            }
            resource "aws_s3_bucket" "b" {
              bucket = "logs"
            }
            "#,
        ),
        ("policy.json.tpl", r#"{"Action": "${action}", "Resource": "${bucket}/*"}"#),
    ]);
    project.check(&[
        ("jsondecode(data.template_file.policy.rendered).Action", "\"s3:*\""),
        ("data.template_file.plain.rendered", "\"no variables\""),
    ]);
}

#[test]
fn override_files_replace_arguments_and_blocks() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
            resource "aws_instance" "i" {
              ami           = "a"
              instance_type = "t3.micro"
              ebs_block_device {
                device_name = "x"
                encrypted   = false
              }
            }
            locals { a = 1 }
            "#,
        ),
        (
            "override.tf",
            r#"
            resource "aws_instance" "i" {
              ami = "b"
              ebs_block_device {
                device_name = "y"
                encrypted   = true
              }
            }
            locals { a = 2 }
            "#,
        ),
    ]);
    project.check(&[
        ("aws_instance.i.ami", "\"b\""),
        ("aws_instance.i.instance_type", "\"t3.micro\""),
        ("[for device in aws_instance.i.ebs_block_device : device.device_name]", "[ \"y\", ]"),
        ("local.a", "2"),
    ]);
}

#[test]
fn circles_are_reported_and_end() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
            locals {
              a = local.b
              b = local.a
            }
            resource "aws_s3_bucket" "b" { bucket = local.a }
            module "self" { source = "./again" }
            "#,
        ),
        ("again/main.tf", "module \"again\" { source = \"../again\" }"),
    ]);
    assert!(project.diagnostics().iter().any(|message| message == "`local.a` refers to itself"));
    assert_eq!(project.gaps().iter().map(|gap| gap.kind).collect::<Vec<_>>(), [GapKind::ModuleCycle]);
}

#[test]
fn modules_outside_the_repository_are_not_read() {
    let outside = tempfile::tempdir().expect("a directory for the test");
    std::fs::write(outside.path().join("main.tf"), "output \"x\" { value = 1 }").expect("it can be written");
    let outside = Utf8Path::from_path(outside.path()).expect("a UTF-8 path").to_owned();
    let up = "../".repeat(20);
    let source = format!("module \"m\" {{ source = \"{up}{}\" }}", outside.as_str().trim_start_matches('/'));
    let project = Project::new(&[("main.tf", &source)]);
    let gaps = project.gaps();
    assert_eq!(gaps.len(), 1);
    assert!(gaps[0].why.contains("outside the repository"), "{}", gaps[0].why);
    assert_eq!(gaps[0].kind, GapKind::LocalModule);
}

#[test]
fn a_broken_block_costs_only_itself() {
    let project = Project::new(&[(
        "main.tf",
        "resource \"aws_s3_bucket\" \"broken\" {\n  bucket = = \"x\"\n}\nresource \"aws_s3_bucket\" \"fine\" {\n  bucket = \"fine\"\n}\n",
    )]);
    assert_eq!(project.addresses(), ["aws_s3_bucket.fine"]);
    let gaps = project.gaps();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].kind, GapKind::Syntax);
    assert!(gaps[0].span.is_some_and(|span| project.sources.place(span).contains("main.tf:2:")));
}

#[test]
fn a_trace_leads_to_the_deciding_literal() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
            variable "settings" { default = { acl = "private" } }
            module "m" {
              source = "./m"
              acl    = var.settings.acl
            }
            "#,
        ),
        ("terraform.tfvars", "settings = { acl = \"public-read\" }"),
        (
            "m/main.tf",
            r#"
            variable "acl" {}
            locals { acl = var.acl }
            resource "aws_s3_bucket_acl" "a" {
              bucket = "b"
              acl    = true ? local.acl : "x"
            }
            "#,
        ),
    ]);
    let (place, steps) = project.trace("module.m.aws_s3_bucket_acl.a", &[attribute("acl")]);
    assert_eq!(place, "acl    = true ? local.acl : \"x\"");
    assert_eq!(
        steps,
        [
            "`local.acl`: acl = var.acl",
            "argument `acl` of `module.m`: acl    = var.settings.acl",
            "value of `var.settings`: settings = { acl = \"public-read\" }",
            "`acl` is set here: acl = \"public-read\"",
        ]
    );
}

/// A set is ordered by what is in it. Its elements are still found where they are written.
#[test]
fn a_block_of_a_set_is_found_where_it_is_written() {
    let path = |names: &[&str]| -> Vec<PathStep> {
        names.iter().map(|name| name.parse().map_or_else(|_| attribute(name), PathStep::Index)).collect()
    };
    let project = Project::new(&[(
        "main.tf",
        r#"
        resource "aws_instance" "top" {
          ebs_block_device {
            device_name = "/dev/z"
          }
          ebs_block_device {
            device_name = "/dev/a"
          }
        }
        resource "aws_cloudfront_distribution" "top" {
          origin {
            domain_name = "z"
            origin_id   = "z"
          }
          origin {
            domain_name = "a"
            origin_id   = "a"
          }
        }
        resource "aws_spot_fleet_request" "nested" {
          launch_specification {
            ami = "z"
            ebs_block_device {
              device_name = "/dev/z"
            }
            ebs_block_device {
              device_name = "/dev/a"
            }
          }
          launch_specification {
            ami = "a"
            ebs_block_device {
              device_name = "/dev/y"
            }
            ebs_block_device {
              device_name = "/dev/b"
            }
          }
        }
        resource "aws_s3_bucket_acl" "dynamic" {
          dynamic "access_control_policy" {
            for_each = [{ first = "z" }]
            content {
              grant {
                permission = access_control_policy.value.first
              }
              dynamic "grant" {
                for_each = [access_control_policy.value.first]
                content {
                  permission = "a${grant.value}${access_control_policy.value.first}"
                }
              }
              owner {
                id = access_control_policy.value.first
              }
            }
          }
        }
        "#,
    )]);
    let evaluation = project.evaluate();
    let resources: Vec<_> = evaluation.resources.managed.values().flatten().collect();
    let cases: [(&str, &[&str], &[&str]); 5] = [
        ("aws_instance.top", &["ebs_block_device"], &["device_name"]),
        ("aws_cloudfront_distribution.top", &["origin"], &["origin_id"]),
        ("aws_spot_fleet_request.nested", &["launch_specification", "0", "ebs_block_device"], &["device_name"]),
        ("aws_spot_fleet_request.nested", &["launch_specification", "1", "ebs_block_device"], &["device_name"]),
        ("aws_spot_fleet_request.nested", &["launch_specification"], &["ami"]),
    ];
    for (address, to, inside) in cases {
        let resource = resources.iter().find(|resource| resource.address.to_string() == address).expect("it exists");
        for index in ["0", "1"] {
            let path = path(&[to, &[index], inside].concat());
            let value = path.iter().try_fold(resource.attributes.object(), |value, step| match step {
                PathStep::Attribute(name) => value.get(name).cloned(),
                PathStep::Index(index) => value.as_elements()?.get(usize::try_from(*index).ok()?).cloned(),
            });
            let value = value.expect("the path leads to a value");
            let place = resource.attributes.place(&path).map(|span| project.sources.text(span)).unwrap_or_default();
            let text = value.as_str().expect("a known string");
            assert!(place.ends_with(&format!("= \"{text}\"")), "{address} {path:?}: {text} is not at {place}");
        }
    }
    let grant = path(&["access_control_policy", "0", "grant", "0", "permission"]);
    let resource = resources.iter().find(|resource| resource.address.to_string() == "aws_s3_bucket_acl.dynamic");
    let place = resource.and_then(|resource| resource.attributes.place(&grant)).map(|span| project.sources.text(span));
    assert_eq!(place.as_deref(), Some("permission = \"a${grant.value}${access_control_policy.value.first}\""));
    let (gaps, diagnostics) = evaluation.reports();
    assert!(gaps.is_empty() && diagnostics.is_empty(), "{gaps:?} {diagnostics:?}");
}

#[test]
fn a_bucket_that_is_read_is_the_bucket_that_it_is_looked_up_by() {
    let project = Project::new(&[(
        "main.tf",
        r#"
        provider "aws" { region = "eu-west-1" }
        resource "aws_s3_bucket" "logs" { bucket = "logs" }
        resource "aws_s3_bucket" "generated" {}
        data "aws_s3_bucket" "logs" { bucket = "logs" }
        data "aws_s3_bucket" "generated" { bucket = aws_s3_bucket.generated.bucket }
        "#,
    )]);
    project.check(&[
        ("data.aws_s3_bucket.logs.id", "\"logs\""),
        ("data.aws_s3_bucket.logs.arn", "\"arn:aws:s3:::logs\""),
        ("data.aws_s3_bucket.logs.id == aws_s3_bucket.logs.id", "true"),
        ("data.aws_s3_bucket.generated.id == aws_s3_bucket.generated.id", "true"),
    ]);
}

/// In JSON syntax, and where blocks are written as a list of objects, sets have their own order as well.
#[test]
fn an_element_of_a_set_is_found_where_it_is_written() {
    let rule = |port: u16| {
        format!(
            "{{ from_port = {port}, to_port = {port}, protocol = \"tcp\", description = \"{port}\", cidr_blocks = [], \
             ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false }}"
        )
    };
    let groups = format!("resource \"aws_security_group\" \"g\" {{ ingress = [{}, {}] }}", rule(443), rule(22));
    let project = Project::new(&[
        ("main.tf", &groups),
        (
            "more.tf.json",
            r#"{"resource": {
              "aws_instance": {"i": {"ebs_block_device": [{"device_name": "/dev/z"}, {"device_name": "/dev/a"}]}},
              "aws_s3_bucket_acl": {"a": {"access_control_policy": {"grant": [
                {"permission": "READ", "grantee": {"type": "Group", "uri": "z"}},
                {"permission": "READ", "grantee": {"type": "Group", "uri": "a"}}
              ]}}}
            }}"#,
        ),
    ]);
    let element = |names: &[&str], index: i64, inside: &[&str]| -> Vec<PathStep> {
        let names = names.iter().map(|name| name.parse().map_or_else(|_| attribute(name), PathStep::Index));
        names.chain([PathStep::Index(index)]).chain(inside.iter().map(|name| attribute(name))).collect()
    };
    for (index, port) in [(0, "22"), (1, "443")] {
        let place = project.trace("aws_security_group.g", &element(&["ingress"], index, &["from_port"])).0;
        assert_eq!(place, format!("from_port = {port}"));
    }
    for (index, name) in [(0, "a"), (1, "z")] {
        let place = project.trace("aws_instance.i", &element(&["ebs_block_device"], index, &["device_name"])).0;
        assert_eq!(place, format!("\"device_name\": \"/dev/{name}\""));
        let (block, _) = project.trace("aws_instance.i", &element(&["ebs_block_device"], index, &["encrypted"]));
        assert_eq!(block, format!("{{\"device_name\": \"/dev/{name}\"}}"));
        let (place, _) = project.trace(
            "aws_s3_bucket_acl.a",
            &[element(&["access_control_policy", "0", "grant"], index, &["grantee"]), element(&[], 0, &["uri"])]
                .concat(),
        );
        assert_eq!(place, format!("\"uri\": \"{name}\""));
    }
}

#[test]
fn a_validation_that_fails_is_reported_at_the_argument() {
    let project = Project::new(&[
        (
            "main.tf",
            "module \"m\" {\n  source = \"./m\"\n  size = 3\n}\nvariable \"unknown\" {\n  validation {\n    condition = var.unknown > 1\n    error_message = \"x\"\n  }\n}",
        ),
        (
            "m/main.tf",
            r#"
            variable "size" {
              validation {
                condition     = var.size > 5
                error_message = "At least 6, not ${var.size}."
              }
              validation {
                condition     = var.size < 100
                error_message = "Too much."
              }
            }
            "#,
        ),
    ]);
    assert_eq!(project.diagnostics(), ["invalid value for `module.m.var.size`: At least 6, not 3."]);
}

#[test]
fn remote_modules_are_found_where_they_were_installed_or_vendored() {
    let module = "output \"here\" { value = path.module }";
    let project = Project::new(&[
        (
            "main.tf",
            r#"
            module "installed" { source = "a/b/aws" }
            module "vendored" { source = "git::https://example.com/team/net.git//sub?ref=v1" }
            "#,
        ),
        (
            ".terraform/modules/modules.json",
            r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"installed","Source":"a/b/aws","Dir":".terraform/modules/installed"}]}"#,
        ),
        (".terraform/modules/installed/main.tf", module),
        ("vendor/example.com/team/net/sub/main.tf", module),
    ]);
    project.check(&[
        ("module.installed.here", "\".terraform/modules/installed\""),
        ("module.vendored.here", "\"vendor/example.com/team/net/sub\""),
    ]);
    let directories = |modules: Vec<Arc<Module>>| -> Vec<String> {
        let of = |module: &Arc<Module>| module.directory.strip_prefix(&project.root).expect("it is below").to_string();
        modules.iter().map(of).collect()
    };
    let roots = project.configuration.root_modules();
    let reached = project.configuration.reachable(&roots[0]);
    assert_eq!(directories(reached), ["", ".terraform/modules/installed", "vendor/example.com/team/net/sub"]);
    assert_eq!(directories(roots), [""]);
    assert_eq!(project.gaps(), []);
}

#[test]
fn hundreds_of_sibling_modules_are_all_evaluated() {
    let calls: String =
        (0..300).map(|n| format!("module \"m{n}\" {{\n  source = \"./m\"\n  name = \"n{n}\"\n}}\n")).collect();
    let project = Project::new(&[
        ("main.tf", &calls),
        ("m/main.tf", "variable \"name\" {}\nresource \"aws_s3_bucket\" \"b\" { bucket = var.name }"),
    ]);
    assert_eq!(project.addresses().len(), 300);
}

#[test]
fn towers_and_ranges_end() {
    let tower: String = (1..12).map(|n| format!("  s{n} = setproduct(local.s{0}, local.s{0})\n", n - 1)).collect();
    let project = Project::new(&[(
        "main.tf",
        &format!(
            "locals {{\n  s0 = [1, 2, 3, 4]\n{tower}  many = [for x in range(1000000000) : x]\n}}\nresource \"aws_s3_bucket\" \"a\" {{ bucket = \"${{length(local.s11)}}\" }}\nresource \"aws_s3_bucket\" \"b\" {{ bucket = \"${{length(local.many)}}\" }}"
        ),
    )]);
    assert_eq!(project.addresses().len(), 2);
    let _ = project.gaps();
    assert!(project.console("local.many").starts_with("error") || project.console("local.many").starts_with("(known"));
}

#[test]
fn a_region_that_is_null_is_the_providers() {
    let project = Project::new(&[(
        "main.tf",
        r#"
        provider "aws" { region = "eu-west-1" }
        variable "region" { default = null }
        data "aws_region" "current" { region = var.region }
        "#,
    )]);
    project.check(&[("\"x-${data.aws_region.current.region}\"", "\"x-eu-west-1\"")]);
}

#[test]
fn a_limit_can_be_set() {
    let mut budget = Budget::default();
    budget.set("expansion=2").expect("it is a limit");
    assert!(budget.set("expansions=2").is_err() && budget.set("steps=many").is_err());
    let text = "resource \"aws_eip\" \"a\" { count = 3 }\nresource \"aws_eip\" \"b\" { count = 2 }";
    let project = Project::with_options(&[("main.tf", text)], Options { budget, ..Options::default() });
    assert_eq!(project.addresses(), ["aws_eip.a[*]", "aws_eip.b[0]", "aws_eip.b[1]"]);
    assert_eq!(project.gaps()[0].kind, GapKind::Budget);
}

#[test]
fn module_recursion_ends() {
    let files: Vec<(String, String)> = (0..80)
        .map(|n| (format!("m{n}/main.tf"), format!("module \"next\" {{ source = \"../m{}\" }}", n + 1)))
        .chain([("m80/main.tf".to_owned(), "locals { a = 1 }".to_owned())])
        .chain([(
            "main.tf".to_owned(),
            "module \"first\" { source = \"./m0\" }\nresource \"aws_eip\" \"a\" {}".to_owned(),
        )])
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let project = Project::new(&files);
    assert_eq!(project.addresses(), ["aws_eip.a"]);
    assert_eq!(project.gaps().iter().map(|gap| gap.kind).collect::<Vec<_>>(), [GapKind::Budget]);
}

#[test]
fn calls_that_multiply_end() {
    let calls = |n: usize| (0..4).map(|call| format!("module \"c{call}\" {{ source = \"../m{n}\" }}\n")).collect();
    let mut files: Vec<(String, String)> = (0..8).map(|n| (format!("m{n}/main.tf"), calls(n + 1))).collect();
    files.push(("m8/main.tf".to_owned(), "resource \"aws_eip\" \"deep\" {}".to_owned()));
    files.push((
        "main.tf".to_owned(),
        "module \"first\" { source = \"./m0\" }\nresource \"aws_eip\" \"a\" {}".to_owned(),
    ));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut budget = Budget::default();
    budget.set("instances=300").expect("it is a limit");
    let project = Project::with_options(&files, Options { budget, ..Options::default() });
    let addresses = project.addresses();
    assert!(addresses.contains(&"aws_eip.a".to_owned()) && addresses.len() < 300, "{}", addresses.len());
    let gaps = project.gaps();
    assert!(!gaps.is_empty() && gaps.len() <= 32 && gaps.iter().all(|gap| gap.kind == GapKind::Budget), "{gaps:?}");
}

#[test]
fn policy_documents_that_include_others_twice_end() {
    let documents: String = (1..40)
        .map(|n| {
            let previous = format!("data.aws_iam_policy_document.d{}.json", n - 1);
            format!("data \"aws_iam_policy_document\" \"d{n}\" {{\n  source_policy_documents = [{previous}, {previous}]\n}}\n")
        })
        .collect();
    let first = "data \"aws_iam_policy_document\" \"d0\" {\n  statement {\n    actions = [\"s3:*\"]\n  }\n}\n";
    let policy = "resource \"aws_iam_policy\" \"p\" {\n  policy = data.aws_iam_policy_document.d39.json\n}\n";
    let project = Project::new(&[("main.tf", &format!("{first}{documents}{policy}"))]);
    project.check(&[("length(jsondecode(data.aws_iam_policy_document.d3.json).Statement)", "8")]);
    project.check(&[("aws_iam_policy.p.policy == null", "false")]);
    assert_eq!(project.gaps().iter().map(|gap| gap.kind).collect::<Vec<_>>(), [GapKind::Budget]);
}

#[test]
fn budgets_end_what_would_not_end() {
    let doubling: String =
        (1..60).map(|n| format!("  l{n} = \"${{local.l{}}}${{local.l{}}}\"\n", n - 1, n - 1)).collect();
    let project = Project::new(&[(
        "main.tf",
        &format!(
            "locals {{\n  l0 = \"xxxxxxxxxxxxxxxx\"\n{doubling}}}\nresource \"aws_s3_bucket\" \"a\" {{ bucket = local.l59 }}\nresource \"aws_s3_bucket\" \"many\" {{ count = 1000000000 }}\nresource \"aws_s3_bucket\" \"fine\" {{ bucket = \"fine\" }}\n"
        ),
    )]);
    assert_eq!(project.addresses(), ["aws_s3_bucket.a", "aws_s3_bucket.fine", "aws_s3_bucket.many[*]"]);
    assert!(project.gaps().iter().all(|gap| gap.kind == GapKind::Budget));
    assert!(!project.gaps().is_empty());
    project.check(&[("aws_s3_bucket.fine.bucket", "\"fine\"")]);
}

/// A Redshift cluster that says nothing is encrypted from version 6 of the provider on, and is not before.
#[test]
fn every_module_says_which_versions_of_the_provider_may_be_selected() {
    const CLUSTER: &str = "resource \"aws_redshift_cluster\" \"c\" {}\n";
    let required = |version: &str| {
        let of_provider = format!("aws = {{ source = \"hashicorp/aws\", version = \"{version}\" }}");
        format!("terraform {{\n  required_providers {{\n    {of_provider}\n  }}\n}}\n")
    };
    let called = "module \"m\" {\n  source = \"./m\"\n}\n".to_owned();
    let old_block = "provider \"aws\" {\n  version = \"~> 3.0\"\n}\n".to_owned();
    let locked =
        |version: &str| format!("provider \"registry.terraform.io/hashicorp/aws\" {{\n  version = \"{version}\"\n}}\n");
    type Case<'a> = (&'a str, Vec<(&'a str, String)>, &'a str);
    let cases: [Case<'_>; 10] = [
        ("nothing", vec![], "(known after apply"),
        ("the root module, old", vec![("versions.tf", required("~> 5.0"))], "false"),
        ("the root module, new", vec![("versions.tf", required(">= 6.0"))], "\"true\""),
        ("the root module, both", vec![("versions.tf", required(">= 4.0"))], "(known after apply"),
        ("the provider's own block", vec![("versions.tf", old_block)], "false"),
        (
            "the lock file, stronger than what is allowed",
            vec![("versions.tf", required(">= 5.0")), (".terraform.lock.hcl", locked("5.100.0"))],
            "false",
        ),
        ("a module", vec![("call.tf", called.clone()), ("m/versions.tf", required("< 6.0"))], "false"),
        (
            "a module, where the root module allows both",
            vec![
                ("versions.tf", required(">= 5.0")),
                ("call.tf", called.clone()),
                ("m/versions.tf", required("~> 5.31")),
            ],
            "false",
        ),
        (
            "a module that wants the newest",
            vec![
                ("versions.tf", required(">= 5.0")),
                ("call.tf", called.clone()),
                ("m/versions.tf", required(">= 6.2")),
            ],
            "\"true\"",
        ),
        (
            "a module of a module",
            vec![
                ("call.tf", called),
                ("m/call.tf", "module \"n\" {\n  source = \"../n\"\n}\n".to_owned()),
                ("n/versions.tf", required("~> 4.0")),
            ],
            "false",
        ),
    ];
    for (name, files, expected) in cases {
        let mut configuration = vec![("main.tf", CLUSTER)];
        configuration.extend(files.iter().map(|(name, text)| (*name, text.as_str())));
        let told = Project::new(&configuration).console("aws_redshift_cluster.c.encrypted");
        assert!(told.starts_with(expected), "{name}: {told}");
    }
}

#[test]
fn elements_of_a_map_that_are_null_are_not_there() {
    let project = Project::new(&[
        (
            "main.tf",
            r#"
        variable "team" { default = null }
        resource "aws_s3_bucket" "a" { tags = { a = 1, b = var.team } }
        resource "aws_s3_bucket" "b" { tags = { b = var.team } }
        resource "aws_lambda_function" "f" {
          environment { variables = { A = "x", B = var.team } }
        }
        module "m" {
          source = "./m"
          tags   = { b = var.team }
        }
        "#,
        ),
        (
            "m/main.tf",
            r#"
        variable "tags" { type = map(string) }
        output "tags" { value = var.tags }
        "#,
        ),
    ]);
    project.check(&[
        ("aws_s3_bucket.a.tags", r#"tomap({ "a" = "1" })"#),
        ("aws_s3_bucket.b.tags == null", "true"),
        ("aws_lambda_function.f.environment[0].variables", r#"tomap({ "A" = "x" })"#),
        ("keys(module.m.tags)", r#"tolist([ "b", ])"#),
    ]);
}

#[cfg(unix)]
#[test]
fn fileset_follows_links_within_the_repository() {
    let project = Project::new(&[("main.tf", ""), ("a/x.json", "{}"), ("shared/y.json", "{}")]);
    let outside = tempfile::tempdir().expect("a directory for the test");
    std::fs::write(outside.path().join("z.json"), "{}").expect("it can be written");
    let link = |target: &std::path::Path, name: &str| {
        std::os::unix::fs::symlink(target, project.root.join(name)).expect("it can be linked");
    };
    link("x.json".as_ref(), "a/link.json");
    link("../shared".as_ref(), "a/shared");
    link("..".as_ref(), "a/up");
    project.check(&[
        (r#"join(" ", fileset("a", "*.json"))"#, r#""link.json x.json""#),
        (r#"join(" ", fileset("a", "shared/*"))"#, r#""shared/y.json""#),
        (r#"join(" ", fileset("a", "**/*.json"))"#, r#""link.json shared/y.json x.json""#),
        (r#"join(" ", fileset("a/x.json", "*"))"#, r#""""#),
    ]);
    link(outside.path(), "a/out");
    project.check(&[(r#"join(" ", fileset("a", "**/*.json"))"#, r#""link.json shared/y.json x.json""#)]);
}

#[test]
fn local_values_that_are_declared_twice_are_reported() {
    let project = Project::new(&[
        ("a.tf", "locals {\n  x = 1\n}\n"),
        ("b.tf", "locals {\n  y = local.x\n  x = 2\n}\n"),
        ("c.tf.json", r#"{"locals": {"z": 1, "z": 2}}"#),
        ("override.tf", "locals {\n  y = 3\n}\n"),
    ]);
    let module = project.configuration.module(&project.root).expect("there is a root module");
    module.parse_all();
    let messages: Vec<String> = module.problems().diagnostics.into_iter().map(|problem| problem.message).collect();
    assert_eq!(
        messages,
        [
            "the local value `x` is declared twice; the first declaration is in `a.tf`, line 2",
            "the local value `z` is declared twice; the first declaration is in `c.tf.json`, line 1",
        ]
    );
}
