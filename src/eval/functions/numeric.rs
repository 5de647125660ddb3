//! Numbers: `abs`, `ceil`, `floor`, `log`, `max`, `min`, `parseint`, `pow`, `signum`, `sum`.
//!
//! Results are never null. Unknown arguments give an unknown number.

mod float;

use super::arguments::{text, whole};
use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Data, Number, NumberError, Type, Value, convert};

const NUMBER: Returns = Returns::Is(Kind::Number);

pub(super) const FUNCTIONS: &[Function] = &[
    // abs(num): the number without its sign.
    Function::new("abs", &[Parameter::number("num")], NUMBER, |_, args| each(args, |number| Ok(number.abs()))),
    // ceil(num): the smallest whole number not less; infinities stay.
    Function::new("ceil", &[Parameter::number("num")], NUMBER, |_, args| {
        each(args, |number| number.ceil().map(whole_zero))
    }),
    // floor(num): the largest whole number not greater; infinities stay.
    Function::new("floor", &[Parameter::number("num")], NUMBER, |_, args| {
        each(args, |number| number.floor().map(whole_zero))
    }),
    // log(num, base): computed with float64; the logarithm of zero is infinite, of negative numbers an error.
    Function::new("log", &[Parameter::number("num"), Parameter::number("base")], NUMBER, |_, args| {
        floats(args, |number, base| float::ln(number) / float::ln(base))
    }),
    // max(numbers...): the greatest, of at least one.
    Function::new("max", &[], NUMBER, |_, args| extreme(args, |best, next| next > best))
        .variadic(Parameter::number("numbers")),
    // min(numbers...): the least, of at least one.
    Function::new("min", &[], NUMBER, |_, args| extreme(args, |best, next| next < best))
        .variadic(Parameter::number("numbers")),
    // parseint(number, base): the whole number that a string writes in base 2 to 62; anything else is an error.
    Function::new(
        "parseint",
        &[Parameter::any("number"), Parameter::number("base")],
        Returns::Of(parseint_type),
        parseint,
    ),
    // pow(num, power): computed with float64.
    Function::new("pow", &[Parameter::number("num"), Parameter::number("power")], NUMBER, |_, args| {
        floats(args, float::power)
    }),
    // signum(num): -1, 0 or 1 for a whole number; a fraction is an error.
    Function::new("signum", &[Parameter::number("num")], NUMBER, |_, args| Ok(Value::number(whole(args, 0)?.signum()))),
    // sum(list): of a list, set or tuple with at least one number; unknown if any element is.
    Function::new("sum", &[Parameter::any("list")], NUMBER, sum),
];

fn number(args: &[Value], index: usize) -> Number {
    args.get(index).and_then(Value::as_number).cloned().unwrap_or_else(|| Number::from(0))
}

fn of(result: Result<Number, NumberError>) -> Result<Value, FunctionError> {
    result.map(|number| Data::Number(number).into()).map_err(|error| FunctionError::new(error.to_string()))
}

/// Rounding gives whole numbers, which have no negative zero.
fn whole_zero(number: Number) -> Number {
    if number.signum() == 0 { Number::from(0) } else { number }
}

fn each(args: &[Value], compute: impl Fn(&Number) -> Result<Number, NumberError>) -> Result<Value, FunctionError> {
    of(compute(&number(args, 0)))
}

fn floats(args: &[Value], compute: impl Fn(f64, f64) -> f64) -> Result<Value, FunctionError> {
    let result = compute(number(args, 0).to_f64(), number(args, 1).to_f64());
    Number::from_f64(result)
        .map(|number| Data::Number(number).into())
        .ok_or_else(|| FunctionError::new("the result is not a real number"))
}

fn extreme(args: &[Value], is_better: impl Fn(&Number, &Number) -> bool) -> Result<Value, FunctionError> {
    let mut numbers = args.iter().filter_map(Value::as_number);
    let first = numbers.next().ok_or_else(|| FunctionError::new("must pass at least one number"))?;
    let best = numbers.fold(first, |best, next| if is_better(best, next) { next } else { best });
    Ok(Data::Number(best.clone()).into())
}

fn parseint_type(args: &[Value]) -> Result<Type, FunctionError> {
    match args.first().map(Value::ty) {
        Some(Type::String | Type::Dynamic) | None => Ok(Type::Number),
        Some(other) => {
            Err(FunctionError::argument(0, format!("first argument must be a string, not {}", other.friendly_name())))
        }
    }
}

fn parseint(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    parseint_type(args)?;
    let base =
        number(args, 1).to_i64().and_then(|base| u32::try_from(base).ok()).filter(|base| (2..=62).contains(base));
    let base =
        base.ok_or_else(|| FunctionError::argument(1, "base must be a whole number between 2 and 62 inclusive"))?;
    let digits = text(args, 0);
    let parsed = Number::from_radix(digits, base).map_err(|error| {
        FunctionError::argument(
            0,
            match error {
                NumberError::TooLarge => error.to_string(),
                _ => format!("cannot parse {digits:?} as a base {base} integer"),
            },
        )
    })?;
    Ok(Data::Number(parsed).into())
}

fn sum(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let error = |message: &str| FunctionError::argument(0, message);
    let Some(list) = args.first() else { return Err(error("cannot sum noniterable")) };
    let elements = match &list.data {
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => list.as_elements().unwrap_or_default(),
        Data::Map(_) | Data::Object(_) => {
            let received = list.ty().friendly_name();
            return Err(error(&format!("argument must be list, set, or tuple. Received {received}")));
        }
        _ => return Err(error("cannot sum noniterable")),
    };
    if elements.is_empty() {
        return Err(error("cannot sum an empty list"));
    }
    if !list.is_wholly_known() {
        return Ok(unknown_of(Type::Number, args));
    }
    let mut total: Option<Number> = None;
    for element in elements {
        let converted = convert(element, &Type::Number).ok().filter(|element| !element.is_null());
        let Some(next) = converted.as_ref().and_then(Value::as_number) else {
            return Err(error("argument must be list, set, or tuple of number values"));
        };
        total = Some(match total {
            None => next.clone(),
            Some(total) => total.add(next).map_err(|problem| error(&problem.to_string()))?,
        });
    }
    of(Ok(total.unwrap_or_else(|| Number::from(0))))
}
