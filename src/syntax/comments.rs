//! Comments, and what they stand on: for what a comment says of a block or attribute.
//!
//! In native syntax a comment at the end of a line stands on what ends or goes on there, one on a line of its own on what begins
//! directly below, and else on the block that it is in. In JSON a `"//"` property stands on the object that it is in.

use std::ops::Range;
use std::sync::Arc;

use super::ast::{Body, Expression, ExpressionKind};
use super::error::SyntaxError;
use super::json::{COMMENT, label_count, lower_literally};
use super::lexer::{Lexer, TokenKind};
use super::native::parse_block;
use super::outline::{Item, Outline, outline};
use super::place::span;
use crate::workspace::{FileId, Span};

/// A comment in native syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment with its markers, without the line break.
    pub span: Span,
    /// The block or attribute that it stands on; `None` at the top level with nothing directly below.
    pub element: Option<Element>,
    /// The next block or attribute in the same body, however far below.
    pub next: Option<Element>,
    /// The block at the top level on the lines of which it stands.
    pub block: Option<Element>,
    /// Whether nothing but comments is before it in the file.
    pub is_at_start: bool,
}

/// A block or an attribute, at any depth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// From its type or name to its end.
    pub span: Span,
    /// The block at the top level that it is in, which may be itself.
    pub root: Arc<RootElement>,
}

/// A block or an attribute at the top level of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootElement {
    /// From its type or name to its end.
    pub span: Span,
    /// The block's type, or `None` of an attribute.
    pub block_type: Option<String>,
    /// The block's labels, or the attribute's name.
    pub labels: Vec<String>,
}

/// The comments of a text in native syntax that `wanted` wants, in order.
///
/// Strings and heredocs are seen for what they are, also where other parts of the text do not parse. Only blocks that hold a wanted
/// comment are parsed.
#[must_use]
pub fn comments(file: FileId, text: &str, wanted: impl Fn(&str) -> bool) -> Vec<Comment> {
    let outline = outline(file, text);
    let all = lex(text, &outline);
    let is_wanted: Vec<bool> = all.iter().map(|range| text.get(range.clone()).is_some_and(&wanted)).collect();
    if !is_wanted.contains(&true) {
        return Vec::new();
    }
    let starts = all.iter().zip(&is_wanted).filter(|(_, is_wanted)| **is_wanted).map(|(range, _)| range.start);
    let tree = Tree::new(text, &outline, &starts.collect::<Vec<usize>>());
    let stands = directly_below(text, &all, &tree);
    let first = outline.items.first().map_or(text.len(), |item| item.span().range().start);
    let wanted = all.into_iter().zip(stands).zip(is_wanted).filter(|(_, is_wanted)| *is_wanted);
    wanted
        .map(|((range, below), _)| {
            let inside = tree.innermost(range.start);
            let element = match tree.before_on_line(text, inside, range.start) {
                Before::Nothing if tree.is_leaf(inside) => inside,
                Before::Nothing => below.or(inside),
                Before::Element(index) => Some(index),
                Before::Inside => inside,
            };
            Comment {
                element: element.map(|index| tree.element(index)),
                next: tree.next(inside, range.end).map(|index| tree.element(index)),
                block: tree.root_on_lines(&range).map(|index| tree.element(index)),
                is_at_start: range.start < first,
                span: span(file, range.start, range.end),
            }
        })
        .collect()
}

/// The ranges of all comments. Each item and each gap between items is read for itself, so that what is wrong in one
/// hides nothing of the others.
fn lex(text: &str, outline: &Outline) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut end = 0;
    for item in &outline.items {
        let range = item.span().range();
        lex_slice(text, end..range.start, &mut found);
        end = range.end;
        lex_slice(text, range, &mut found);
    }
    lex_slice(text, end..text.len(), &mut found);
    found
}

fn lex_slice(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(slice) = text.get(range.clone()) else { return };
    if memchr::memchr2(b'#', b'/', slice.as_bytes()).is_none() {
        return;
    }
    let mut lexer = Lexer::new(slice);
    loop {
        let token = lexer.next();
        match token.kind {
            TokenKind::End => return,
            TokenKind::LineComment | TokenKind::BlockComment => {
                found.push(range.start + token.start..range.start + token.end);
            }
            // An error at the end is told again and again.
            TokenKind::Error(_) if token.end == slice.len() => return,
            _ => {}
        }
    }
}

