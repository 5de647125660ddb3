//! What a function declares about itself, and the checks that all calls share.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Files, FunctionError, budget_spent};
use crate::eval::Budget;
use crate::value::{Argument, Causes, Data, Limit, Marks, Refinement, Symbol, Type, Unknown, Value, convert, to_json};

/// Longest known argument that is written into the symbol of a call.
const MAX_SYMBOLIC_ARGUMENT: usize = 1024;

/// A function: what it takes, what it gives, and how.
pub struct Function {
    /// Its name without namespace.
    pub name: &'static str,
    /// The parameters that every call must give.
    pub parameters: &'static [Parameter],
    /// What any further arguments must be.
    pub variadic: Option<Parameter>,
    /// The type of its results.
    pub returns: Returns,
    may_return_null: bool,
    body: Body,
}

type Body = fn(&mut CallContext<'_>, &[Value]) -> Result<Value, FunctionError>;

/// The type of a function's results.
#[derive(Clone, Copy)]
pub enum Returns {
    /// Always the same.
    Is(Kind),
    /// Told from the arguments, some of which may be unknown.
    Of(fn(&[Value]) -> Result<Type, FunctionError>),
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(any)`
    AnyList,
    /// `set(any)`
    AnySet,
    /// `list(bool)`
    BoolList,
    /// `list(string)`
    StringList,
    /// `map(list(string))`
    StringListMap,
    /// `set(string)`
    StringSet,
}

impl Kind {
    /// The type.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Self::Any => Type::Dynamic,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::String => Type::String,
            Self::AnyList => Type::list(Type::Dynamic),
            Self::AnySet => Type::set(Type::Dynamic),
            Self::BoolList => Type::list(Type::Bool),
            Self::StringList => Type::list(Type::String),
            Self::StringListMap => Type::map(Type::list(Type::String)),
            Self::StringSet => Type::set(Type::String),
        }
    }
}

/// One parameter: its name, its type, and what its function copes with beyond known values that are not null.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name, for messages.
    pub name: &'static str,
    /// What it takes; arguments are converted to it.
    pub kind: Kind,
    allows_null: bool,
    allows_unknown: bool,
    allows_marked: bool,
}

impl Parameter {
    /// A parameter for known values that are not null.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, allows_null: false, allows_unknown: false, allows_marked: false }
    }

    /// A string.
    #[must_use]
    pub const fn string(name: &'static str) -> Self {
        Self::new(name, Kind::String)
    }

    /// A number.
    #[must_use]
    pub const fn number(name: &'static str) -> Self {
        Self::new(name, Kind::Number)
    }

    /// Anything.
    #[must_use]
    pub const fn any(name: &'static str) -> Self {
        Self::new(name, Kind::Any)
    }

    /// Null is fine.
    #[must_use]
    pub const fn or_null(mut self) -> Self {
        self.allows_null = true;
        self
    }

    /// Unknown values are fine, even of no particular type.
    #[must_use]
    pub const fn or_unknown(mut self) -> Self {
        self.allows_unknown = true;
        self
    }

    /// The function takes care of marks itself; otherwise all marks become marks of the result.
    #[must_use]
    pub const fn marked(mut self) -> Self {
        self.allows_marked = true;
        self
    }
}

/// Evaluates templates for `templatefile` and `templatestring`.
pub trait Templates {
    /// The value of a template, which is a string unless the template is a single interpolation.
    ///
    /// `name` is what messages call it: the file's path. The template sees the variables and all functions but those
    /// that render templates from files.
    ///
    /// # Errors
    /// A message, when the template is wrong.
    fn render(
        &self,
        name: &str,
        text: &str,
        variables: &BTreeMap<SmolStr, Value>,
        files: &dyn Files,
    ) -> Result<Value, String>;
}

/// What a function may use.
pub struct CallContext<'a> {
    /// Files inside the repository.
    pub files: &'a dyn Files,
    /// Renders templates.
    pub templates: &'a dyn Templates,
    budget: Budget,
    exhausted: Option<Limit>,
}

impl<'a> CallContext<'a> {
    /// A context for one call.
    #[must_use]
    pub fn new(files: &'a dyn Files, templates: &'a dyn Templates, budget: Budget) -> Self {
        Self { files, templates, budget, exhausted: None }
    }

    /// The limit that the call reached, if any.
    #[must_use]
    pub fn exhausted(&self) -> Option<Limit> {
        self.exhausted
    }

    /// The unknown that stands for a string of so many bytes, if that is too many.
    pub fn string_of(&mut self, bytes: usize) -> Option<Value> {
        self.check(bytes > self.budget.string_bytes, Limit::StringSize)
    }

    /// The unknown that stands for a collection of so many elements, if that is too many.
    pub fn collection_of(&mut self, elements: usize) -> Option<Value> {
        self.check(elements > self.budget.elements, Limit::CollectionSize)
    }

    /// The most bytes that a string may have.
    #[must_use]
    pub fn string_limit(&self) -> usize {
        self.budget.string_bytes
    }

    /// The most elements that a collection may have.
    #[must_use]
    pub fn collection_limit(&self) -> usize {
        self.budget.elements
    }

    fn check(&mut self, too_many: bool, limit: Limit) -> Option<Value> {
        too_many.then(|| {
            self.exhausted = Some(limit);
            budget_spent(limit)
        })
    }
}

impl Function {
    /// A function that takes these parameters and no more.
    #[must_use]
    pub const fn new(name: &'static str, parameters: &'static [Parameter], returns: Returns, body: Body) -> Self {
        Self { name, parameters, variadic: None, returns, may_return_null: false, body }
    }

    /// With any number of further arguments.
    #[must_use]
    pub const fn variadic(mut self, parameter: Parameter) -> Self {
        self.variadic = Some(parameter);
        self
    }

    /// Its result can be null.
    #[must_use]
    pub const fn may_return_null(mut self) -> Self {
        self.may_return_null = true;
        self
    }

    /// Calls the function.
    ///
    /// Arguments are converted to the parameters' types; null and unknown ones are dealt with here unless the parameter
    /// allows them: null is an error, unknown makes the result an unknown of the function's type, which remembers what
    /// was called with what if all arguments are known or have a symbol. Marks of all arguments become marks of the
    /// result, again unless the parameter says that the function does that itself.
    ///
    /// # Errors
    /// When the function does not take these arguments.
    pub fn call(&self, context: &mut CallContext<'_>, arguments: &[Value]) -> Result<Value, FunctionError> {
        self.check_count(arguments.len())?;
        let mut marks = Marks::NONE;
        let mut is_unknown = false;
        let mut is_untyped = false;
        let mut values = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let Some(parameter) = self.parameters.get(index).or(self.variadic.as_ref()) else { break };
            let mut value = match parameter.kind {
                Kind::Any => argument.clone(),
                kind => convert(argument, &kind.ty()).map_err(|error| {
                    FunctionError::argument(index, format!("invalid value for `{}`: {error}", parameter.name))
                })?,
            };
            if value.is_null() && !parameter.allows_null {
                let message = format!("invalid value for `{}`: argument must not be null", parameter.name);
                return Err(FunctionError::argument(index, message));
            }
            if !parameter.allows_marked {
                let (unmarked, taken) = value.unmarked_deep();
                value = unmarked;
                marks = marks.union(taken);
            }
            if let Data::Unknown(unknown) = &value.data
                && !parameter.allows_unknown
            {
                is_unknown = true;
                is_untyped |= unknown.ty == Type::Dynamic;
                if parameter.allows_marked {
                    marks = marks.union(value.marks);
                }
            }
            values.push(value);
        }
        let result = if is_unknown {
            let ty = match self.returns {
                Returns::Is(kind) => kind.ty(),
                Returns::Of(_) if is_untyped => Type::Dynamic,
                Returns::Of(ty) => ty(&values)?,
            };
            self.unknown(ty, &values)
        } else {
            (self.body)(context, &values)?
        };
        Ok(self.within_limits(context, result).marked(marks))
    }

    fn check_count(&self, given: usize) -> Result<(), FunctionError> {
        let wanted = self.parameters.len();
        if given == wanted || (given > wanted && self.variadic.is_some()) {
            return Ok(());
        }
        let names: Vec<_> = self.parameters.iter().map(|parameter| parameter.name).collect();
        let more = self.variadic.map_or_else(String::new, |parameter| format!(", {}...", parameter.name));
        let count = if wanted == 1 { "1 argument".to_owned() } else { format!("{wanted} arguments") };
        let least = if self.variadic.is_some() { "at least " } else { "" };
        Err(FunctionError::new(format!(
            "takes {least}{count}, not {given}: `{}({}{more})`",
            self.name,
            names.join(", ")
        )))
    }

    /// The unknown result of a call with these arguments.
    pub(super) fn unknown(&self, ty: Type, arguments: &[Value]) -> Value {
        let causes = causes_of(arguments);
        let refinement = if self.may_return_null { Refinement::default() } else { Refinement::not_null() };
        let symbol = if ty == Type::Dynamic { None } else { call_symbol(self.name, arguments) };
        Value::unknown_with(Unknown { ty, causes, refinement, content: None }).with_symbol(symbol)
    }

    fn within_limits(&self, context: &mut CallContext<'_>, result: Value) -> Value {
        let spent = match &result.data {
            Data::String(text) => context.string_of(text.len()),
            Data::List(sequence) | Data::Set(sequence) => context.collection_of(sequence.elements.len()),
            Data::Tuple(elements) => context.collection_of(elements.len()),
            Data::Map(map) => context.collection_of(map.entries.len()),
            Data::Object(attributes) => context.collection_of(attributes.len()),
            Data::Null(_) | Data::Bool(_) | Data::Number(_) | Data::Unknown(_) => None,
        };
        spent.unwrap_or(result)
    }
}

/// Why any of the values is unknown.
pub(super) fn causes_of(values: &[Value]) -> Causes {
    values.iter().fold(Causes::default(), |causes, value| causes.union(&value.causes()))
}

/// The call written out, if every argument is known or has a symbol itself.
pub(super) fn call_symbol(name: &'static str, arguments: &[Value]) -> Option<Arc<Symbol>> {
    let argument = |value: &Value| match (&value.data, &value.symbol) {
        (Data::Unknown(_), Some(symbol)) => Some(Argument::Symbol(Arc::clone(symbol))),
        (Data::Unknown(_), None) => None,
        _ => {
            let text = to_json(value).ok()?;
            (text.len() <= MAX_SYMBOLIC_ARGUMENT).then(|| Argument::Known(text.into()))
        }
    };
    let arguments = arguments.iter().map(argument).collect::<Option<Vec<_>>>()?;
    Some(Arc::new(Symbol::Call { name: SmolStr::new_static(name), arguments: arguments.into() }))
}

/// An unknown of a type that will not be null, because these values are not known.
pub(super) fn unknown_of(ty: Type, values: &[Value]) -> Value {
    Value::unknown_with(Unknown { ty, causes: causes_of(values), refinement: Refinement::not_null(), content: None })
}

/// An unknown bool that will not be null, because these values are not known.
pub(super) fn unknown_bool(values: &[Value]) -> Value {
    unknown_of(Type::Bool, values)
}
