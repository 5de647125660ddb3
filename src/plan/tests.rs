//! Tests of the whole room.

use camino::Utf8Path;

use super::{DocumentError, PlanError, PlanFile, Planned, TextError, found_within, read_from, resources};
use crate::model::{Change, Resource};
use crate::value::{Marks, Symbol};
use crate::workspace::SourceMap;

fn read(text: &str) -> Result<PlanFile, PlanError> {
    let path = Utf8Path::new("plan.json");
    read_from(&SourceMap::default(), path, path, &mut text.as_bytes())
}

fn planned(text: &str) -> Planned {
    resources(&read(text).unwrap(), None)
}

fn find<'a>(planned: &'a Planned, address: &str) -> &'a Resource {
    let all = || planned.resources.managed.values().chain(planned.resources.data.values()).flatten();
    all().find(|resource| resource.address.to_string() == address).unwrap()
}

fn show(planned: &Planned, address: &str, attribute: &str) -> String {
    find(planned, address).attributes.get(attribute).map_or_else(|| "none".to_owned(), |value| value.to_string())
}

/// A resource change.
fn change(resource_type: &str, name: &str, rest: &str, change: &str) -> String {
    format!(
        r#"{{"address":"{resource_type}.{name}","mode":"managed","type":"{resource_type}","name":"{name}",
            "provider_name":"registry.terraform.io/hashicorp/aws"{rest},"change":{{{change}}}}}"#
    )
}

