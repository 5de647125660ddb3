use proptest::prelude::*;

use super::*;
use crate::workspace::{FileId, SourceMap};

fn file() -> FileId {
    SourceMap::default().add("main.tf".into(), "main.tf".into(), "")
}

/// The items, one a line, with their text where they are broken.
fn show(text: &str) -> String {
    let outline = outline(file(), text);
    let mut lines = Vec::new();
    for item in &outline.items {
        let (name, error) = match item {
            Item::Block(block) => {
                let labels: Vec<_> = block.labels.iter().map(|label| label.name.as_str()).collect();
                (format!("{}({})", block.block_type.name, labels.join(",")), parse_block(text, block).err())
            }
            Item::Attribute(attribute) => (attribute.name.name.to_string(), parse_attribute(text, attribute).err()),
        };
        let span = item.span();
        lines.push(format!(
            "{name} {}..{}{}",
            span.start,
            span.end,
            error.map(|error| format!(": {error}")).unwrap_or_default()
        ));
    }
    lines.extend(outline.errors.iter().map(|error| format!("! {}..{}: {error}", error.span.start, error.span.end)));
    lines.join("\n")
}

#[test]
fn blocks_and_attributes_are_found() {
    insta::assert_snapshot!(show(
        "# c\nterraform {}\r\nresource \"a\" b /* { */ {\n  x = \"}\" # }\n  y = <<E\n}\n  E\n}\n// {\na = [\n  1, # ]\n] # c\nb = \"x\"\n"
    ), @r"
    terraform() 4..16
    resource(a,b) 18..74
    a 80..96
    b 101..108
    ");
}

#[test]
fn strings_and_heredocs_may_hold_anything() {
    insta::assert_snapshot!(show(
        "a \"\\\"{\" {\n  x = \"${\"}${\"{\"}\"}%{ if a }{%{ endif }$${\"\n  y = <<-E\n    ${<<F\n}\nE\nF\n}\n    Ex {\n    %%{ $${\n    E\n}\nb {}\n"
    ), @r#"
    a("{) 0..111
    b() 112..116
    "#);
}

#[test]
fn identifiers_are_those_of_unicode() {
    let text = "cafe\u{301} = 1\nब्लॉक {\n  größe = 2\n}\n\u{301}x = 3\n";
    let error = "! 45..47: unexpected `\u{301}`; a block or an attribute is expected here";
    assert_eq!(show(text), format!("cafe\u{301} 0..10\nब्लॉक() 11..44\n{error}"));
}

#[test]
fn empty_files_have_no_items() {
    for text in ["", "\n\n", "# only\n// comments\n/* here */", "   \t"] {
        assert_eq!(show(text), "");
    }
}

#[test]
fn an_unclosed_block_costs_only_itself() {
    insta::assert_snapshot!(show("resource \"a\" \"b\" {\n  x = 1\n\nresource \"c\" \"d\" {\n  y = 2\n}\n\nlocals {\n"), @r"
    resource(a,b) 0..26: block is never closed; write `}` at its end
    resource(c,d) 28..56
    locals() 58..66: block is never closed; write `}` at its end
    ");
}

#[test]
fn an_unclosed_bracket_costs_only_its_block() {
    insta::assert_snapshot!(show("a {\n  x = [1, 2\n}\n\nb {\n}\nc {\n  f = g(\n\nd {}\n"), @r"
    a() 0..17: unexpected `}` where `[` is still open; write `]` first
    b() 19..24
    c() 25..37: block is never closed; write `}` at its end
    d() 39..43
    ");
}

#[test]
fn an_unclosed_string_costs_only_its_block() {
    insta::assert_snapshot!(show("a {\n  x = \"1\n  y = 2\n}\nb {\n  x = \"${f(\"1\n}\nc {}\n"), @r#"
    a() 0..22: string is not closed on its line; write `"` at its end, or use a heredoc for several lines
    b() 23..42: string is not closed on its line; write `"` at its end, or use a heredoc for several lines
    c() 43..47
    "#);
}

#[test]
fn an_unclosed_heredoc_or_comment_costs_only_its_block() {
    insta::assert_snapshot!(show("a {\n  x = <<E\n  text\n}\nb {}\nc {\n  /* open\n}\nd {}\n"), @r"
    a() 0..22: heredoc is never closed; write `E` on a line of its own at its end
    b() 23..27
    c() 28..43: comment is never closed; end it with `*/`
    d() 44..48
    ");
}

#[test]
fn what_is_no_item_is_reported_and_skipped() {
    insta::assert_snapshot!(show("a {}\n}\nb {}\nc \"x\"\n= 1\nd {}\ne = \nf {} g {}\n\u{0}\u{1}\nh \"${x}\" {}\n"), @r"
    a() 0..4
    b() 7..11
    d() 22..26
    e 27..30: `e` has no value; write one after `=`
    f() 32..36
    g() 37..41
    ! 5..6: unexpected `}`; a block or an attribute is expected here
    ! 17..18: unexpected end of line in the header of a block; write labels and then `{` on the same line
    ! 37..38: unexpected `g` after the end of a block; begin a new line
    ! 42..43: unexpected `\u{0}`; a block or an attribute is expected here
    ! 48..50: a label can't hold a template; write the name itself
    ");
}

#[test]
fn an_unclosed_attribute_costs_only_itself() {
    insta::assert_snapshot!(show("a = [1,\n  2\n\nb = 3\nc = {\n  d = 1\n"), @r"
    a 0..11: `[` is never closed; close it before the next attribute or block
    b 13..18
    c 19..32: `{` is never closed; close it before the next attribute or block
    ");
}

#[test]
fn many_unclosed_blocks_take_linear_time() {
    let text = "resource \"a\" \"b\" {\n".repeat(50_000);
    let outline = outline(file(), &text);
    assert_eq!(outline.items.len(), 50_000);
    for text in ["a {\n x = <<E\n", "a {\n /* \n", "/*\na {\n", "a = <<E\n"] {
        let text = text.repeat(50_000);
        let outline = super::outline(file(), &text);
        assert!((1..100).contains(&(outline.items.len() + outline.errors.len())));
    }
}

/// Files of valid blocks and attributes, and how many of each they have.
fn valid_files() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[0-9]{1,4}",
        "\"[a-z {}#é]{0,8}\"",
        Just("\"${\"}\"}\"".to_owned()),
        Just("<<-E\n    }\n    é ${x[0]}\n  E".to_owned()),
        Just("[\n    1, # ]\n    2,\n  ]".to_owned()),
        Just("{ a = 1, b = { c = \"}\" } }".to_owned()),
        Just("f(x, /* ) */ y...)".to_owned()),
    ];
    let attribute = ("[a-z_]{1,5}", value).prop_map(|(name, value)| format!("  x{name} = {value}\n"));
    let block = ("[a-z]{1,5}", prop::collection::vec("\"[a-zé]{1,3}\"", 0..3), prop::option::of(attribute.clone()))
        .prop_map(|(name, labels, inner)| {
            let body = inner.map(|inner| format!("{{\n{inner}}}")).unwrap_or_else(|| "{}".to_owned());
            format!("{name} {} {body}\n", labels.join(" "))
        });
    let comment = prop_oneof![Just("# { é\n".to_owned()), Just("/* \" */\n".to_owned()), Just("\n".to_owned())];
    prop::collection::vec(prop_oneof![attribute, block, comment], 0..8).prop_map(|parts| {
        // Attributes of one body have different names.
        parts
            .iter()
            .enumerate()
            .map(|(index, part)| part.replacen("  x", &format!("y{index}"), usize::from(part.starts_with("  x"))))
            .collect()
    })
}

proptest! {
    #[test]
    fn a_valid_file_has_what_hcl_edit_finds_in_it(text in valid_files()) {
        let whole = hcl_edit::parser::parse_body(&text).unwrap();
        let (body, errors) = parse_body(file(), &text);
        prop_assert_eq!(&errors, &[]);
        prop_assert_eq!(body.attributes.len(), whole.attributes().count());
        prop_assert_eq!(body.blocks.len(), whole.blocks().count());
        for (ours, theirs) in body.blocks.iter().zip(whole.blocks()) {
            prop_assert_eq!(ours.block_type.name.as_str(), theirs.ident.as_str());
            prop_assert_eq!(ours.labels.len(), theirs.labels.len());
            prop_assert_eq!(ours.body.attributes.len(), theirs.body.attributes().count());
        }
    }

    #[test]
    fn items_never_overlap_and_lie_on_character_boundaries(text in "([a-z]{1,2} ?[={]?|[}\"é\n]|<<E\n|E\n|[a-z ]{0,4}|[\\[\\]()$#/*%]){0,40}") {
        let outline = outline(file(), &text);
        let mut end = 0;
        for item in &outline.items {
            let span = item.span();
            prop_assert!(span.start >= end);
            prop_assert!(text.get(span.range()).is_some());
            end = span.end;
        }
        prop_assert!(end as usize <= text.len());
        for error in parse_body(file(), &text).1 {
            prop_assert!(text.get(error.span.range()).is_some());
        }
    }
}
