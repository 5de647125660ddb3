//! The language's conformance cases, and how test files behave. Cases that need a configuration are in `tests/`.

use super::mocks::MockAttributes;
use super::*;
use crate::policy::PolicySet;
use crate::value::Value;
use crate::workspace::SourceMap;

/// Runs a test file against the policy files of its directory; one line per error and case.
fn run(policies: &[(&str, &str)], test: &str) -> Vec<String> {
    run_with(policies, test, InputSources::none())
}

fn run_with(policies: &[(&str, &str)], test: &str, inputs: InputSources<'_>) -> Vec<String> {
    lines(policies, test, inputs, |_, _| String::new())
}

/// The same, with the place of each error and message.
fn placed(policies: &[(&str, &str)], test: &str) -> Vec<String> {
    let place = |sources: &SourceMap, span: Option<Span>| span.map_or(String::new(), |span| sources.place(span) + " ");
    lines(policies, test, InputSources::none(), place)
}

fn lines(
    policies: &[(&str, &str)],
    test: &str,
    inputs: InputSources<'_>,
    place: impl Fn(&SourceMap, Option<Span>) -> String,
) -> Vec<String> {
    let sources = SourceMap::default();
    let files = added(&sources, policies);
    let read = |directory: &Utf8Path| of_directory(&files, directory);
    let runner = TestRunner::new(&read, inputs);
    let test = added(&sources, &[("x.policytest.hcl", test)]).remove(0);
    let result = runner.run(&test);
    let errors = result.errors.iter();
    let errors = errors.map(|told| format!("error: {}{}", place(&sources, told.span), told.message));
    let cases = result.cases.iter().map(|case| {
        let outcome = match &case.outcome {
            CaseOutcome::Pass => "pass",
            CaseOutcome::Skipped => "skipped",
            CaseOutcome::PolicyViolation => "deny",
            CaseOutcome::MissingExpectedFailure => "missing expected failure",
            CaseOutcome::Error => "ERROR",
            CaseOutcome::Unknown => "unknown",
        };
        let expected = case.outcome == CaseOutcome::Pass;
        let told = case.messages.iter().filter(|message| !expected || message.kind != MessageKind::Denial);
        let told: Vec<String> =
            told.map(|message| format!("{}{}", place(&sources, message.span), message.text)).collect();
        format!("{}: {outcome} {}", case.name, told.join(" | ")).trim_end().to_owned()
    });
    errors.chain(cases).collect()
}

fn added(sources: &SourceMap, files: &[(&str, &str)]) -> Vec<Arc<SourceFile>> {
    let add = |(name, text): &(&str, &str)| {
        let path = Utf8Path::new(name);
        sources.file(sources.add(path, path, *text))
    };
    files.iter().map(add).collect()
}

fn of_directory(files: &[Arc<SourceFile>], directory: &Utf8Path) -> Vec<Result<Arc<SourceFile>, WorkspaceError>> {
    let is_there = |file: &&Arc<SourceFile>| normalized(file.path.parent().unwrap_or(Utf8Path::new("."))) == directory;
    files.iter().filter(is_there).cloned().map(Ok).collect()
}

