//! Every function through the evaluator: an expression, and what it is in the encoding of `value::encoding`.
//!
//! Variables in scope: `us`, `un`, `ub`, `ul`, `um`, `uset` are unknown; `nn` is an unknown string that is not null;
//! `arn` is a partly known string; `secret` is sensitive.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;
use smol_str::SmolStr;

use super::Files;
use crate::eval::{Context, Evaluator, Variables};
use crate::syntax::parse_expression;
use crate::value::{
    Cause, Content, Equality, Marks, Member, Presence, Refinement, Symbol, Type, Unknown, Value, encode, equality,
};
use crate::workspace::SourceMap;

struct Memory;

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match path {
            "hello.txt" => Ok(b"hello".to_vec()),
            "icon.png" => Ok(vec![0xff, 0xfe]),
            "mark.tftpl" => Ok("\u{feff}Hello, ${name}!".into()),
            "hello.tftpl" => Ok(b"Hello, ${name}!".to_vec()),
            "nested.tftpl" => Ok(b"${templatefile(\"hello.tftpl\", {name = \"x\"})}".to_vec()),
            _ => Err(format!("there is no file `{path}`")),
        }
    }

    fn exists(&self, path: &str) -> Result<bool, String> {
        Ok(self.read(path).is_ok())
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, String> {
        let all = ["a.txt", "b.tf", "sub/c.txt", "sub/deep/d.txt"];
        let inside = |file: &&str| match directory {
            "." => Some((*file).to_owned()),
            _ => file.strip_prefix(directory)?.strip_prefix('/').map(str::to_owned),
        };
        Ok(all.iter().filter_map(inside).collect())
    }
}

fn unknown(name: &str, ty: Type) -> Value {
    let address = SmolStr::new(format!("var.{name}"));
    let symbol = Symbol::Variable { address: address.clone(), path: Arc::from([]) };
    Value::unknown(ty, Cause::Variable(address)).with_symbol(Some(Arc::new(symbol)))
}

fn variables() -> BTreeMap<SmolStr, Value> {
    let mut never_null = unknown("nn", Type::String);
    if let Some(inner) = never_null.as_unknown() {
        let inner = Unknown { refinement: Refinement::not_null(), ..inner.clone() };
        never_null = Value::unknown_with(inner).with_symbol(never_null.symbol.clone());
    }
    let bucket = unknown("bucket", Type::String);
    let members = [("a", None), ("b", Some(Cause::Variable("var.b".into())))].map(|(name, doubt)| Member {
        value: Value::string(name),
        presence: doubt.map_or(Presence::Certain, |cause| Presence::Possible(cause.into())),
    });
    BTreeMap::from([
        ("us".into(), unknown("us", Type::String)),
        ("un".into(), unknown("un", Type::Number)),
        ("ub".into(), unknown("ub", Type::Bool)),
        ("ul".into(), unknown("ul", Type::list(Type::String))),
        ("ua".into(), unknown("ua", Type::Dynamic)),
        ("um".into(), unknown("um", Type::map(Type::String))),
        ("uo".into(), unknown("uo", Type::object([("k".into(), Type::Number)]))),
        ("uset".into(), Value::set(Type::String, vec![Value::string("a"), unknown("us", Type::String)])),
        ("nn".into(), never_null),
        ("arn".into(), Value::template([Value::string("arn:aws:s3:::"), bucket, Value::string("/logs")])),
        ("secret".into(), Value::string("s3cret").marked(Marks::SENSITIVE)),
        (
            "maybe".into(),
            Value::unknown_with(Unknown {
                ty: Type::list(Type::String),
                causes: Cause::Variable("var.b".into()).into(),
                refinement: Refinement::default(),
                content: Some(Content::Members(Arc::from(members))),
            }),
        ),
    ])
}

fn evaluate(text: &str) -> Result<Value, String> {
    let sources = SourceMap::default();
    let file = sources.add(Utf8Path::new("test"), Utf8Path::new("test"), text);
    let expression = parse_expression(file, text, 0..text.len()).map_err(|error| error.message)?;
    let variables = variables();
    let scope = Variables { variables: &variables, files: &Memory };
    let context = Context::default();
    Evaluator::new(&context, &scope).evaluate(&expression, None).map_err(|error| error.message)
}

fn value(text: &str) -> Value {
    evaluate(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(encode(&value(text)).to_string(), *expected, "{text}");
    }
}

#[track_caller]
fn refuse(table: &[&str]) {
    for text in table {
        assert!(evaluate(text).is_err(), "{text} is {}", value(text));
    }
}

const UNKNOWN: &str = r#"{"$unknown":true,"refine":{"not_null":true}}"#;

