//! What all module instances of one root module's evaluation share.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::data_source::DataAnswers;
use super::files::RepositoryFiles;
use super::inputs::Inputs;
use super::source::ModuleSources;
use super::{Configuration, Module};
use crate::eval::{Budget, Context, EvalError};
use crate::schema::{self, ProviderMajor, ProviderSchema};
use crate::value::{Cause, Causes, Limit, Type, Value};
use crate::workspace::{Diagnostic, Gap, GapKind, Level, Span};

/// One evaluation of a root module.
pub(super) struct Run {
    /// The modules.
    pub(super) configuration: Arc<Configuration>,
    /// The root module.
    pub(super) root: Arc<Module>,
    /// What may still be used up.
    pub(super) context: Context,
    /// Values of the root module's variables.
    pub(super) inputs: Inputs,
    /// What is known of data sources.
    pub(super) data_answers: Option<Rc<dyn DataAnswers>>,
    /// The door to files.
    pub(super) files: RepositoryFiles,
    /// Where called modules are.
    pub(super) module_sources: ModuleSources,
    /// The AWS provider's schema, of the version that the root module selects.
    pub(super) aws: &'static ProviderSchema,
    /// The other version's schema, where the root module does not say which one it selects.
    pub(super) aws_or: Option<&'static ProviderSchema>,
    /// The locked version of each provider, by full source address.
    pub(super) locked_versions: std::collections::BTreeMap<SmolStr, SmolStr>,
    instances: Cell<u64>,
    pub(super) module_instances: Cell<u64>,
    diagnostics: RefCell<BTreeSet<Diagnostic>>,
    gaps: RefCell<BTreeSet<Gap>>,
}

impl Run {
    pub(super) fn new(
        configuration: Arc<Configuration>,
        root: Arc<Module>,
        data_answers: Option<Rc<dyn DataAnswers>>,
    ) -> Self {
        let inputs = Inputs::collect(&configuration, &root.directory);
        let files = RepositoryFiles::new(configuration.repository().clone(), root.directory.clone());
        let module_sources = ModuleSources::new(configuration.repository(), &root.directory);
        let context = Context::new(configuration.options().budget);
        let locked_versions = super::settings::locked_versions(&configuration, &root.directory);
        let major = super::settings::aws_major(&configuration, &module_sources, &root, &locked_versions);
        Self {
            configuration,
            root,
            context,
            inputs,
            data_answers,
            files,
            module_sources,
            aws: schema::aws(major.unwrap_or(ProviderMajor::V6)),
            aws_or: major.is_none().then(|| schema::aws(ProviderMajor::V5)),
            locked_versions,
            instances: Cell::new(0),
            module_instances: Cell::new(0),
            diagnostics: RefCell::default(),
            gaps: RefCell::default(),
        }
    }

    /// Reports a mistake, once per place.
    pub(super) fn report(&self, span: Span, message: impl Into<String>) {
        let diagnostic = Diagnostic { span: Some(span), level: Level::Warning, message: message.into() };
        self.diagnostics.borrow_mut().insert(diagnostic);
    }

    /// Reports something that was not analysed.
    pub(super) fn report_gap(&self, span: Span, kind: GapKind, what: impl Into<String>, why: impl Into<String>) {
        self.gaps.borrow_mut().insert(Gap { span: Some(span), kind, what: what.into(), why: why.into() });
    }

    /// Reports an evaluation error and gives the unknown that stands for the value.
    pub(super) fn failed(&self, error: &EvalError, ty: Type) -> Value {
        self.report(error.span, error.message.clone());
        Value::unknown(ty, self.error_at(error.span))
    }

    /// The cause of an unknown whose expression has a mistake.
    pub(super) fn error_at(&self, span: Span) -> Causes {
        Cause::Error(SmolStr::new(self.configuration.sources().place(span))).into()
    }

    /// Takes `count` instances of the budget; `false` when there are not so many left.
    pub(super) fn take_instances(&self, count: u64) -> bool {
        let taken = self.instances.get().saturating_add(count);
        let budget = self.context.budget();
        let fits = count <= budget.expansion && taken <= budget.instances;
        if fits {
            self.instances.set(taken);
        }
        fits
    }

    /// Takes what `calls` instances of a module hold, themselves included, of the budget; `false` when there is not so much left.
    pub(super) fn take_module_instances(&self, module: &Module, calls: usize) -> bool {
        let blocks = 1 + module.resources().count() + module.call_names().count();
        let taken = self.instances.get().saturating_add((blocks as u64).saturating_mul(calls as u64));
        let fits = taken <= self.context.budget().instances;
        if fits {
            self.instances.set(taken);
        }
        fits
    }

    /// Reports a call whose module is left out because the budget is spent; once for all that reach the same call.
    pub(super) fn not_entered(&self, span: Span, name: &str) {
        let Budget { instances, .. } = self.context.budget();
        let why =
            format!("the root module has more than {instances} instances; the modules behind this call are left out");
        self.report_gap(span, GapKind::Budget, format!("`module.{name}`"), why);
    }

    /// Everything that was reported, budgets included.
    pub(super) fn take_reports(&self) -> (Vec<Gap>, Vec<Diagnostic>) {
        for (limit, span) in self.context.exhausted() {
            let why = format!("the budget for {limit} is spent here; what depends on it is not decided");
            self.report_gap(span, GapKind::Budget, "an evaluation", why);
        }
        let mut gaps = self.gaps.borrow().clone();
        gaps.extend(self.inputs.gaps.iter().cloned());
        let mut diagnostics = self.diagnostics.borrow().clone();
        diagnostics.extend(self.inputs.diagnostics.iter().cloned());
        (gaps.into_iter().collect(), diagnostics.into_iter().collect())
    }

    /// The unknown for something whose instances are too many.
    pub(super) fn too_many(&self, span: Span, address: &str) {
        let Budget { expansion, instances, .. } = self.context.budget();
        let why = format!(
            "it has more than {expansion} instances, or the root module more than {instances}; one stands for all"
        );
        self.report_gap(span, GapKind::Budget, format!("`{address}`"), why);
        let _ = self.context.exhaust(Limit::Instances, span);
    }
}
