//! What is fuzzed, and what must hold for any bytes: the targets of `fuzz/`, which the ordinary tests replay on inputs that once
//! broke something.
//!
//! A target panics where its promise is broken, and says nothing else. Bytes that it has no use for are none of its business.

mod evaluation;
mod formats;
mod language;
mod run;
mod syntax;

use camino::Utf8Path;
use soc2lint::eval::Budget;
use soc2lint::syntax::ast::Body;
use soc2lint::workspace::{FileId, SourceMap, Span};

/// One target.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    /// Its name: that of the program in `fuzz/`, and of the directory with its inputs.
    pub(crate) name: &'static str,
    /// What it does with an input.
    pub(crate) run: fn(&[u8]),
}

/// All targets.
pub(crate) const TARGETS: [Target; 9] = [
    Target { name: "outline", run: syntax::outline },
    Target { name: "native", run: syntax::native },
    Target { name: "json", run: syntax::json },
    Target { name: "expression", run: evaluation::expression },
    Target { name: "policy", run: language::policy },
    Target { name: "settings", run: language::settings },
    Target { name: "plan", run: run::plan },
    Target { name: "exceptions", run: run::exceptions },
    Target { name: "report", run: run::report },
];

/// Does with an input what the target of this name does.
///
/// # Panics
/// When its promise is broken, or there is no such target.
pub(crate) fn run(name: &str, input: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of that name");
    (target.run)(input);
}

/// A file of this name with this text.
fn file(sources: &SourceMap, name: &str, text: &str) -> FileId {
    sources.add(Utf8Path::new(name), Utf8Path::new(name), text)
}

/// A span must lie within the text, at the borders of characters.
fn assert_span(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{:?} is no place in a text of {} bytes", span.range(), text.len());
}

/// The spans of a body must lie within the text, and those of its parts within it.
fn assert_body(body: &Body, text: &str) {
    assert_span(body.span, text);
    for attribute in &body.attributes {
        for span in [attribute.span, attribute.name.span, attribute.expression.span] {
            assert_span(span, text);
            assert!(body.span.contains(span), "{:?} is not in {:?}", span.range(), body.span.range());
        }
    }
    for block in &body.blocks {
        for span in [block.span, block.header, block.block_type.span, block.body.span] {
            assert_span(span, text);
            assert!(body.span.contains(span), "{:?} is not in {:?}", span.range(), body.span.range());
        }
        block.labels.iter().for_each(|label| assert_span(label.span, text));
        assert_body(&block.body, text);
    }
}

/// Limits that are reached before anybody loses patience.
fn small_budget() -> Budget {
    let mut budget = Budget::default();
    for limit in ["steps=20000", "elements=2000", "string-bytes=20000", "expansion=20", "instances=100"] {
        budget.set(limit).expect("it is a limit");
    }
    budget
}
