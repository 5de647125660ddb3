//! Trees in short, for tests.

use super::super::ast::{Expression, ExpressionKind, ForResult, Step, StepKind, Template, TemplatePart, UnaryOperator};
use crate::value::{Data, Value};

/// The tree in short: parts in parentheses, texts in quotes.
pub(in crate::syntax) fn show(expression: &Expression) -> String {
    match &expression.kind {
        ExpressionKind::Literal(value) => literal(value),
        ExpressionKind::Template(template) => format!("template({})", show_template(template)),
        ExpressionKind::TemplateWrap(inner) => format!("wrap({})", show(inner)),
        ExpressionKind::Tuple(elements) => format!("[{}]", list(elements)),
        ExpressionKind::Object(items) => {
            let items: Vec<_> =
                items.iter().map(|item| format!("{}: {}", show(&item.key), show(&item.value))).collect();
            format!("{{{}}}", items.join(", "))
        }
        ExpressionKind::Traversal(traversal) => format!("{}{}", traversal.root.name, steps(&traversal.steps)),
        ExpressionKind::Access { source, steps: list } => format!("({}){}", show(source), steps(list)),
        ExpressionKind::Splat(splat) => format!("splat({}; {})", show(&splat.source), steps(&splat.each)),
        ExpressionKind::Call(call) => {
            format!("{}({}{})", call.full_name(), list(&call.arguments), if call.expands_last { "..." } else { "" })
        }
        ExpressionKind::For(tree) => {
            let key = tree.key_variable.as_ref().map(|name| format!("{}, ", name.name)).unwrap_or_default();
            let result = match &tree.result {
                ForResult::Tuple(value) => show(value),
                ForResult::Object { key, value, grouped } => {
                    format!("{} => {}{}", show(key), show(value), if *grouped { "..." } else { "" })
                }
            };
            let condition = tree.condition.as_ref().map(|tree| format!(" if {}", show(tree))).unwrap_or_default();
            format!("for({key}{} in {}: {result}{condition})", tree.value_variable.name, show(&tree.collection))
        }
        ExpressionKind::Conditional(tree) => {
            format!("({} ? {} : {})", show(&tree.condition), show(&tree.then), show(&tree.otherwise))
        }
        ExpressionKind::Unary { operator, operand } => {
            format!("{}{}", if *operator == UnaryOperator::Not { "!" } else { "-" }, show(operand))
        }
        ExpressionKind::Binary(tree) => format!("({} {:?} {})", show(&tree.left), tree.operator, show(&tree.right)),
        ExpressionKind::Parenthesis(inner) => format!("({})", show(inner)),
        ExpressionKind::Invalid => "invalid".to_owned(),
    }
}

fn literal(value: &Value) -> String {
    match &value.data {
        Data::Null(_) => "null".to_owned(),
        Data::Bool(value) => value.to_string(),
        Data::Number(number) => number.to_string(),
        Data::String(text) => format!("{text:?}"),
        _ => "not a literal".to_owned(),
    }
}

fn list(elements: &[Expression]) -> String {
    elements.iter().map(show).collect::<Vec<_>>().join(", ")
}

fn steps(steps: &[Step]) -> String {
    let show_step = |step: &Step| match &step.kind {
        StepKind::Attribute(name) => format!(".{name}"),
        StepKind::Index(index) => format!("[{}]", show(index)),
        StepKind::LegacyIndex(index) => format!(".{index}"),
        StepKind::Splat => "[*]".to_owned(),
    };
    steps.iter().map(show_step).collect()
}

fn show_template(template: &Template) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => format!("{:?}", text.as_str()),
        TemplatePart::Interpolation(inner) => show(inner),
        TemplatePart::If { condition, then, otherwise } => {
            format!("if {} [{}] [{}]", show(condition), show_template(then), show_template(otherwise))
        }
        TemplatePart::For { key_variable, value_variable, collection, body } => {
            let key = key_variable.as_ref().map(|name| format!("{}, ", name.name)).unwrap_or_default();
            format!("for {key}{} in {} [{}]", value_variable.name, show(collection), show_template(body))
        }
    };
    template.parts.iter().map(part).collect::<Vec<_>>().join(" ")
}
