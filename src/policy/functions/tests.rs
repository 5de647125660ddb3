//! Tables of arguments and results. In them `<name>` is an unknown string for want of `var.name`, `<type.name.attribute>`
//! an unknown attribute of a resource, `a <name> b` a template, `<<name>>` an unknown of unknown type.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::*;
use crate::value::{
    Cause, Causes, Content, Data, Instance, Member, Number, Part, PathStep, Presence, Refinement, Symbol, Type, Unknown,
};

fn unknown_part(name: &str) -> Value {
    let cause = Causes::one(Cause::Variable(format!("var.{name}").into()));
    let (address, attribute) = match name.rsplit_once('.') {
        Some(parts) => parts,
        None => return Value::unknown(Type::String, cause),
    };
    let is_data = address.starts_with("data.");
    let resource_type = address.trim_start_matches("data.").split('.').next().unwrap_or_default();
    let symbol = Symbol::Attribute {
        instance: Arc::new(Instance {
            resource_type: resource_type.into(),
            address: address.into(),
            expansions: Arc::from([]),
            is_data,
        }),
        path: Arc::from([PathStep::Attribute(attribute.into())]),
        identity: false,
    };
    Value::unknown(Type::String, Cause::Computed(name.into())).with_symbol(Some(Arc::new(symbol)))
}

fn string(text: &str) -> Value {
    if let Some(name) = text.strip_prefix("<<").and_then(|text| text.strip_suffix(">>")) {
        return Value::unknown(Type::Dynamic, Cause::Variable(format!("var.{name}").into()));
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let (name, after) = after.split_once('>').expect("every < is closed");
        if !before.is_empty() {
            parts.push(Part::Text(before.into()));
        }
        parts.push(Part::Value(unknown_part(name)));
        rest = after;
    }
    if parts.is_empty() {
        return Value::string(text);
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.into()));
    }
    if let [Part::Value(value)] = parts.as_slice() {
        return value.clone();
    }
    Value::unknown_with(Unknown {
        ty: Type::String,
        causes: Causes::one(Cause::Variable("var.part".into())),
        refinement: Refinement::default(),
        content: Some(Content::Template(parts.into())),
    })
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::null(),
        Json::Bool(flag) => Value::bool(*flag),
        Json::Number(number) => Value::number(Number::from(number.as_i64().expect("a whole number"))),
        Json::String(text) => string(text),
        Json::Array(elements) => Value::tuple(elements.iter().map(value).collect()),
        Json::Object(attributes) => Value::object(attributes.iter().map(|(name, json)| (name.into(), value(json)))),
    }
}

struct Aliases;

impl References for Aliases {
    fn of_same_region(&self, _resource_type: &str) -> Value {
        Value::tuple(Vec::new())
    }

    fn data_attribute(&self, address: &str, name: &str) -> Option<Value> {
        match (address, name) {
            ("data.aws_kms_alias.s3", "name") => Some(Value::string("alias/aws/s3")),
            ("data.aws_kms_alias.own", "name") => Some(Value::string("alias/mine")),
            ("data.aws_kms_alias.any", "name") => Some(string("<alias>")),
            ("data.aws_kms_key.by_alias", "key_id") => Some(unknown_part("data.aws_kms_alias.s3.target_key_id")),
            ("data.aws_iam_policy.named", "name") => Some(Value::string("PowerUserAccess")),
            ("data.aws_kms_key.itself", "key_id") => Some(unknown_part("data.aws_kms_key.itself.arn")),
            _ => None,
        }
    }

    fn data_sources<'a>(&'a self, data_type: &str) -> Vec<(String, ReadArgument<'a>)> {
        let request = |name: &str, url: &str| -> (String, ReadArgument<'a>) {
            let url = string(url);
            (format!("data.http.{name}"), Box::new(move |argument| (argument == "url").then(|| url.clone())))
        };
        match data_type {
            "http" => vec![
                request("literal", "https://example.com/?token=s3cr3t-in-url"),
                request("reference", "https://example.com/?token=<random_password.sent.result>"),
                request("opaque", "<<url>>"),
            ],
            _ => Vec::new(),
        }
    }

    fn is_target(&self, address: &str) -> bool {
        address == "aws_ebs_volume.target"
    }
}

/// `true`, `false`, `null` for unknown, or the value.
fn result(name: &str, arguments: &[Json]) -> Json {
    let arguments: Vec<Value> = arguments.iter().map(value).collect();
    show(&call(name, &arguments, &Aliases).expect("the arity is right"))
}

