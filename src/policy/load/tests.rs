//! What is refused when policy files are read, with its place.

use camino::Utf8Path;

use super::*;
use crate::workspace::SourceMap;

/// Loads files as one directory and lists what was said about them, `file:line:column level message`.
fn load(files: &[(&str, &str)]) -> (PolicySet, Vec<String>) {
    let sources = SourceMap::default();
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| {
            let path = Utf8Path::new(name);
            sources.file(sources.add(path, path, *text))
        })
        .collect();
    let set = PolicySet::load(&files);
    let told = set
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let level = match diagnostic.level {
                workspace::Level::Error => "error",
                _ => "warning",
            };
            let place = diagnostic.span.map(|span| sources.place(span)).unwrap_or_default();
            format!("{place} {level} {}", diagnostic.message)
        })
        .collect();
    (set, told)
}

/// What is said about one file.
fn told(text: &str) -> Vec<String> {
    load(&[("x.policy.hcl", text)]).1
}

fn in_policy(body: &str) -> Vec<String> {
    told(&format!("resource_policy \"t\" \"l\" {{\n{body}\n}}\n"))
}

fn condition(expression: &str) -> Vec<String> {
    in_policy(&format!("enforce {{\n condition = {expression}\n}}"))
}

/// Asserts that exactly this is said.
macro_rules! says {
    ($told:expr, $($expected:expr),* $(,)?) => {{
        let expected: Vec<&str> = vec![$($expected),*];
        assert_eq!($told, expected);
    }};
}

#[test]
fn a_whole_file_is_read() {
    let (set, told) = load(&[(
        "log-retention.policy.hcl",
        r#"
        policy {
          required_providers {
            aws = { source = "hashicorp/aws", version = ">= 5.0.0" }
          }
        }
        input "min-days" {
          type    = number
          default = "365"
        }
        resource_policy "aws_cloudwatch_log_group" retention {
          operations        = ["create", "update"]
          enforcement_level = "advisory"
          filter            = attrs.skip_destroy != true
          locals { days = core::try(attrs.retention_in_days, null) }
          locals { kept = local.days == null ? 0 : local.days }
          enforce {
            condition     = local.kept == 0 || local.kept >= input.min-days
            error_message = "${attrs.name} keeps logs for ${local.kept} days."
          }
        }
        "#,
    )]);
    says!(told,);
    let file = &set.files[0];
    assert_eq!((file.metadata.id.0.as_str(), file.metadata.title.as_str()), ("log-retention", "retention"));
    assert_eq!(file.metadata.severity, Severity::Medium);
    assert_eq!(set.inputs["min-days"].default.as_ref().and_then(|value| value.as_number()?.to_i64()), Some(365));
    let policy = &file.policies[0];
    assert_eq!(policy.locals.len(), 2);
    assert_eq!(policy.operations, BTreeSet::from([Operation::Create, Operation::Update]));
}

