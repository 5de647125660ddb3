use proptest::prelude::*;

use super::super::ast::{ExpressionKind, TemplatePart};
use super::show::show;
use super::*;
use crate::workspace::SourceMap;

fn file() -> FileId {
    SourceMap::default().add("main.tf".into(), "main.tf".into(), "")
}

fn parsed(source: &str) -> String {
    match parse_expression(file(), source, 0..source.len()) {
        Ok(expression) => show(&expression),
        Err(error) => format!("error {}..{}: {}", error.span.start, error.span.end, error.message),
    }
}

#[track_caller]
fn expect(cases: &[(&str, &str)]) {
    for (source, want) in cases {
        assert_eq!(parsed(source), *want, "{source}");
    }
}

#[test]
fn literals_and_operators() {
    expect(&[
        ("null", "null"),
        ("true", "true"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ("-/* 7 */5", "-5"),
        ("18446744073709551616", "18446744073709551616"),
        ("1 + 2 * 3", "(1 Add (2 Multiply 3))"),
        ("1 - 2 - 3", "((1 Subtract 2) Subtract 3)"),
        ("a || b && !c == d", "(a Or (b And (!c Equal d)))"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("-a.b", "-a.b"),
        (" /* before */ a # after", "a"),
        ("a\n+ b", "(a Add b)"),
    ]);
}

#[test]
fn numbers_wider_than_64_bits_are_exact() {
    let digits = "1234567890".repeat(40);
    assert_eq!(parsed(&format!("[{digits}, 1]")), format!("[{}, 1]", digits.parse::<crate::value::Number>().unwrap()));
    assert!(!parsed("1e400").starts_with("error"));
}

#[test]
fn lookups() {
    expect(&[
        ("a.b[0].c[\"d\"]", "a.b[0].c[\"d\"]"),
        ("a.0.1", "a.0.1"),
        ("f(x).a[1]", "(f(x)).a[1]"),
        ("(a).b", "((a)).b"),
        ("[1][0]", "([1])[0]"),
        ("a[*].b[0]", "splat(a; .b[0])"),
        ("a.*.b[0]", "(splat(a; .b))[0]"),
        ("a.*.b.0.c[0].d", "(splat(a; .b.0.c))[0].d"),
        ("a[*].b[*].c", "splat(a; .b[*].c)"),
        ("a.*.b[*].c", "splat(splat(a; .b); .c)"),
        ("a.b.*.c", "splat(a.b; .c)"),
        ("a[*].b.*.c", "splat(a; .b[*].c)"),
        ("a[b.c]", "a[b.c]"),
    ]);
    for source in ["a[*].b.*.c[0]", "a.*.b.*.c"] {
        assert!(parsed(source).contains("write `[*]`"), "{source}");
    }
}

#[test]
fn calls_and_constructors() {
    expect(&[
        ("f()", "f()"),
        ("f(a, b...)", "f(a, b...)"),
        ("provider::aws::arn_parse(a)", "provider::aws::arn_parse(a)"),
        ("{ a = 1, \"b\" : 2\n (c) = 3 }", "{\"a\": 1, \"b\": 2, (c): 3}"),
        ("{ a.b = 1 }", "{a.b: 1}"),
        ("[for k, v in m : k if v]", "for(k, v in m: k if v)"),
        ("{for v in m : v.a => v...}", "for(v in m: v.a => v...)"),
    ]);
}

#[test]
fn a_repeated_key_keeps_both_items_in_order() {
    expect(&[
        ("{ a = 1, a = 2 }", "{\"a\": 1, \"a\": 2}"),
        (
            "{\n  a = 1\n  b = 2\n  a = { c = 3, c = 4 }\n  a = 5\n}",
            "{\"a\": 1, \"b\": 2, \"a\": {\"c\": 3, \"c\": 4}, \"a\": 5}",
        ),
        ("{ \"x\" = 1\n \"x\" = <<A\nt\nA\n y = 2 }", "{\"x\": 1, \"x\": \"t\\n\", \"y\": 2}"),
        ("[{ a = [\n1\n], a = f(\n2) }]", "[{\"a\": [1], \"a\": f(2)}]"),
        ("{ (a) = 1, (a) = 2 }", "{(a): 1, (a): 2}"),
    ]);
    let source = "{ a = 1, a = b }";
    let expression = parse_expression(file(), source, 0..source.len()).unwrap();
    let ExpressionKind::Object(items) = expression.kind else { panic!("an object") };
    assert_eq!(&source[items[1].key.span.range()], "a");
    assert_eq!(&source[items[1].value.span.range()], "b");
}

#[test]
fn objects_of_many_items_take_linear_time() {
    let mut source = "{\n".to_owned();
    for index in 0..5_000 {
        source.push_str(&format!("  key{index} = {index}\n"));
    }
    source.push('}');
    let expression = parse_expression(file(), &source, 0..source.len()).unwrap();
    let ExpressionKind::Object(items) = expression.kind else { panic!("an object") };
    assert_eq!(items.len(), 5_000);
    assert!(items.is_sorted_by_key(|item| item.key.span));
}

#[test]
fn line_breaks_where_they_mean_nothing() {
    expect(&[
        ("{for v in m :\n v => c ?\n a :\n b}", "for(v in m: v => (c ? a : b))"),
        ("{for v in m\n : v\n => a\n && b\n if c\n || d }", "for(v in m: v => (a And b) if (c Or d))"),
        ("{\n for v in a ?\n b : c : v => v }", "for(v in (a ? b : c): v => v)"),
        ("[for v in concat(a,\n b) # why\n : v]", "for(v in concat(a, b): v)"),
        ("(a // why\n ? b # and\n : /* so */ c\n)", "((a ? b : c))"),
        ("f(\r\n a\r\n && b,\r\n)", "f((a And b))"),
        ("\"${a\n ? b\n : c}\"", "wrap((a ? b : c))"),
        ("a[\n0\n]", "a[0]"),
        ("[<<A\nx\nA\n, # one\n <<-B\n  y\n  B\n]", "[\"x\\n\", \"y\\n\"]"),
        ("{\n a = ( b\n + c )\n d = 1 }", "{\"a\": ((b Add c)), \"d\": 1}"),
        ("{ # c\r\n a = 1 # d\r\n b = 2\r\n}", "{\"a\": 1, \"b\": 2}"),
        ("{for\r\n v in m : v => v}", "for(v in m: v => v)"),
    ]);
}

#[test]
fn strings_and_templates() {
    expect(&[
        (r#""""#, r#""""#),
        (r#""a\n\t\"\\\u00e9\U0001F600""#, "\"a\\n\\t\\\"\\\\é😀\""),
        ("\"e\\u0301\"", "\"é\""),
        (r#""$${a} %%{b} $ % $$""#, r#""${a} %{b} $ % $$""#),
        (r#""${a}""#, "wrap(a)"),
        (r#""${"${a}"}""#, "wrap(wrap(a))"),
        (r#""a${b}c""#, r#"template("a" b "c")"#),
        (r#""%{ if a }x%{ else }y%{ endif }""#, r#"template(if a ["x"] ["y"])"#),
        (r#""%{ for k, v in m }${v},%{ endfor }""#, r#"template(for k, v in m [v ","])"#),
        (r#""%{ if a }\n\"$${\u00e9\\%{ endif }""#, r#"template(if a ["\n\"${é\\"] [])"#),
        (r#""%{ if a }b\q%{ endif }""#, r#"error 11..13: `\q` is no escape sequence; write `\\` for a backslash"#),
        (r#""  ${~ a ~}  b""#, r#"template(a "b")"#),
        (r#"" ${~ a }""#, "template(a)"),
        ("\"x \\n ${~ a ~} \\n y\"", r#"template("x" a "y")"#),
        (r#""x %{~ if a ~} y %{~ endif ~} z""#, r#"template("x" if a ["y"] [] "z")"#),
    ]);
}

#[test]
fn heredocs() {
    expect(&[
        ("<<A\nA\n", r#""""#),
        ("<<-A\r\n  A\r\n", r#""""#),
        (
            "{\na = \"%{ if b }x%{ endif }\"\nc = <<-E\n  E\nd = <<-E\ny\nE\n}",
            r#"{"a": template(if b ["x"] []), "c": "", "d": "y\n"}"#,
        ),
        ("<<A\nx $${y} \\n\n  A", r#""x ${y} \\n\n""#),
        ("<<A\n${a}\nA", r#"template(a "\n")"#),
        ("<<A\r\nx\r\nA\r\n", r#""x\r\n""#),
        ("f(<<A\nA, b\nA-c\nA1\n  A\n)", r#"f("A, b\nA-c\nA1\n")"#),
        ("<<A\n${<<B\ninner\nB\n}\nA", r#"template("inner\n" "\n")"#),
        ("<<A\nx\n%{ if a ~}\ny\n%{ endif ~}\nz\nA", r#"template("x\n" if a ["y\n"] [] "z\n")"#),
        ("<<A\na ${x ~}\n   b\nA", r#"template("a " x "   b\n")"#),
        ("<<A\n  a\n  ${~ x}\nA", r#"template("  a\n" x "\n")"#),
        ("<<A\nx%{ if a }y\nA\n", "error 5..10: this directive has no end; write `%{ endif }`"),
        (
            "[<<A\n%{~ for x in l }y\nA\n, <<A\n%{ endfor }\nA\n]",
            "error 5..12: this directive has no end; write `%{ endfor }`",
        ),
    ]);
}

#[test]
fn flush_heredocs() {
    expect(&[
        ("<<-A\n    x\n      y\n\n    z\n  A", r#""x\n  y\n\nz\n""#),
        ("<<-A\n  x\n ${a}\n  A", r#"template(" x\n" a "\n")"#),
        ("<<-A\n  x\n${a}\n  A", r#"template("  x\n" a "\n")"#),
        ("<<-A\n  x ${a} y\n    z\n  A", r#"template("x " a " y\n  z\n")"#),
        ("<<-A\n    %{ if a }\n    x\n    %{ endif }\n    A", r#"template(if a ["\nx\n"] [] "\n")"#),
        ("<<-A\n\tx\n\t  y\n\tA", r#""x\n  y\n""#),
        ("<<-A\n  \u{a0}x\n  y\n  A", "\"\\u{a0}x\\ny\\n\""),
    ]);
}

#[test]
fn bare_templates() {
    let show = |text: &str| parse_template(file(), text).map(|tree| show(&tree)).unwrap_or_else(|error| error.message);
    for (text, want) in [
        ("", r#""""#),
        ("a \"b\" \\n", r#""a \"b\" \\n""#),
        ("${a}", "wrap(a)"),
        ("x\n%{ for v in l ~}\n  ${v}\n%{ endfor ~}\ny", r#"template("x\n" for v in l ["  " v "\n"] "y")"#),
    ] {
        assert_eq!(show(text), want, "{text}");
    }
    assert!(show("a ${b").contains("never closed"), "{}", show("a ${b"));
}

#[test]
fn errors_say_where_and_what() {
    expect(&[
        ("", "error 0..0: an expression is expected"),
        ("a +", "error 2..3: unexpected `+`"),
        ("[1, 2", "error 0..1: `[` is never closed; close it"),
        ("(1]", "error 2..3: unexpected `]` where `(` is still open; write `)` first"),
        ("f(1))", "error 4..5: unexpected `)` that closes nothing; remove it"),
        (
            "\"abc",
            "error 0..4: string is not closed on its line; write `\"` at its end, or use a heredoc for several lines",
        ),
        ("a ? b", "error 5..5: unexpected end of file; expected `:`"),
    ]);
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for open in ["[", "(", "{a=", "f(", "\"${", "!", "-", "a?b:", "[for a in b:", "\"%{if a}", "a[", "{(", "<<A\n${"] {
        for count in [65, 100_000] {
            let error = parse_expression(file(), &open.repeat(count), 0..open.len() * count).unwrap_err();
            assert!(error.span.end as usize <= open.len() * count);
        }
    }
    let chain = vec!["a"; 100_000].join("+");
    assert!(parsed(&chain).contains("more than 128 operators"));
    let blocks = "a {\n".repeat(100_000);
    assert!(!parse_body(file(), &blocks).1.is_empty());
}

#[test]
fn nesting_up_to_the_limit_fits_any_thread() {
    let source = format!("{}1{}", "[".repeat(63), "]".repeat(63));
    let unary = format!("{}true", "!".repeat(63));
    let directives = format!("\"{}x{}\"", "%{ if a }".repeat(60), "%{ endif }".repeat(60));
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            for source in [source, unary, directives] {
                assert!(!parsed(&source).starts_with("error"), "{}", parsed(&source));
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

/// Every span in a tree, outermost first.
fn spans(expression: &Expression, all: &mut Vec<Span>) {
    all.push(expression.span);
    let mut visit = |inner: &Expression| spans(inner, all);
    match &expression.kind {
        ExpressionKind::Tuple(elements) => elements.iter().for_each(visit),
        ExpressionKind::Object(items) => items.iter().for_each(|item| {
            visit(&item.key);
            visit(&item.value);
        }),
        ExpressionKind::TemplateWrap(inner) | ExpressionKind::Parenthesis(inner) => visit(inner),
        ExpressionKind::Unary { operand, .. } => visit(operand),
        ExpressionKind::Binary(tree) => {
            visit(&tree.left);
            visit(&tree.right);
        }
        ExpressionKind::Call(call) => call.arguments.iter().for_each(visit),
        ExpressionKind::Conditional(tree) => {
            visit(&tree.condition);
            visit(&tree.then);
            visit(&tree.otherwise);
        }
        ExpressionKind::Template(template) => {
            for part in &template.parts {
                if let TemplatePart::Interpolation(inner) = part {
                    visit(inner);
                }
            }
        }
        ExpressionKind::Access { source, .. } => visit(source),
        ExpressionKind::Splat(splat) => visit(&splat.source),
        ExpressionKind::For(tree) => visit(&tree.collection),
        ExpressionKind::Literal(_) | ExpressionKind::Traversal(_) | ExpressionKind::Invalid => {}
    }
}

#[test]
fn spans_are_exact() {
    let source = "x = é(\"é\", [ a.b , -1 ]) # c\nresource \"a\" \"é\" {\n  b = !c\n  d \"e\" { f = 1 }\n}\n";
    let (body, errors) = parse_body(file(), source);
    assert_eq!(errors, []);
    let text = |span: Span| &source[span.range()];
    let attribute = &body.attributes[0];
    assert_eq!(text(attribute.span), "x = é(\"é\", [ a.b , -1 ])");
    let mut all = Vec::new();
    spans(&attribute.expression, &mut all);
    let all: Vec<_> = all.into_iter().map(text).collect();
    assert_eq!(all, ["é(\"é\", [ a.b , -1 ])", "\"é\"", "[ a.b , -1 ]", "a.b", "-1"]);
    let block = &body.blocks[0];
    assert_eq!(text(block.header), "resource \"a\" \"é\"");
    assert_eq!(text(block.span), &source[source.find("resource").unwrap()..source.len() - 1]);
    assert_eq!(text(block.body.span), "\n  b = !c\n  d \"e\" { f = 1 }\n");
    assert_eq!(text(block.labels[1].span), "\"é\"");
    assert_eq!(text(block.body.attributes[0].span), "b = !c");
    let inner = &block.body.blocks[0];
    assert_eq!((text(inner.span), text(inner.body.span)), ("d \"e\" { f = 1 }", " f = 1 "));
    assert_eq!(text(inner.body.attributes[0].span), "f = 1");
}

#[test]
fn an_attribute_set_twice_is_an_error_at_the_second() {
    let (body, errors) = parse_body(file(), "a = 1\na = 2\nb {\n  c = 1\n  c = 2\n}\nd {}\n");
    assert_eq!((body.attributes.len(), body.blocks.len()), (1, 1));
    let places: Vec<_> = errors.iter().map(|error| (error.span.start, error.message.as_str())).collect();
    assert_eq!(
        places,
        [(6, "`a` is set twice; remove one of the two"), (26, "`c` is set twice; remove one of the two"),]
    );
}

/// Expressions as people might write them, all of them valid.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        "[0-9]{1,3}(\\.[0-9]{1,2})?",
        "[a-eé][a-z_]{0,3}(\\.[a-z]{1,3}|\\[0\\]|\\[\\*\\]){0,3}",
        "\"[ a-zéß$%]{0,6}\"",
        "\"[a-z]{0,3}\\$\\{ ?[a-e]{1,3} ?\\}[a-zé]{0,2}\"",
        Just("<<A\n  é ${a}\n  b\nA\n".to_owned()),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(",\n"))),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| {
                let items: Vec<_> =
                    items.iter().enumerate().map(|(index, item)| format!("k{} = {item}", index % 3)).collect();
                format!("{{\n{}\n}}", items.join("\n"))
            }),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("(\n{left}\n == # é\n{right})")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("f({left}, {right}...)")),
            (inner.clone(), inner.clone()).prop_map(|(over, value)| format!("[for é in [{over}] : {value}]")),
            (inner.clone(), inner).prop_map(|(then, other)| format!("(c ? {then} : {other})")),
        ]
    })
}

/// What is read directly, hcl-edit reads the same, at the same places. `false` where it is left to hcl-edit.
fn assert_read_alike(source: &str) -> bool {
    let place = Place::At(file(), 0);
    let tree = |tree: &dyn std::fmt::Debug| format!("{tree:?}");
    let body = direct::body(source, place);
    if let Some(ours) = &body {
        let theirs = parsed_body(source, place).unwrap_or_else(|error| panic!("{error:?} in a body: {source}"));
        assert_eq!(tree(ours), tree(&theirs), "a body: {source}");
    }
    if let Some(ours) = direct::expression(source, place) {
        let range = significant(source);
        let theirs = parsed_expression(&source[range.clone()], place.moved(range.start))
            .unwrap_or_else(|error| panic!("{error:?} in an expression: {source}"));
        assert_eq!(tree(&ours), tree(&theirs), "an expression: {source}");
    }
    if let Some(ours) = direct::bare_template(source, place) {
        let theirs = parsed_template(source, place).unwrap_or_else(|error| panic!("{error:?} in a template: {source}"));
        assert_eq!(tree(&ours), tree(&theirs), "a template: {source}");
    }
    body.is_some()
}

#[test]
fn what_ships_with_the_project_is_read_directly_and_alike() {
    let (mut read, mut left) = (0, Vec::new());
    for directory in ["rules", "testdata"] {
        for entry in walkdir::WalkDir::new(format!("{}/{directory}", env!("CARGO_MANIFEST_DIR"))) {
            let entry = entry.unwrap();
            let is_native = entry.path().extension().is_some_and(|extension| extension == "tf" || extension == "hcl");
            if !is_native || !entry.file_type().is_file() {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for item in outline(file(), &text).items {
                let source = &text[item.span().range()];
                read += 1;
                if !assert_read_alike(source) {
                    left.push(source.to_owned());
                }
            }
        }
    }
    assert!(left.len() * 50 < read, "{} of {read} are left to hcl-edit:\n{}", left.len(), left.join("\n"));
}

/// Texts in which anything may follow anything.
fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "a",
        "b",
        "for",
        "in",
        "if",
        "null",
        "true",
        "1",
        "2.5",
        "-",
        "!",
        "+",
        "*",
        "==",
        "&&",
        "?",
        ":",
        "=",
        "=>",
        ",",
        ".",
        "...",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\"",
        "\"x\"",
        "\"a${",
        "}\"",
        "${",
        "~}",
        "%{ if a }",
        "%{ endif }",
        "\n",
        " ",
        "[*]",
        ".*",
        "[0]",
        ".a",
        "<<A\nA\n",
        "<<A\nx\nA\n",
        "<<-A\n  ${a}\n  A\n",
        "\\n",
        "$${",
        "# c\n",
        "/* c */",
        "f(",
        "core::f(",
        "\"l\" {\n",
        " = ",
        "\r\n",
    ]);
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn anything_is_read_alike(source in tokens()) {
        assert_read_alike(&source);
        assert_read_alike(&format!("a = {source}\n"));
        assert_read_alike(&format!("a {{\n  {source}\n}}\n"));
        assert_read_alike(&format!("[{source}]"));
        assert_read_alike(&format!("\"{source}\""));
    }
}

proptest! {
    #[test]
    fn expressions_are_read_directly_and_alike(source in expressions()) {
        prop_assert!(assert_read_alike(&format!("a = [{source}]\n")), "{}", source);
    }

    #[test]
    fn spans_lie_within_each_other_on_character_boundaries(source in expressions()) {
        let source = format!("é = [{source}]\n");
        let (body, errors) = parse_body(file(), &source);
        prop_assert_eq!(&errors, &[]);
        let mut all = Vec::new();
        spans(&body.attributes[0].expression, &mut all);
        for span in all {
            prop_assert!(body.attributes[0].span.contains(span));
            prop_assert!(source.get(span.range()).is_some());
        }
    }

    #[test]
    fn a_place_within_a_file_moves_every_span(source in expressions()) {
        let longer = format!("# é\n{source}");
        let plain = parse_expression(file(), &source, 0..source.len()).unwrap();
        let moved = parse_expression(file(), &longer, 5..longer.len()).unwrap();
        prop_assert_eq!(show(&plain), show(&moved));
        let (mut left, mut right) = (Vec::new(), Vec::new());
        spans(&plain, &mut left);
        spans(&moved, &mut right);
        for (left, right) in left.iter().zip(&right) {
            prop_assert_eq!((left.start + 5, left.end + 5), (right.start, right.end));
        }
    }

    #[test]
    fn nothing_panics(source in "[a-zé{}()\\[\\]\"$%~<>=:?.,*!#/\\\\ \r\n0-9-]{0,60}") {
        let _ = parse_body(file(), &source);
        let _ = parse_template(file(), &source);
        if let Err(error) = parse_expression(file(), &source, 0..source.len()) {
            prop_assert!(source.get(error.span.range()).is_some());
        }
    }
}
