//! What policies see of mocks.
//!
//! Mocks stay as they are written: an attribute that is not written is missing, which is an error to read, and not null.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::eval::EvalError;
use crate::model::{Address, Attributes, Change, Mode, ModuleAddress, Operation, Resource, ResourceSet, TraceStep};
use crate::policy::PolicyKind;
use crate::policy::judge::{Target, operation_name};
use crate::policy::names::meta_fields;
use crate::policy::test_file::{Mock, MockKind};
use crate::policy::test_scope::TestScope;
use crate::value::{PathStep, Value};
use crate::workspace::Span;

/// The attributes of a mock: as written.
pub(super) struct MockAttributes(pub(super) Value);

impl Attributes for MockAttributes {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn object(&self) -> Value {
        self.0.clone()
    }

    fn place(&self, _path: &[PathStep]) -> Option<Span> {
        None
    }

    fn trace(&self, _path: &[PathStep]) -> Vec<TraceStep> {
        Vec::new()
    }

    fn is_assumed(&self, _path: &[PathStep]) -> bool {
        false
    }
}

/// A mock with its values.
pub(super) struct Case<'a> {
    pub(super) mock: &'a Mock,
    /// What policies see, or what is wrong with the mock.
    pub(super) target: Result<Target, Box<EvalError>>,
}

impl<'a> Case<'a> {
    pub(super) fn new(mock: &'a Mock, scope: &TestScope<'_>) -> Self {
        Self { mock, target: target_of(mock, scope) }
    }
}

/// What a policy sees of a mock.
fn target_of(mock: &Mock, scope: &TestScope<'_>) -> Result<Target, Box<EvalError>> {
    let object = |value: Value, what: &str| {
        if value.as_entries().is_some() {
            Ok(value)
        } else {
            Err(EvalError::new(mock.place.header, format!("`{what}` must be an object")))
        }
    };
    let attributes = object(scope.attributes(mock)?, "attrs")?;
    let prior = match &mock.prior_attributes {
        Some(expression) => Some(object(scope.evaluate(expression)?, "prior_attrs")?),
        None => None,
    };
    let written = match &mock.meta {
        Some(expression) => object(scope.evaluate(expression)?, "meta")?,
        None => Value::object([]),
    };
    let operation = match written.get("operation") {
        None => match (&mock.attributes, &prior) {
            (Some(_), Some(_)) => Operation::Update,
            (None, Some(_)) => Operation::Delete,
            (_, None) => Operation::Create,
        },
        Some(value) => match value.as_str() {
            Some("create") => Operation::Create,
            Some("update") => Operation::Update,
            Some("delete") => Operation::Delete,
            Some("no-op") => Operation::NoOp,
            Some(other) => {
                return Err(EvalError::new(mock.place.header, format!("`{other}` is no operation")));
            }
            None => return Err(EvalError::new(mock.place.header, "`meta.operation` must be a string")),
        },
    };
    let kind = match mock.kind {
        MockKind::Target(kind) => kind,
        MockKind::Data => PolicyKind::Resource,
    };
    let mut meta: BTreeMap<SmolStr, Value> =
        meta_fields(kind).iter().map(|field| (SmolStr::new_static(field), Value::null())).collect();
    match kind {
        PolicyKind::Resource => {
            meta.insert("operation".into(), Value::string(operation_name(operation)));
            meta.insert("type".into(), Value::string(&mock.name));
        }
        PolicyKind::Provider => {
            meta.insert("type".into(), Value::string(&mock.name));
        }
        PolicyKind::Module => {
            meta.insert("source".into(), Value::string(&mock.name));
        }
    }
    meta.extend(written.as_entries().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    Ok(Target {
        kind,
        name: mock.name.clone(),
        address: format!("{}.{}", mock.name, mock.label),
        operation,
        attributes: Rc::new(MockAttributes(attributes)),
        prior_attributes: prior.map(|prior| Rc::new(MockAttributes(prior)) as Rc<dyn Attributes>),
        meta: Value::object(meta),
        is_representative: false,
        expansions: Arc::from([]),
    })
}

/// All resource and data mocks of a file, which `core::getresources` and `core::getdatasource` see.
pub(super) fn universe(cases: &[Case<'_>]) -> ResourceSet {
    let mut resources = ResourceSet::default();
    for case in cases {
        let (mode, of_mode) = match case.mock.kind {
            MockKind::Target(PolicyKind::Resource) => (Mode::Managed, &mut resources.managed),
            MockKind::Data => (Mode::Data, &mut resources.data),
            MockKind::Target(PolicyKind::Provider | PolicyKind::Module) => continue,
        };
        let Ok(target) = &case.target else { continue };
        let change = match target.operation {
            Operation::Create => Change::Create,
            Operation::Update => Change::Update,
            Operation::Delete => Change::Delete,
            Operation::NoOp => Change::NoOp,
        };
        of_mode.entry(case.mock.name.clone()).or_default().push(Resource {
            address: Address {
                module: ModuleAddress::root(),
                mode,
                resource_type: case.mock.name.clone(),
                name: case.mock.label.clone(),
                key: None,
            },
            provider_type: case.mock.name.split('_').next().unwrap_or_default().into(),
            place: case.mock.place.clone(),
            attributes: Rc::clone(&target.attributes),
            prior_attributes: target.prior_attributes.clone(),
            change: Some(change),
            is_representative: false,
            expansions: Arc::from([]),
        });
    }
    resources
}