/// The first word of what each case of a policy on `t_x` comes to; `attrs` are those of the cases.
fn verdicts(policy: &str, attrs: &[&str]) -> Vec<String> {
    let cases: Vec<String> = attrs
        .iter()
        .enumerate()
        .map(|(index, attrs)| format!("resource \"t_x\" \"c{index}\" {{\n attrs = {attrs}\n}}\n"))
        .collect();
    let policy = format!("resource_policy \"t_x\" \"l\" {{\n{policy}\n}}\n");
    run(&[("x.policy.hcl", &policy)], &cases.concat())
        .iter()
        .map(|line| line.split(": ").nth(1).unwrap_or(line).split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

fn condition(expression: &str, attrs: &[&str]) -> Vec<String> {
    verdicts(&format!("enforce {{\n condition = {expression}\n}}"), attrs)
}

#[test]
fn conditions() {
    // Appendix C, 1 to 4: missing is an error, null is no bool.
    assert_eq!(condition("attrs.e", &["{ e = true }", "{ e = false }"]), ["pass", "deny"]);
    assert_eq!(condition("attrs.e", &["{}"]), ["ERROR"]);
    assert_eq!(condition("core::try(attrs.e, false)", &["{}", "{ e = null }"]), ["deny", "ERROR"]);
    assert_eq!(condition("core::try(attrs.e, false) == true", &["{}", "{ e = null }"]), ["deny", "deny"]);
    // 7 to 11.
    assert_eq!(condition("false && core::regex(\"x\", \"y\") == \"\"", &["{}"]), ["deny"]);
    assert_eq!(condition("attrs.l == [\"a\"]", &["{ l = [\"a\"] }"]), ["pass"]);
    assert_eq!(condition("core::contains([\"a\"], attrs.k)", &["{ k = null }", "{ k = \"a\" }"]), ["deny", "pass"]);
    assert_eq!(condition("\"1\" == 1", &["{}"]), ["deny"]);
    let rules = ["{ rules = [{ p = 22 }] }", "{ rules = [] }", "{ rules = null }"];
    assert_eq!(
        condition("core::length([for r in attrs.rules : r if r.p == 22]) == 0", &rules),
        ["deny", "pass", "ERROR"]
    );
    // 26: an unknown function that is never needed.
    assert_eq!(condition("true ? true : core::nosuch()", &["{}"]), ["pass"]);
    assert_eq!(condition("core::nosuch()", &["{}"]), ["ERROR"]);
}

#[test]
fn filters_operations_and_messages() {
    // 5.
    let filter = "filter = core::try(attrs.k, \"\") == \"a\"\nenforce {\n condition = false\n}";
    assert_eq!(verdicts(filter, &["{ k = \"b\" }", "{ k = \"a\" }"]), ["pass", "deny"]);
    assert_eq!(verdicts("filter = null\nenforce {\n condition = false\n}", &["{}"]), ["ERROR"]);
    assert_eq!(verdicts("filter = attrs.x\nenforce {\n condition = false\n}", &["{}"]), ["ERROR"]);
    // 6: two messages in order.
    let policy = r#"
        resource_policy "t_x" "l" {
          enforce {
            condition     = false
            error_message = "one ${attrs.a} ${attrs.b}"
          }
          enforce {
            condition     = false
            error_message = "two ${attrs.missing}"
          }
        }
    "#;
    let test = "resource \"t_x\" \"a\" {\n attrs = { a = \"x\", b = null }\n}";
    assert_eq!(
        run(&[("x.policy.hcl", policy)], test),
        ["resource.t_x.a: deny one x (not set) | the target does not satisfy the policy `l` \
          (message could not be rendered: `attrs` has no attribute `missing`)"]
    );
    // 12.
    let delete = r#"resource_policy "t_x" "l" {
        operations = ["delete"]
        enforce {
          condition = false
        }
    }"#;
    let test = "resource \"t_x\" \"a\" {\n attrs = {}\n}\nresource \"t_x\" \"b\" {\n prior_attrs = {}\n}";
    assert_eq!(
        run(&[("x.policy.hcl", delete)], test),
        ["resource.t_x.a: pass", "resource.t_x.b: deny the target does not satisfy the policy `l`"]
    );
    // 13, as from 0.4.
    let always = "resource_policy \"t_x\" \"l\" {\n enforce {\n condition = false\n}\n}";
    let no_op = "resource \"t_x\" \"a\" {\n attrs = { a = 1 }\n meta = { operation = \"no-op\" }\n}";
    assert!(run(&[("x.policy.hcl", always)], no_op)[0].contains("deny"));
    // 14.
    let prior = "resource_policy \"t_x\" \"l\" {\n operations = [\"update\"]\n enforce {\n condition = prior_attrs.s == attrs.s\n}\n}";
    let test = "resource \"t_x\" \"a\" {\n attrs = { s = 1 }\n prior_attrs = { s = 2 }\n}";
    assert!(run(&[("x.policy.hcl", prior)], test)[0].contains("deny"));
}

#[test]
fn locals_are_lazy() {
    // 16.
    let policy = "locals {\n d = core::regex(\"x\", \"y\")\n}\nenforce {\n condition = true\n}";
    assert_eq!(verdicts(policy, &["{}"]), ["pass"]);
}

/// What is deleted has had attributes and has none any more; what stays as it is has no earlier ones.
#[test]
fn attributes_by_operation() {
    let policy = |operation: &str, condition: &str| {
        format!(
            "resource_policy \"t_x\" \"l\" {{\n operations = [\"{operation}\"]\n enforce {{\n condition = {condition}\n}}\n}}"
        )
    };
    let passes = |policy: String, attributes: &str| {
        let lines = run(&[("x.policy.hcl", &policy)], &format!("resource \"t_x\" \"a\" {{\n {attributes}\n}}"));
        lines == ["resource.t_x.a: pass"]
    };
    let prior = "prior_attrs = { a = 1 }";
    assert!(passes(policy("delete", "attrs.a == null && attrs.b == null && prior_attrs.a == 1"), prior));
    let both = "attrs = { a = 2 }\n prior_attrs = { a = 1 }";
    assert!(passes(policy("update", "attrs.a == 2 && prior_attrs.a == 1"), both));
    let kept = format!("{both}\n meta = {{ operation = \"no-op\" }}");
    assert!(passes(policy("no-op", "attrs.a == 2 && prior_attrs == null"), &kept));
}

#[test]
fn the_time_is_that_of_the_run() {
    let condition =
        "core::timecmp(core::timestamp(), \"2020-01-01T00:00:00Z\") > 0 && core::timestamp() == core::timestamp()";
    assert_eq!(verdicts(&format!("enforce {{\n condition = {condition}\n}}"), &["{}"]), ["pass"]);
}

#[test]
fn types_can_be_told() {
    let conditions = [
        "core::type(\"x\") == core::type(attrs.s)",
        "core::type(attrs.s) == \"string\"",
        "core::type(core::tolist([\"a\"])) == \"list(string)\"",
        "core::type(1) != core::type(\"1\")",
    ];
    let policy = format!("enforce {{\n condition = {}\n}}", conditions.join(" && "));
    assert_eq!(verdicts(&policy, &["{ s = \"y\" }"]), ["pass"]);
}

/// A filter is compared as a whole: an object with more attributes is another one.
#[test]
fn companions_by_objects_and_tuples() {
    let found = |filter: &str, companion: &str| {
        let condition = format!("core::length(core::getresources(\"t_y\", {{ k = {filter} }})) > 0");
        let policy = format!("resource_policy \"t_x\" \"l\" {{\n enforce {{\n condition = {condition}\n}}\n}}");
        let test = format!(
            "resource \"t_x\" \"a\" {{\n attrs = {{}}\n}}\nresource \"t_y\" \"b\" {{\n skip = true\n attrs = {{ k = {companion} }}\n}}\n"
        );
        !run(&[("x.policy.hcl", &policy)], &test)[0].contains("deny")
    };
    assert!(found("{ a = 1, b = 2 }", "{ b = 2, a = 1 }"));
    assert!(found("[\"a\", \"b\"]", "core::tolist([\"a\", \"b\"])"));
    assert!(!found("{ env = \"prod\" }", "{}"));
    assert!(!found("{ a = 1, b = 2 }", "{ a = 1 }"));
    assert!(!found("[{ a = 1, b = 2 }]", "[{ a = 1 }]"));
    assert!(!found("[1]", "[]"));
}

#[test]
fn companions() {
    let policy = |key: &str| {
        format!(
            "resource_policy \"t_x\" \"l\" {{\n enforce {{\n condition = core::length(core::getresources(\"t_y\", {{ {key} = attrs.id }})) > 0\n}}\n}}"
        )
    };
    let test = |flag: &str| {
        format!(
            "resource \"t_x\" \"a\" {{\n attrs = {{ id = \"1\" }}\n}}\nresource \"t_y\" \"b\" {{\n {flag}\n attrs = {{ k = \"1\" }}\n}}\n"
        )
    };
    // 17: a number is no match.
    let numbers = "resource \"t_y\" \"n\" {\n attrs = { k = 1 }\n}";
    let lines = run(&[("x.policy.hcl", &policy("k"))], &format!("{}{numbers}", test("")));
    assert_eq!(lines, ["resource.t_x.a: pass", "resource.t_y.b: pass", "resource.t_y.n: pass"]);
    let only_number = format!("resource \"t_x\" \"a\" {{\n attrs = {{ id = \"1\" }}\n}}\n{numbers}");
    assert!(run(&[("x.policy.hcl", &policy("k"))], &only_number)[0].contains("deny"));
    // 18 and 19.
    assert!(run(&[("x.policy.hcl", &policy("nokey"))], &test(""))[0].contains("deny"));
    assert_eq!(
        run(&[("x.policy.hcl", &policy("k"))], &test("skip = true")),
        ["resource.t_x.a: pass", "resource.t_y.b: skipped"]
    );
    assert_eq!(run(&[("x.policy.hcl", &policy("k"))], &test("expect_failure = true"))[0], "resource.t_x.a: pass");
    // An object in the filter is compared in the attribute's own type, and `{}` is all.
    let all = "enforce {\n condition = core::length(core::getresources(\"t_x\", {})) == 2 && core::length(core::getresources(\"t_x\", { tags = { a = \"b\" } })) == 1\n}";
    assert_eq!(verdicts(all, &["{ tags = { a = \"b\" } }", "{ tags = { a = \"c\" } }"]), ["pass", "pass"]);
}

#[test]
fn expectations() {
    let advisory = "resource_policy \"t_x\" \"l\" {\n enforcement_level = \"advisory\"\n filter = core::try(attrs.on, true)\n enforce {\n condition = attrs.e\n}\n}";
    let case = |attrs: &str| format!("resource \"t_x\" \"a\" {{\n expect_failure = true\n attrs = {attrs}\n}}");
    let one = |attrs: &str| run(&[("x.policy.hcl", advisory)], &case(attrs));
    // 20 to 22.
    assert_eq!(one("{ e = false }"), ["resource.t_x.a: pass"]);
    assert_eq!(one("{ on = false }"), ["resource.t_x.a: missing expected failure"]);
    assert_eq!(one("{ e = true }"), ["resource.t_x.a: missing expected failure"]);
    assert!(one("{}")[0].starts_with("resource.t_x.a: ERROR"));
}

#[test]
fn inputs_by_precedence() {
    // 23.
    let policy = "input \"a\" {\n type = string\n}\nresource_policy \"t_x\" \"l\" {\n enforce {\n condition = false\n error_message = input.a\n}\n}";
    let case = "resource \"t_x\" \"a\" {\n attrs = {}\n}\n";
    assert_eq!(run(&[("x.policy.hcl", policy)], case), ["resource.t_x.a: ERROR input `a` has no value and no default"]);
    let text = |text: &str| BTreeMap::from([(SmolStr::new("a"), GivenInput::Text(text.to_owned()))]);
    let environment = |name: &str| (name == "TFPOLICY_INPUT_a").then(|| "environment".to_owned());
    let sources = |given, environment, files| InputSources { given, environment, files };
    let one = |sources: InputSources<'_>, test: &str| run_with(&[("x.policy.hcl", policy)], test, sources).concat();
    let none: &dyn Fn(&str) -> Option<String> = &|_| None;
    assert!(one(sources(BTreeMap::new(), none, text("file")), case).ends_with("deny file"));
    assert!(one(sources(BTreeMap::new(), &environment, text("file")), case).ends_with("deny environment"));
    assert!(one(sources(text("flag"), &environment, text("file")), case).ends_with("deny flag"));
    let in_file = format!("inputs {{\n a = \"test\"\n}}\n{case}");
    assert!(one(sources(text("flag"), &environment, text("file")), &in_file).ends_with("deny test"));
    let in_mock = "inputs {\n a = \"test\"\n}\nresource \"t_x\" \"a\" {\n attrs = {}\n inputs {\n a = \"mock\"\n}\n}\n";
    assert!(one(sources(text("flag"), &environment, text("file")), in_mock).ends_with("deny mock"));
    let undeclared = format!("inputs {{\n a = \"x\"\n b = 1\n}}\n{case}");
    assert!(one(InputSources::none(), &undeclared).contains("ERROR there is no input named `b`"));
    let wrong = "input \"a\" {\n type = number\n default = 1\n}\nresource_policy \"t_x\" \"l\" {\n enforce {\n condition = input.a > 0\n}\n}";
    let told = run_with(&[("x.policy.hcl", wrong)], case, sources(text("many"), none, BTreeMap::new()));
    assert!(told[0].contains("ERROR the value for input `a` does not fit its type"), "{told:?}");
    assert_eq!(
        run_with(&[("x.policy.hcl", wrong)], case, sources(text("5"), none, BTreeMap::new())),
        ["resource.t_x.a: pass"]
    );
}

#[test]
fn targets_choose_policies() {
    let deny = |label: &str| {
        format!(
            "resource_policy \"t_x\" \"{label}\" {{\n enforce {{\n condition = false\n error_message = \"{label}\"\n}}\n}}"
        )
    };
    let (a, b) = (deny("a"), deny("b"));
    let policies = [("a.policy.hcl", a.as_str()), ("b.policy.hcl", b.as_str()), ("sub/c.policy.hcl", a.as_str())];
    let case = "resource \"t_x\" \"a\" {\n attrs = {}\n}\n";
    let with = |targets: &str| run(&policies, &format!("policytest {{\n targets = {targets}\n}}\n{case}")).concat();
    assert_eq!(run(&policies, case).concat(), "resource.t_x.a: deny a | b");
    assert_eq!(with("[\"b.policy.hcl\"]"), "resource.t_x.a: deny b");
    assert_eq!(with("[\"./sub\", \"b.policy.hcl\"]"), "resource.t_x.a: deny b | a");
    assert_eq!(with("[\"c.policy.hcl\"]"), "error: `c.policy.hcl` does not match any policy file");
    assert_eq!(with("[\"nothing\"]"), "error: `nothing` does not match any policy file");
    let broken = run(
        &[("a.policy.hcl", "locals {\n a = var.x\n}")],
        &format!("policytest {{\n targets = [\"a.policy.hcl\"]\n}}\n{case}"),
    );
    assert_eq!(broken[0], "error: `a.policy.hcl` has errors");
}

#[test]
fn mocks_refer_to_each_other() {
    let policy = "resource_policy \"t_x\" \"l\" {\n enforce {\n condition = attrs.a == \"1\"\n}\n}\n\
        provider_policy \"aws\" \"p\" {\n enforce {\n condition = attrs.region == \"eu\" && meta.type == \"aws\"\n}\n}\n\
        module_policy \"*\" \"m\" {\n enforce {\n condition = meta.version != null\n}\n}\n";
    let test = r#"
        locals { one = core::join("", ["1"]) }
        data "t_d" "d" {
          attrs = { k = "1" }
        }
        resource "t_y" "y" {
          skip  = true
          attrs = { id = local.one }
        }
        resource "t_x" "by_attribute" { attrs = { a = t_y.y.id } }
        resource "t_x" "by_attrs" { attrs = { a = t_y.y.attrs.id } }
        resource "t_x" "by_data" { attrs = { a = data.t_d.d.k } }
        resource "t_x" "missing" { attrs = { a = t_y.z.id } }
        resource "t_x" "cycle" { attrs = { a = t_x.cycle.a } }
        provider "aws" "p" { attrs = { region = "eu" } }
        module "a/b/aws" "m" { meta = { version = "1.0.0" } }
        module "a/b/aws" "unset" {
          expect_failure = true
        }
    "#;
    assert_eq!(
        run(&[("x.policy.hcl", policy)], test),
        [
            "resource.t_y.y: skipped",
            "resource.t_x.by_attribute: pass",
            "resource.t_x.by_attrs: pass",
            "resource.t_x.by_data: pass",
            "resource.t_x.missing: ERROR there is no mock, local or input `t_y.z` in this file; did you mean `t_y.y`",
            "resource.t_x.cycle: ERROR circular reference detected: `resource.t_x.cycle`",
            "provider.aws.p: pass",
            "module.a/b/aws.m: pass",
            "module.a/b/aws.unset: pass",
        ]
    );
}

#[test]
fn data_sources_are_mocked() {
    let policy = "resource_policy \"t_x\" \"l\" {\n enforce {\n condition = core::getdatasource(\"t_d\", { k = attrs.k }).v == 2\n}\n}";
    let test = r#"
        data "t_d" "one" { attrs = { k = "1", v = 1 } }
        data "t_d" "two" { attrs = { k = "2", v = 2 } }
        resource "t_x" "one" {
          expect_failure = true
          attrs          = { k = "1" }
        }
        resource "t_x" "two" { attrs = { k = "2" } }
        resource "t_x" "three" { attrs = { k = "3" } }
    "#;
    let lines = run(&[("x.policy.hcl", policy)], test);
    assert_eq!(&lines[..2], ["resource.t_x.one: pass", "resource.t_x.two: pass"]);
    assert!(lines[2].contains("there is no `data` mock of `t_d` with this configuration"), "{lines:?}");
}

#[test]
fn wrong_test_files() {
    let policy = "resource_policy \"t_x\" \"l\" {\n enforce {\n condition = true\n}\n}";
    let told = |test: &str| run(&[("x.policy.hcl", policy)], test).concat();
    assert_eq!(told("inputs = {}"), "error: `inputs` is a block; write `inputs { … }`");
    assert_eq!(told("input {}"), "error: a block of type `input` is not expected here");
    assert_eq!(told("resource \"t_x\" {}"), "error: a `resource` block has 2 labels: its type and a name");
    assert_eq!(
        told("resource \"t_x\" \"a\" {\n skip = true\n expect_failure = true\n}"),
        "error: `skip` and `expect_failure` can't both be true"
    );
    assert_eq!(told("policytest \"x\" {\n}"), "error: a `policytest` block has no labels");
    assert_eq!(told("locals \"x\" {\n a = 1\n}"), "error: a `locals` block has no labels");
    assert_eq!(told("inputs \"x\" {\n}"), "error: a `inputs` block has no labels");
    assert_eq!(
        told("resource \"t_x\" \"a\" {\n inputs {\n}\n inputs {\n}\n}"),
        "error: a mock has at most one `inputs` block"
    );
    let flag = |value: &str| told(&format!("resource \"t_x\" \"a\" {{\n attrs = {{}}\n expect_failure = {value}\n}}"));
    assert_eq!(flag("\"true\""), "resource.t_x.a: missing expected failure", "as HCL converts");
    assert_eq!(flag("\"false\""), "resource.t_x.a: pass");
    assert_eq!(flag("\"yes\""), "error: `expect_failure` is true or false");
    assert_eq!(flag("[true]"), "error: `expect_failure` is true or false");
    let twice = "resource \"t_x\" \"a\" {\n}\nresource \"t_x\" \"a\" {\n}\n";
    assert_eq!(told(twice), "error: `resource.t_x.a` is already defined");
    assert_eq!(told("resource \"t_x\" \"a\" {\n attrs = 1\n}"), "resource.t_x.a: ERROR `attrs` must be an object");
    assert_eq!(
        told("resource \"t_x\" \"a\" {\n meta = { operation = 1 }\n}"),
        "resource.t_x.a: ERROR `meta.operation` must be a string"
    );
}

/// A policy that denies all but `attrs.a == 1`.
fn wants_one(label: &str) -> String {
    format!(
        "resource_policy \"t_x\" \"{label}\" {{\n enforce {{\n condition = attrs.a == 1\n error_message = \"{label} denies\"\n}}\n}}\n"
    )
}

#[test]
fn a_policy_that_cannot_be_loaded_is_an_error_of_its_tests() {
    let good = wants_one("good");
    let nested = format!("locals {{\n a = {}1{}\n}}\n", "(".repeat(70), ")".repeat(70));
    let case = "resource \"t_x\" \"a\" {\n attrs = { a = 2 }\n}\n";
    for (broken, says) in [
        ("resource_policy \"t_x\" {", "bad.policy.hcl:1:"),
        ("locals {\n a = var.x\n}", "bad.policy.hcl:2:6"),
        (&nested, "bad.policy.hcl:2:"),
    ] {
        let policies = [("bad.policy.hcl", broken), ("good.policy.hcl", good.as_str())];
        for targets in ["", "policytest {\n targets = [\".\"]\n}\n"] {
            let told = placed(&policies, &format!("{targets}{case}"));
            assert!(told[0].starts_with(&format!("error: {says}")), "{told:?}");
            assert_eq!(told.last().unwrap(), "resource.t_x.a: deny good denies", "the other file is tested");
        }
        // A test of the other file alone is not concerned; the runner tells it once.
        let told = placed(&policies, &format!("policytest {{\n targets = [\"good.policy.hcl\"]\n}}\n{case}"));
        assert_eq!(told, ["resource.t_x.a: deny good denies"]);
        let told = placed(&policies, &format!("policytest {{\n targets = [\"bad.policy.hcl\"]\n}}\n{case}"));
        assert!(
            told[0].ends_with("`bad.policy.hcl` has errors") && told[1].starts_with(&format!("error: {says}")),
            "{told:?}"
        );
    }
}

#[test]
fn a_test_of_nothing_does_not_pass() {
    let case = "resource \"t_x\" \"a\" {\n attrs = { a = 1 }\n}\n";
    let told = placed(&[], case);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("nothing is tested: there is no policy in `.`; put this file beside its policies"),
        "{told:?}"
    );
    let policy = wants_one("one");
    let told = placed(&[("x.policy.hcl", &policy)], &format!("policytest {{\n targets = []\n}}\n{case}"));
    assert!(told.concat().starts_with("error: x.policytest.hcl:2:12 `targets` names no policy"), "{told:?}");
    let only_locals = placed(&[("x.policy.hcl", "locals {\n a = 1\n}")], case);
    assert!(only_locals.concat().starts_with("error: nothing is tested"), "{only_locals:?}");
}

