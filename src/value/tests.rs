//! Conversion, equality, sets and printing, over values written in the encoding.

use std::sync::Arc;

use super::{
    Cause, Causes, Content, Equality, Expansion, Instance, Limit, Part, PathStep, Refinement, Symbol, Type, Unknown,
    Value, convert, decode, encode, equality, equals, identical,
};

fn value(ty: &str, json: &str) -> Value {
    decode(&serde_json::from_str(json).unwrap(), &Type::parse(ty).unwrap()).unwrap()
}

fn converted(from: &str, json: &str, to: &str) -> Result<String, String> {
    let result = convert(&value(from, json), &Type::parse(to).unwrap()).map_err(|error| error.to_string())?;
    Ok(format!("{} {}", result.ty(), encode(&result)))
}

#[test]
fn types_are_read_as_they_are_printed() {
    for text in [
        "any",
        "list(set(map(bool)))",
        "tuple([string,number])",
        "tuple([])",
        r#"object({"a b"=string,c=optional(any)})"#,
    ] {
        assert_eq!(Type::parse(text).unwrap().to_string(), text);
    }
    for text in ["", "list", "list(", "list()", "object({a})", "text", "string string", "object({=string})"] {
        assert!(Type::parse(text).is_err(), "{text}");
    }
    assert!(Type::parse(&"list(".repeat(10_000)).is_err());
}

