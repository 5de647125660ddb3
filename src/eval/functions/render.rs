//! Evaluating templates for `templatefile` and `templatestring`.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::call::Templates;
use super::{Files, FunctionError, call_terraform};
use crate::eval::scope::terraform_special;
use crate::eval::{Budget, Context, EvalError, Evaluator, Lookup, Resolved, Scope, Special};
use crate::syntax::ast::Call;
use crate::syntax::parse_template;
use crate::value::Value;
use crate::workspace::Span;

/// Renders templates on behalf of the evaluator that calls a function at a place.
pub(super) struct Renderer<'a> {
    pub(super) evaluator: &'a Evaluator<'a>,
    /// The call; places inside the template are not known to the source map.
    pub(super) place: Option<Span>,
}

impl Templates for Renderer<'_> {
    fn render(
        &self,
        name: &str,
        text: &str,
        variables: &BTreeMap<SmolStr, Value>,
        files: &dyn Files,
    ) -> Result<Value, String> {
        let place = self.place.ok_or("templates can't be rendered here")?;
        let template = parse_template(place.file, text).map_err(|error| format!("{name}: {}", error.message))?;
        // A context of its own, because what it records are places in the template.
        let outer = self.evaluator.context;
        let budget = outer.budget();
        let context = Context::new(Budget { steps: budget.steps.saturating_sub(outer.steps()), ..budget });
        let scope = TemplateScope { variables, files };
        let evaluate = || Evaluator::new(&context, &scope).evaluate(&template, None);
        let result = outer.deeper(place, Ok, evaluate);
        let spent = outer.spend(context.steps(), place);
        for limit in context.exhausted().into_keys() {
            outer.exhaust(limit, place);
        }
        match (result, spent) {
            (_, Some(spent)) => Ok(spent),
            (result, None) => result.map_err(|error| format!("{name}: {}", error.message)),
        }
    }
}

/// A template sees its variables only, and no functions that render further templates.
struct TemplateScope<'a> {
    variables: &'a BTreeMap<SmolStr, Value>,
    files: &'a dyn Files,
}

impl Scope for TemplateScope<'_> {
    fn resolve(&self, lookup: Lookup<'_>) -> Result<Resolved, Box<EvalError>> {
        let name = &lookup.traversal.root.name;
        match self.variables.get(name) {
            Some(value) => Ok(Resolved { value: value.clone(), consumed: 0 }),
            None => Err(lookup.error(None, format!("vars map does not contain key `{name}`"))),
        }
    }

    fn special(&self, call: &Call) -> Option<Special> {
        terraform_special(call)
    }

    fn call(&self, call: &Call, arguments: &[Value], evaluator: &Evaluator<'_>) -> Result<Value, FunctionError> {
        if call.name.last().is_some_and(|name| matches!(name.name.as_str(), "templatefile" | "templatestring")) {
            return Err(FunctionError::new("templates can't render other templates"));
        }
        call_terraform(call, arguments, self.files, evaluator)
    }
}