/// What is before a comment on its line.
enum Before {
    Nothing,
    /// A block or attribute ends there.
    Element(usize),
    /// A part of what the comment is in.
    Inside,
}

/// The blocks and attributes of a file in the order in which they begin.
struct Tree {
    nodes: Vec<Node>,
    /// The nodes at the top level.
    roots: Vec<usize>,
    /// Where the lines of the text begin.
    lines: Vec<usize>,
}

struct Node {
    span: Span,
    root: Arc<RootElement>,
    children: Vec<usize>,
    is_block: bool,
}

impl Tree {
    /// The items, and what is in those blocks that hold one of the places.
    fn new(text: &str, outline: &Outline, places: &[usize]) -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            roots: Vec::new(),
            lines: std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect(),
        };
        for item in &outline.items {
            let range = item.span().range();
            let root = Arc::new(match item {
                Item::Block(block) => RootElement {
                    span: block.span,
                    block_type: Some(block.block_type.name.to_string()),
                    labels: block.labels.iter().map(|label| label.name.to_string()).collect(),
                },
                Item::Attribute(attribute) => RootElement {
                    span: attribute.span,
                    block_type: None,
                    labels: vec![attribute.name.name.to_string()],
                },
            });
            let index = tree.add(item.span(), &root, matches!(item, Item::Block(_)));
            tree.roots.push(index);
            let first = places.partition_point(|place| *place < range.start);
            let is_inside = places.get(first).is_some_and(|place| *place < range.end);
            if let (true, Item::Block(block)) = (is_inside, item)
                && let Ok(block) = parse_block(text, block)
            {
                tree.add_body(index, &block.body, &root);
            }
        }
        tree
    }

    fn add(&mut self, span: Span, root: &Arc<RootElement>, is_block: bool) -> usize {
        self.nodes.push(Node { span, root: Arc::clone(root), children: Vec::new(), is_block });
        self.nodes.len() - 1
    }

    /// Recursion is bounded by the nesting that the parser takes.
    fn add_body(&mut self, parent: usize, body: &Body, root: &Arc<RootElement>) {
        let mut children = Vec::new();
        for attribute in &body.attributes {
            children.push(self.add(attribute.span, root, false));
        }
        for block in &body.blocks {
            let index = self.add(block.span, root, true);
            self.add_body(index, &block.body, root);
            children.push(index);
        }
        children.sort_by_key(|index| self.nodes.get(*index).map(|node| node.span.start));
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children = children;
        }
    }

    fn element(&self, index: usize) -> Element {
        let node = &self.nodes[index];
        Element { span: node.span, root: Arc::clone(&node.root) }
    }

    fn range(&self, index: usize) -> Range<usize> {
        self.nodes[index].span.range()
    }

    fn children(&self, parent: Option<usize>) -> &[usize] {
        parent.map_or(&self.roots, |index| &self.nodes[index].children)
    }

    /// The attribute, or the block that was not looked into.
    fn is_leaf(&self, index: Option<usize>) -> bool {
        index.is_some_and(|index| !self.nodes[index].is_block)
    }

    /// The innermost block or attribute around a place.
    fn innermost(&self, place: usize) -> Option<usize> {
        let mut inside = None;
        loop {
            let children = self.children(inside);
            let after = children.partition_point(|index| self.range(*index).start <= place);
            match after.checked_sub(1).and_then(|last| children.get(last)) {
                Some(index) if place < self.range(*index).end => inside = Some(*index),
                _ => return inside,
            }
        }
    }

    /// The first child that begins at or behind a place.
    fn next(&self, parent: Option<usize>, place: usize) -> Option<usize> {
        let children = self.children(parent);
        children.get(children.partition_point(|index| self.range(*index).start < place)).copied()
    }

    fn line_start(&self, place: usize) -> usize {
        let after = self.lines.partition_point(|start| *start <= place);
        after.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default()
    }

    fn before_on_line(&self, text: &str, parent: Option<usize>, place: usize) -> Before {
        let line = self.line_start(place);
        let children = self.children(parent);
        let after = children.partition_point(|index| self.range(*index).start < place);
        if let Some(index) = after.checked_sub(1).and_then(|last| children.get(last))
            && self.range(*index).end > line
        {
            return Before::Element(*index);
        }
        let before = text.get(line..place).unwrap_or_default().trim();
        if before.is_empty() || (before.starts_with("/*") && before.ends_with("*/")) {
            Before::Nothing
        } else {
            Before::Inside
        }
    }

    /// The item at the top level that has lines in common with a range.
    fn root_on_lines(&self, range: &Range<usize>) -> Option<usize> {
        let line = self.line_start(range.start);
        let after = self.roots.partition_point(|index| self.range(*index).start <= range.start);
        let before = after.checked_sub(1).and_then(|last| self.roots.get(last));
        before.copied().filter(|index| self.range(*index).end > line)
    }
}