#[test]
fn structure_is_checked() {
    says!(told("x = 1"), "x.policy.hcl:1:1 error an argument named `x` is not expected here");
    says!(
        told("data_policy \"a\" \"b\" {}"),
        "x.policy.hcl:1:1 error a block of type `data_policy` is not expected here; it is not part of the policy language up to version 0.4"
    );
    says!(
        told("resource_policy \"a\" {}"),
        "x.policy.hcl:1:1 error a `resource_policy` block has 2 labels: the resource type, a name"
    );
    says!(told("policy {}\npolicy {}"), "x.policy.hcl:2:1 error a file has at most one `policy` block");
    says!(
        told("resource_policy \"a\" \"b\" {}"),
        "x.policy.hcl:1:1 warning this policy has no `enforce` block, so it requires nothing"
    );
    says!(in_policy("enforce {}"), "x.policy.hcl:2:1 error an `enforce` block needs a `condition`");
    says!(
        in_policy("enforce {\n condition = attrs.a\n message = \"\"\n}"),
        "x.policy.hcl:4:2 error an argument named `message` is not expected here"
    );
    says!(
        in_policy("enforcement_level = \"mandatory-overridable\"\nenforce {\n condition = attrs.a\n}"),
        "x.policy.hcl:2:21 error an enforcement level is \"advisory\", \"mandatory_overridable\" or \"mandatory\""
    );
    says!(
        in_policy("operations = [\"create\", \"create\", \"replace\"]\nenforce {\n condition = attrs.a\n}"),
        "x.policy.hcl:2:25 error duplicate operation",
        "x.policy.hcl:2:35 error invalid operation; write \"create\", \"update\", \"delete\" or \"no-op\""
    );
    says!(
        in_policy("operations = [\"create\", \"delete\"]\nenforce {\n condition = attrs.a\n}"),
        "x.policy.hcl:2:1 warning `delete` can't be combined with `create` or `no-op` from version 0.4 of the language"
    );
    says!(
        condition("prior_attrs.a == attrs.a"),
        "x.policy.hcl:1:1 warning missing `operations` for `prior_attrs` reference; `create` and `update` are assumed"
    );
    says!(
        told("provider_policy \"aws\" \"l\" {\n operations = []\n enforce {\n condition = attrs.a\n}\n}"),
        "x.policy.hcl:2:2 error an argument named `operations` is not expected here"
    );
    says!(told("input \"a\" {}"), "x.policy.hcl:1:1 error input `a` needs a `type`");
    says!(
        told("input \"a\" {\n type = \"stringy\"\n}"),
        "x.policy.hcl:2:9 error a type is written without quotes: `string`, `list(string)`"
    );
    assert!(
        told("input \"a\" {\n type = number\n default = \"x\"\n}")[0]
            .starts_with("x.policy.hcl:3:12 error the default does not fit")
    );
    assert!(told("input \"a\" {\n type = number\n default = local.x\n}")[0].starts_with("x.policy.hcl:3:12 error"));
    assert_eq!(told("resource_policy \"a\" \"b\" {").len(), 1);
}

#[test]
fn names_are_checked() {
    let roots =
        "x.policy.hcl:3:14 error the root of a traversal must be one of input, local, attrs, meta, or prior_attrs";
    for name in ["data.a.b", "var.x", "each.key", "path.module", "terraform.workspace", "advisory"] {
        says!(condition(name), roots);
    }
    says!(condition("input.a"), "x.policy.hcl:3:14 error there is no input named `a`");
    says!(condition("local.a"), "x.policy.hcl:3:14 error there is no local named `a`");
    says!(condition("[for x in attrs.l : x if x.a == 1] == []"),);
    says!(condition("meta.region"), "x.policy.hcl:3:14 error `meta` has no field `region` in a `resource_policy`");
    says!(
        condition("core::try(meta.region, \"\") == \"\""),
        "x.policy.hcl:3:24 warning `meta` has no field `region` in a `resource_policy`"
    );
    says!(
        condition("meta.address == \"\""),
        "x.policy.hcl:3:14 warning `meta.address` is an extension of this linter; the official tools do not have it"
    );
    says!(
        condition("length(attrs.a) > 0"),
        "x.policy.hcl:3:14 error functions have a namespace here; write `core::length`"
    );
    says!(
        condition("core::lenght(attrs.a) > 0"),
        "x.policy.hcl:3:14 warning there is no function `core::lenght`; did you mean `length`"
    );
    says!(
        condition("core::replace(attrs.a, \"\", \"\") == \"\""),
        "x.policy.hcl:3:14 warning `core::replace` is not documented for the policy language; the official tools may not have it"
    );
    says!(
        condition("terraform::length(attrs.a) > 0"),
        "x.policy.hcl:3:14 error there is no function namespace for `terraform::length`; write `core::…`"
    );
    says!(condition("plugin::soc2::is_any_ip(attrs.a)"),);
    says!(
        condition("plugin::soc2::is_any_ip()"),
        "x.policy.hcl:3:14 error `plugin::soc2::is_any_ip` takes 1 arguments, not 0"
    );
    says!(
        condition("plugin::net::f(attrs.a)"),
        "x.policy.hcl:3:14 error the plugin `net` is not declared in `policy { plugins { … } }`"
    );
    says!(
        told("locals {\n a = attrs.x\n}"),
        "x.policy.hcl:2:6 error `attrs` is only known inside a policy, not in top-level locals"
    );
    says!(
        told("module_policy \"*\" \"l\" {\n enforce {\n condition = prior_attrs.a\n}\n}"),
        "x.policy.hcl:3:14 error `prior_attrs` is only known in a `resource_policy`"
    );
}

