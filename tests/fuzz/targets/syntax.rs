//! Text to syntax tree.

use hcl_edit::Span as _;
use hcl_edit::structure::Body as TheirBody;
use soc2lint::syntax::ast::{Block, Body};
use soc2lint::syntax::{
    BlockItem, Item, Strings, SyntaxError, comments, json_comments, outline_json, parse_block, parse_block_by_hcl_edit,
    parse_body, parse_json_body,
};
use soc2lint::workspace::{FileId, SourceMap, Span};

use super::{assert_body, assert_span, file};

/// The outline of native syntax: items in order that do not overlap, errors with places, and everything in it parsed or told.
pub(super) fn outline(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let sources = SourceMap::default();
    let id = file(&sources, "main.tf", text);
    let outline = soc2lint::syntax::outline(id, text);
    let mut end = 0;
    let mut broken = outline.errors.len();
    for item in &outline.items {
        assert_span(item.span(), text);
        assert!(item.span().start >= end, "items overlap at {end}");
        end = item.span().end;
        if let Item::Block(item) = item {
            assert!(item.span.contains(item.header) && item.header.contains(item.block_type.span));
            match parse_block(text, item) {
                Ok(block) => {
                    assert_eq!(block.span, item.span, "the outline and the parser see the same block");
                    assert_read_alike(text, item, &block);
                }
                Err(error) => {
                    assert_span(error.span, text);
                    broken += 1;
                }
            }
        }
    }
    let (body, errors) = parse_body(id, text);
    assert_body(&body, text);
    errors.iter().for_each(|error| assert_span(error.span, text));
    assert!(errors.len() >= broken, "an error is lost");
    assert_eq!(body.blocks.len() + body.attributes.len() + errors.len() - outline.errors.len(), outline.items.len());
    assert_comments(id, text, &outline.items.iter().map(Item::span).collect::<Vec<_>>());
}

/// What is read directly and what hcl-edit makes of it are one tree, places included. What is deeper or longer than it reads may be read.
fn assert_read_alike(text: &str, item: &BlockItem, ours: &Block) {
    match parse_block_by_hcl_edit(text, item) {
        Ok(theirs) => assert_eq!(format!("{ours:?}"), format!("{theirs:?}")),
        Err(error) => {
            // Terraform takes any character in a comment, hcl-edit does not.
            let acts = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
            let excused = error.message.contains("more than") || text[item.span.range()].contains(acts);
            assert!(excused, "only we read it: {error}");
        }
    }
}

/// Comments are where they say, and what they stand on is within the file.
fn assert_comments(id: FileId, text: &str, items: &[Span]) {
    let mut end = 0;
    for comment in comments(id, text, |_| true) {
        assert_span(comment.span, text);
        assert!(comment.span.start >= end, "comments overlap at {end}");
        end = comment.span.end;
        let said = &text[comment.span.range()];
        assert!(["#", "//", "/*"].iter().any(|mark| said.starts_with(mark)), "{said:?} is no comment");
        for element in [&comment.element, &comment.next, &comment.block].into_iter().flatten() {
            assert_span(element.span, text);
            assert!(element.root.span.contains(element.span), "it is not in its root");
            assert!(items.contains(&element.root.span), "its root is no item");
        }
    }
}

/// What hcl-edit reads as a whole, our outline and its pieces read the same, at the same places.
pub(super) fn native(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    // A carriage return alone is blank to hcl-edit, and an error to Terraform and to us.
    if text.replace("\r\n", "\n").contains('\r') || has_empty_heredoc(text) {
        return;
    }
    let Ok(whole) = hcl_edit::parser::parse_body(text) else { return };
    let sources = SourceMap::default();
    let (body, errors) = parse_body(file(&sources, "main.tf", text), text);
    // Strings of several lines, and heredocs that end within a directive, which Terraform refuses as well.
    let is_stricter = |error: &SyntaxError| {
        error.message.starts_with("string is n") || error.message.ends_with("expected heredoc end delimiter")
    };
    if errors.iter().any(is_stricter) {
        return;
    }
    assert!(errors.is_empty(), "hcl-edit reads it, we do not: {errors:?}");
    assert_same(&whole, &body);
}

/// A heredoc without a line ends at the first line that is its marker; hcl-edit looks for another one.
fn has_empty_heredoc(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    lines.array_windows().any(|[opening, next]| {
        opening
            .rsplit_once("<<")
            .is_some_and(|(_, marker)| marker.strip_prefix('-').unwrap_or(marker).trim() == next.trim())
    })
}

fn assert_same(theirs: &TheirBody, ours: &Body) {
    let attributes: Vec<_> = theirs.attributes().collect();
    assert_eq!(attributes.len(), ours.attributes.len());
    for (theirs, ours) in attributes.into_iter().zip(&ours.attributes) {
        assert_eq!(theirs.key.as_str(), ours.name.name);
        assert_eq!(theirs.key.span(), Some(ours.name.span.range()));
    }
    let blocks: Vec<_> = theirs.blocks().collect();
    assert_eq!(blocks.len(), ours.blocks.len());
    for (theirs, ours) in blocks.into_iter().zip(&ours.blocks) {
        assert_eq!(theirs.ident.as_str(), ours.block_type.name);
        assert_eq!(theirs.ident.span(), Some(ours.block_type.span.range()));
        let labels: Vec<&str> = theirs.labels.iter().map(|label| label.as_str()).collect();
        assert_eq!(labels, ours.labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>());
        assert_same(&theirs.body, &ours.body);
    }
}

/// JSON syntax: what serde_json reads we read too, and places are in the text.
pub(super) fn json(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let sources = SourceMap::default();
    let id = file(&sources, "main.tf.json", text);
    let outline = outline_json(id, text);
    for item in &outline.items {
        assert_span(item.span(), text);
        if let Item::Block(item) = item
            && let Ok(block) = parse_block(text, item)
        {
            assert_body(&block.body, text);
        }
    }
    for strings in [Strings::Templates, Strings::Literal] {
        let (body, errors) = parse_json_body(id, text, strings);
        assert_body(&body, text);
        errors.iter().for_each(|error| assert_span(error.span, text));
        if let (Strings::Literal, Ok(serde_json::Value::Object(object))) = (strings, serde_json::from_str(text)) {
            assert!(errors.is_empty(), "serde_json reads it, we do not: {errors:?}");
            // A comment is no property.
            let names = object.keys().filter(|name| *name != "//").count();
            assert!(body.attributes.len() >= names, "a property is lost");
        }
    }
    for comment in json_comments(id, text).unwrap_or_default() {
        assert_span(comment.value.span, text);
        if let Some(element) = comment.element {
            assert_span(element.span, text);
            assert!(element.span.contains(comment.value.span), "a comment is in what it stands on");
        }
    }
}