fn plan(changes: &[String], rest: &str) -> String {
    format!(r#"{{"format_version":"1.2","resource_changes":[{}]{rest}}}"#, changes.join(","))
}

#[test]
fn what_is_found_and_too_large_is_told_where_it_may_be_a_plan() {
    use std::io::Write;
    let directory = tempfile::tempdir().unwrap();
    let path = Utf8Path::from_path(directory.path()).unwrap().join("file");
    let found = |text: &str, is_packed: bool, limit: u64| {
        let text = format!("{text}{}", " ".repeat(100_000));
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        std::fs::write(&path, if is_packed { gzip.finish().unwrap() } else { text.into_bytes() }).unwrap();
        found_within(limit, &SourceMap::default(), &path, &path)
    };
    let plan = r#"{"format_version":"1.2","resource_changes":[]}"#;
    for is_packed in [true, false] {
        assert!(matches!(found(plan, is_packed, 1 << 20), Some(Ok(_))));
        let too_large = found(plan, is_packed, 10_000);
        assert!(matches!(too_large, Some(Err(PlanError::Document(DocumentError::Text(TextError::TooLarge))))));
        assert!(found(r#"{"name":"web"}"#, is_packed, 10_000).is_none());
        assert!(found("{", is_packed, 1 << 20).is_none());
    }
}

#[test]
fn values_have_the_types_of_the_schema() {
    let group = change(
        "aws_security_group",
        "a",
        "",
        r#""actions":["create"],"before":null,"after":{"name":"x","tags":{"a":"b"},"revoke_rules_on_delete":false,
        "ingress":[{"cidr_blocks":["10.0.0.0/8"],"description":"","from_port":22,"ipv6_cidr_blocks":[],"prefix_list_ids":[],
        "protocol":"tcp","security_groups":[],"self":false,"to_port":22}]},
        "after_unknown":{"id":true,"arn":true,"egress":true,"vpc_id":true,"ingress":[{"cidr_blocks":[false]}]},
        "after_sensitive":{"tags":{"a":true}}"#,
    );
    let planned = planned(&plan(&[group], ""));
    assert!(show(&planned, "aws_security_group.a", "ingress").starts_with("toset(["));
    assert!(show(&planned, "aws_security_group.a", "vpc_id").contains("known after apply"));
    assert_eq!(show(&planned, "aws_security_group.a", "nonsense"), "none");
    let tags = find(&planned, "aws_security_group.a").attributes.get("tags").unwrap();
    assert!(tags.get("a").unwrap().marks.contains(Marks::SENSITIVE));
    assert!(!tags.to_string().contains("\"b\""), "{tags}");
}

#[test]
fn references_join_through_modules_and_instances() {
    let bucket =
        r#""actions":["create"],"before":null,"after":{},"after_unknown":{"id":true,"bucket":true,"arn":true}"#;
    let versioning = r#""actions":["create"],"before":null,"after":{},"after_unknown":{"id":true,"bucket":true}"#;
    let in_module = |key: &str| format!(r#","module_address":"module.m[\"{key}\"]""#);
    let changes = [
        change("aws_s3_bucket", "b", &format!("{},\"index\":0", in_module("x")), bucket),
        change("aws_s3_bucket", "b", &format!("{},\"index\":1", in_module("x")), bucket),
        change("aws_s3_bucket", "b", &format!("{},\"index\":0", in_module("y")), bucket),
        change("aws_s3_bucket_versioning", "direct", "", versioning),
        change("aws_s3_bucket_versioning", "inside", &format!("{},\"index\":1", in_module("x")), versioning),
        change("aws_s3_bucket_versioning", "text", "", versioning),
    ];
    let configuration = r#","configuration":{"root_module":{
        "resources":[
          {"mode":"managed","type":"aws_s3_bucket_versioning","name":"direct",
           "expressions":{"bucket":{"references":["module.m[\"y\"].id","module.m[\"y\"]","module.m"]}}},
          {"mode":"managed","type":"aws_s3_bucket_versioning","name":"text",
           "expressions":{"bucket":{"references":["module.m[\"y\"].id","module.m[\"y\"]","module.m","var.a"]}}}],
        "module_calls":{"m":{"source":"./m","expressions":{},"module":{
          "outputs":{"id":{"expression":{"references":["aws_s3_bucket.b[0].id","aws_s3_bucket.b[0]","aws_s3_bucket.b"]}}},
          "resources":[
            {"mode":"managed","type":"aws_s3_bucket","name":"b","expressions":{}},
            {"mode":"managed","type":"aws_s3_bucket_versioning","name":"inside",
             "expressions":{"bucket":{"references":["aws_s3_bucket.b","count.index"]}}}]}}}}}"#;
    let planned = planned(&plan(&changes, configuration));
    assert!(planned.gaps.is_empty());
    let of = |address: &str| match find(&planned, address).attributes.get("bucket").unwrap().symbol.as_deref() {
        Some(Symbol::Attribute { instance, .. }) => instance.address.to_string(),
        _ => String::new(),
    };
    assert_eq!(of("aws_s3_bucket_versioning.direct"), r#"module.m["y"].aws_s3_bucket.b[0]"#);
    assert_eq!(of(r#"module.m["x"].aws_s3_bucket_versioning.inside[1]"#), r#"module.m["x"].aws_s3_bucket.b[1]"#);
    assert_eq!(of("aws_s3_bucket_versioning.text"), "");
    assert_eq!(planned.resources.modules.len(), 2);
}

#[test]
fn changes_are_told_apart() {
    let with = |name: &str, actions: &str, rest: &str| {
        let values = r#""before":{"bucket":"old"},"after":{"bucket":"new"}"#;
        change("aws_s3_bucket", name, rest, &format!(r#""actions":{actions},{values}"#))
    };
    let changes = [
        with("replaced", r#"["delete","create"]"#, ""),
        with("kept", r#"["no-op"]"#, ""),
        with("kept", r#"["delete"]"#, r#","deposed":"abcd""#),
        with("forgotten", r#"["forget"]"#, ""),
        with("gone", r#"["delete"]"#, ""),
        with("kept", r#"["create"]"#, ""),
        with("strange", r#"["explode"]"#, ""),
        r#"{"mode":"managed"}"#.to_owned(),
        r#"7"#.to_owned(),
    ];
    let planned = planned(&plan(&changes, ""));
    let all: Vec<_> = planned.resources.of_type("aws_s3_bucket").iter().collect();
    let told: Vec<_> = all.iter().map(|it| (it.address.name.as_str(), it.change)).collect();
    let expected = [("gone", Some(Change::Delete)), ("kept", Some(Change::NoOp)), ("replaced", Some(Change::Replace))];
    assert_eq!(told, expected);
    assert_eq!(show(&planned, "aws_s3_bucket.gone", "bucket"), "\"old\"");
    assert_eq!(show(&planned, "aws_s3_bucket.kept", "bucket"), "\"new\"");
    assert_eq!(planned.gaps.len(), 4, "{:?}", planned.gaps);
}

#[test]
fn a_state_is_what_is_deployed() {
    let text = r#"{"format_version":"1.0","terraform_version":"1.9.0","values":{"root_module":{"child_modules":[
        {"address":"module.a","resources":[{"address":"module.a.aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket",
         "name":"b","values":{"bucket":"x","id":"x"},"sensitive_values":{"bucket":true}}]}]}}}"#;
    let planned = planned(text);
    let bucket = find(&planned, "module.a.aws_s3_bucket.b");
    assert_eq!(bucket.change, Some(Change::NoOp));
    assert!(bucket.attributes.get("bucket").unwrap().marks.contains(Marks::SENSITIVE));
    assert_eq!(bucket.place.header.start as usize, text.find("\"module.a.aws_s3").unwrap());
}

#[test]
fn variables_keep_their_places() {
    let text = "{\"format_version\":\"1.2\",\n \"variables\": {\"a\": {\"value\": {\"x\":[1]}},\n \"b\": {},\"c\":{\"value\":\"ü\"}},\"resource_changes\":[]}";
    let sources = SourceMap::default();
    let path = Utf8Path::new("plan.json");
    let file = read_from(&sources, path, path, &mut text.as_bytes()).unwrap();
    let variables = file.add_variables(&sources).unwrap();
    let made = sources.find(&variables).unwrap();
    let value: serde_json::Value = serde_json::from_str(made.text()).unwrap();
    assert_eq!(value, serde_json::json!({"a": {"x": [1]}, "c": "ü"}));
    assert_eq!(made.text().find("[1]"), text.find("[1]"));
    assert!(!made.is_shown());
}