#[test]
fn fixtures_have_errors_too() {
    let policy = wants_one("one");
    let test = r#"resource "t_y" "fixture" {
          skip  = true
          attrs = { k = core::nosuch("1") }
        }
        resource "t_z" "good" {
          skip  = true
          attrs = {}
        }
        data "t_d" "bad" {
          attrs = { k = t_z.typo.id }
        }
        data "t_d" "good" {
          attrs = {}
        }
    "#;
    let told = placed(&[("x.policy.hcl", &policy)], test);
    assert!(told[0].starts_with("resource.t_y.fixture: ERROR x.policytest.hcl:3:"), "{told:?}");
    assert_eq!(
        told[1..],
        [
            "resource.t_z.good: skipped",
            "data.t_d.bad: ERROR x.policytest.hcl:10:25 there is no mock, local or input `t_z.typo` in this file"
        ]
    );
}

#[test]
fn an_error_that_a_reference_leads_to_is_told_where_it_is() {
    let policy = wants_one("one");
    let test = "resource \"t_y\" \"y\" {\n attrs = { id = local.typo }\n}\nresource \"t_x\" \"x\" {\n attrs = { a = t_y.y.id }\n}\nlocals {\n type = 1\n}";
    let error = "x.policytest.hcl:2:17 there is no local named `typo` in this file; did you mean `type`";
    assert_eq!(
        placed(&[("x.policy.hcl", &policy)], test),
        [format!("resource.t_y.y: ERROR {error}"), format!("resource.t_x.x: ERROR {error}")]
    );
}