#[test]
fn locals_are_checked() {
    let unused = "enforce {\n condition = attrs.a\n}";
    says!(
        in_policy(&format!("locals {{\n a = local.b\n b = local.a\n}}\n{unused}")),
        "x.policy.hcl:3:2 error a cycle: `local.a` → `local.b` → `local.a`",
        "x.policy.hcl:4:2 error a cycle: `local.b` → `local.a` → `local.b`"
    );
    says!(told("locals {\n a = [for x in local.a : x]\n}"), "x.policy.hcl:2:2 error a cycle: `local.a` → `local.a`");
    says!(
        told(&format!("locals {{\n a = 1\n}}\nresource_policy \"t\" \"l\" {{\nlocals {{\n a = 2\n}}\n{unused}\n}}")),
        "x.policy.hcl:6:2 error the local `a` is already defined. Each local expression must have a unique name"
    );
}

/// A chain is no cycle; a long cycle is told shortly.
#[test]
fn thousands_of_locals_are_checked() {
    let chain = |last: &str| {
        let links: String = (0..20_000).map(|n| format!(" a{n} = local.a{}\n", n + 1)).collect();
        format!("locals {{\n{links} a20000 = {last}\n}}")
    };
    says!(told(&chain("1")),);
    let told = told(&chain("local.a0"));
    assert_eq!(told.len(), 20_001);
    assert!(told.iter().all(|line| line.len() < 250), "{}", told[0]);
    assert!(told[0].ends_with("`local.a4` → … → `local.a19996` → `local.a19997` → `local.a19998` → `local.a19999` → `local.a20000` → `local.a0`"), "{}", told[0]);
}

#[test]
fn a_local_of_a_policy_may_hide_one_of_another_file() {
    let policy =
        "resource_policy \"t\" \"l\" {\n locals {\n  a = attrs.x\n }\n enforce {\n  condition = local.a\n }\n}";
    let (set, told) = load(&[("1.policy.hcl", "locals {\n a = 1\n}"), ("2.policy.hcl", policy)]);
    says!(
        told,
        "2.policy.hcl:3:3 warning the local `a` hides the one in another file of the directory; rename one of the two"
    );
    assert_eq!(set.files.len(), 2);
}

#[test]
fn names_are_shared_by_a_directory() {
    let input = "input \"a\" {\n type = string\n default = \"\"\n}\n";
    let policy = "resource_policy \"t\" \"l\" {\n enforce {\n condition = input.a == local.b\n}\n}";
    let (set, told) =
        load(&[("1.policy.hcl", policy), ("2.policy.hcl", input), ("3.policy.hcl", "locals {\n b = 1\n}")]);
    says!(told,);
    assert_eq!(set.files.len(), 3);

    let (set, told) = load(&[("1.policy.hcl", input), ("2.policy.hcl", input)]);
    says!(
        told,
        "2.policy.hcl:1:1 error input `a` is already defined in `1.policy.hcl`; names are shared by all files of a directory"
    );
    assert_eq!((set.files.len(), set.gaps.len(), set.gaps[0].what.as_str()), (1, 1, "2.policy.hcl"));

    // A file with a mistake takes its names with it; the rest goes on.
    let (set, told) = load(&[
        ("1.policy.hcl", policy),
        ("2.policy.hcl", input),
        ("3.policy.hcl", "locals {\n b = var.x\n}"),
        ("4.policy.hcl", "resource_policy \"t\" \"m\" {\n enforce {\n condition = attrs.a\n}\n}"),
    ]);
    says!(
        told,
        "1.policy.hcl:3:25 error there is no local named `b`",
        "3.policy.hcl:2:6 error the root of a traversal must be one of input, local, attrs, meta, or prior_attrs"
    );
    let names: Vec<&str> = set.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!((names, set.gaps.len()), (vec!["2.policy.hcl", "4.policy.hcl"], 2));
}

