//! Sequences put together: `concat`, `flatten`, `range`.
//!
//! Elements keep what they are, unknown ones included: only a list of unknown length makes the result unknown, and then
//! it knows which members it has.

use super::call::{causes_of, unknown_of};
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{
    Causes, Content, Data, Marks, Member, Number, Presence, Refinement, Type, Unknown, Value, convert, unify,
};

/// Numbers that `range` gives at most; Terraform's own limit.
const MAX_RANGE: usize = 1024;

/// Nesting that `flatten` goes into.
const MAX_FLATTEN_DEPTH: usize = 256;

pub(super) const FUNCTIONS: &[Function] = &[
    // concat(seqs...): lists of one type give a list, anything else a tuple.
    Function::new("concat", &[], Returns::Is(Kind::Any), concat).variadic(Parameter::any("seqs").or_unknown().marked()),
    // flatten(list): a tuple of all elements of nested lists, sets and tuples; null stays an element.
    Function::new("flatten", &[Parameter::any("list").or_unknown().marked()], Returns::Is(Kind::Any), flatten),
    // range(max), range(start, limit), range(start, limit, step): numbers up to before the limit, at most 1024.
    Function::new("range", &[], Returns::Of(|_| Ok(Type::list(Type::Number))), range)
        .variadic(Parameter::number("params")),
];

fn concat(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    if args.is_empty() {
        return Err(FunctionError::new("at least one argument is required"));
    }
    let types: Vec<_> = args.iter().map(Value::ty).collect();
    for (index, ty) in types.iter().enumerate() {
        if !matches!(ty, Type::List(_) | Type::Tuple(_) | Type::Dynamic) {
            let message = format!("all arguments must be lists or tuples; got {}", ty.friendly_name());
            return Err(FunctionError::argument(index, message));
        }
    }
    let marks = args.iter().fold(Marks::NONE, |marks, arg| marks.union(arg.marks));
    if types.contains(&Type::Dynamic) && !keep_their_types(&types) {
        return Ok(unknown_of(Type::Dynamic, args).marked(marks));
    }
    let is_lists = types.iter().all(|ty| matches!(ty, Type::List(_)));
    let list_type = if is_lists { unify(&types) } else { None };
    let args: Vec<Value> = match &list_type {
        None => args.to_vec(),
        Some(ty) => {
            let convert_one = |(index, arg): (usize, &Value)| {
                convert(arg, ty).map_err(|error| FunctionError::argument(index, error.to_string()))
            };
            args.iter().enumerate().map(convert_one).collect::<Result<_, _>>()?
        }
    };
    let total = args.iter().map(|arg| arg.as_elements().map_or(0, <[Value]>::len)).fold(0, usize::saturating_add);
    if let Some(spent) = context.collection_of(total) {
        return Ok(spent);
    }
    if args.iter().all(Value::is_known) {
        let all: Vec<_> = args.iter().flat_map(|arg| arg.as_elements().unwrap_or_default()).cloned().collect();
        let value = match list_type {
            Some(ty) => Value::list(ty.element().cloned().unwrap_or_default(), all),
            None => Value::tuple(all),
        };
        return Ok(value.marked(marks));
    }
    // An unknown tuple has elements of known types; only unknown lists leave the length open.
    let mut result = Gathered::default();
    for arg in &args {
        result.gather(arg);
    }
    let ty = match (list_type, &result.open) {
        (Some(ty), _) => ty,
        (None, false) => {
            return Ok(Value::tuple(result.members.into_iter().map(|member| member.value).collect()).marked(marks));
        }
        // Of lists and tuples mixed, cty can't tell the type before the lists are known.
        (None, true) => Type::Dynamic,
    };
    Ok(result.into_unknown(ty, &args).marked(marks))
}

/// Whether the elements stay as they are whatever the sequences of unknown type turn out to be: beside a tuple nothing is
/// converted, and nothing is converted from a string.
fn keep_their_types(types: &[Type]) -> bool {
    let is_tuple = |ty: &Type| matches!(ty, Type::Tuple(_));
    let is_of_strings = |ty: &Type| matches!(ty, Type::Dynamic) || *ty == Type::list(Type::String);
    types.iter().any(is_tuple) || types.iter().all(is_of_strings)
}

