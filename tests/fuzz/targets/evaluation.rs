//! Expressions and templates to values.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use soc2lint::eval::functions::Files;
use soc2lint::eval::{Context, EvalResult, Evaluator, Variables};
use soc2lint::syntax::ast::Expression;
use soc2lint::syntax::{parse_expression, parse_template};
use soc2lint::value::{Cause, Causes, Data, Type, Value};
use soc2lint::workspace::SourceMap;

use super::{assert_span, file, small_budget};

/// There are none.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("there are no files".to_owned())
    }

    fn exists(&self, _: &str) -> Result<bool, String> {
        Ok(false)
    }

    fn list(&self, _: &str) -> Result<Vec<String>, String> {
        Ok(Vec::new())
    }
}

/// Evaluation ends, gives the same twice, and never takes back what it said: what is known while `x`, `n`, `b` and `l` are unknown
/// holds for every value that they turn out to have.
pub(super) fn expression(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let sources = SourceMap::default();
    let id = file(&sources, "<expression>", text);
    for expression in [parse_expression(id, text, 0..text.len()), parse_template(id, text)] {
        let expression = match expression {
            Ok(expression) => expression,
            Err(error) => {
                assert_span(error.span, text);
                continue;
            }
        };
        assert_span(expression.span, text);
        let Some(early) = evaluate(&expression, &unknown()) else { continue };
        let again = evaluate(&expression, &unknown()).expect("the same takes the same steps");
        assert_eq!(shown(&early), shown(&again), "the same expression has one value");
        if let Err(error) = &early {
            assert_span(error.span, text);
        }
        for outcome in outcomes() {
            let Some(late) = evaluate(&expression, &outcome) else { continue };
            if let (Ok(early), Ok(late)) = (&early, &late) {
                assert_keeps(early, late);
            }
        }
    }
}

/// The value, if the budget was enough for it.
fn evaluate(expression: &Expression, variables: &BTreeMap<SmolStr, Value>) -> Option<EvalResult> {
    let context = Context::new(small_budget());
    let scope = Variables { variables, files: &NoFiles };
    let result = Evaluator::new(&context, &scope).evaluate(expression, None);
    let is_whole = context.exhausted().is_empty() && !result.as_ref().is_ok_and(is_cut);
    is_whole.then_some(result)
}

/// Whether a budget is among the reasons why it is not known.
fn is_cut(value: &Value) -> bool {
    value.causes().iter().any(|cause| matches!(cause, Cause::Budget(_)))
}

fn shown(result: &EvalResult) -> String {
    match result {
        Ok(value) => value.to_string(),
        Err(error) => error.to_string(),
    }
}

fn unknown() -> BTreeMap<SmolStr, Value> {
    let unknown = |(name, ty): (&str, Type)| {
        let cause = Causes::one(Cause::Variable(format!("var.{name}").into()));
        (SmolStr::new(name), Value::unknown(ty, cause))
    };
    let list = Type::list(Type::String);
    [("x", Type::String), ("n", Type::Number), ("b", Type::Bool), ("l", list)].map(unknown).into()
}

/// Some of what the unknown values may turn out to be.
fn outcomes() -> [BTreeMap<SmolStr, Value>; 4] {
    let number = |number: i64| Value::number(number);
    let values = [
        (Value::string(""), number(0), Value::bool(false), Value::string_list(Vec::<&str>::new())),
        (Value::string("a"), number(1), Value::bool(true), Value::string_list(["a"])),
        (Value::string("${x}\"é\n"), number(-3), Value::bool(false), Value::string_list(["", "b", "b"])),
        (
            Value::null_of(Type::String),
            Value::null_of(Type::Number),
            Value::null_of(Type::Bool),
            Value::null_of(Type::list(Type::String)),
        ),
    ];
    values.map(|(x, n, b, l)| [("x".into(), x), ("n".into(), n), ("b".into(), b), ("l".into(), l)].into())
}

/// What was known early is so late.
fn assert_keeps(early: &Value, late: &Value) {
    let agree = |holds: bool| assert!(holds, "early it was {early}, late it is {late}");
    match (&early.data, &late.data) {
        (Data::Unknown(unknown), _) => {
            let refined = &unknown.refinement;
            agree(!(refined.not_null && late.is_null()));
            if let (Some(prefix), Some(text)) = (&refined.prefix, late.as_str()) {
                agree(text.starts_with(prefix.as_str()));
            }
            let length = late.as_elements().map(<[Value]>::len).or_else(|| late.as_entries().map(BTreeMap::len));
            if let Some(length) = length.and_then(|length| u64::try_from(length).ok()) {
                agree(refined.minimum_length.is_none_or(|minimum| minimum <= length));
                agree(refined.maximum_length.is_none_or(|maximum| length <= maximum));
            }
            if let Some(number) = late.as_number() {
                let fits = |bound: &Option<_>, keeps: fn(&_, &_) -> bool| {
                    bound
                        .as_ref()
                        .is_none_or(|(bound, is_possible)| keeps(bound, number) || (*is_possible && bound == number))
                };
                agree(fits(&refined.minimum, |bound, number| bound < number));
                agree(fits(&refined.maximum, |bound, number| bound > number));
            }
        }
        // What is known late only because a function of the run's own has no value early is of no interest here.
        (_, Data::Unknown(_)) => agree(false),
        (Data::Null(_), Data::Null(_)) => {}
        (Data::Bool(early), Data::Bool(late)) => agree(early == late),
        (Data::Number(early), Data::Number(late)) => agree(early == late),
        (Data::String(early), Data::String(late)) => agree(early == late),
        (Data::List(_), Data::List(_)) | (Data::Tuple(_), Data::Tuple(_)) => {
            agree(early.children().count() == late.children().count());
            early.children().zip(late.children()).for_each(|(early, late)| assert_keeps(early, late));
        }
        // Two unknown elements may turn out to be one.
        (Data::Set(_), Data::Set(_)) => agree(early.children().count() >= late.children().count()),
        (Data::Map(_), Data::Map(_)) | (Data::Object(_), Data::Object(_)) => {
            let keys = |value: &Value| value.as_entries().into_iter().flat_map(BTreeMap::keys).cloned().collect();
            let (before, after): (Vec<SmolStr>, Vec<SmolStr>) = (keys(early), keys(late));
            agree(before == after);
            early.children().zip(late.children()).for_each(|(early, late)| assert_keeps(early, late));
        }
        _ => agree(false),
    }
}