#[test]
fn a_denial_counts_before_an_error_and_both_are_told() {
    let policies = format!(
        "{}resource_policy \"t_x\" \"b\" {{\n enforce {{\n condition = attrs.b == 1\n}}\n enforce {{\n condition = attrs.c == 1\n error_message = \"c denies\"\n}}\n}}\n",
        wants_one("a")
    );
    let run = |test: &str| placed(&[("x.policy.hcl", &policies)], test).concat();
    let error = "x.policy.hcl:9:14 policy `b`: `attrs` has no attribute `b`";
    assert_eq!(
        run("resource \"t_x\" \"x\" {\n attrs = { a = 2, c = 1 }\n}"),
        format!("resource.t_x.x: deny a denies | {error}")
    );
    assert_eq!(
        run("resource \"t_x\" \"x\" {\n attrs = { a = 1, c = 2 }\n}"),
        format!("resource.t_x.x: deny c denies | {error}"),
        "one policy has both"
    );
    let expected =
        |attrs: &str| run(&format!("resource \"t_x\" \"x\" {{\n expect_failure = true\n attrs = {attrs}\n}}"));
    assert_eq!(expected("{ a = 2, c = 1 }"), format!("resource.t_x.x: pass {error}"));
    assert_eq!(expected("{ a = 1, c = 1 }"), format!("resource.t_x.x: ERROR {error}"), "an error is no denial");
}