/// Members of several sequences, one after the other.
#[derive(Default)]
struct Gathered {
    members: Vec<Member>,
    /// Whether the length is not known.
    open: bool,
    /// Whether members may turn out to be the same one, or come in another order.
    unordered: bool,
    /// Whether there can be elements that are not among the members.
    vague: bool,
}

impl Gathered {
    fn gather(&mut self, sequence: &Value) {
        match &sequence.data {
            Data::Unknown(unknown) => match (&unknown.content, &unknown.ty) {
                (Some(Content::Members(members)), _) => {
                    self.members.extend(members.iter().cloned());
                    self.open = true;
                    self.unordered |= Member::are_unordered(members);
                }
                (None, Type::Tuple(types)) => self.members.extend(types.iter().enumerate().map(|(index, ty)| {
                    let step = crate::value::PathStep::Index(index as i64);
                    let symbol = sequence.symbol.as_ref().and_then(|symbol| symbol.at(step));
                    let value = Value::unknown(ty.clone(), unknown.causes.clone()).with_symbol(symbol.map(Into::into));
                    Member { value, presence: Presence::Certain }
                })),
                _ => self.push_unknown(unknown),
            },
            _ => self.push_all(sequence.as_elements().unwrap_or_default()),
        }
    }

    /// The elements of a sequence of which nothing is known: any number of unknown ones.
    fn push_unknown(&mut self, sequence: &Unknown) {
        let element = sequence.ty.element().cloned().unwrap_or_default();
        let value = Value::unknown(element, sequence.causes.clone());
        self.members.push(Member { value, presence: Presence::Possible(sequence.causes.clone()) });
        self.open = true;
    }

    fn push_all(&mut self, elements: &[Value]) {
        self.members.extend(elements.iter().map(|value| Member { value: value.clone(), presence: Presence::Certain }));
    }

    fn into_unknown(mut self, ty: Type, sources: &[Value]) -> Value {
        let least = Member::at_least(&self.members).min(if self.unordered { 1 } else { u64::MAX });
        let minimum = Some(least).filter(|minimum| *minimum > 0);
        if self.unordered && !Member::are_unordered(&self.members) {
            let causes = causes_of(sources);
            for member in &mut self.members {
                member.presence = Presence::Possible(causes.clone());
            }
        }
        let possible = self.members.iter().fold(Causes::default(), |causes, member| match &member.presence {
            Presence::Certain => causes,
            Presence::Possible(more) => causes.union(more),
        });
        Value::unknown_with(Unknown {
            refinement: Refinement {
                not_null: true,
                minimum_length: minimum.filter(|_| matches!(ty, Type::List(_))),
                ..Refinement::default()
            },
            ty,
            causes: causes_of(sources).union(&possible),
            content: (!self.vague).then(|| Content::Members(self.members.into())),
        })
    }
}

fn flatten(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(list) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    if !matches!(list.ty(), Type::List(_) | Type::Set(_) | Type::Tuple(_) | Type::Dynamic) {
        return Err(FunctionError::argument(0, "can only flatten lists, sets and tuples"));
    }
    let mut flat = Flat { gathered: Gathered::default(), marks: Marks::NONE, limit: context.collection_limit() };
    flat.add(list, 0);
    let Flat { gathered, marks, .. } = flat;
    if let Some(spent) = context.collection_of(gathered.members.len()) {
        return Ok(spent);
    }
    if gathered.open {
        return Ok(gathered.into_unknown(Type::Dynamic, args).marked(marks));
    }
    Ok(Value::tuple(gathered.members.into_iter().map(|member| member.value).collect()).marked(marks))
}

/// A flattened sequence so far.
struct Flat {
    gathered: Gathered,
    marks: Marks,
    limit: usize,
}