#[test]
fn numeric() {
    check(&[
        ("abs(-1.5)", "1.5"),
        ("ceil(1.2)", "2"),
        ("tostring(ceil(-0.5))", r#""0""#),
        ("floor(-1.2)", "-2"),
        ("floor(1/0)", r#"{"$number":"inf"}"#),
        ("log(50, 10)", "1.6989700043360185"),
        ("ceil(log(9, 3))", "3"),
        ("ceil(log(81, 3))", "5"),
        ("log(3, 10)", "0.4771212547196623"),
        ("log(10, 2)", "3.3219280948873626"),
        ("tostring(pow(10, 23))", r#""100000000000000000000000""#),
        ("tostring(pow(10, 33))", r#""1000000000000000100000000000000000""#),
        ("pow(0.3, 3)", "0.027"),
        ("pow(2.5, 1.7)", "4.747861205827336"),
        ("pow(-8, 3)", "-512"),
        ("pow(10, -3)", "0.001"),
        ("log(0, 10)", r#"{"$number":"-inf"}"#),
        ("max(1, \"12\", 3)", "12"),
        ("min([3, -1]...)", "-1"),
        ("parseint(\"ff\", 16)", "255"),
        ("parseint(\"-Z\", 62)", "-61"),
        ("pow(2, 0.5)", "1.4142135623730951"),
        ("signum(-3)", "-1"),
        ("sum([1, \"2\", 3.5])", "6.5"),
        ("sum([1, un])", UNKNOWN),
        ("abs(un)", UNKNOWN),
        (
            "range(0, 1, 0.3)[3]",
            r#"{"$number":"0.90000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004"}"#,
        ),
    ]);
    refuse(&[
        "max()",
        "signum(0.5)",
        "log(-1, 10)",
        "parseint(10, 2)",
        "parseint(\"2\", 2)",
        "parseint(\"1\", 63)",
        "sum([])",
        "sum({})",
        "sum([null])",
        "sum([1/0, -1/0])",
        "abs(null)",
        "abs([])",
        "abs()",
        "abs(1, 2)",
    ]);
}

#[test]
fn strings() {
    check(&[
        ("chomp(\"a\\r\\n\\n\")", r#""a""#),
        ("indent(2, \"a\\nb\\n\")", r#""a\n  b\n  ""#),
        ("join(\",\", [\"a\", 1], toset([\"b\"]))", r#""a,1,b""#),
        ("join(\",\", [])", r#""""#),
        ("lower(\"ÀİB\")", r#""àib""#),
        ("upper(\"straße é\")", r#""STRAßE É""#),
        ("split(\",\", \"a,b,\")", r#"["a","b",""]"#),
        ("split(\"\", \"aé\")", r#"["a","é"]"#),
        ("split(\",\", \"\")", r#"[""]"#),
        ("strrev(\"añb\")", r#""bña""#),
        ("substr(\"hello\", 1, 3)", r#""ell""#),
        ("substr(\"hello\", -2, -1)", r#""lo""#),
        ("substr(\"hello\", 9, 2)", r#""""#),
        ("substr(\"hello\", -1, 0)", r#""o""#),
        ("substr(\"hello\", 2, 0)", r#""""#),
        ("substr(\"\", -1, 0)", r#""""#),
        ("title(\"hello wide-world\")", r#""Hello Wide-World""#),
        ("trim(\"xyaxbyx\", \"xy\")", r#""axb""#),
        ("trimprefix(\"aab\", \"a\")", r#""ab""#),
        ("trimsuffix(\"abb\", \"b\")", r#""ab""#),
        ("trimspace(\" \\t a \\n\")", r#""a""#),
        ("startswith(\"ab\", \"a\")", "true"),
        ("endswith(\"ab\", \"a\")", "false"),
        ("strcontains(\"abc\", \"b\")", "true"),
        ("replace(\"a.b.a\", \"a\", \"x\")", r#""x.b.x""#),
        ("replace(\"ab12\", \"/([a-z]+)(\\\\d+)/\", \"$2-$${1}\")", r#""12-ab""#),
        ("replace(\"ab\", \"\", \"-\")", r#""-a-b-""#),
        ("upper(us)", UNKNOWN),
        ("upper(secret)", r#"{"$marks":["sensitive"],"value":"S3CRET"}"#),
    ]);
    refuse(&[
        "join(\",\", [null])",
        "join(\",\")",
        "upper(null)",
        "indent(-1, \"a\")",
        "substr(\"a\", 0.5, 1)",
        "replace(\"a\", \"/(/\", \"b\")",
    ]);
}

#[test]
fn partly_known_strings() {
    check(&[
        ("startswith(arn, \"arn:aws\")", "true"),
        ("startswith(arn, \"arn:gcp\")", "false"),
        ("startswith(arn, \"arn:aws:s3:::x\")", UNKNOWN),
        // Unknown pieces that are the same one are equal, whatever they are.
        ("startswith(arn, \"arn:aws:s3:::${us}\")", UNKNOWN),
        ("startswith(\"${us}/a/b\", \"${us}/a\")", "true"),
        ("startswith(\"${us}/a/b\", \"${us}/c\")", "false"),
        ("startswith(\"${us}/a\", \"${us}/a/b\")", "false"),
        ("startswith(\"${us}/a\", \"${us}/a${nn}\")", UNKNOWN),
        ("startswith(\"abc\", \"x${us}\")", "false"),
        // What a `for` keeps of possible members decides whether the result is known.
        ("length([for m in maybe : m if m == \"a\"])", "1"),
        ("length([for m in maybe : m if m == \"c\"])", "0"),
        ("length([for m in maybe : m]) > 0", "true"),
        ("length([for m in maybe : m]) == 0", "false"),
        ("length([for m in maybe : m if m == \"b\"]) == 0", UNKNOWN),
        ("endswith(arn, \"/logs\")", "true"),
        ("endswith(arn, \"/data\")", "false"),
        ("endswith(arn, \"x/logs\")", UNKNOWN),
        ("strcontains(arn, \"s3\")", "true"),
        ("strcontains(arn, \"x\")", UNKNOWN),
        ("provider::aws::arn_parse(arn).service", r#""s3""#),
        (
            "provider::aws::arn_parse(arn).resource == \"${trimsuffix(trimprefix(arn, \"arn:aws:s3:::\"), \"/logs\")}/logs\"",
            "true",
        ),
    ]);
    for (left, right, expected) in [
        ("join(\"-\", [\"a\", nn])", "format(\"%s-%s\", \"a\", nn)", Equality::Equal),
        ("join(\"-\", [\"a\", nn])", "\"b-${nn}\"", Equality::Different),
        ("upper(us)", "upper(us)", Equality::Equal),
        ("tostring(us)", "us", Equality::Equal),
        ("coalesce(null, us)", "us", Equality::Equal),
        ("coalesce(\"\", nn)", "nn", Equality::Equal),
        ("one([us])", "us", Equality::Equal),
        ("element(concat([\"a\"], [us]), 1)", "us", Equality::Equal),
        ("element(ul, 0)", "ul[0]", Equality::Equal),
        ("lookup({a = us}, \"a\", \"x\")", "us", Equality::Equal),
        ("lookup(um, \"a\")", "um.a", Equality::Equal),
        ("merge({a = us}, {b = 1}).a", "us", Equality::Equal),
        ("flatten([[us], [[\"b\"]]])[0]", "us", Equality::Equal),
        ("tolist([us, \"a\"])[0]", "us", Equality::Equal),
        ("values({a = us})[0]", "us", Equality::Equal),
        ("zipmap([\"a\"], [us]).a", "us", Equality::Equal),
        ("jsondecode(jsonencode({a = us, b = [1]})).a", "us", Equality::Equal),
        ("jsondecode(\"{\\\"a\\\": \\\"x-${nn}\\\"}\").a", "\"x-${nn}\"", Equality::Equal),
        ("setunion([us], [us, \"a\"])", "toset([us, \"a\"])", Equality::Equal),
        ("format(\"%s/*\", nn)", "\"${nn}/*\"", Equality::Equal),
        ("formatlist(\"%s/*\", [nn])[0]", "\"${nn}/*\"", Equality::Equal),
    ] {
        assert_eq!(equality(&value(left), &value(right)), expected, "{left} and {right}");
    }
    check(&[
        ("jsondecode(jsonencode({a = us, b = [1]})).b", "[1]"),
        ("startswith(base64decode(base64encode(\"a-${us}\")), \"a-\")", "true"),
        ("contains([us, \"a\"], \"a\")", "true"),
        ("contains([us, \"a\"], us)", "true"),
        ("contains([us, \"a\"], \"b\")", UNKNOWN),
        ("contains(maybe, \"a\")", "true"),
        ("contains(maybe, \"b\")", UNKNOWN),
        ("contains(maybe, \"c\")", "false"),
        ("contains(concat(maybe, [\"c\"]), \"c\")", "true"),
        // Beside a sequence of which nothing is known, the known elements stay.
        ("contains(concat([\"a\"], ul), \"a\")", "true"),
        ("contains(concat([\"a\"], ul), \"b\")", UNKNOWN),
        ("concat([\"a\"], ul)[0]", r#""a""#),
        ("length(concat([\"a\"], ul)) > 0", "true"),
        ("contains(concat([\"a\"], ua), \"a\")", "true"),
        ("contains(flatten([ul, [\"a\"]]), \"a\")", "true"),
        ("contains(flatten([maybe, [\"c\"]]), \"x\")", "false"),
        ("contains(flatten([[for x in maybe : x], [\"c\"]]), \"x\")", "false"),
        ("contains(toset(maybe), \"a\")", "true"),
        ("contains(distinct(maybe), \"a\")", "true"),
        ("length([us])", "1"),
        ("length(uo)", "1"),
        ("length(maybe)", r#"{"$unknown":true,"refine":{"not_null":true,"min":[1,true]}}"#),
        ("length(uset)", r#"{"$unknown":true,"refine":{"not_null":true,"min":[1,true],"max":[2,true]}}"#),
        ("keys(uo)", r#"["k"]"#),
        ("compact([\"a\", \"x-${us}\", \"\"])", r#"["a",{"$unknown":true,"refine":{"not_null":true,"prefix":"x-"}}]"#),
    ]);
}

#[test]
fn formats() {
    check(&[
        ("format(\"%v %v %v\", 1000000, 0.00001, 123456)", r#""1e+06 1e-05 123456""#),
        ("format(\"%#v %v %v\", 1e21, [\"a\", 1], true)", r#""1000000000000000000000 [\"a\",1] true""#),
        (
            "format(\"%f %.1f %e %g %.3g\", 1.5, 3.14159, 150000, 0.1, 12345.678)",
            r#""1.500000 3.1 1.500000e+05 0.1 1.23e+04""#,
        ),
        ("format(\"%5d|%-5d|%05d|%+d|% d\", 42, 42, 42, 42, 42)", r#""   42|42   |00042|+42| 42""#),
        ("format(\"%x %X %o %b %#x\", 255, 255, 8, 5, 255)", r#""ff FF 10 101 0xff""#),
        ("format(\"%08.2f|%-8.2f|%.0f\", -2.5, 2.5, 2.5)", r#""-0002.50|2.50    |2""#),
        ("format(\"%[2]s %[1]s %s\", \"a\", \"b\")", r#""b a b""#),
        ("format(\"%5s|%-5s|%05s|%.2s\", \"ab\", \"ab\", \"ab\", \"abcdef\")", r#""   ab|ab   |000ab|ab""#),
        ("format(\"%q %t %d%%\", \"a<\\\"b\", \"true\", \"12\")", r#""\"a\\u003c\\\"b\" true 12%""#),
        ("format(\"%v\", null)", r#""null""#),
        ("format(\"x-%d\", un)", r#"{"$unknown":true,"refine":{"not_null":true,"prefix":"x-"}}"#),
        ("formatlist(\"%s-%s\", [\"a\", \"b\"], \"x\")", r#"["a-x","b-x"]"#),
        ("formatlist(\"%s\", [])", "[]"),
        // A dot alone is a precision of zero, with which zero has no digits.
        ("format(\"%.s|%.0s|%5.s\", \"abc\", \"abc\", \"abc\")", r#""abc|abc|  abc""#),
        ("format(\"%.d|%.0d|%5.0d|%.x|%.f|%.e\", 5, 0, 0, 255, 1.5, 12345.6)", r#""5|||ff|2|1e+04""#),
        ("format(\"%.0v|%.3d\", 0, 7)", r#""0|007""#),
    ]);
    refuse(&[
        "format(\"%s\")",
        "format(\"%s\", 1, 2)",
        "format(\"%\", 1)",
        "format(\"%z\", 1)",
        "format(\"%s\", [])",
        "format(\"%s\", null)",
        "format(\"%d\", 1.5)",
        "format(\"%[0]s\", 1)",
        "format(\"%999999999d\", 1)",
        "formatlist(\"%s%s\", [1], [1, 2])",
    ]);
}

#[test]
fn lists() {
    check(&[
        ("chunklist([\"a\", \"b\", \"c\"], 2)", r#"[["a","b"],["c"]]"#),
        ("chunklist([\"a\"], 0)", r#"[["a"]]"#),
        ("compact([\"a\", \"\", null])", r#"["a"]"#),
        ("concat([\"a\"], [1])", r#"["a",1]"#),
        ("concat(tolist([\"a\"]), tolist([1]))", r#"["a","1"]"#),
        ("distinct([1, 2, 1])", "[1,2]"),
        ("distinct([us, us])", r#"[{"$unknown":true}]"#),
        // Neither places nor the number are known, but who is in it is.
        ("distinct([\"b\", us])[0]", r#"{"$unknown":true}"#),
        ("[for x in distinct([\"b\", us]) : 1]", UNKNOWN),
        ("[for x in distinct([\"b\", us]) : x if x != \"c\"][0]", r#"{"$unknown":true}"#),
        (
            "length(distinct([\"b\", \"c\", us]))",
            r#"{"$unknown":true,"refine":{"not_null":true,"min":[2,true],"max":[3,true]}}"#,
        ),
        ("concat([\"x\"], distinct([\"b\", us]))[1]", r#"{"$unknown":true}"#),
        (
            "length(concat(tolist([\"x\"]), distinct([\"b\", us]), maybe))",
            r#"{"$unknown":true,"refine":{"not_null":true,"min":[1,true]}}"#,
        ),
        ("contains(distinct([\"b\", us]), \"b\")", "true"),
        ("contains(concat([\"x\"], distinct([\"b\", us])), \"b\")", "true"),
        ("sort([\"b\", us])[0]", r#"{"$unknown":true}"#),
        ("length(sort([\"b\", us]))", "2"),
        ("maybe[0]", r#""a""#),
        ("flatten([[\"a\"], [[\"b\"]], null])", r#"["a","b",null]"#),
        ("matchkeys([\"a\", \"b\"], [\"x\", \"y\"], [\"y\"])", r#"["b"]"#),
        ("range(3)", "[0,1,2]"),
        ("range(3, 0)", "[3,2,1]"),
        ("range(1, 1, 0)", "[]"),
        ("reverse([1, \"a\"])", r#"["a",1]"#),
        ("reverse(toset([\"a\", \"b\"]))", r#"["b","a"]"#),
        ("slice([1, 2, 3], 1, 2)", "[2]"),
        ("sort([\"b\", \"B\", \"a\"])", r#"["B","a","b"]"#),
        ("element([\"a\", \"b\"], 3)", r#""b""#),
        ("element([\"a\", \"b\"], -1)", r#""b""#),
        ("index([\"a\", \"b\"], \"b\")", "1"),
        ("length(\"añ\")", "2"),
        ("one([])", "null"),
        ("coalesce(null, \"\", \"a\", us)", r#""a""#),
        ("coalescelist([], [1])", "[1]"),
        ("coalescelist([1], ua)", "[1]"),
        ("coalesce(null, \"\", {})", r#""""#),
        ("coalesce(\"\", null, \"b\")", r#""b""#),
        ("contains([\"1\"], 1)", "false"),
        ("contains([null], null)", "true"),
        ("alltrue([true, ub, false])", "false"),
        ("alltrue([true, ub])", UNKNOWN),
        ("alltrue([])", "true"),
        ("anytrue([null, \"true\"])", "true"),
        ("anytrue([])", "false"),
    ]);
    refuse(&[
        "chunklist([], -1)",
        "concat([1], \"a\")",
        "concat()",
        "flatten(\"a\")",
        "matchkeys([1], [1, 2], [1])",
        "range(2000)",
        "range(1, 5, -1)",
        "range(1, 2, 0)",
        "range()",
        "reverse(\"a\")",
        "slice([1], 0, 2)",
        "slice(toset([1]), 0, 1)",
        "sort([null])",
        "element([], 0)",
        "element(toset([1]), 0)",
        "index([1], 2)",
        "length(1)",
        "length(null)",
        "one([1, 2])",
        "coalesce(null)",
        "coalescelist([])",
        "coalescelist([1], \"b\")",
        "coalescelist([1], {})",
        "coalesce(\"\", \"\")",
        "coalesce(\"\", [])",
        "contains(\"a\", \"a\")",
        "list(1)",
    ]);
}

#[test]
fn maps_and_sets() {
    check(&[
        ("tolist(uset)[0]", r#"{"$unknown":true}"#),
        // A bare null has the type of the others.
        ("tomap({k = null, l = {y = 2}}).k == null", "true"),
        ("try(tomap({k = null, l = {y = 2}}).k.y, \"none\")", r#""none""#),
        ("tomap({k = ua, l = [1], m = [{x = 1}]}).l", "[1]"),
        ("length(tolist(uset))", r#"{"$unknown":true,"refine":{"not_null":true,"min":[1,true],"max":[2,true]}}"#),
        ("contains(tolist(uset), \"a\")", "true"),
        ("keys({b = 1, a = 2})", r#"["a","b"]"#),
        ("values({b = 1, a = us})", r#"[{"$unknown":true},1]"#),
        ("lookup({a = 1}, \"b\", \"x\")", r#""x""#),
        ("lookup(tomap({a = 1}), \"b\", \"2\")", "2"),
        ("merge({a = 1}, null, {a = 2, b = 3})", r#"{"a":2,"b":3}"#),
        ("merge()", "{}"),
        ("transpose({a = [\"x\", \"y\"], b = [\"y\"]})", r#"{"x":["a"],"y":["a","b"]}"#),
        ("zipmap([\"a\", \"b\"], [1, true])", r#"{"a":1,"b":true}"#),
        ("setintersection([\"a\", \"b\"], [\"b\", \"c\"])", r#"{"$set":["b"]}"#),
        ("setsubtract([\"a\", \"b\"], [\"b\"])", r#"{"$set":["a"]}"#),
        (
            "setsubtract([\"a\", \"x-${us}\"], [\"y\"])",
            r#"{"$set":["a",{"$unknown":true,"refine":{"not_null":true,"prefix":"x-"}}]}"#,
        ),
        ("setsubtract([\"a\", us], [\"b\"])", UNKNOWN),
        ("setunion([\"a\"], [1], [])", r#"{"$set":["1","a"]}"#),
        ("setproduct([\"a\", \"b\"], [1])", r#"[["a",1],["b",1]]"#),
        ("setproduct(toset([\"a\"]), [])", r#"{"$set":[]}"#),
    ]);
    refuse(&[
        "keys(1)",
        "values([])",
        "lookup({}, \"a\")",
        "lookup(tomap({a = 1}), \"b\", \"x\")",
        "tomap({k = null, l = [1], m = [{x = 1}]})",
        "tolist([[null], [{x = 1}]])",
        "merge(1)",
        "zipmap([\"a\"], [])",
        "transpose({a = null})",
        "setunion([1], [true])",
        "setproduct([1])",
        "map(1, 2)",
    ]);
}

#[test]
fn conversions() {
    check(&[
        ("tostring(1.50)", r#""1.5""#),
        ("tonumber(\"1e3\")", "1000"),
        ("tobool(\"1\")", "true"),
        ("toset([\"b\", \"a\", \"b\"])", r#"{"$set":["a","b"]}"#),
        ("tomap({a = 1, b = \"x\"})", r#"{"a":"1","b":"x"}"#),
        ("tolist(null)", "null"),
        ("sensitive(1)", r#"{"$marks":["sensitive"],"value":1}"#),
        ("nonsensitive(secret)", r#""s3cret""#),
        ("issensitive(secret)", "true"),
        ("issensitive(\"a\")", "false"),
        ("issensitive(us)", UNKNOWN),
        ("ephemeralasnull([secret])", r#"[{"$marks":["sensitive"],"value":"s3cret"}]"#),
        ("assumenotnull(us)", UNKNOWN),
        ("assumeequal(us, \"a\")", r#""a""#),
        ("assumestringprefix(us, \"a-\")", r#"{"$unknown":true,"refine":{"prefix":"a-"}}"#),
        ("assumelistlength(ul, 2, 2)", r#"[{"$unknown":true},{"$unknown":true}]"#),
        ("assumemaplengthmin(um, 1)", r#"{"$unknown":true,"refine":{"not_null":true,"len_min":1}}"#),
    ]);
    refuse(&[
        "tonumber(\"x\")",
        "tobool(1)",
        "tostring([])",
        "tolist({})",
        "tomap([])",
        "assumenotnull(null)",
        "assumeequal(\"a\", \"b\")",
        "assumelistlengthmax([1, 2], 1)",
        "assumestringprefix(\"a\", \"b\")",
    ]);
    assert!(!evaluate("tonumber(secret)").unwrap_err().contains("s3cret"));
}

#[test]
fn encodings() {
    check(&[
        ("base64encode(\"é\")", r#""w6k=""#),
        ("base64decode(\"w6k=\\n\")", r#""é""#),
        ("base64gunzip(\"H4sIAAAAAAAA/0oEAAAA//8BAAD//0O+t+gBAAAA\")", r#""a""#),
        ("csvdecode(\"a,b\\r\\n1,\\\"x\\\"\\\"y\\\"\\n\\n\")", r#"[{"a":"1","b":"x\"y"}]"#),
        ("csvdecode(\"a\")", "[]"),
        ("jsonencode({b = 1.50, a = [null, \"<é>\"]})", r#""{\"a\":[null,\"\\u003cé\\u003e\"],\"b\":1.5}""#),
        ("jsondecode(\"[1, {\\\"a\\\": 12345678901234567890}]\")", r#"[1,{"a":{"$number":"12345678901234567890"}}]"#),
        ("textencodebase64(\"aé\", \"UTF-16LE\")", r#""YQDpAA==""#),
        ("textencodebase64(\"a\", \"UTF-16\")", r#""/v8AYQ==""#),
        ("textencodebase64(\"é\", \"ISO-8859-1\")", r#""6Q==""#),
        ("textencodebase64(\"あ\", \"Shift_JIS\")", r#""gqA=""#),
        ("textdecodebase64(\"YQDpAA==\", \"utf-16le\")", r#""aé""#),
        ("urlencode(\"a b+c/é~*\")", r#""a+b%2Bc%2F%C3%A9~%2A""#),
        ("urldecode(\"a+b%2B%C3%A9\")", r#""a b+é""#),
    ]);
    refuse(&[
        "base64decode(\"YQ\")",
        "base64decode(\"/w==\")",
        "base64gunzip(\"YQ==\")",
        "csvdecode(\"\")",
        "csvdecode(\"a,a\\n1,2\")",
        "csvdecode(\"a,b\\n1\")",
        "csvdecode(\"a\\nx\\\"y\")",
        "csvdecode(\"a\\n\\\"x\")",
        "jsonencode(1/0)",
        "jsondecode(\"{\")",
        "textencodebase64(\"é\", \"US-ASCII\")",
        "textencodebase64(\"a\", \"nope\")",
        "textdecodebase64(\"gQ==\", \"windows-1250\")",
        "urldecode(\"%2 \")",
        "urldecode(\"%ff\")",
    ]);
}

#[test]
fn yaml() {
    check(&[
        (
            "yamlencode({a = 1, b = [1, [2, {c = null}]], d = {}, e = [], f = {g = \"h\"}})",
            r#""\"a\": 1\n\"b\":\n- 1\n- - 2\n  - \"c\": null\n\"d\": {}\n\"e\": []\n\"f\":\n  \"g\": \"h\"\n""#,
        ),
        ("yamlencode(true)", r#""true\n...\n""#),
        ("yamlencode(\"a\\nb\")", r#""|-\n  a\n  b\n""#),
        ("yamlencode([{a = \"x\\ny\\n\"}, \"\\n\\nz\"])", r#""- \"a\": |\n    x\n    y\n- |2-\n\n\n  z\n""#),
        ("yamlencode({\"a\\nb\" = {c = \"d\\n\"}})", r#""? |-\n  a\n  b\n: \"c\": |\n    d\n""#),
        ("yamlencode(\"t\\tq\\\"😀\\n\")", r#""\"t\\tq\\\"\\U0001F600\\n\"\n""#),
        (
            "yamlencode({a = \"a very long string that goes on  and on and on and on and on and on and on  and on and on and on\"})",
            r#""\"a\": \"a very long string that goes on  and on and on and on and on and on and on  and\n  on and on and on\"\n""#,
        ),
        ("yamlencode({a = us})", UNKNOWN),
        (
            "yamldecode(\"[y, No, ~, 0x1F, 0o17, 017, 1_000, .5, 1e3, -12, 0b11, 'x', <<]\")",
            r#"[true,false,null,31,15,17,"1_000",0.5,1000,-12,"0b11","x","<<"]"#,
        ),
        (
            "yamldecode(\"[2001-12-14t21:59:43.10-05:00, 2001-1-2, 2001-13-1]\")",
            r#"["2001-12-14T21:59:43-05:00","2001-01-02T00:00:00Z","2001-13-1"]"#,
        ),
        ("yamldecode(\"a: &x {b: 1}\\nc:\\n  <<: *x\\n  d: 2\\n1: e\")", r#"{"1":"e","a":{"b":1},"c":{"b":1,"d":2}}"#),
        ("yamldecode(\"!!str 12\")", r#""12""#),
        ("yamldecode(\"!!binary 'aGVsbG8='\")", r#""aGVsbG8=""#),
        ("yamldecode(\"- |\\n  x\\n\")", r#"["x\n"]"#),
        // No line break is added at the end of the text.
        ("yamldecode(\"|\\n x\")", r#""x""#),
        ("yamldecode(\"- |\\n  x\\n- x\")", r#"["x\n","x"]"#),
        ("yamldecode(\"|\\n x\\n# c\")", r#""x\n""#),
        ("yamldecode(\"|\\n x\\n # c\")", r#""x\n# c""#),
        ("yamldecode(\"a: |+\\n  é\")", r#"{"a":"é"}"#),
        ("yamldecode(\"a: |\\n  x\\n  \")", r#"{"a":"x\n"}"#),
        ("yamldecode(\"a: |+\\n  x\\n  \")", r#"{"a":"x\n"}"#),
        // Blocks of text are what plain text is, as strings.
        ("yamldecode(\"a: |\")", r#"{"a":null}"#),
        ("yamldecode(\"- >-\\n  null\\n- |-\\n  y\\n- |\\n  1\\n\")", r#"[null,"true","1\n"]"#),
        ("yamldecode(\"- |-\\n  1e3\\n- >-\\n  0x1\\n- |-\\n  0.\\n- |-\\n  <<\")", r#"["1000","1","0","<<"]"#),
        ("yamldecode(\"- |-\\n  2001-1-2\\n- 'y'\")", r#"["2001-01-02T00:00:00Z","y"]"#),
    ]);
    refuse(&[
        "yamldecode(\"\")",
        "yamldecode(\"[a\")",
        "yamldecode(\".nan\")",
        "yamldecode(\"|-\\n .nan\")",
        "yamldecode(\"a\\n---\\nb\")",
        "yamldecode(\"!foo a\")",
        "yamldecode(\"&a [*a]\")",
        "yamldecode(\"? [a]\\n: b\")",
        "yamldecode(\"<<: 5\")",
        "yamldecode(\"!!bool x\")",
        "yamldecode(\"null: a\")",
    ]);
}

#[test]
fn a_yaml_bomb_does_not_go_off() {
    let mut text = "a0: &a0 x\\n".to_owned();
    for level in 1..40 {
        text.push_str(&format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}]\\n", level - 1));
    }
    refuse(&[&format!("yamldecode(\"{text}\")")]);
}

#[test]
fn dates() {
    check(&[
        (
            "formatdate(\"EEEE, DD-MMM-YY hh:mm:ss ZZZ\", \"2018-01-02T23:12:01Z\")",
            r#""Tuesday, 02-Jan-18 23:12:01 UTC""#,
        ),
        (
            "formatdate(\"H h AA aa 'o''clock' Z ZZZZ ZZZZZ M D MMMM EEE\", \"2018-01-02T23:12:01-05:30\")",
            r#""11 23 PM pm o'clock -05:30 -0530 -05:30 1 2 January Tue""#,
        ),
        ("formatdate(\"''YYYY\", \"2000-02-29T00:00:00.123Z\")", r#""'2000""#),
        ("timeadd(\"2017-11-22T00:00:00Z\", \"1.5h\")", r#""2017-11-22T01:30:00Z""#),
        ("timeadd(\"2017-11-22T00:00:00.5Z\", \"-10m30s\")", r#""2017-11-21T23:49:30Z""#),
        ("timeadd(\"2024-02-29T00:00:00+02:00\", \"8784h\")", r#""2025-03-01T00:00:00+02:00""#),
        ("timecmp(\"2017-11-22T00:00:00Z\", \"2017-11-22T01:00:00+01:00\")", "0"),
        ("timecmp(\"2017-11-22T00:00:00.1Z\", \"2017-11-22T00:00:00Z\")", "1"),
        ("timestamp()", UNKNOWN),
        ("plantimestamp()", UNKNOWN),
    ]);
    refuse(&[
        "formatdate(\"L\", \"2018-01-02T23:12:01Z\")",
        "formatdate(\"YYY\", \"2018-01-02T23:12:01Z\")",
        "formatdate(\"'a\", \"2018-01-02T23:12:01Z\")",
        "formatdate(\"\", \"2018-01-02\")",
        "formatdate(\"\", \"2018-02-30T00:00:00Z\")",
        "formatdate(\"\", \"2018-01-02T24:00:00Z\")",
        "formatdate(\"\", \"2018-01-02T00:00:00+24:00\")",
        "formatdate(\"\", \"2018-01-02t00:00:00z\")",
        "timeadd(\"2017-11-22T00:00:00Z\", \"1d\")",
        "timeadd(\"2017-11-22T00:00:00Z\", \"10\")",
        "timeadd(\"2017-11-22T00:00:00Z\", \"\")",
        "timeadd(\"9999-11-22T00:00:00Z\", \"100000h\")",
    ]);
}

#[test]
fn hashes() {
    check(&[
        ("md5(\"a\")", r#""0cc175b9c0f1b6a831c399e269772661""#),
        ("sha1(\"a\")", r#""86f7e437faa5a7fce15d1ddcb9eaeaea377667b8""#),
        ("sha256(\"a\")", r#""ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb""#),
        ("substr(sha512(\"a\"), 0, 8)", r#""1f40fc92""#),
        ("base64sha256(\"a\")", r#""ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=""#),
        ("length(base64sha512(\"a\"))", "88"),
        ("uuidv5(\"dns\", \"a\")", r#""4f3f2898-69e3-5a0d-820a-c4e87987dbce""#),
        ("uuidv5(\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\", \"a\")", r#""4f3f2898-69e3-5a0d-820a-c4e87987dbce""#),
        ("uuid()", UNKNOWN),
        ("bcrypt(\"a\", 5)", UNKNOWN),
        ("rsadecrypt(\"YQ==\", \"-----BEGIN RSA PRIVATE KEY-----\")", UNKNOWN),
    ]);
    refuse(&["uuidv5(\"bad\", \"a\")", "rsadecrypt(\"?\", \"-----BEGIN\")", "rsadecrypt(\"YQ==\", \"key\")"]);
}

#[test]
fn files() {
    check(&[
        ("file(\"hello.txt\")", r#""hello""#),
        ("filebase64(\"icon.png\")", r#""//4=""#),
        ("filemd5(\"hello.txt\") == md5(\"hello\")", "true"),
        ("filesha256(\"hello.txt\") == sha256(\"hello\")", "true"),
        ("fileexists(\"hello.txt\")", "true"),
        ("fileexists(\"missing\")", "false"),
        ("fileset(\".\", \"*.txt\")", r#"{"$set":["a.txt"]}"#),
        ("fileset(\".\", \"**/*.txt\")", r#"{"$set":["a.txt","sub/c.txt","sub/deep/d.txt"]}"#),
        ("fileset(\"sub\", \"{c,x}.*\")", r#"{"$set":["c.txt"]}"#),
        ("fileset(\"sub\", \"../*.tf\")", r#"{"$set":["../b.tf"]}"#),
        ("templatefile(\"mark.tftpl\", {name = \"you\"})", r#""Hello, you!""#),
        ("templatefile(\"hello.tftpl\", {name = \"you\"})", r#""Hello, you!""#),
        ("templatefile(\"hello.tftpl\", um)", r#"{"$unknown":true}"#),
        ("templatestring(\"$${a} and $${b}\", {a = 1, b = true})", r#""1 and true""#),
        ("basename(\"a/b.c\")", r#""b.c""#),
        ("dirname(\"a/b.c\")", r#""a""#),
        ("abspath(\"/a/../b\")", r#""/b""#),
        ("abspath(\"b\")", UNKNOWN),
        ("pathexpand(\"a\")", r#""a""#),
        ("pathexpand(\"~/a\")", UNKNOWN),
    ]);
    refuse(&[
        "file(\"missing\")",
        "file(\"icon.png\")",
        "fileset(\".\", \"[\")",
        "templatefile(\"hello.tftpl\", {})",
        "templatefile(\"nested.tftpl\", {})",
        "templatefile(\"hello.tftpl\", [])",
        "templatestring(\"$${a\", {})",
        "templatestring(\"a\", {\"1\" = 2})",
        "pathexpand(\"~user/a\")",
    ]);
}

#[test]
fn networks() {
    check(&[
        ("cidrhost(\"10.0.0.0/24\", 5)", r#""10.0.0.5""#),
        ("cidrhost(\"10.0.0.0/24\", -1)", r#""10.0.0.255""#),
        ("cidrhost(\"fd00::/64\", 18446744073709551615)", r#""fd00::ffff:ffff:ffff:ffff""#),
        ("cidrnetmask(\"172.16.0.0/12\")", r#""255.240.0.0""#),
        ("cidrsubnet(\"010.001.0.0/24\", 4, 1)", r#""10.1.0.16/28""#),
        ("cidrsubnet(\"fe80::/48\", 33, 6)", r#""fe80::3:0:0:0/81""#),
        ("cidrsubnet(\"::/0\", 128, 1)", r#""::1/128""#),
        // What the reference makes of numbers that are none of a network, too.
        ("cidrsubnet(\"10.0.0.0/8\", 8, -1)", r#""0.1.0.0/16""#),
        ("cidrsubnet(\"10.0.0.0/8\", 8, -255)", r#""0.255.0.0/16""#),
        ("cidrsubnet(\"10.0.0.0/8\", -1, 0)", r#""10.0.0.0/7""#),
        ("cidrsubnet(\"10.0.0.0/8\", -1, -1)", r#""2.0.0.0/7""#),
        ("cidrsubnet(\"10.0.0.0/8\", -1, 3)", r#""14.0.0.0/7""#),
        ("cidrsubnet(\"255.0.0.0/8\", -4, 3)", r#""255.0.0.0/4""#),
        ("cidrsubnet(\"fd00::/8\", 64, 18446744073709551616)", r#""fd00::/72""#),
        ("cidrsubnet(\"::ffff:10.0.0.0/104\", 8, 1)", r#""10.1.0.0/16""#),
        ("cidrhost(\"10.0.0.0/8\", -16777216)", r#""10.0.0.0""#),
        ("cidrhost(\"fd00::/8\", 18446744073709551616)", r#""fd00:0:0:1::""#),
        ("cidrhost(\"::ffff:10.0.0.0/104\", 256)", r#""0:100::ffff:a00:0""#),
        ("cidrsubnets(\"10.1.0.0/16\", 4, 4, 8, 4)", r#"["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"]"#),
        ("cidrcontains(\"10.0.0.0/8\", \"10.1.0.0/16\")", "true"),
        ("cidrcontains(\"10.0.0.0/16\", \"10.1.0.1\")", "false"),
    ]);
    refuse(&[
        "cidrhost(\"10.0.0.0/30\", 4)",
        "cidrhost(\"10.0.0.0\", 1)",
        "cidrhost(\"10.0.0.0/24\", 0.5)",
        "cidrhost(\"10.0.0.256/24\", 1)",
        "cidrnetmask(\"fd00::/64\")",
        "cidrsubnet(\"10.0.0.0/30\", 4, 0)",
        "cidrsubnet(\"10.0.0.0/24\", 2, 4)",
        "cidrsubnet(\"10.0.0.0/8\", 8, -256)",
        "cidrsubnet(\"10.0.0.0/8\", -9, 0)",
        "cidrsubnet(\"10.0.0.0/8\", 8, 18446744073709551616)",
        "cidrhost(\"10.0.0.0/8\", -16777217)",
        "cidrhost(\"10.0.0.0/8\", 18446744073709551616)",
        "cidrsubnets(\"0.0.0.0/8\", 1)",
        "cidrsubnets(\"::/0\", 4)",
        "cidrsubnets(\"fd00::/8\", 33)",
        "cidrsubnets(\"10.0.0.0/8\", 1, 1, 1)",
        "cidrsubnets(\"10.0.0.0/8\", 0)",
        "cidrcontains(\"10.0.0.0/8\", \"fe80::1\")",
    ]);
}

#[test]
fn patterns() {
    check(&[
        ("regex(\"[a-z]+\", \"12ab\")", r#""ab""#),
        ("regex(\"(a)(b)?\", \"ac\")", r#"["a",null]"#),
        ("regex(\"(?P<x>\\\\d)\", \"a1\")", r#"{"x":"1"}"#),
        ("regex(\"(?P<x>a)(?P<x>b)\", \"ab\")", r#"{"x":"b"}"#),
        ("regex(\"(?P<1x>a)(?P<y>b)?\", \"a\")", r#"{"1x":"a","y":null}"#),
        ("replace(\"ab\", \"/(?P<x>a)(b)/\", \"$2$${x}\")", r#""ba""#),
        ("regexall(\"a(.)\", \"abac\")", r#"[["b"],["c"]]"#),
        ("regexall(\"x\", \"a\")", "[]"),
        ("regex(\"a\", us)", UNKNOWN),
    ]);
    refuse(&[
        "regex(\"x\", \"a\")",
        "regex(\"(\", \"a\")",
        "regex(\"(a)(?P<b>b)\", \"ab\")",
        "regex(\"(?P<b.>b)\", \"b\")",
    ]);
}

#[test]
fn names_and_namespaces() {
    check(&[
        ("core::upper(\"a\")", r#""A""#),
        ("provider::aws::arn_build(\"aws\", \"s3\", \"\", \"\", \"b\")", r#""arn:aws:s3:::b""#),
        ("provider::aws::trim_iam_role_path(\"arn:aws:iam::1:role/a/b/c\")", r#""arn:aws:iam::1:role/c""#),
        ("provider::other::thing(1)", r#"{"$unknown":true}"#),
    ]);
    refuse(&["provider::aws::arn_parse(\"x\")", "nope()", "other::upper(\"a\")"]);
    assert!(evaluate("uper(\"a\")").unwrap_err().contains("`upper`"));
}

#[test]
fn sizes_are_limited() {
    let text = format!("replace(\"{}\", \"\", \"{}\")", "a".repeat(10_000), "b".repeat(10_000));
    assert_eq!(value(&text).causes().to_owned(), Cause::Budget(crate::value::Limit::StringSize).into());
    let lists = ["range(1000)"; 5].join(", ");
    assert_eq!(
        value(&format!("setproduct({lists})")).causes(),
        Cause::Budget(crate::value::Limit::CollectionSize).into()
    );
}

#[test]
fn every_function_is_in_the_table_once() {
    let all: usize = super::FAMILIES.iter().map(|family| family.len()).sum();
    assert_eq!(super::names().len(), all);
    // Terraform 1.14 and OpenTofu 1.11; `try`, `can`, `convert` and `type` take expressions and are not values' business.
    let wanted = "abs abspath alltrue anytrue base64decode base64encode base64gunzip base64gzip base64sha256 base64sha512 \
        basename bcrypt ceil chomp chunklist cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce \
        coalescelist compact concat contains csvdecode dirname distinct element endswith ephemeralasnull file filebase64 \
        filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 filesha256 filesha512 flatten floor format \
        formatdate formatlist indent index issensitive join jsondecode jsonencode keys length list log lookup lower map \
        matchkeys max md5 merge min nonsensitive one parseint pathexpand plantimestamp pow range regex regexall replace \
        reverse rsadecrypt sensitive setintersection setproduct setsubtract setunion sha1 sha256 sha512 signum slice sort \
        split startswith strcontains strrev substr sum templatefile templatestring textdecodebase64 textencodebase64 \
        timeadd timecmp timestamp title tobool tolist tomap tonumber toset tostring transpose trim trimprefix trimspace \
        trimsuffix upper urldecode urlencode uuid uuidv5 values yamldecode yamlencode zipmap";
    let missing: Vec<_> = wanted.split_whitespace().filter(|name| super::lookup(name).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(super::lookup("Length").is_none());
}

const UNKNOWN_ANY: &str = r#"{"$unknown":true}"#;

#[test]
fn a_mistake_in_one_of_two_branches_counts_if_it_is_taken() {
    check(&[
        ("ub ? [][0] : 1", UNKNOWN_ANY),
        ("ub ? 1 : [][0]", UNKNOWN_ANY),
        ("ub ? [][0] : tonumber(\"x\")", UNKNOWN_ANY),
        ("try(ub ? [][0] : 1, 5)", UNKNOWN_ANY),
        ("can(ub ? [][0] : 1)", UNKNOWN),
        ("length(ub ? [tonumber(\"x\")] : [1])", UNKNOWN),
        ("false ? [][0] : 1", "1"),
    ]);
    refuse(&["true ? [][0] : 1", "ub ? [] : 1", "[][0] ? 1 : 2"]);
}

#[test]
fn only_the_branch_that_is_taken_is_converted() {
    check(&[
        ("false ? tomap({}) : {a = \"x\", b = [1]}", r#"{"a":"x","b":[1]}"#),
        ("ub ? tomap({}) : {a = \"x\", b = [1]}", UNKNOWN_ANY),
        ("true ? 1 : \"a\"", r#""1""#),
        ("false ? null : 1", "1"),
    ]);
    refuse(&["true ? tomap({}) : {a = \"x\", b = [1]}", "false ? 1 : []"]);
}

#[test]
fn a_splat_over_no_elements_has_their_type() {
    check(&[
        ("tolist([])[*]", "[]"),
        ("slice(tolist([{a = 1}]), 0, 0)[*].a", "[]"),
        ("jsonencode(concat(slice(tolist([{a = 1}]), 0, 0)[*].a, tolist([true])))", r#""[true]""#),
    ]);
    refuse(&["slice(tolist([{a = 1}]), 0, 0)[*].b", "slice(tolist([\"a\"]), 0, 0)[*][0]"]);
}
