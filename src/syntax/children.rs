//! The expressions right below an expression, for those who look for something anywhere in it.

use super::ast::{Expression, ExpressionKind, ForResult, Step, StepKind, Template, TemplatePart};

impl Expression {
    /// The expressions right below this one, in source order but for those of templates' directives.
    #[must_use]
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExpressionKind::Literal(_) | ExpressionKind::Invalid => Vec::new(),
            ExpressionKind::Template(template) => of_template(template),
            ExpressionKind::TemplateWrap(inner) | ExpressionKind::Parenthesis(inner) => vec![inner],
            ExpressionKind::Tuple(elements) => elements.iter().collect(),
            ExpressionKind::Object(items) => items.iter().flat_map(|item| [&item.key, &item.value]).collect(),
            ExpressionKind::Traversal(traversal) => of_steps(&traversal.steps).collect(),
            ExpressionKind::Access { source, steps } => std::iter::once(&**source).chain(of_steps(steps)).collect(),
            ExpressionKind::Splat(splat) => std::iter::once(&splat.source).chain(of_steps(&splat.each)).collect(),
            ExpressionKind::Call(call) => call.arguments.iter().collect(),
            ExpressionKind::For(for_) => {
                let result = match &for_.result {
                    ForResult::Tuple(value) => vec![value],
                    ForResult::Object { key, value, .. } => vec![key, value],
                };
                std::iter::once(&for_.collection).chain(result).chain(&for_.condition).collect()
            }
            ExpressionKind::Conditional(conditional) => {
                vec![&conditional.condition, &conditional.then, &conditional.otherwise]
            }
            ExpressionKind::Unary { operand, .. } => vec![operand],
            ExpressionKind::Binary(binary) => vec![&binary.left, &binary.right],
        }
    }
}

fn of_steps(steps: &[Step]) -> impl Iterator<Item = &Expression> {
    steps.iter().filter_map(|step| match &step.kind {
        StepKind::Index(index) => Some(index),
        StepKind::Attribute(_) | StepKind::LegacyIndex(_) | StepKind::Splat => None,
    })
}

fn of_template(template: &Template) -> Vec<&Expression> {
    let mut children = Vec::new();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Interpolation(inner) => children.push(inner),
            TemplatePart::If { condition, then, otherwise } => {
                children.push(condition);
                children.extend(of_template(then));
                children.extend(of_template(otherwise));
            }
            TemplatePart::For { collection, body, .. } => {
                children.push(collection);
                children.extend(of_template(body));
            }
        }
    }
    children
}