#[test]
fn a_denial_without_a_message_has_the_place_of_its_condition() {
    let policy = "resource_policy \"t_x\" \"l\" {\n  enforce {\n    condition = attrs.e\n  }\n}";
    let told = placed(&[("x.policy.hcl", policy)], "resource \"t_x\" \"a\" {\n attrs = { e = false }\n}");
    assert_eq!(told, ["resource.t_x.a: deny x.policy.hcl:3:17 the target does not satisfy the policy `l`"]);
}

#[test]
fn texts_for_inputs_are_of_the_type_of_the_input() {
    let one = |constraint: &str, condition: &str, text: &str| {
        let policy = format!(
            "input \"v\" {{\n type = {constraint}\n}}\nresource_policy \"t_x\" \"l\" {{\n enforce {{\n condition = {condition}\n error_message = \"got ${{core::valuetostring(input.v)}}\"\n}}\n}}"
        );
        let case = "resource \"t_x\" \"a\" {\n attrs = {}\n}";
        let environment = |name: &str| (name == "TFPOLICY_INPUT_v").then(|| text.to_owned());
        let given = BTreeMap::from([(SmolStr::new("v"), GivenInput::Text(text.to_owned()))]);
        let by_option = run_with(&[("x.policy.hcl", &policy)], case, InputSources { given, ..InputSources::none() });
        let sources = InputSources { environment: &environment, ..InputSources::none() };
        assert_eq!(by_option, run_with(&[("x.policy.hcl", &policy)], case, sources), "{text}");
        by_option.concat()
    };
    let pass = "resource.t_x.a: pass";
    assert_eq!(one("string", "input.v == \"1.10\"", "1.10"), pass);
    assert_eq!(one("string", "input.v == \"true\"", "true"), pass);
    assert_eq!(one("string", "input.v == \"[1]\"", "[1]"), pass);
    assert_eq!(one("number", "input.v == 1.1", "1.10"), pass);
    assert_eq!(one("list(string)", "input.v[1] == \"b\"", "[\"a\", \"b\"]"), pass);
    assert_eq!(one("any", "input.v == \"plain\"", "plain"), pass);
}

