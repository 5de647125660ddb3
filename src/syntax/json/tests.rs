use proptest::prelude::*;

use super::super::native::show::show;
use super::*;
use crate::syntax::{parse_attribute, parse_block};
use crate::workspace::SourceMap;

fn file() -> FileId {
    SourceMap::default().add("main.tf.json".into(), "main.tf.json".into(), "")
}

fn show_body(body: &Body) -> String {
    let attributes: Vec<_> = body
        .attributes
        .iter()
        .map(|attribute| format!("{} = {}", attribute.name.name, show(&attribute.expression)))
        .collect();
    attributes.join("; ")
}

fn show_outline(text: &str) -> String {
    let outline = outline_json(file(), text);
    let mut lines = Vec::new();
    for item in &outline.items {
        match item {
            Item::Block(item) => {
                let labels: Vec<_> = item.labels.iter().map(|label| label.name.as_str()).collect();
                let content =
                    parse_block(text, item).map_or_else(|error| format!("! {error}"), |block| show_body(&block.body));
                lines.push(format!("{}({}) {{ {content} }}", item.block_type.name, labels.join(",")));
            }
            Item::Attribute(item) => {
                let attribute = parse_attribute(text, item).unwrap();
                lines.push(format!("{} = {}", item.name.name, show(&attribute.expression)));
            }
        }
    }
    lines.extend(outline.errors.iter().map(|error| format!("! {}..{}: {error}", error.span.start, error.span.end)));
    lines.join("\n")
}