/// For each comment on a line of its own, the block or attribute that begins directly below, comments between allowed.
fn directly_below(text: &str, all: &[Range<usize>], tree: &Tree) -> Vec<Option<usize>> {
    let mut below: Vec<Option<usize>> = vec![None; all.len()];
    let mut following: Option<(usize, Option<usize>)> = None;
    for (index, range) in all.iter().enumerate().rev() {
        let adjoins = |from: usize| text.get(range.end..from).is_some_and(is_at_most_a_line_break);
        let own = tree.next(tree.innermost(range.start), range.end).filter(|next| adjoins(tree.range(*next).start));
        let found = own.or_else(|| following.filter(|(start, _)| adjoins(*start)).and_then(|(_, below)| below));
        if let Some(place) = below.get_mut(index) {
            *place = found;
        }
        following = Some((range.start, found));
    }
    below
}

/// Looks no further than it has to: a hostile file has many comments above much blank space.
fn is_at_most_a_line_break(between: &str) -> bool {
    let mut newlines = 0;
    between.bytes().all(|byte| {
        newlines += usize::from(byte == b'\n');
        byte.is_ascii_whitespace() && newlines <= 1
    })
}

/// A `"//"` property of a JSON file.
#[derive(Clone, Debug)]
pub struct JsonComment {
    /// What it is set to; strings in it are only strings.
    pub value: Expression,
    /// The object that it is in, with the property's name in front; `None` for the root object.
    pub element: Option<Element>,
}

/// The `"//"` properties of a text in JSON syntax, in order.
///
/// # Errors
/// When the text is not JSON.
pub fn json_comments(file: FileId, text: &str) -> Result<Vec<JsonComment>, SyntaxError> {
    let root = lower_literally(file, text)?;
    let mut search = Search { path: Vec::new(), found: Vec::new() };
    search.collect(&root, None);
    Ok(search.found)
}

struct Search {
    /// The names of the properties that lead to a place, outermost first.
    path: Vec<String>,
    found: Vec<JsonComment>,
}

impl Search {
    /// Recursion is bounded by the nesting that the parser takes.
    fn collect(&mut self, expression: &Expression, element: Option<&Element>) {
        match &expression.kind {
            ExpressionKind::Object(items) => {
                for item in items {
                    let ExpressionKind::Literal(key) = &item.key.kind else { continue };
                    let Some(name) = key.as_str() else { continue };
                    if name == COMMENT {
                        self.found.push(JsonComment { value: item.value.clone(), element: element.cloned() });
                    } else {
                        self.path.push(name.to_owned());
                        let inner = self.element(item.key.span.to(item.value.span), element);
                        self.collect(&item.value, Some(&inner));
                        self.path.pop();
                    }
                }
            }
            ExpressionKind::Tuple(elements) => {
                for inner in elements {
                    let within = element.map(|element| self.element(inner.span, Some(element)));
                    self.collect(inner, within.as_ref());
                }
            }
            _ => {}
        }
    }

    /// What is at the current path: the block at the top level is where its last label is.
    fn element(&self, span: Span, parent: Option<&Element>) -> Element {
        let block_type = self.path.first().cloned().unwrap_or_default();
        let labels = label_count(&block_type).unwrap_or_default();
        let root = match parent {
            Some(parent) if self.path.len() > labels + 1 => Arc::clone(&parent.root),
            _ => Arc::new(RootElement {
                span,
                block_type: Some(block_type),
                labels: self.path.iter().skip(1).cloned().collect(),
            }),
        };
        Element { span, root }
    }
}