#[test]
fn inputs_are_asked_for_where_they_are_read() {
    let policy = r#"
        input "n" { type = number }
        input "s" {
          type    = string
          default = "d"
        }
        locals { wanted = input.n }
        resource_policy "t_x" "reads" {
          locals { unused = input.s }
          enforce { condition = attrs.a == local.wanted }
        }
        resource_policy "t_y" "does_not" {
          enforce { condition = attrs.a == "d" }
        }
    "#;
    let test = r#"
        resource "t_x" "without" { attrs = { a = 1 } }
        resource "t_x" "with" {
          inputs { n = 1 }
          attrs = { a = 1, b = input.s }
        }
        resource "t_y" "no_need" { attrs = { a = input.s } }
        resource "t_y" "own" {
          inputs { n = 1 }
          attrs = { a = input.n }
        }
        resource "t_y" "typo" { attrs = { a = input.t } }
        resource "t_x" "wrong" {
          inputs { n = "many" }
          attrs = { a = 1 }
        }
        resource "t_y" "undeclared" {
          expect_failure = true
          inputs { m = 1 }
          attrs = { a = 1 }
        }
    "#;
    assert_eq!(
        placed(&[("x.policy.hcl", policy)], test),
        [
            "resource.t_x.without: ERROR x.policy.hcl:2:9 input `n` has no value and no default",
            "resource.t_x.with: pass",
            "resource.t_y.no_need: pass",
            "resource.t_y.own: ERROR x.policytest.hcl:10:25 input `n` has no value here; a mock reads the `inputs` of the file, not \
             those of a mock",
            "resource.t_y.typo: ERROR x.policytest.hcl:12:47 there is no input named `t`; did you mean `n`",
            "resource.t_x.wrong: ERROR x.policytest.hcl:14:24 the value for input `n` does not fit its type: a number is required",
            "resource.t_y.undeclared: ERROR x.policytest.hcl:19:24 there is no input named `m`; did you mean `n`",
        ]
    );
}