#[test]
fn block_types_have_their_labels() {
    insta::assert_snapshot!(show_outline(r#"{
        "//": "a comment",
        "terraform": { "required_version": ">= 1.5", "backend": { "s3": { "bucket": "b" } } },
        "locals": [{ "a": 1 }, { "b": [true, null], "//": "no" }],
        "provider": { "aws": [{ "region": "eu" }, { "alias": "us" }], "random": {} },
        "variable": { "name": { "type": "string" } },
        "resource": { "aws_s3_bucket": { "a": { "tags": { "//": 1 } }, "b": { "count": 2 } } },
        "data": [{ "aws_region": { "r": {} } }, { "aws_region": { "s": {} } }],
        "check": { "c": { "assert": {} } },
        "moved": [{ "from": "a", "to": "b" }],
        "output": { "o": null },
        "other": 1
    }"#), @r#"
    terraform() { required_version = ">= 1.5"; backend = {"s3": {"bucket": "b"}} }
    locals() { a = 1 }
    locals() { b = [true, null] }
    provider(aws) { region = "eu" }
    provider(aws) { alias = "us" }
    provider(random) {  }
    variable(name) { type = "string" }
    resource(aws_s3_bucket,a) { tags = {"//": 1} }
    resource(aws_s3_bucket,b) { count = 2 }
    data(aws_region,r) {  }
    data(aws_region,s) {  }
    check(c) { assert = {} }
    moved() { from = "a"; to = "b" }
    other = 1
    "#);
}

#[test]
fn strings_are_templates() {
    insta::assert_snapshot!(show_outline(r#"{ "locals": {
        "a": "${var.x}", "b": "x-${var.x}\n", "c": "$${x} \"%%{", "${d}": 1,
        "e": { "${f}": "%{ if g }h%{ endif }" }, "i": 1e400, "j": "é"
    } }"#), @"! 80..86: a name is expected here, which can't hold a template");
    insta::assert_snapshot!(show_outline(r#"{ "locals": {
        "a": "${var.x}", "b": "x-${var.x}\n", "c": "$${x} \"%%{",
        "e": { "${f}": "%{ if g }h%{ endif }" }, "i": -1.50, "j": "\u00e9\ud83d\ude00"
    } }"#), @r#"locals() { a = wrap(var.x); b = template("x-" var.x "\n"); c = "${x} \"%{"; e = {wrap(f): template(if g ["h"] [])}; i = -1.5; j = "é😀" }"#);
}

#[test]
fn strings_of_tfvars_are_only_strings() {
    let text = r#"{ "a": "${x}", "b": { "c": "%{ d" }, "//": "comment" }"#;
    let (body, errors) = parse_json_body(file(), text, Strings::Literal);
    assert_eq!(errors, []);
    assert_eq!(show_body(&body), r#"a = "${x}"; b = {"c": "%{ d"}"#);
}

#[test]
fn a_bad_template_costs_its_block_and_bad_json_the_file() {
    insta::assert_snapshot!(show_outline(r#"{ "resource": { "a": { "b": { "x": "${" }, "c": { "x": 1 } } } }"#), @r"
    resource(a,b) { ! `${` is never closed; close it }
    resource(a,c) { x = 1 }
    ");
    insta::assert_snapshot!(show_outline("{ \"resource\": {,} }"), @"! 15..16: not JSON: unexpected token in object");
    insta::assert_snapshot!(show_outline(""), @"! 0..0: not JSON: the file is empty; write `{}`");
    insta::assert_snapshot!(show_outline("{} // c"), @"! 3..7: not JSON: comments are not allowed");
    insta::assert_snapshot!(show_outline("[1]"), @"! 1..2: a JSON object or an array of objects is expected here");
    insta::assert_snapshot!(show_outline(r#"{ "resource": { "a": { "b": 1, "c": [{}, 2] } }, "module": "m" }"#), @r"
    resource(a,c) {  }
    ! 28..29: a JSON object or an array of objects is expected here
    ! 41..42: a JSON object or an array of objects is expected here
    ! 59..62: a JSON object or an array of objects is expected here
    ");
}

#[test]
fn repeated_properties_are_kept_in_order() {
    let (body, _) = parse_json_body(file(), r#"{ "a": 1, "a": 2 }"#, Strings::Literal);
    assert_eq!(show_body(&body), "a = 1; a = 2");
    assert_eq!(show(&body.attribute("a").unwrap().expression), "2");
}

#[test]
fn spans_point_into_strings_without_escapes() {
    let text = r#"{ "module": { "m": { "a": "x ${ var.y }", "b": "\n${ var.z }" } } }"#;
    let outline = outline_json(file(), text);
    let block = parse_block(text, outline.blocks().next().unwrap()).unwrap();
    let place = |span: Span| &text[span.range()];
    assert_eq!(place(block.header), r#""m""#);
    assert_eq!(place(block.span), r#""m": { "a": "x ${ var.y }", "b": "\n${ var.z }" }"#);
    let inner = |name: &str| match &block.body.attribute(name).unwrap().expression.kind {
        ExpressionKind::Template(template) => match &template.parts[1] {
            super::super::ast::TemplatePart::Interpolation(inner) => place(inner.span),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(place(block.body.attributes[0].expression.span), r#""x ${ var.y }""#);
    assert_eq!(inner("a"), "var.y");
    assert_eq!(inner("b"), r#""\n${ var.z }""#);
}

#[test]
fn strings_that_stand_for_expressions() {
    let text = r#"{ "a": "aws_s3_bucket.b[0]", "b": "${x.y}", "c": 1, "d": "list(\u0073tring)", "e": "a b" }"#;
    let (body, _) = parse_json_body(file(), text, Strings::Templates);
    let get = |name: &str| expression_of_string(text, &body.attribute(name).unwrap().expression);
    let a = get("a").unwrap();
    assert_eq!((show(&a).as_str(), &text[a.span.range()]), ("aws_s3_bucket.b[0]", "aws_s3_bucket.b[0]"));
    assert_eq!(show(&get("b").unwrap()), "x.y");
    assert_eq!(show(&get("c").unwrap()), "1");
    let d = get("d").unwrap();
    assert_eq!((show(&d).as_str(), &text[d.span.range()]), ("list(string)", r#""list(\u0073tring)""#));
    assert!(get("e").is_err());
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for (open, count) in [("[", 100_000), ("{\"a\":", 100_000), ("[", 600)] {
        let outline = outline_json(file(), &open.repeat(count));
        assert!(!outline.errors.is_empty());
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "([\\[\\]{}:,]|\"[a-zé\\\\$%{}\"]{0,5}\"|[0-9.eE+-]{1,4}|true|null|[é /*'x\u{0}]){0,30}") {
        for error in outline_json(file(), &text).errors {
            prop_assert!(text.get(error.span.range()).is_some());
        }
        let _ = parse_json_body(file(), &text, Strings::Literal);
    }
}

#[test]
fn what_terraform_does_not_evaluate_is_taken_as_it_is_written() {
    insta::assert_snapshot!(show_outline(r#"[{
        "variable": {
            "a": { "default": "${x}", "description": "use ${this", "type": "string" },
            "b": [{ "default": { "${k}": ["%{ if"] }, "sensitive": "${true}" }]
        },
        "output": [{ "o": { "description": "${", "value": "${var.a}" } }],
        "locals": { "default": "${var.b}", "description": "${" }
    }]"#), @r#"
    variable(a) { default = "${x}"; description = "use ${this"; type = "string" }
    variable(b) { default = {"${k}": ["%{ if"]}; sensitive = wrap(true) }
    output(o) { description = "${"; value = wrap(var.a) }
    locals() { ! `${` is never closed; close it }
    "#);
}