#[test]
fn conversion() {
    for (from, json, to, expected) in [
        ("string", r#""a""#, "any", r#"string "a""#),
        ("number", "1.50", "string", r#"string "1.5""#),
        ("string", r#""1.50""#, "number", "number 1.5"),
        ("string", r#""1""#, "bool", "bool true"),
        ("bool", "false", "string", r#"string "false""#),
        ("any", "null", "string", "string null"),
        ("tuple([number,string])", r#"[1,"a"]"#, "list(any)", r#"list(string) ["1","a"]"#),
        ("tuple([])", "[]", "list(any)", "list(any) []"),
        ("tuple([any,string])", r#"[null,"a"]"#, "list(any)", r#"list(string) [null,"a"]"#),
        ("tuple([string,string])", r#"["b","a"]"#, "set(string)", r#"set(string) {"$set":["a","b"]}"#),
        ("tuple([string,string])", r#"["a","a"]"#, "set(string)", r#"set(string) {"$set":["a"]}"#),
        ("set(number)", r#"{"$set":[20,3]}"#, "list(string)", r#"list(string) ["3","20"]"#),
        ("object({a=number,b=string})", r#"{"a":1,"b":"x"}"#, "map(any)", r#"map(string) {"a":"1","b":"x"}"#),
        ("object({a=number,b=string})", r#"{"a":1,"b":"x"}"#, "object({a=string})", r#"object({a=string}) {"a":"1"}"#),
        (
            "object({a=number})",
            r#"{"a":1}"#,
            "object({a=string,b=optional(list(string))})",
            r#"object({a=string,b=list(string)}) {"a":"1","b":null}"#,
        ),
        (
            "map(string)",
            r#"{"a":"1","c":"2"}"#,
            "object({a=number,b=optional(bool)})",
            r#"object({a=number,b=bool}) {"a":1,"b":null}"#,
        ),
        (
            "tuple([object({a=string}),object({})])",
            r#"[{"a":"x"},{}]"#,
            "list(object({a=optional(string)}))",
            r#"list(object({a=string})) [{"a":"x"},{"a":null}]"#,
        ),
        (
            "tuple([tuple([number]),tuple([string,string])])",
            r#"[[1],["a","b"]]"#,
            "list(list(any))",
            r#"list(list(string)) [["1"],["a","b"]]"#,
        ),
        ("any", r#"{"$unknown":true}"#, "string", r#"string {"$unknown":true}"#),
        (
            "number",
            r#"{"$unknown":true,"refine":{"not_null":true}}"#,
            "string",
            r#"string {"$unknown":true,"refine":{"not_null":true}}"#,
        ),
        (
            "tuple([string,string])",
            r#"{"$unknown":true,"refine":{"not_null":true}}"#,
            "list(string)",
            r#"list(string) [{"$unknown":true},{"$unknown":true}]"#,
        ),
        ("string", r#"{"$marks":["sensitive"],"value":"1"}"#, "number", r#"number {"$marks":["sensitive"],"value":1}"#),
        (
            "tuple([string])",
            r#"[{"$marks":["sensitive"],"value":"1"}]"#,
            "set(string)",
            r#"set(string) {"$marks":["sensitive"],"value":{"$set":["1"]}}"#,
        ),
    ] {
        assert_eq!(converted(from, json, to).unwrap(), expected, "{from} {json} to {to}");
    }
}

#[test]
fn conversion_errors_name_the_place() {
    for (from, json, to, expected) in [
        ("string", r#""x""#, "number", "a number is required"),
        ("string", r#""True""#, "bool", "a bool is required; to convert from string, use lowercase \"true\""),
        ("tuple([])", "[]", "string", "string required, but have tuple"),
        ("object({a=tuple([string])})", r#"{"a":["x"]}"#, "object({a=list(number)})", ".a[0]: a number is required"),
        ("object({})", "{}", "object({a=string,b=string})", "attributes \"a\" and \"b\" are required"),
        ("tuple([string,tuple([])])", r#"["a",[]]"#, "list(any)", "all list elements must have the same type"),
        ("tuple([string,tuple([])])", r#"["a",[]]"#, "list(string)", "element 1: string required, but have tuple"),
        ("map(string)", r#"{"a":"x"}"#, "map(number)", ".a: a number is required"),
        ("map(string)", "{}", "object({a=string})", "map has no element for required attribute \"a\""),
        ("list(string)", "[]", "map(string)", "map of string required"),
        ("number", "1", "bool", "bool required, but have number"),
    ] {
        assert_eq!(converted(from, json, to).unwrap_err(), expected, "{from} {json} to {to}");
    }
}

#[test]
fn sets_are_ordered_as_in_cty() {
    for (ty, json, expected) in [
        ("set(number)", r#"{"$set":[3,1,20,-5,0.5]}"#, r#"{"$set":[-5,0.5,1,3,20]}"#),
        ("set(bool)", r#"{"$set":[true,false,true]}"#, r#"{"$set":[false,true]}"#),
        ("set(string)", r#"{"$set":["b","B","a",null]}"#, r#"{"$set":["B","a","b",null]}"#),
        ("set(list(number))", r#"{"$set":[[2],[1],[1,0]]}"#, r#"{"$set":[[1,0],[1],[2]]}"#),
        (
            "set(object({a=number,b=number}))",
            r#"{"$set":[{"a":2,"b":1},{"a":1,"b":2}]}"#,
            r#"{"$set":[{"a":1,"b":2},{"a":2,"b":1}]}"#,
        ),
    ] {
        assert_eq!(encode(&value(ty, json)).to_string(), expected);
    }
}

fn instance(address: &str, expansions: &[&str], is_data: bool) -> Arc<Instance> {
    let expansions = expansions.iter().map(|name| {
        Arc::new(Expansion::Of(Arc::new(Symbol::Variable { address: (*name).into(), path: Arc::from([]) })))
    });
    Arc::new(Instance {
        resource_type: "aws_s3_bucket".into(),
        address: address.into(),
        expansions: expansions.collect(),
        is_data,
    })
}

fn attribute(instance: &Arc<Instance>, name: &str) -> Value {
    let path = Arc::from([PathStep::Attribute(name.into())]);
    let symbol = Symbol::Attribute { instance: Arc::clone(instance), path, identity: true };
    Value::unknown_with(Unknown {
        ty: Type::String,
        causes: Cause::Computed(instance.address.clone()).into(),
        refinement: Refinement::not_null(),
        content: None,
    })
    .with_symbol(Some(Arc::new(symbol)))
}

fn variable(name: &str) -> Value {
    let symbol = Symbol::Variable { address: name.into(), path: Arc::from([]) };
    Value::unknown(Type::String, Cause::Variable(name.into())).with_symbol(Some(Arc::new(symbol)))
}

fn verdict(left: &Value, right: &Value) -> &'static str {
    let named = |equality| match equality {
        Equality::Equal => "equal",
        Equality::Different => "different",
        Equality::Unknown(_) => "unknown",
    };
    assert_eq!(named(equality(left, right)), named(equality(right, left)), "{left} and {right}");
    named(equality(left, right))
}

#[test]
fn symbols_decide_equality() {
    let bucket = |address: &str| instance(address, &[], false);
    let (logs, data) = (bucket("aws_s3_bucket.logs"), bucket("aws_s3_bucket.data"));
    let id = |instance: &Arc<Instance>| attribute(instance, "bucket");
    assert_eq!(verdict(&id(&logs), &id(&logs)), "equal");
    assert_eq!(verdict(&id(&logs), &id(&data)), "different");
    assert_eq!(verdict(&id(&logs), &Value::string("logs")), "unknown");
    let literal = Value::string("logs").with_symbol(id(&data).symbol);
    assert_eq!(verdict(&id(&logs), &literal), "different");
    assert_eq!(verdict(&literal, &Value::string("logs")), "equal");
    assert_eq!(verdict(&id(&logs), &Value::null()), "different");
    assert_eq!(verdict(&variable("var.a"), &Value::null()), "unknown");
    assert_eq!(verdict(&variable("var.a"), &variable("var.a")), "equal");
    assert_eq!(verdict(&variable("var.a"), &variable("var.b")), "unknown");
    assert_eq!(verdict(&variable("var.a"), &id(&logs)), "unknown");

    let source = instance("data.aws_s3_bucket.logs", &[], true);
    assert_eq!(verdict(&id(&source), &id(&logs)), "unknown");

    let many = instance("aws_s3_bucket.logs[*]", &["var.names"], false);
    assert_eq!(verdict(&id(&many), &id(&many.clone())), "equal");
    assert_eq!(verdict(&id(&many), &id(&instance("aws_s3_bucket.logs[*]", &["var.other"], false))), "unknown");
    assert_eq!(verdict(&id(&many), &id(&bucket("aws_s3_bucket.logs[\"a\"]"))), "unknown");
    assert_eq!(verdict(&id(&many), &id(&data)), "different");
    assert_eq!(verdict(&id(&bucket("aws_s3_bucket.logs[0]")), &id(&bucket("aws_s3_bucket.logs[1]"))), "different");
    let (left, right) = (bucket("module.m[\"a\"].aws_s3_bucket.b"), bucket("module.m[*].aws_s3_bucket.b"));
    assert_eq!(verdict(&id(&left), &id(&right)), "unknown");
    let quoted = (bucket(r#"aws_s3_bucket.b["a\"]"]"#), bucket(r#"aws_s3_bucket.b["a\"]x"]"#));
    assert_eq!(verdict(&id(&quoted.0), &id(&quoted.1)), "different");
}

#[test]
fn templates_are_aligned() {
    let bucket = |name: &str| attribute(&instance(name, &[], false), "arn");
    let (logs, data) = (bucket("aws_s3_bucket.logs"), bucket("aws_s3_bucket.data"));
    let text = |text: &str| Value::string(text);
    let template = |parts: &[&Value]| Value::template(parts.iter().map(|part| (*part).clone()));
    let all = text("/*");
    for (left, right, expected) in [
        (template(&[&logs, &all]), template(&[&logs, &all]), "equal"),
        (template(&[&logs, &all]), template(&[&data, &all]), "different"),
        (template(&[&logs, &all]), template(&[&logs, &text("/logs")]), "different"),
        (template(&[&logs, &all]), logs.clone(), "different"),
        (template(&[&variable("var.a"), &all]), template(&[&variable("var.b"), &all]), "unknown"),
        (template(&[&text("a"), &variable("var.a")]), text("abc"), "unknown"),
        (template(&[&text("a"), &variable("var.a")]), text("bc"), "different"),
        (template(&[&text("a"), &variable("var.a"), &text("a")]), text("a"), "different"),
        (template(&[&text("a"), &variable("var.a"), &text("a")]), text("aa"), "unknown"),
        (template(&[&variable("var.a"), &text("-x-"), &variable("var.b")]), text("a-y-b"), "different"),
        (template(&[&variable("var.a"), &text("-x-"), &variable("var.b")]), text("a-x-b"), "unknown"),
        (
            template(&[&variable("var.a"), &variable("var.b")]),
            template(&[&variable("var.a"), &variable("var.c")]),
            "unknown",
        ),
        (
            template(&[&variable("var.a"), &text("x")]),
            template(&[&variable("var.a"), &text("y"), &variable("var.c")]),
            "different",
        ),
        (template(&[&variable("var.a"), &text("é")]), text("e"), "different"),
    ] {
        assert_eq!(verdict(&left, &right), expected, "{left} and {right}");
    }
    assert!(identical(&template(&[&logs, &all]), &template(&[&logs, &all])));
    let spliced = template(&[&text("a"), &template(&[&text("b"), &logs])]);
    assert!(matches!(
        &spliced.as_unknown().unwrap().content,
        Some(Content::Template(parts)) if matches!(&parts[..], [Part::Text(text), Part::Value(_)] if text == "ab")
    ));
}

#[test]
fn equality_as_in_cty() {
    let unknown = r#"{"$unknown":true}"#;
    for (left, right, expected) in [
        (("string", r#""1""#), ("number", "1"), "different"),
        (("any", "null"), ("string", "null"), "equal"),
        (("list(string)", r#"["a"]"#), ("tuple([string])", r#"["a"]"#), "different"),
        (("string", unknown), ("string", r#""a""#), "unknown"),
        (("string", unknown), ("number", "1"), "different"),
        (("any", unknown), ("number", "1"), "unknown"),
        (("string", unknown), ("any", "null"), "unknown"),
        (("string", r#"{"$unknown":true,"refine":{"prefix":"ab"}}"#), ("string", r#""ac""#), "different"),
        (("tuple([string,number])", r#"[{"$unknown":true},1]"#), ("tuple([string,number])", r#"["a",2]"#), "different"),
        (("tuple([any,number])", r#"[{"$unknown":true},1]"#), ("tuple([string,number])", r#"["a",1]"#), "unknown"),
        (("tuple([any,number])", r#"[{"$unknown":true},1]"#), ("tuple([string])", r#"["a"]"#), "different"),
        (("list(string)", unknown), ("list(string)", "[]"), "unknown"),
        (("list(string)", r#"{"$unknown":true,"refine":{"len_min":1}}"#), ("list(string)", "[]"), "different"),
        (("set(string)", r#"{"$set":["a","b"]}"#), ("set(string)", r#"{"$set":["b","a"]}"#), "equal"),
        (("set(string)", r#"{"$set":["a",{"$unknown":true}]}"#), ("set(string)", r#"{"$set":["a","b"]}"#), "unknown"),
        (("map(string)", r#"{"a":"x"}"#), ("map(string)", r#"{"b":"x"}"#), "different"),
        (("object({a=any})", r#"{"a":null}"#), ("object({a=any})", r#"{"a":null}"#), "equal"),
    ] {
        let (left, right) = (value(left.0, left.1), value(right.0, right.1));
        assert_eq!(verdict(&left, &right), expected, "{left} and {right}");
    }
    let marked = equals(&value("string", r#"{"$marks":["x"],"value":"a"}"#), &Value::string("a"));
    assert_eq!(encode(&marked).to_string(), r#"{"$marks":["sensitive"],"value":true}"#);
}

#[test]
fn prints_like_the_console() {
    let nested = value(
        "object({a=list(object({b=string})),s=string,z=any})",
        r#"{"a":[{"b":"x\ny"}],"s":{"$marks":["sensitive"],"value":"x"},"z":null}"#,
    );
    insta::assert_snapshot!(nested.to_string(), @r#"
    {
      "a" = tolist([
        {
          "b" = <<-EOT
          x
          y
          EOT
        },
      ])
      "s" = (sensitive value)
      "z" = null
    }
    "#);
    for (ty, json, expected) in [
        ("list(string)", "[]", "tolist([])"),
        ("map(string)", "{}", "tomap({})"),
        ("list(any)", "null", "tolist(null) /* of dynamic */"),
        ("string", "null", "tostring(null)"),
        ("string", r#""a\"b${x}\t\u001b""#, r#""a\"b$${x}\t\u001b""#),
    ] {
        assert_eq!(value(ty, json).to_string(), expected);
    }
    assert_eq!(variable("var.a").to_string(), "(known after apply: var.a)");
    assert_eq!(
        Value::template([Value::string("x-"), variable("var.a")]).to_string(),
        r#""x-${(known after apply: var.a)}""#
    );
    assert_eq!(
        Value::unknown(Type::String, Cause::Function("uuid".into())).to_string(),
        "(known after apply: `uuid` has no result before apply)"
    );
}

#[test]
fn what_a_vpc_came_with_was_made_by_no_block() {
    let identity = |resource_type: &str, attribute: &str, identity: bool| {
        let symbol = Symbol::Attribute {
            instance: Arc::new(Instance {
                resource_type: resource_type.into(),
                address: format!("{resource_type}.x").into(),
                expansions: Arc::from([]),
                is_data: false,
            }),
            path: Arc::from([PathStep::Attribute(attribute.into())]),
            identity,
        };
        let unknown = Unknown { ty: Type::String, refinement: Refinement::not_null(), ..Unknown::default() };
        Value::unknown_with(unknown).with_symbol(Some(Arc::new(symbol)))
    };
    let group = identity("aws_security_group", "id", true);
    for (other, is_different) in [
        (identity("aws_default_security_group", "id", true), true),
        (identity("aws_vpc", "default_security_group_id", false), true),
        (identity("aws_vpc", "default_network_acl_id", false), false),
        (identity("aws_vpc", "main_route_table_id", false), false),
        (identity("aws_db_security_group", "id", true), false),
    ] {
        assert_eq!(matches!(equality(&group, &other), Equality::Different), is_different, "{other}");
        assert_eq!(matches!(equality(&other, &group), Equality::Different), is_different, "{other}");
    }
    let balancers = equality(&identity("aws_alb", "arn", true), &identity("aws_lb", "arn", true));
    assert!(matches!(balancers, Equality::Different));
}

#[test]
fn of_many_causes_the_first_are_kept_in_whatever_order_they_come() {
    let one = |number: u32| Causes::one(Cause::Computed(smol_str::format_smolstr!("aws_x.y{number:04}.id")));
    let budget = Causes::one(Cause::Budget(Limit::Steps));
    let forwards = (0..1_000).fold(Causes::default(), |all, number| all.union(&one(number))).union(&budget);
    let backwards = (0..1_000).rev().fold(budget.clone(), |all, number| all.union(&one(number)));
    let (left, right) = (0..1_000).fold((budget, Causes::default()), |(left, right), number| match number % 3 {
        0 => (left.union(&one(number)), right),
        _ => (left, one(number).union(&right)),
    });
    assert_eq!(forwards, backwards);
    assert_eq!(forwards, left.union(&right));
    assert_eq!(forwards, right.union(&left));
    let written: Vec<String> = forwards.iter().map(ToString::to_string).collect();
    assert!(written.len() < 40);
    assert!(written[0].contains("y0000"), "{written:?}");
    assert!(written.iter().any(|cause| cause.contains("budget")), "{written:?}");
}