fn show(value: &Value) -> Json {
    match &value.data {
        Data::Null(_) => json!("null"),
        Data::Bool(flag) => json!(flag),
        Data::Number(number) => json!(number.to_i64()),
        Data::String(text) => json!(text.as_str()),
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => value.children().map(show).collect(),
        Data::Map(_) | Data::Object(_) => value
            .as_entries()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.to_string(), show(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Data::Unknown(unknown) => match &unknown.content {
            Some(Content::Members(members)) => members
                .iter()
                .map(|member| match member.presence {
                    Presence::Certain => show(&member.value),
                    Presence::Possible(_) => json!({ "maybe": show(&member.value) }),
                })
                .collect(),
            Some(Content::Template(parts)) => json!(
                parts
                    .iter()
                    .map(|part| match part {
                        Part::Text(text) => text.to_string(),
                        Part::Value(_) => "<>".to_owned(),
                    })
                    .collect::<String>()
            ),
            Some(Content::Document(_) | Content::Base64(_)) | None => Json::Null,
        },
    }
}

/// Each line: arguments, expected result.
fn table(name: &str, lines: &[(Json, Json)]) {
    for (arguments, expected) in lines {
        let Json::Array(list) = arguments else { panic!("arguments are a list") };
        assert_eq!(&result(name, list), expected, "{name}{arguments}");
    }
}

#[test]
fn every_function_is_in_the_table_and_total() {
    for (name, count) in FUNCTIONS {
        for argument in [
            json!(null),
            json!("<<x>>"),
            json!("<x>"),
            json!(""),
            json!("text"),
            json!(3),
            json!(true),
            json!([null, "<x>", 7]),
            json!({ "a": null, "effect": null, "protocol": [], "cidr_blocks": "x", "principals": 1 }),
        ] {
            let arguments: Vec<Value> = vec![value(&argument); count];
            assert!(call(name, &arguments, &NoReferences).is_ok(), "{name}({argument})");
            assert!(call(name, &[], &NoReferences).is_err());
        }
    }
    assert_eq!(call("nosuch", &[], &NoReferences).unwrap_err(), "there is no function `plugin::soc2::nosuch`");
}

#[test]
fn any_ip() {
    table(
        "is_any_ip",
        &[
            (json!(["0.0.0.0/0"]), json!(true)),
            (json!(["128.0.0.0/1"]), json!(true)),
            (json!(["0.0.0.0/2"]), json!(false)),
            (json!(["10.0.0.0/8"]), json!(false)),
            (json!(["0.0.0.0"]), json!(false)),
            (json!(["::/0"]), json!(true)),
            (json!(["0:0:0:0:0:0:0:0/0"]), json!(true)),
            (json!(["0000:0000::/000"]), json!(true)),
            (json!(["2000::/3"]), json!(true)),
            (json!(["2000::/4"]), json!(false)),
            (json!(["0.0.0.0/33"]), json!(false)),
            (json!(["anything"]), json!(false)),
            (json!([null]), json!(false)),
            (json!(["<cidr>"]), json!(null)),
            (json!(["<ip>/32"]), json!(false)),
            (json!(["<ip>/0"]), json!(true)),
            (json!(["10.0.0.0/<bits>"]), json!(null)),
            (json!(["<aws_vpc.main.cidr_block>"]), json!(false)),
            (json!(["<aws_eip.a.cidr_block>"]), json!(null)),
        ],
    );
    table(
        "is_wide_public_range",
        &[
            (json!(["8.0.0.0/8", 16]), json!(true)),
            (json!(["8.8.0.0/16", 16]), json!(false)),
            (json!(["0.0.0.0/0", 16]), json!(false)),
            (json!(["0.0.0.0/1", 16]), json!(true)),
            (json!(["10.0.0.0/8", 16]), json!(false)),
            (json!(["10.0.0.0/7", 16]), json!(true)),
            (json!(["2000::/3", 16]), json!(false)),
            (json!(["<cidr>", 16]), json!(null)),
            (json!(["<ip>/24", 16]), json!(false)),
            (json!(["<ip>/8", 16]), json!(null)),
            (json!([null, 16]), json!(false)),
        ],
    );
}

#[test]
fn ranges_of_a_rule() {
    table(
        "rule_ranges",
        &[
            (
                json!([{ "cidr_blocks": ["10.0.0.0/8", null], "ipv6_cidr_blocks": ["::/0"] }]),
                json!(["10.0.0.0/8", "::/0"]),
            ),
            (json!([{ "cidr_ipv4": "10.0.0.0/8", "cidr_ipv6": null }]), json!(["10.0.0.0/8"])),
            (json!([{ "cidr_block": "10.0.0.0/8", "ipv6_cidr_block": "" }]), json!(["10.0.0.0/8"])),
            (json!([{ "cidr_blocks": "<<x>>", "ipv6_cidr_blocks": ["::/0"] }]), json!(["::/0", { "maybe": null }])),
            (json!([null]), json!([])),
            (json!(["<<rule>>"]), json!(null)),
        ],
    );
    table(
        "public_ranges",
        &[
            (
                json!([{ "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], "ipv6_cidr_blocks": ["::/0"] }]),
                json!(["0.0.0.0/0", "::/0"]),
            ),
            (json!([{ "cidr_blocks": ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"] }]), json!(["128.0.0.0/1"])),
            (json!([{ "cidr_blocks": ["::/4", "1000::/4", "2000::/4"] }]), json!(["::/4", "1000::/4", "2000::/4"])),
            (
                json!([{ "cidr_blocks": ["10.0.0.0/8", "<range>", "0.0.0.0/0"] }]),
                json!([{ "maybe": null }, "0.0.0.0/0"]),
            ),
            (json!([null]), json!([])),
        ],
    );
}

#[test]
fn security_group_rules() {
    let rule = |protocol: Json, from: Json, to: Json, ranges: Json| json!({ "protocol": protocol, "from_port": from, "to_port": to, "cidr_blocks": ranges });
    let any = || json!(["0.0.0.0/0"]);
    let ssh = || json!(["tcp/22", "udp/137-138"]);
    table(
        "opens_ports",
        &[
            (json!([rule(json!("tcp"), json!(22), json!(22), any()), ssh()]), json!(true)),
            (json!([rule(json!("6"), json!(0), json!(1024), any()), ssh()]), json!(true)),
            (json!([rule(json!("TCP"), json!("22"), json!("22"), any()), ssh()]), json!(true)),
            (json!([rule(json!("udp"), json!(22), json!(22), any()), ssh()]), json!(false)),
            (json!([rule(json!("17"), json!(138), json!(200), any()), ssh()]), json!(true)),
            (json!([rule(json!("-1"), json!(0), json!(0), any()), ssh()]), json!(true)),
            (json!([rule(json!(-1), json!(null), json!(null), any()), ssh()]), json!(true)),
            (json!([rule(json!("all"), json!(0), json!(0), any()), ssh()]), json!(true)),
            // The provider refuses ports beside all protocols, but only of a rule inside its group.
            (json!([rule(json!("-1"), json!(0), json!(65535), any()), ssh()]), json!(null)),
            (json!([rule(json!("all"), json!(20), json!(200), any()), ssh()]), json!(null)),
            (json!([rule(json!("-1"), json!(0), json!(65535), json!(["10.0.0.0/8"])), ssh()]), json!(false)),
            (
                json!([{ "security_group_id": "<g>", "protocol": "-1", "from_port": 0, "to_port": 65535, "cidr_blocks": ["::/0"] }, ssh()]),
                json!(true),
            ),
            (json!([rule(json!("tcp"), json!(23), json!(100), any()), ssh()]), json!(false)),
            // Nobody makes a rule without ports, or without protocol; an entry of a network ACL then has port 0.
            (json!([rule(json!("tcp"), json!(null), json!(null), any()), ssh()]), json!(null)),
            (json!([rule(json!(null), json!(22), json!(22), any()), ssh()]), json!(null)),
            (json!([{ "network_acl_id": "<a>", "protocol": "tcp", "cidr_block": "0.0.0.0/0" }, ssh()]), json!(false)),
            (json!([rule(json!("icmp"), json!(22), json!(22), any()), ssh()]), json!(false)),
            // Two ranges that add up, and four.
            (
                json!([rule(json!("tcp"), json!(22), json!(22), json!(["0.0.0.0/1", "128.0.0.0/1"])), ssh()]),
                json!(true),
            ),
            (
                json!([
                    rule(json!("tcp"), json!(22), json!(22), json!(["0.0.0.0/2", "64.0.0.0/2", "10.0.0.0/8"])),
                    ssh()
                ]),
                json!(true),
            ),
            (
                json!([rule(json!("tcp"), json!(22), json!(22), json!(["0.0.0.0/2", "128.0.0.0/2"])), ssh()]),
                json!(false),
            ),
            // What is known decides.
            (json!([rule(json!("<p>"), json!("<f>"), json!("<t>"), json!(["10.0.0.0/8"])), ssh()]), json!(false)),
            (json!([rule(json!("tcp"), json!("<f>"), json!(22), any()), ssh()]), json!(null)),
            (json!([rule(json!("tcp"), json!("<f>"), json!(21), any()), ssh()]), json!(false)),
            (json!([rule(json!("<p>"), json!(22), json!(22), any()), ssh()]), json!(null)),
            (json!([rule(json!("tcp"), json!(22), json!(22), json!(["<cidr>"])), ssh()]), json!(null)),
            (json!([rule(json!("tcp"), json!(22), json!(22), json!(["<cidr>", "::/0"])), ssh()]), json!(true)),
            (json!([rule(json!("tcp"), json!(80), json!(80), json!(["<cidr>"])), ssh()]), json!(false)),
            (json!([rule(json!("tcp"), json!(22), json!(22), json!("<<list>>")), ssh()]), json!(null)),
            (json!([rule(json!("tcp"), json!(22), json!(22), json!(["<aws_vpc.a.cidr_block>"])), ssh()]), json!(false)),
            // Other types' names.
            (
                json!([{ "ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv6": "::0/0" }, ssh()]),
                json!(true),
            ),
            (json!([{ "type": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"] }, ssh()]), json!(false)),
            (json!([{ "type": "<t>", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"] }, ssh()]), json!(null)),
            (
                json!([{ "protocol": "-1", "prefix_list_ids": ["pl-1"], "security_groups": ["sg-1"] }, ssh()]),
                json!(false),
            ),
            // AWS refuses a rule without any source.
            (json!([{ "protocol": "tcp", "from_port": 22, "to_port": 22 }, ssh()]), json!(null)),
            (json!([rule(json!("tcp"), json!(22), json!(22), json!([])), ssh()]), json!(null)),
            (
                json!([{ "protocol": "-1", "self": false, "security_groups": [], "cidr_blocks": null }, ssh()]),
                json!(null),
            ),
            (json!([{ "protocol": "-1", "self": true }, ssh()]), json!(false)),
            (json!([{ "protocol": "-1", "source_security_group_id": "<group>" }, ssh()]), json!(false)),
            (json!([{ "protocol": "tcp", "from_port": 80, "to_port": 80 }, ssh()]), json!(false)),
            (json!([null, ssh()]), json!(false)),
            (json!(["<<rule>>", ssh()]), json!(null)),
        ],
    );
    table(
        "opened_ports",
        &[
            (
                json!([rule(json!("tcp"), json!(20), json!(22), any()), ["tcp/22", "tcp/3389", "tcp/21"]]),
                json!(["tcp/22", "tcp/21"]),
            ),
            (json!([rule(json!("tcp"), json!(22), json!(22), json!(["<c>"])), ["tcp/22"]]), json!([])),
            (json!([null, ["tcp/22"]]), json!([])),
        ],
    );
    table(
        "opens_all_ports",
        &[
            (json!([rule(json!("-1"), json!(0), json!(0), any())]), json!(true)),
            (json!([rule(json!("tcp"), json!(0), json!(65535), any())]), json!(true)),
            (json!([rule(json!("udp"), json!(1), json!(65535), any())]), json!(true)),
            (json!([rule(json!("tcp"), json!(2), json!(65535), any())]), json!(false)),
            (json!([rule(json!("tcp"), json!(0), json!("<t>"), any())]), json!(null)),
            (json!([rule(json!("-1"), json!(0), json!(0), json!(["10.0.0.0/8"]))]), json!(false)),
            (json!([{ "type": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"] }]), json!(true)),
        ],
    );
    table(
        "rule_ports",
        &[
            (json!([rule(json!("tcp"), json!(22), json!("22"), any())]), json!("tcp/22")),
            (json!([rule(json!("17"), json!(137), json!(138), any())]), json!("udp/137-138")),
            (json!([rule(json!(-1), json!(0), json!(0), any())]), json!("all protocols")),
            (json!([rule(json!("ICMP"), json!(0), json!(0), any())]), json!("icmp")),
            (json!([rule(json!("50"), json!(0), json!(0), any())]), json!("protocol 50")),
            (json!([rule(json!("tcp"), json!("<f>"), json!(22), any())]), json!("tcp/?-22")),
            (json!([rule(json!("tcp"), json!(null), json!(null), any())]), json!("tcp/?")),
            (json!([rule(json!("<p>"), json!(1), json!(22), any())]), json!("?")),
            (json!([null]), json!("")),
            (json!(["<<rule>>"]), json!("?")),
        ],
    );
    table(
        "listed",
        &[
            (json!([["a", 2, ["b", "a"], { "k": "c" }, null, true, "<x>"]]), json!("a, 2, b, c")),
            (json!([[]]), json!("")),
            (json!(["<<x>>"]), json!("")),
        ],
    );
    let web = || json!(["tcp/80", "tcp/443"]);
    table(
        "opens_beyond",
        &[
            (json!([rule(json!("tcp"), json!(443), json!(443), any()), web()]), json!(false)),
            (json!([rule(json!("tcp"), json!(80), json!(443), any()), web()]), json!(true)),
            (json!([rule(json!("udp"), json!(443), json!(443), any()), web()]), json!(true)),
            (json!([rule(json!("icmp"), json!(-1), json!(-1), any()), web()]), json!(false)),
            (json!([rule(json!("-1"), json!(0), json!(0), any()), web()]), json!(true)),
            (json!([rule(json!("50"), json!(0), json!(0), any()), web()]), json!(true)),
            (json!([rule(json!("tcp"), json!("<f>"), json!(443), any()), web()]), json!(null)),
            (json!([rule(json!("tcp"), json!("<f>"), json!(22), any()), web()]), json!(true)),
            (json!([rule(json!("-1"), json!(0), json!(0), json!(["10.0.0.0/8"])), web()]), json!(false)),
        ],
    );
}

#[test]
fn network_acls() {
    let entry = |number: Json, action: &str, protocol: &str, from: Json, to: Json, range: &str| json!({ "rule_no": number, "action": action, "protocol": protocol, "from_port": from, "to_port": to, "cidr_block": range });
    let ssh = |number: i64, action: &str| entry(json!(number), action, "tcp", json!(22), json!(22), "0.0.0.0/0");
    let all = |number: i64, action: &str| entry(json!(number), action, "-1", json!(0), json!(0), "0.0.0.0/0");
    table(
        "network_acl_opens",
        &[
            (json!([[ssh(100, "allow")], ["tcp/22"]]), json!(true)),
            (json!([[ssh(100, "ALLOW")], ["tcp/3389"]]), json!(false)),
            (json!([[ssh(200, "allow"), ssh(100, "deny")], ["tcp/22"]]), json!(false)),
            (json!([[ssh(100, "allow"), ssh(200, "deny")], ["tcp/22"]]), json!(true)),
            (json!([[all(200, "allow"), ssh(100, "deny")], ["tcp/22", "tcp/3389"]]), json!(true)),
            (json!([[all(200, "allow"), ssh(100, "deny")], ["tcp/20-22"]]), json!(true)),
            // Half of the internet denied leaves the other half; ranges of IPv6 are another matter.
            (
                json!([
                    [all(200, "allow"), entry(json!(1), "deny", "-1", json!(0), json!(0), "0.0.0.0/1")],
                    ["tcp/22"]
                ]),
                json!(true),
            ),
            (
                json!([
                    [
                        all(200, "allow"),
                        entry(json!(1), "deny", "-1", json!(0), json!(0), "0.0.0.0/1"),
                        entry(json!(2), "deny", "-1", json!(0), json!(0), "128.0.0.0/1")
                    ],
                    ["tcp/22"]
                ]),
                json!(false),
            ),
            (
                json!([[all(200, "allow"), { "rule_no": 1, "action": "deny", "protocol": "-1", "ipv6_cidr_block": "::/0" }], ["tcp/22"]]),
                json!(true),
            ),
            // Unknown parts.
            (
                json!([[ssh(200, "allow"), entry(json!(1), "<a>", "-1", json!(0), json!(0), "0.0.0.0/0")], ["tcp/22"]]),
                json!(null),
            ),
            (
                json!([[ssh(1, "allow"), entry(json!(200), "<a>", "-1", json!(0), json!(0), "0.0.0.0/0")], ["tcp/22"]]),
                json!(true),
            ),
            (
                json!([
                    [entry(json!("<n>"), "allow", "-1", json!(0), json!(0), "0.0.0.0/0"), ssh(1, "deny")],
                    ["tcp/22"]
                ]),
                json!(null),
            ),
            (json!([[entry(json!(1), "allow", "-1", json!(0), json!(0), "<c>")], ["tcp/22"]]), json!(null)),
            (json!([[entry(json!("<n>"), "deny", "-1", json!(0), json!(0), "<c>")], ["tcp/22"]]), json!(false)),
            (json!(["<<entries>>", ["tcp/22"]]), json!(null)),
            (
                json!([[{ "rule_no": 1, "action": "allow", "protocol": "-1", "cidr_blocks": "<<c>>" }], ["tcp/22"]]),
                json!(null),
            ),
            // Lists from several places.
            (json!([[ssh(200, "allow"), [[ssh(100, "deny")], []]], ["tcp/22"]]), json!(false)),
            (json!([[ssh(200, "allow"), [[ssh(300, "deny")], "<<more>>"]], ["tcp/22"]]), json!(null)),
            (json!([null, ["tcp/22"]]), json!(false)),
            // Of the stand-alone resource, only incoming rules.
            (
                json!([[{ "rule_number": 1, "egress": true, "rule_action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0" }], ["tcp/22"]]),
                json!(false),
            ),
            (
                json!([[{ "rule_number": 1, "egress": false, "rule_action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0" }], ["tcp/22"]]),
                json!(true),
            ),
        ],
    );
    table(
        "network_acl_opens_all",
        &[
            (json!([[all(100, "allow")]]), json!(true)),
            (json!([[ssh(100, "allow")]]), json!(false)),
            (json!([[all(100, "deny"), all(200, "allow")]]), json!(false)),
        ],
    );
}

#[test]
fn keys_and_literals() {
    table(
        "is_customer_key",
        &[
            (json!([null]), json!(false)),
            (json!([""]), json!(false)),
            (json!(["alias/aws/s3"]), json!(false)),
            (json!(["arn:aws:kms:eu-west-1:111122223333:alias/aws/s3"]), json!(false)),
            (json!(["arn:aws:kms:<region>:111122223333:alias/aws/s3"]), json!(false)),
            (json!(["alias/mine"]), json!(true)),
            (json!(["<key>"]), json!(true)),
            (json!(["<aws_kms_key.a.arn>"]), json!(true)),
            (json!(["<data.aws_kms_alias.s3.target_key_arn>"]), json!(false)),
            (json!(["<data.aws_kms_alias.own.target_key_arn>"]), json!(true)),
            (json!(["<data.aws_kms_alias.any.arn>"]), json!(null)),
            (json!(["<data.aws_kms_alias.gone.arn>"]), json!(true)),
            (json!(["<data.aws_kms_key.by_alias.arn>"]), json!(false)),
            (json!(["<data.aws_kms_key.itself.arn>"]), json!(null)),
            (json!(["<aws_ebs_volume.target.kms_key_id>"]), json!(false)),
            (json!(["<aws_ebs_volume.other.kms_key_id>"]), json!(null)),
        ],
    );
    table(
        "is_set",
        &[
            (json!([null]), json!(false)),
            (json!([""]), json!(false)),
            (json!([[]]), json!(false)),
            (json!([{}]), json!(false)),
            (json!(["a"]), json!(true)),
            (json!([0]), json!(true)),
            (json!([false]), json!(true)),
            (json!([["<x>"]]), json!(true)),
            (json!(["<x>"]), json!(null)),
            (json!(["arn:<x>"]), json!(true)),
        ],
    );
    table(
        "is_left_out",
        &[
            (json!([null]), json!(true)),
            (json!([""]), json!(false)),
            (json!(["x"]), json!(false)),
            (json!(["<engine>"]), json!(false)),
            (json!(["<aws_db_instance.other.engine>"]), json!(false)),
        ],
    );
    table(
        "is_literal",
        &[
            (json!(["hunter2"]), json!(true)),
            (json!([""]), json!(false)),
            (json!([null]), json!(false)),
            (json!([5]), json!(false)),
            (json!(["<password>"]), json!(false)),
            (json!(["<random_password.a.result>"]), json!(false)),
        ],
    );
}

#[test]
fn iam_patterns() {
    table(
        "matches_iam_pattern",
        &[
            (json!(["*", "s3:GetObject"]), json!(true)),
            (json!(["s3:Get*", "S3:getobject"]), json!(true)),
            (json!(["s3:Get?bject", "s3:GetObject"]), json!(true)),
            (json!(["s3:Put*", "s3:GetObject"]), json!(false)),
            (json!(["s3:*", "s3:Put*"]), json!(true)),
            (json!(["arn:aws:s3:::A/*", "arn:aws:s3:::a/x"]), json!(false)),
            (json!(["arn:aws:s3:::a/*", "arn:aws:s3:::a/x"]), json!(true)),
            (json!(["s3:<what>", "iam:PassRole"]), json!(false)),
            (json!(["iam:<what>", "iam:PassRole"]), json!(null)),
            (json!(["*", "<action>"]), json!(true)),
            (json!(["s3:*", "s3:<action>"]), json!(true)),
            (json!(["s3:Get*", "s3:<action>"]), json!(null)),
            (json!(["s3:Get*", "<service>:Put"]), json!(null)),
            (json!(["<action>", "s3:GetObject"]), json!(null)),
            (json!([null, "s3:GetObject"]), json!(false)),
            (json!(["", ""]), json!(true)),
        ],
    );
}

#[test]
fn statements_of_documents() {
    let empty = || {
        json!({ "sid": "", "effect": "", "actions": [], "not_actions": [], "resources": [], "not_resources": [],
                "principals": [], "not_principals": [], "conditions": [] })
    };
    let with = |changes: Json| {
        let mut statement = empty();
        for (name, change) in changes.as_object().expect("an object") {
            statement[name] = change.clone();
        }
        statement
    };
    table(
        "policy_statements",
        &[
            (json!([null]), json!([])),
            (json!([""]), json!([])),
            (json!(["no json"]), json!([])),
            (json!([r#"{"Version":"2012-10-17"}"#]), json!([])),
            (json!(["<policy>"]), json!(null)),
            (
                json!([r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":["a","b"],"Principal":"*"}}"#]),
                json!([with(json!({ "effect": "Allow", "actions": ["s3:*"], "resources": ["a", "b"],
                    "principals": [{ "type": "*", "identifier": "*" }] }))]),
            ),
            (
                json!([{ "Statement": [{ "Sid": "x", "NotAction": "a", "NotResource": "b",
                    "NotPrincipal": { "AWS": ["1", "2"], "Service": "s" } }] }]),
                json!([with(json!({ "sid": "x", "not_actions": ["a"], "not_resources": ["b"], "not_principals": [
                    { "type": "AWS", "identifier": "1" }, { "type": "AWS", "identifier": "2" },
                    { "type": "Service", "identifier": "s" }] }))]),
            ),
            (
                json!([{ "Statement": [{ "Condition": { "Bool": { "aws:SecureTransport": false } } }] }]),
                json!([with(
                    json!({ "conditions": [{ "operator": "Bool", "key": "aws:SecureTransport", "values": ["false"] }] })
                )]),
            ),
            // A heredoc with an interpolation in a string, and one that is a whole value.
            (
                json!([r#"{"Statement":[{"Effect":"Allow","Resource":"<arn>/*"}]}"#]),
                json!([with(json!({ "effect": "Allow", "resources": ["<>/*"] }))]),
            ),
            (
                json!([r#"{"Statement":[{"Effect":"Allow","Resource":"<arn>","Principal":{"AWS":<list>}}]}"#]),
                json!([with(json!({ "effect": "Allow", "resources": [null],
                    "principals": [{ "maybe": { "type": "AWS", "identifier": null } }] }))]),
            ),
            // An unknown in place of a statement is one that is not known.
            (json!([r#"{"Statement":[<more>]}"#]), json!([null])),
            (json!([r#"<start>"Statement":[]}"#]), json!(null)),
            // Unknown pieces of a decoded document.
            (json!([{ "Statement": "<<all>>" }]), json!(null)),
            (
                json!([{ "Statement": ["<<one>>", { "Principal": "<<p>>", "Condition": "<<c>>", "Action": "<<a>>" }] }]),
                json!([null, with(json!({ "actions": null, "principals": null, "conditions": null }))]),
            ),
        ],
    );
}

#[test]
fn a_document_behind_a_string_is_looked_into() {
    let content = value(&json!({ "Statement": [{ "Effect": "Deny", "Resource": "<arn>" }] }));
    let statements = call("policy_statements", &[Value::document(content)], &NoReferences).unwrap();
    assert_eq!(show(&statements)[0]["effect"], json!("Deny"));
    let members = [("a", Presence::Certain), ("b", Presence::Possible(Causes::default()))];
    let members = members.map(|(sid, presence)| Member { value: value(&json!({ "Sid": sid })), presence });
    let list = Value::unknown_with(Unknown { content: Some(Content::Members(members.into())), ..Unknown::default() });
    let document = Value::object([("Statement".into(), list)]);
    let statements = show(&call("policy_statements", &[document], &NoReferences).unwrap());
    assert_eq!((&statements[0]["sid"], &statements[1]["maybe"]["sid"]), (&json!("a"), &json!("b")));
}

#[test]
fn public_statements() {
    let public = |statement: Json| {
        let document = value(&json!({ "Statement": [statement] }));
        let statements = call("policy_statements", &[document], &NoReferences).unwrap();
        let statement = statements.children().next().expect("there is one").clone();
        show(&call("is_public_statement", &[statement], &NoReferences).unwrap())
    };
    let principal = |principal: Json| public(json!({ "Effect": "Allow", "Principal": principal }));
    for (case, expected) in [
        (json!("*"), json!(true)),
        (json!({ "AWS": "*" }), json!(true)),
        (json!({ "AWS": ["arn:aws:iam::111122223333:root", "*"] }), json!(true)),
        (json!({ "AWS": "arn:aws:iam::*:root" }), json!(true)),
        (json!({ "AWS": "arn:aws:iam::111122223333:root" }), json!(false)),
        (json!({ "AWS": "111122223333" }), json!(false)),
        (json!({ "Service": "*" }), json!(false)),
        (json!({ "Federated": "*" }), json!(false)),
        (json!({ "AWS": "<principal>" }), json!(null)),
        (json!({ "AWS": "<<principals>>" }), json!(null)),
        (json!({ "Service": "<<services>>" }), json!(false)),
        (json!({ "AWS": ["<principal>", "*"] }), json!(true)),
        (json!({ "AWS": "<aws_iam_role.a.arn>" }), json!(false)),
        (json!({ "AWS": "arn:aws:iam::<data.aws_caller_identity.me.account_id>:root" }), json!(false)),
        (json!({ "AWS": "arn:<data.aws_partition.p.partition>:iam::111122223333:root" }), json!(false)),
        (json!({ "AWS": "<account>" }), json!(null)),
        // A variable account is one account: IAM refuses wildcards in a principal's ARN.
        (json!({ "AWS": "arn:aws:iam::<account>:root" }), json!(false)),
        (json!({ "AWS": "arn:aws:iam::<account>:role/deploy" }), json!(false)),
        (json!({ "AWS": "arn:aws:iam::<account>:user/<user>" }), json!(false)),
        (json!({ "AWS": "arn:aws:iam::<account>:<name>" }), json!(null)),
        (json!({ "AWS": "arn:aws:iam::<rest>" }), json!(null)),
        (json!({ "AWS": "arn:aws:iam::111122223333:role/<role>" }), json!(false)),
        (json!("<<principal>>"), json!(null)),
        (json!(null), json!(false)),
    ] {
        assert_eq!(principal(case.clone()), expected, "{case}");
    }
    assert_eq!(public(json!({ "Effect": "Deny", "Principal": "*" })), json!(false));
    assert_eq!(public(json!({ "Effect": "<e>", "Principal": "*" })), json!(null));
    assert_eq!(public(json!({ "Effect": "<e>", "Principal": { "AWS": "1" } })), json!(false));
    assert_eq!(public(json!({ "Effect": "Allow", "NotPrincipal": { "AWS": "1" } })), json!(true));

    let condition = |operator: &str, key: &str, values: Json| {
        public(json!({ "Effect": "Allow", "Principal": "*", "Condition": { operator: { key: values } } }))
    };
    for (operator, key, values, expected) in [
        ("StringEquals", "aws:SourceAccount", json!("111122223333"), json!(false)),
        ("stringequals", "AWS:sourceaccount", json!("111122223333"), json!(false)),
        ("ArnLike", "aws:SourceArn", json!("arn:aws:s3:*:*:x"), json!(false)),
        ("ArnLike", "aws:SourceArn", json!("*"), json!(true)),
        ("ArnLike", "aws:SourceArn", json!(["arn:aws:sns:::a", "*"]), json!(true)),
        ("ArnLike", "aws:SourceArn", json!("<aws_sns_topic.a.arn>"), json!(false)),
        ("ArnLike", "aws:SourceArn", json!("<arn>"), json!(null)),
        ("ArnLike", "aws:SourceArn", json!("<arn>:x"), json!(false)),
        // In a condition the account may be a wildcard.
        ("ArnLike", "aws:PrincipalArn", json!("arn:aws:iam::<account>:root"), json!(null)),
        ("StringNotEquals", "aws:SourceAccount", json!("1"), json!(true)),
        ("StringEqualsIfExists", "aws:SourceAccount", json!("1"), json!(true)),
        ("ForAllValues:StringEquals", "aws:SourceAccount", json!("1"), json!(true)),
        ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", json!("o-1/*"), json!(false)),
        ("StringEquals", "aws:PrincipalOrgID", json!("<org>"), json!(null)),
        ("StringEquals", "aws:RequestedRegion", json!("eu-west-1"), json!(true)),
        ("Bool", "aws:SecureTransport", json!("true"), json!(true)),
        ("IpAddress", "aws:SourceIp", json!("10.0.0.0/8"), json!(false)),
        ("IpAddress", "aws:SourceIp", json!(["10.0.0.0/8", "0.0.0.0/0"]), json!(true)),
        ("NotIpAddress", "aws:SourceIp", json!("10.0.0.0/8"), json!(true)),
        ("StringEquals", "kms:CallerAccount", json!("1"), json!(false)),
    ] {
        assert_eq!(condition(operator, key, values.clone()), expected, "{operator} {key} {values}");
    }
    let unknown = json!({ "Effect": "Allow", "Principal": "*", "Condition": "<<c>>" });
    assert_eq!(public(unknown), json!(null));
    let unknown = json!({ "Effect": "Allow", "Principal": "*", "Condition": { "Null": "<<c>>" } });
    assert_eq!(public(unknown), json!(true));
}

fn allow(rest: &Json) -> Json {
    let mut statement = json!({ "effect": "Allow", "resources": ["*"], "conditions": [] });
    merge(&mut statement, rest);
    statement
}

fn deny(rest: &Json) -> Json {
    let mut statement = json!({ "effect": "Deny", "resources": ["*"], "conditions": [] });
    merge(&mut statement, rest);
    statement
}

fn merge(target: &mut Json, rest: &Json) {
    let (Json::Object(target), Json::Object(rest)) = (target, rest) else { panic!("objects") };
    target.extend(rest.clone());
}

fn condition(operator: &str, key: &str, values: &[&str]) -> Json {
    json!([{ "operator": operator, "key": key, "values": values }])
}

#[test]
fn grants_and_what_takes_them_back() {
    let pass_role = || json!(["iam:PassRole"]);
    let all = || allow(&json!({ "actions": ["s3:GetObject", "iam:*", "*"] }));
    table(
        "granted_actions",
        &[
            (json!([all(), [], pass_role()]), json!(["iam:*", "*"])),
            (json!([all(), [], ["*:*"]]), json!(["*"])),
            (json!([allow(&json!({ "actions": "*:*" })), [], ["*:*"]]), json!(["*:*"])),
            (json!([allow(&json!({ "actions": ["IAM:passrole"] })), [], pass_role()]), json!(["IAM:passrole"])),
            (json!([allow(&json!({ "actions": ["iam:Pass"] })), [], pass_role()]), json!([])),
            (json!([allow(&json!({ "actions": ["iam:P?ssR*"] })), [], pass_role()]), json!(["iam:P?ssR*"])),
            (json!([all(), [deny(&json!({ "actions": ["iam:PassRole"] }))], pass_role()]), json!([])),
            (json!([all(), [[deny(&json!({ "actions": ["iam:*"] }))]], pass_role()]), json!([])),
            (json!([all(), [deny(&json!({ "not_actions": ["s3:*"] }))], pass_role()]), json!([])),
            (json!([all(), [deny(&json!({ "not_actions": ["iam:*"] }))], pass_role()]), json!(["iam:*", "*"])),
            (
                json!([
                    all(),
                    [deny(
                        &json!({ "actions": ["*"], "conditions": condition("Bool", "aws:MultiFactorAuthPresent", &["false"]) })
                    )],
                    pass_role()
                ]),
                json!(["iam:*", "*"]),
            ),
            // A Deny of some resources leaves the others.
            (
                json!([
                    all(),
                    [deny(&json!({ "actions": ["*"], "resources": ["arn:aws:iam::1:role/admin"] }))],
                    pass_role()
                ]),
                json!(["iam:*", "*"]),
            ),
            (
                json!([
                    allow(&json!({ "actions": ["iam:PassRole"], "resources": ["arn:aws:iam::1:role/a"] })),
                    [deny(&json!({ "actions": ["iam:*"], "resources": ["arn:aws:iam::1:role/*"] }))],
                    pass_role()
                ]),
                json!([]),
            ),
            (
                json!([all(), [deny(&json!({ "actions": ["<a>"] }))], pass_role()]),
                json!([{ "maybe": "iam:*" }, { "maybe": "*" }]),
            ),
            (json!([allow(&json!({ "actions": ["<a>"] })), [], pass_role()]), json!([{ "maybe": null }])),
            (
                json!([allow(&json!({ "actions": ["<a>", "s3:Get*"] })), [], ["s3:GetObject"]]),
                json!([{ "maybe": null }, "s3:Get*"]),
            ),
            (json!([allow(&json!({ "not_actions": ["s3:*"] })), [], pass_role()]), json!(["everything but s3:*"])),
            (json!([allow(&json!({ "not_actions": ["iam:*"] })), [], pass_role()]), json!([])),
            (json!([allow(&json!({ "not_actions": ["iam:*"] })), [], ["*:*"]]), json!([])),
            (json!([deny(&json!({ "actions": ["*"] })), [], pass_role()]), json!([])),
            (json!([null, null, null]), json!([])),
            (
                json!([
                    allow(&json!({ "actions": ["s3:Put*", "s3:Get*", "ec2:Run*"] })),
                    [],
                    ["level:permissions-management"]
                ]),
                json!(["s3:Put*"]),
            ),
            (
                json!([
                    allow(&json!({ "actions": ["s3:GetObject", "s3:PutObject", "ec2:Describe*"] })),
                    [],
                    ["level:scopable"]
                ]),
                json!(["s3:PutObject"]),
            ),
            (
                json!([
                    allow(&json!({ "actions": ["s3:PutBucketPolicy"] })),
                    [deny(&json!({ "actions": ["s3:PutBucketP*"] }))],
                    ["level:permissions-management"]
                ]),
                json!([]),
            ),
        ],
    );
    let on = |resources: Json| json!({ "effect": "Allow", "resources": resources });
    let roles = "arn:aws:iam:::role/*";
    table(
        "covers_resource",
        &[
            (json!([on(json!(["*"])), "*"]), json!(true)),
            (json!([on(json!(["arn:aws:s3:::x", "**"])), "*"]), json!(true)),
            (json!([on(json!(["arn:aws:*:*:*:*"])), "*"]), json!(true)),
            (json!([on(json!(["arn:*"])), "*"]), json!(true)),
            (json!([on(json!(["arn:aws:iam::*:role/*"])), "*"]), json!(false)),
            (json!([on(json!(["*"])), roles]), json!(true)),
            (json!([on(json!(["arn:aws-cn:iam::1:role/*"])), roles]), json!(true)),
            (json!([on(json!(["arn:<p>:iam::<data.aws_caller_identity.c.account_id>:role/*"])), roles]), json!(true)),
            (json!([on(json!(["arn:aws:iam::1:*"])), roles]), json!(true)),
            (json!([on(json!(["arn:aws:iam::*"])), roles]), json!(true)),
            (json!([on(json!(["arn:aws:iam::1:role/app-*"])), roles]), json!(false)),
            (json!([on(json!(["arn:aws:iam::1:role/*"])), "arn:aws:iam::*:role/*"]), json!(false)),
            (json!([on(json!(["arn:aws:iam::*:role/*"])), "arn:aws:iam::*:role/*"]), json!(true)),
            (json!([on(json!(["<aws_iam_role.r.arn>"])), roles]), json!(false)),
            (json!([on(json!(["<aws_iam_role.r.arn>/*"])), "*"]), json!(false)),
            (json!([on(json!(["<role>"])), roles]), json!(null)),
            (json!([on(json!("<<roles>>")), roles]), json!(null)),
            (json!([on(json!(["<role>", "*"])), roles]), json!(true)),
            (json!([json!({ "not_resources": ["arn:aws:s3:::x"] }), "*"]), json!(true)),
            (json!([json!({ "not_resources": ["*"] }), "*"]), json!(false)),
            (json!([null, "*"]), json!(false)),
            (json!([on(json!(["*"])), null]), json!(false)),
        ],
    );
    let under = |operator: &str, key: &str, values: &[&str]| json!({ "conditions": condition(operator, key, values) });
    table(
        "is_narrowed",
        &[
            (json!([{ "conditions": [] }]), json!(false)),
            (json!([under("StringEquals", "aws:ResourceTag/team", &["a"])]), json!(true)),
            (json!([under("StringLike", "aws:ResourceTag/team", &["*"])]), json!(false)),
            (json!([under("Bool", "aws:multifactorauthpresent", &["true"])]), json!(false)),
            (json!([under("Bool", "aws:SecureTransport", &["true"])]), json!(false)),
            (json!([{ "conditions": "<<c>>" }]), json!(null)),
            (json!([null]), json!(false)),
        ],
    );
    let keys = || json!(["sts:ExternalId", "aws:PrincipalTag/*", "aws:MultiFactorAuthPresent"]);
    table(
        "requires_condition",
        &[
            (json!([under("StringEquals", "sts:externalid", &["x"]), keys()]), json!(true)),
            (json!([under("StringEquals", "sts:ExternalId", &["<id>"]), keys()]), json!(null)),
            (json!([under("StringLike", "sts:ExternalId", &["*"]), keys()]), json!(false)),
            (json!([under("StringEqualsIfExists", "sts:ExternalId", &["x"]), keys()]), json!(false)),
            (json!([under("StringNotEquals", "sts:ExternalId", &["x"]), keys()]), json!(false)),
            (json!([under("StringEquals", "aws:PrincipalTag/team", &["x"]), keys()]), json!(true)),
            (json!([under("Bool", "aws:MultiFactorAuthPresent", &["true"]), keys()]), json!(true)),
            (json!([under("Bool", "aws:MultiFactorAuthPresent", &["false"]), keys()]), json!(false)),
            (json!([under("StringEquals", "aws:SourceIp", &["x"]), keys()]), json!(false)),
            (json!([null, keys()]), json!(false)),
        ],
    );
}

#[test]
fn paths_to_more_rights() {
    let one = |actions: Json| json!([[allow(&json!({ "actions": actions }))]]);
    table(
        "privilege_escalations",
        &[
            (one(json!(["iam:CreateAccessKey", "s3:*"])), json!(["iam:CreateAccessKey"])),
            (one(json!(["iam:PassRole", "ec2:Run*"])), json!(["iam:PassRole with ec2:RunInstances"])),
            (one(json!(["iam:PassRole"])), json!([])),
            (
                one(json!(["iam:PassRole", "<a>"])).clone(),
                result("privilege_escalations", &[json!([allow(&json!({ "actions": ["iam:PassRole", "<b>"] }))])]),
            ),
            // The rights of several statements add up, those of a narrowed one do not count.
            (
                json!([[allow(&json!({ "actions": "iam:PassRole" })), allow(&json!({ "actions": "ec2:*" }))]]),
                json!(["iam:PassRole with ec2:RunInstances"]),
            ),
            (
                json!([[
                    allow(&json!({ "actions": "iam:PassRole", "resources": ["arn:aws:iam::1:role/*"] })),
                    allow(&json!({ "actions": "ec2:*" }))
                ]]),
                json!(["iam:PassRole with ec2:RunInstances"]),
            ),
            (
                json!([[
                    allow(&json!({ "actions": "iam:PassRole", "resources": ["arn:aws:iam::1:role/app"] })),
                    allow(&json!({ "actions": "ec2:*" }))
                ]]),
                json!([]),
            ),
            (
                json!([[allow(
                    &json!({ "actions": "iam:CreateAccessKey", "resources": ["arn:aws:iam::1:user/${aws:username}"] })
                )]]),
                json!([]),
            ),
            (
                json!([[allow(
                    &json!({ "actions": "iam:PutUserPolicy", "conditions": condition("StringEquals", "iam:PermissionsBoundary", &["arn:aws:iam::1:policy/b"]) })
                )]]),
                json!([]),
            ),
            (
                json!([[
                    allow(&json!({ "actions": "iam:*User*" })),
                    deny(&json!({ "actions": ["iam:Put*", "iam:Add*", "iam:Attach*"] }))
                ]]),
                json!([]),
            ),
            (json!([null]), json!([])),
            (json!(["<<statements>>"]), result("privilege_escalations", &[json!("<<statements>>")])),
        ],
    );
    table("iam_list", &[(json!(["nosuch"]), json!([])), (json!([null]), json!([])), (json!(["<name>"]), json!(null))]);
}

#[test]
fn second_factors() {
    let without = |operator: &str, value: &str| condition(operator, "aws:MultiFactorAuthPresent", &[value]);
    let denying = |rest: Json| json!([[deny(&rest)]]);
    table(
        "enforces_mfa",
        &[
            (denying(json!({ "actions": ["*"], "conditions": without("BoolIfExists", "false") })), json!(true)),
            (denying(json!({ "actions": ["*"], "conditions": without("Bool", "false") })), json!(true)),
            (denying(json!({ "actions": ["*"], "conditions": without("Null", "true") })), json!(true)),
            (denying(json!({ "actions": ["*"], "conditions": without("Bool", "true") })), json!(false)),
            (denying(json!({ "actions": ["s3:*"], "conditions": without("Bool", "false") })), json!(false)),
            (denying(json!({ "actions": ["*"] })), json!(false)),
            (
                denying(
                    json!({ "not_actions": ["iam:ListMFADevices", "sts:GetSessionToken"], "conditions": without("BoolIfExists", "false") }),
                ),
                json!(true),
            ),
            (
                denying(json!({ "not_actions": ["iam:*"], "conditions": without("BoolIfExists", "false") })),
                json!(false),
            ),
            (denying(json!({ "not_actions": ["s3:*"], "conditions": without("BoolIfExists", "false") })), json!(false)),
            (
                denying(
                    json!({ "actions": ["*"], "resources": ["arn:aws:s3:::x"], "conditions": without("Bool", "false") }),
                ),
                json!(false),
            ),
            (json!([[allow(&json!({ "actions": ["*"], "conditions": without("Bool", "true") }))]]), json!(true)),
            (
                json!([[
                    allow(&json!({ "actions": ["*"], "conditions": without("Bool", "true") })),
                    [allow(&json!({ "actions": ["s3:*"] }))]
                ]]),
                json!(false),
            ),
            (json!([[]]), json!(false)),
            (json!([null]), json!(false)),
            (json!(["<<statements>>"]), json!(null)),
        ],
    );
}

#[test]
fn subjects_of_github() {
    let trust = |operator: &str, subject: &str| {
        json!([{
            "effect": "Allow",
            "principals": [{ "type": "Federated", "identifier": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" }],
            "conditions": condition(operator, "token.actions.githubusercontent.com:sub", &[subject]),
        }])
    };
    let like = |subject: &str| trust("StringLike", subject);
    table(
        "admits_any_github_repository",
        &[
            (like("repo:org/app:*"), json!(false)),
            (like("repo:org/*"), json!(false)),
            (like("repo:org/app:ref:refs/heads/<branch>"), json!(false)),
            (like("repo:org/<app>:*"), json!(false)),
            (like("repo:<org>/app:*"), json!(null)),
            (like("repo:org*"), json!(true)),
            (like("repo:org*/app:*"), json!(true)),
            (like("repo:*"), json!(true)),
            (like("*"), json!(true)),
            (like("plain"), json!(true)),
            (like("workflow:repo:org/app"), json!(true)),
            (like("repository_owner:org"), json!(false)),
            (trust("StringNotLike", "repo:org/app:*"), json!(true)),
            (trust("ForAllValues:StringLike", "repo:org/app:*"), json!(true)),
            (
                json!([{ "effect": "Allow", "conditions": [], "principals": [{ "type": "Federated", "identifier": "arn:aws:iam::1:oidc-provider/<host>" }] }]),
                json!(false),
            ),
            (
                json!([{ "effect": "Allow", "conditions": condition("StringEquals", "token.actions.githubusercontent.com:aud", &["sts.amazonaws.com"]), "principals": [{ "type": "Federated", "identifier": "<aws_iam_openid_connect_provider.github.arn>" }] }]),
                json!(true),
            ),
            (json!([null]), json!(false)),
        ],
    );
    let claim = |key: &str, value: &str| json!([{ "effect": "Allow", "conditions": condition("StringLike", key, &[value]), "principals": [] }]);
    table(
        "names_github_repository",
        &[
            (claim("token.actions.githubusercontent.com:sub", "repo:org/app:*"), json!(true)),
            (claim("https://token.actions.githubusercontent.com:sub", "repo:org/app:*"), json!(true)),
            (claim("https://token.actions.githubusercontent.com:sub", "*"), json!(false)),
            (claim("token.actions.githubusercontent.com:sub", "repo:<org>/app:*"), json!(null)),
            (claim("token.actions.githubusercontent.com:aud", "sts.amazonaws.com"), json!(false)),
            (claim("token.actions.githubusercontent.com/octo:sub", "repo:octo/app:*"), json!(true)),
            (claim("token.actions.githubusercontent.com.example.com:sub", "repo:org/app:*"), json!(false)),
            (claim("aws:RequestedRegion", "us-east-1"), json!(false)),
            (json!([null]), json!(false)),
        ],
    );
}

#[test]
fn accounts_and_policies_of_aws() {
    let aws = |identifier: &str| json!({ "type": "AWS", "identifier": identifier });
    table(
        "is_whole_account",
        &[
            (json!([aws("111122223333")]), json!(true)),
            (json!([aws("arn:aws:iam::<a>:root")]), json!(true)),
            (json!([aws("<data.aws_caller_identity.me.account_id>")]), json!(true)),
            (json!([aws("<aws_organizations_account.a.id>")]), json!(true)),
            (json!([aws("<aws_organizations_account.a.arn>")]), json!(false)),
            (json!([aws("<data.aws_organizations_organization.o.master_account_id>")]), json!(true)),
            (json!([aws("arn:aws:iam::111122223333:role/x")]), json!(false)),
            (json!([aws("<aws_iam_role.x.arn>")]), json!(false)),
            (json!([aws("<who>")]), json!(null)),
            (json!([{ "type": "Service", "identifier": "<who>" }]), json!(false)),
            (json!([null]), json!(false)),
        ],
    );
    let own = || json!(["111122223333"]);
    table(
        "is_foreign_account",
        &[
            (json!([aws("999988887777"), own()]), json!(true)),
            (json!([aws("arn:aws:iam::999988887777:role/x"), own()]), json!(true)),
            (json!([aws("arn:aws:iam::111122223333:role/x"), own()]), json!(false)),
            (json!([aws("999988887777"), ["<own>"]]), json!(null)),
            (json!([aws("arn:aws:iam::<data.aws_caller_identity.me.account_id>:root"), own()]), json!(false)),
            (json!([aws("<aws_iam_role.x.arn>"), own()]), json!(false)),
            (json!([aws("<who>"), own()]), json!(null)),
            (json!([aws("*"), own()]), json!(false)),
            (json!([null, own()]), json!(false)),
        ],
    );
    table(
        "managed_policy_names",
        &[
            (json!(["arn:aws:iam::aws:policy/AdministratorAccess"]), json!(["AdministratorAccess"])),
            (json!([["arn:aws-cn:iam::aws:policy/job-function/SystemAdministrator"]]), json!(["SystemAdministrator"])),
            (json!([["arn:<p>:iam::aws:policy/IAMFullAccess", "arn:aws:iam::1:policy/x"]]), json!(["IAMFullAccess"])),
            (json!([["<aws_iam_policy.mine.arn>"]]), json!([])),
            (json!([["<arn>"]]), json!([{ "maybe": null }])),
            (json!([["arn:aws:iam::aws:policy/<name>"]]), json!([{ "maybe": null }])),
            (json!([["<data.aws_iam_policy.named.arn>"]]), json!(["PowerUserAccess"])),
            (json!([null]), json!([])),
        ],
    );
}

#[test]
fn secrets_in_texts_and_requests() {
    table(
        "literal_text",
        &[
            (json!(["a"]), json!("a")),
            (json!([null]), json!("")),
            (json!(["export A=<a>; export B=b"]), json!("export A=${}; export B=b")),
            (json!(["<a>"]), json!(null)),
            (json!(["<<a>>"]), json!(null)),
            (json!([{ "name": "a", "value": ["b"] }]), json!("name: a\nvalue: b\n\n")),
        ],
    );
    table(
        "base64_text",
        &[
            (json!(["aGk="]), json!("hi")),
            (json!(["aG\nk="]), json!("hi")),
            (json!(["#!/bin/sh"]), json!("#!/bin/sh")),
            (json!([null]), json!("null")),
            (json!(["<a>"]), json!(null)),
        ],
    );
    table(
        "http_requests_with",
        &[
            // A known secret by its text, which what is not known at all may have too.
            (json!(["s3cr3t-in-url"]), json!(["data.http.literal", { "maybe": "data.http.opaque" }])),
            (json!(["s3cr3t-elsewhere"]), json!([{ "maybe": "data.http.opaque" }])),
            (json!(["https"]), json!([])),
            (json!([null]), json!([])),
        ],
    );
    // By reference.
    let found =
        call("http_requests_with", &[string("<random_password.sent.result>")], &Aliases).expect("the arity is right");
    assert!(!found.is_known(), "the opaque one may be another");
    let told = call("listed", &[found], &Aliases).expect("the arity is right");
    assert_eq!(told.as_str(), Some("data.http.reference"));
    // What Base64 was made of.
    let template = string("export A=<a>");
    let encoded = Value::unknown_with(Unknown {
        ty: Type::String,
        causes: template.causes(),
        refinement: Refinement::not_null(),
        content: Some(Content::Base64(template)),
    });
    let text = call("base64_text", &[encoded], &Aliases).expect("the arity is right");
    assert_eq!(call("literal_text", &[text], &Aliases).expect("the arity is right").as_str(), Some("export A=${}"));
}

#[test]
fn what_comes_from_a_data_source_is_told() {
    table("undetermined", &[(json!(["why"]), json!(null)), (json!([null]), json!(null))]);
    table(
        "is_read_from",
        &[(json!(["123456789012", "aws_elb_service_account"]), json!(false)), (json!([null, "x"]), json!(false))],
    );
}