#[test]
fn an_input_may_be_read_by_a_local_that_another_hides() {
    let shared = "input \"n\" {\n type = number\n}\nlocals {\n a = input.n\n b = local.a\n}";
    let policy = "resource_policy \"t_x\" \"l\" {\n locals {\n a = 2\n}\n enforce {\n condition = local.a == 2 && local.b == 1\n}\n}";
    let policies = [("a.policy.hcl", shared), ("b.policy.hcl", policy)];
    let case = "resource \"t_x\" \"a\" {\n attrs = {}\n}\n";
    assert_eq!(run(&policies, case), ["resource.t_x.a: ERROR input `n` has no value and no default"]);
    assert_eq!(run(&policies, &format!("inputs {{\n n = 1\n}}\n{case}")), ["resource.t_x.a: pass"]);
}

#[test]
fn what_loading_tells_is_told_once() {
    let sources = SourceMap::default();
    let warns = "input \"n\" {\n type = number\n default = 1\n}\nresource_policy \"t_x\" \"l\" {\n enforce {\n condition = true ? true : core::contain(1)\n}\n}\nresource_policy \"t_y\" \"none\" {\n}\n";
    let files = added(&sources, &[("a.policy.hcl", warns), ("b.policy.hcl", "locals {\n a = var.x\n}\n")]);
    let read = |directory: &Utf8Path| of_directory(&files, directory);
    let given = ["n", "m"].map(|name| (SmolStr::new(name), GivenInput::Text("1".to_owned())));
    let runner = TestRunner::new(&read, InputSources { given: given.into(), ..InputSources::none() });
    let case = "resource \"t_x\" \"a\" {\n attrs = {}\n}\n";
    let target = |name: &str| format!("policytest {{\n targets = [\"{name}\"]\n}}\n{case}");
    let tests = added(
        &sources,
        &[("1.policytest.hcl", &target("a.policy.hcl")), ("2.policytest.hcl", &target("a.policy.hcl"))],
    );
    let results: Vec<TestFileResult> = tests.iter().map(|test| runner.run(test)).collect();
    assert!(!results.iter().any(TestFileResult::is_failure), "{results:?}");
    let told = |results: &[TestFileResult]| -> Vec<String> {
        runner.diagnostics(results).into_iter().map(|told| told.message).collect()
    };
    let all = told(&results);
    assert_eq!(all.len(), 3, "{all:?}");
    for part in ["`core::contain`; did you mean `contains`", "no `enforce` block", "the root of a traversal"] {
        assert!(all.iter().any(|message| message.contains(part)), "{part}: {all:?}");
    }
    let whole = added(&sources, &[("3.policytest.hcl", case)]).remove(0);
    assert_eq!(told(&[runner.run(&whole)]).len(), 2, "the error is in the result");
    // The file that was left out may declare `m`.
    assert!(runner.undeclared_inputs().is_empty());
    let (good, read): (_, &ReadPolicies<'_>) = (files[0].clone(), &|_| Vec::new());
    let only_good = |directory: &Utf8Path| if directory == "." { vec![Ok(good.clone())] } else { read(directory) };
    let runner = TestRunner::new(&only_good, runner.inputs.clone());
    assert!(!runner.run(&whole).is_failure());
    assert_eq!(runner.undeclared_inputs().into_iter().collect::<Vec<_>>(), ["m"]);
}

#[test]
fn a_case_does_not_spend_the_budget_of_the_next() {
    let policy = "resource_policy \"t_x\" \"l\" {\n enforce {\n condition = core::length([for a in core::range(1000) : a + 1]) == 1000\n}\n}";
    let case = |index: usize| format!("resource \"t_x\" \"c{index}\" {{\n attrs = {{}}\n}}\n");
    let cases: String = (0..16).map(case).collect();
    let sources = SourceMap::default();
    let files = added(&sources, &[("x.policy.hcl", policy), ("x.policytest.hcl", &cases)]);
    let read = |directory: &Utf8Path| of_directory(&files[..1], directory);
    let mut runner = TestRunner::new(&read, InputSources::none());
    let outcomes = |runner: &TestRunner<'_>| -> Vec<CaseOutcome> {
        runner.run(&files[1]).cases.iter().map(|case| case.outcome).collect()
    };
    // Enough for some of the cases together, and for each alone.
    runner.budget.steps = 20_000;
    assert_eq!(outcomes(&runner), [CaseOutcome::Pass; 16]);
    runner.budget.steps = 50;
    assert_eq!(outcomes(&runner), [CaseOutcome::Unknown; 16]);
}