impl Flat {
    /// Adds the elements of a list, set or tuple, and of those in it.
    fn add(&mut self, sequence: &Value, depth: usize) {
        self.marks = self.marks.union(sequence.marks);
        if self.gathered.members.len() > self.limit || depth > MAX_FLATTEN_DEPTH {
            self.gathered.open = true;
            self.gathered.vague = true;
            return;
        }
        match &sequence.data {
            Data::Unknown(unknown) => match &unknown.content {
                Some(Content::Members(members)) => {
                    self.gathered.open = true;
                    self.gathered.unordered |= Member::are_unordered(members);
                    for member in members.iter() {
                        self.add_member(member, depth);
                    }
                }
                _ => self.gathered.push_unknown(unknown),
            },
            _ => {
                // Unknown elements of a set can be equal: then there are fewer.
                let may_coincide = matches!(sequence.data, Data::Set(_)) && !sequence.is_wholly_known();
                self.gathered.open |= may_coincide;
                self.gathered.unordered |= may_coincide;
                for element in sequence.as_elements().unwrap_or_default() {
                    self.add_member(&Member { value: element.clone(), presence: Presence::Certain }, depth);
                }
            }
        }
    }

    fn add_member(&mut self, member: &Member, depth: usize) {
        let value = &member.value;
        // What is only known to have members is a sequence: `for` over a list that is partly known gives it.
        let is_untyped = matches!(value.as_unknown(), Some(Unknown { ty: Type::Dynamic, .. })) && !is_sequence(value);
        match (is_sequence(value), &member.presence) {
            _ if is_untyped => {
                self.gathered.open = true;
                self.gathered.vague = true;
            }
            (false, _) => self.gathered.members.push(member.clone()),
            (true, Presence::Certain) => self.add(value, depth + 1),
            (true, Presence::Possible(causes)) => {
                let before = self.gathered.members.len();
                self.add(value, depth + 1);
                for inner in self.gathered.members.iter_mut().skip(before) {
                    inner.presence = match &inner.presence {
                        Presence::Certain => Presence::Possible(causes.clone()),
                        Presence::Possible(more) => Presence::Possible(causes.union(more)),
                    };
                }
            }
        }
    }
}

/// Whether the value is flattened into its elements.
fn is_sequence(value: &Value) -> bool {
    match &value.data {
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => true,
        Data::Unknown(unknown) => match unknown.ty {
            Type::List(_) | Type::Set(_) | Type::Tuple(_) => true,
            Type::Dynamic => matches!(unknown.content, Some(Content::Members(_))),
            _ => false,
        },
        _ => false,
    }
}

fn range(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let numbers: Vec<Number> = args.iter().filter_map(Value::as_number).cloned().collect();
    let zero = Number::from(0);
    let unit = |start: &Number, end: &Number| if end < start { Number::from(-1) } else { Number::from(1) };
    let (start, end, step) = match numbers.as_slice() {
        [end] => (zero.clone(), end.clone(), unit(&zero, end)),
        [start, end] => (start.clone(), end.clone(), unit(start, end)),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return Err(FunctionError::new("must have one, two, or three arguments")),
    };
    if start == end {
        return Ok(Value::list(Type::Number, Vec::new()));
    }
    if step == zero {
        return Err(FunctionError::argument(2, "step must not be zero"));
    }
    let down = step < zero;
    if down && end > start {
        return Err(FunctionError::argument(1, "end must be less than start when step is negative"));
    }
    if !down && end < start {
        return Err(FunctionError::argument(1, "end must be greater than start when step is positive"));
    }
    let mut numbers = Vec::new();
    let mut number = start;
    while if down { number > end } else { number < end } {
        if numbers.len() >= MAX_RANGE {
            return Err(FunctionError::new(
                "more than 1024 values were generated; either decrease the difference between start and end or use a smaller step",
            ));
        }
        let next = number.add(&step).map_err(|error| FunctionError::new(error.to_string()))?;
        numbers.push(Data::Number(number).into());
        number = next;
    }
    Ok(Value::list(Type::Number, numbers))
}