#[test]
fn metadata_is_read() {
    let text = r#"
locals {
  soc2_aws_x_y = {
    title    = "X is on"
    severity = "high"
    preset   = "strict"
    since    = "0.1.0"
    criteria = [
      { id = "CC7.2", strength = "supports", not_shown = "Whether." },
      { id = "PI1.5", strength = "partial", not_shown = "Whether." },
      "A1.2",
    ]
    description = "Why."
    remediation = {
      text  = "Do."
      after = <<-EOT
        resource "x" "y" {
          name = "$${a}"
        }
      EOT
    }
    references       = ["https://example.com"]
    account_baseline = ["aws_x"]
    literals         = [{ pattern = "AKIA[0-9]+" }, { pattern = ".", name = "(?i)secret" }]
  }
}
"#;
    let (set, told) = load(&[("aws-x-y.policy.hcl", text)]);
    says!(told,);
    let metadata = &set.files[0].metadata;
    assert_eq!(
        (metadata.id.0.as_str(), metadata.severity, metadata.preset),
        ("aws-x-y", Severity::High, Preset::Strict)
    );
    let criteria: Vec<String> =
        metadata.criteria.iter().map(|mapping| format!("{} {:?}", mapping.id, mapping.strength)).collect();
    assert_eq!(criteria, ["CC7.2 Supports", "PI1.5 Partial", "A1.2 Supports"]);
    assert_eq!(metadata.remediation.after.as_deref(), Some("resource \"x\" \"y\" {\n  name = \"${a}\"\n}\n"));
    assert_eq!(metadata.account_baseline, ["aws_x"]);
    assert_eq!(metadata.literals[1].name.as_deref(), Some("(?i)secret"));
    assert!(set.locals.is_empty());

    let wrong = |metadata: &str| load(&[("a-b.policy.hcl", &format!("locals {{\n  soc2_a_b = {metadata}\n}}"))]).1;
    says!(
        wrong("1"),
        "a-b.policy.hcl:2:3 error `severity` is missing",
        "a-b.policy.hcl:2:3 error `title` is missing",
        "a-b.policy.hcl:2:14 error an object is required here: `{ name = value }`"
    );
    says!(
        wrong("{ title = \"t\", severity = \"bad\", criteria = [\"X1\"] }"),
        "a-b.policy.hcl:2:40 error `bad` is no severity; write critical, high, medium, low or info",
        "a-b.policy.hcl:2:59 error `X1` is no criterion id; write one like `CC6.1`"
    );
    says!(
        wrong("{ title = \"t\", severity = \"low\" }"),
        "a-b.policy.hcl:2:3 error a rule speaks for at least one criterion; write `criteria = [{ id = \"CC6.1\", … }]`"
    );
    says!(
        wrong("{ title = \"t${local.x}\", severity = \"low\", criteria = [\"A1.2\"] }"),
        "a-b.policy.hcl:2:28 error a rule's metadata is read as it stands: literals, lists, objects and heredocs only"
    );
    assert!(
        wrong("{ titel = \"t\", title = \"t\", severity = \"low\", criteria = [\"A1.2\"] }")[0]
            .contains("`titel` is not known here")
    );
    assert!(
        wrong("{ title = \"t\", severity = \"low\", criteria = [\"A1.2\"], literals = [{ pattern = \"(\" }] }")[0]
            .contains("no regular expression")
    );
    says!(
        load(&[("other.policy.hcl", "locals {\n soc2_a_b = {}\n}")]).1,
        "other.policy.hcl:2:2 error the metadata of this file is named `soc2_other`"
    );
}

#[test]
fn metadata_of_two_files_of_a_directory() {
    let metadata = "{ title = \"t\", severity = \"low\", criteria = [\"A1.2\"] }";
    let named = |name: &str| format!("locals {{\n {name} = {metadata}\n}}");
    let (set, told) = load(&[("a.policy.hcl", &named("soc2_a")), ("b.policy.hcl", &named("soc2_b"))]);
    says!(told,);
    assert_eq!(set.files.len(), 2);
    let (set, told) = load(&[("a.policy.hcl", &named("soc2")), ("b.policy.hcl", &named("soc2"))]);
    says!(
        told,
        "b.policy.hcl:2:2 warning `soc2` is also defined in `a.policy.hcl`, which the official tools refuse; name it `soc2_b`"
    );
    assert_eq!(set.files.len(), 2);
}

#[test]
fn older_forms_are_accepted() {
    let (set, told) = load(&[(
        "x.policy.hcl",
        "policy {\n consumer = \"terraform\"\n enforcement_level = \"advisory\"\n consumer_config {\n required_version = \"1\"\n}\n}\n\
         resource_policy \"t\" \"l\" {\n enforce {\n condition = attrs.a\n}\n}",
    )]);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(matches!(set.files[0].policies[0].level, Level::Known(EnforcementLevel::Advisory)));
}