/// Every place in a value, the whole left out, with the value that has an unknown there.
fn with_unknown_parts(value: &Value) -> Vec<Value> {
    let unknown = |part: &Value| Value::unknown(part.ty(), crate::value::Cause::Variable("var.x".into()));
    let mut all = Vec::new();
    if let Some(entries) = value.as_entries() {
        for (name, part) in entries {
            let replaced = |new: Value| {
                let mut entries = entries.clone();
                entries.insert(name.clone(), new);
                Value::object(entries)
            };
            all.push(replaced(unknown(part)));
            all.extend(with_unknown_parts(part).into_iter().map(replaced));
        }
    } else if let Some(elements) = value.as_elements() {
        for (index, part) in elements.iter().enumerate() {
            let replaced = |new: Value| {
                let mut elements = elements.to_vec();
                elements[index] = new;
                Value::tuple(elements)
            };
            all.push(replaced(unknown(part)));
            all.extend(with_unknown_parts(part).into_iter().map(replaced));
        }
    }
    all
}

/// Making any part of a mock unknown may make a verdict undetermined, but never its opposite. Left out are the rules about
/// keys and secrets, for which a value from elsewhere is an answer.
#[test]
fn an_unknown_never_turns_a_verdict_into_its_opposite() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let sources = SourceMap::default();
    let read = |path: &Utf8Path| sources.file(sources.add(path, path, std::fs::read_to_string(path).unwrap()));
    let mut judged = 0;
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = Utf8PathBuf::from_path_buf(entry.unwrap().into_path()).unwrap();
        let Some(stem) = path.as_str().strip_suffix(super::super::TEST_SUFFIX) else { continue };
        let policies = Utf8PathBuf::from(format!("{stem}{}", super::super::POLICY_SUFFIX));
        if !policies.exists() {
            continue;
        }
        let policies = read(&policies);
        if ["is_customer_key", "is_literal"].iter().any(|function| policies.text().contains(function)) {
            continue;
        }
        let set = PolicySet::load(&[policies]);
        let inputs = set.input_values(&InputSources::none()).unwrap();
        let file = TestFile::parse(&read(&path));
        let context = Context::default();
        let scope = TestScope::new(&file, MockInputs::new(), &context);
        let mut cases: Vec<Case<'_>> = file.mocks.iter().map(|mock| Case::new(mock, &scope)).collect();
        let verdicts = |cases: &[Case<'_>], index: usize| -> Vec<Verdict> {
            let resources = universe(cases);
            let judge = Judge::with_data_sources(&resources, Budget::default(), DataSources::Mocks);
            let run = judge.run(&set, &inputs);
            let Ok(target) = &cases[index].target else { return Vec::new() };
            let of_kind = set.policies().filter(|(_, policy)| policy.kind == target.kind);
            of_kind
                .filter(|(_, policy)| policy.target.matches(&target.name))
                .map(|(_, policy)| run.judge_target(policy, target, 0).verdict)
                .collect()
        };
        for index in 0..cases.len() {
            let before = verdicts(&cases, index);
            let Ok(target) = cases[index].target.clone() else { continue };
            // Large mocks differ little in their parts.
            for attributes in with_unknown_parts(&target.attributes.object()).into_iter().take(12) {
                let shown = attributes.to_string();
                let changed = Target { attributes: Rc::new(MockAttributes(attributes)), ..target.clone() };
                cases[index].target = Ok(changed);
                let after = verdicts(&cases, index);
                judged += 1;
                for (before, after) in before.iter().zip(&after) {
                    let is_opposite = matches!(
                        (before, after),
                        (Verdict::Pass | Verdict::NotApplicable, Verdict::Fail)
                            | (Verdict::Fail, Verdict::Pass | Verdict::NotApplicable)
                    );
                    assert!(!is_opposite, "{path} {}: {before:?} became {after:?} with {shown}", target.address);
                }
            }
            cases[index].target = Ok(target);
        }
    }
    assert!(judged > 0);
}
