//! Formatting: `format`, `formatlist`.
//!
//! Verbs are cty's: `%v %#v %s %q %t %d %b %o %x %X %e %E %f %g %G %%`, with flags, width, precision and `%[n]`.
//! Unknown arguments of `%s` and `%v` become parts of a partly known string; those of other verbs make it unknown from
//! there on, with the text before as its prefix.

use unicode_segmentation::UnicodeSegmentation;

use super::call::{causes_of, unknown_of};
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Data, Number, Refinement, Type, Unknown, Value, convert, to_json};

/// Widths and precisions beyond this are refused: nobody writes them, and each costs memory.
const MAX_WIDTH: usize = 100_000;

const ARGS: Parameter = Parameter::any("args").or_null().or_unknown();

pub(super) const FUNCTIONS: &[Function] = &[
    // format(format, args...): a string.
    Function::new("format", &[Parameter::string("format")], Returns::Is(Kind::String), |context, args| {
        let Some((format, args)) = args.split_first() else { return Ok(unknown_of(Type::String, args)) };
        formatted(context, format.as_str().unwrap_or(""), args)
    })
    .variadic(ARGS),
    // formatlist(format, args...): once for each element of the lists among the arguments, which must be equally long.
    Function::new("formatlist", &[Parameter::string("format")], Returns::Is(Kind::StringList), formatlist)
        .variadic(ARGS),
];

fn formatlist(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some((format, args)) = args.split_first() else { return Ok(unknown_of(Type::list(Type::String), args)) };
    let format = format.as_str().unwrap_or("");
    let is_sequence =
        |value: &Value| !value.is_null() && matches!(value.ty(), Type::List(_) | Type::Set(_) | Type::Tuple(_));
    let mut length: Option<(usize, usize)> = None;
    let mut is_open = false;
    for (index, arg) in args.iter().enumerate() {
        let this = match (&arg.data, arg.ty()) {
            (Data::Unknown(_), Type::Dynamic) => {
                is_open = true;
                continue;
            }
            _ if !is_sequence(arg) => continue,
            (_, Type::Tuple(types)) => {
                is_open |= !arg.is_known();
                types.len()
            }
            (Data::Set(_), _) if !arg.is_wholly_known() => {
                is_open = true;
                continue;
            }
            _ => match arg.as_elements() {
                Some(elements) => elements.len(),
                None => {
                    is_open = true;
                    continue;
                }
            },
        };
        match length {
            None => length = Some((this, index)),
            Some((wanted, first)) if wanted != this => {
                let message = format!(
                    "argument {} has length {this}, which is inconsistent with argument {} of length {wanted}",
                    index + 1,
                    first + 1
                );
                return Err(FunctionError::argument(index + 1, message));
            }
            Some(_) => {}
        }
    }
    if is_open {
        return Ok(unknown_of(Type::list(Type::String), args));
    }
    let count = length.map_or(1, |(length, _)| length);
    let mut results = Vec::with_capacity(count.min(1024));
    for iteration in 0..count {
        let row: Vec<Value> = args
            .iter()
            .map(|arg| match arg.as_elements() {
                Some(elements) if is_sequence(arg) => elements.get(iteration).cloned().unwrap_or_else(Value::null),
                _ => arg.clone(),
            })
            .collect();
        let result = formatted(context, format, &row)
            .map_err(|error| FunctionError::new(format!("error on format iteration {iteration}: {}", error.message)))?;
        if context.exhausted().is_some() {
            return Ok(result);
        }
        results.push(result);
    }
    Ok(Value::list(Type::String, results))
}

/// A `%` sequence.
#[derive(Default)]
struct Verb<'a> {
    raw: &'a str,
    offset: usize,
    argument: usize,
    mode: char,
    zero: bool,
    sharp: bool,
    plus: bool,
    minus: bool,
    space: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

fn formatted(context: &mut CallContext<'_>, format: &str, args: &[Value]) -> Result<Value, FunctionError> {
    let mut parts: Vec<Value> = Vec::new();
    let mut text = String::new();
    let mut next = 0;
    let mut used = 0;
    let mut at = 0;
    let mut stopped = false;
    while let Some(found) = format[at..].find('%') {
        if !stopped {
            text.push_str(&format[at..at + found]);
        }
        at += found;
        if format[at + 1..].starts_with('%') {
            at += 2;
            if !stopped {
                text.push('%');
            }
            continue;
        }
        let verb = parse_verb(format, at, &mut next)?;
        at += verb.raw.len();
        used = used.max(verb.argument + 1);
        let Some(value) = args.get(verb.argument) else {
            return Err(FunctionError::new(format!(
                "not enough arguments for {:?} at {}: need index {} but have {} total",
                verb.raw,
                verb.offset,
                verb.argument + 1,
                args.len()
            )));
        };
        if stopped {
            continue;
        }
        if !value.is_wholly_known() {
            match unknown_part(&verb, value) {
                Some(part) => {
                    parts.push(Value::string(&text));
                    text.clear();
                    parts.push(part);
                }
                None => stopped = true,
            }
            continue;
        }
        append(&verb, value, &mut text)?;
        if let Some(spent) = context.string_of(text.len()) {
            return Ok(spent);
        }
    }
    if used < args.len() {
        let message = if used == 0 {
            "too many arguments; no verbs in format string".to_owned()
        } else {
            format!("too many arguments; only {used} used by format string")
        };
        return Err(FunctionError::argument(used + 1, message));
    }
    if stopped {
        parts.push(Value::string(&text));
        let known = Value::template(parts);
        let prefix = match &known.data {
            Data::String(text) => text.clone(),
            Data::Unknown(unknown) => unknown.refinement.prefix.clone().unwrap_or_default(),
            _ => Default::default(),
        };
        return Ok(Value::unknown_with(Unknown {
            ty: Type::String,
            causes: causes_of(args),
            refinement: Refinement::prefix(&prefix),
            content: None,
        }));
    }
    text.push_str(&format[at..]);
    parts.push(Value::string(&text));
    Ok(Value::template(parts))
}

/// What an unknown value adds to the string, if that can be told: itself, where it is written as it is.
fn unknown_part(verb: &Verb<'_>, value: &Value) -> Option<Value> {
    let is_plain = verb.width.is_none() && verb.precision.is_none() && !verb.sharp;
    let unknown = value.as_unknown().filter(|_| is_plain)?;
    match (verb.mode, &unknown.ty) {
        // A null string would be an error for %s, and is written as `null` for %v.
        ('s', Type::String | Type::Number | Type::Bool) => {}
        ('v', Type::String | Type::Bool) if unknown.refinement.not_null => {}
        _ => return None,
    }
    let mut unknown = unknown.clone();
    unknown.refinement.not_null = true;
    Some(Value::unknown_with(unknown).with_symbol(value.symbol.clone()))
}

fn parse_verb<'a>(format: &'a str, start: usize, next: &mut usize) -> Result<Verb<'a>, FunctionError> {
    let bytes = format.as_bytes();
    let mut verb = Verb { offset: start, ..Verb::default() };
    let mut at = start + 1;
    let unrecognized = |at: usize| match format[at..].chars().next() {
        Some(character) => {
            FunctionError::argument(0, format!("unrecognized format character {character:?} at offset {at}"))
        }
        None => FunctionError::argument(0, format!("invalid format string starting at offset {at}")),
    };
    loop {
        match bytes.get(at) {
            Some(b'0') => verb.zero = true,
            Some(b'#') => verb.sharp = true,
            Some(b'+') => verb.plus = true,
            Some(b'-') => verb.minus = true,
            Some(b' ') => verb.space = true,
            _ => break,
        }
        at += 1;
    }
    let number = |at: &mut usize| -> Result<Option<usize>, FunctionError> {
        let digits = format[*at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Ok(None);
        }
        let number = format[*at..*at + digits].parse::<usize>().ok().filter(|number| *number <= MAX_WIDTH);
        *at += digits;
        number
            .map(Some)
            .ok_or_else(|| FunctionError::argument(0, format!("number too large in format at offset {start}")))
    };
    verb.width = number(&mut at)?;
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        // A dot alone is a precision of zero.
        verb.precision = Some(number(&mut at)?.unwrap_or(0));
    }
    if bytes.get(at) == Some(&b'[') {
        at += 1;
        let position =
            number(&mut at)?.filter(|position| *position > 0).ok_or_else(|| unrecognized(at.saturating_sub(1)))?;
        if bytes.get(at) != Some(&b']') {
            return Err(unrecognized(at));
        }
        at += 1;
        *next = position - 1;
    }
    let mode = format[at..].chars().next().filter(char::is_ascii_alphabetic).ok_or_else(|| unrecognized(at))?;
    verb.mode = mode;
    verb.raw = &format[start..=at];
    verb.argument = *next;
    *next += 1;
    Ok(verb)
}

fn append(verb: &Verb<'_>, value: &Value, out: &mut String) -> Result<(), FunctionError> {
    let fail = |reason: &str| {
        let index = verb.argument + 1;
        let message = format!("unsupported value for {:?} at {}: {reason}", verb.raw, verb.offset);
        FunctionError::argument(index, message)
    };
    if value.is_null() && verb.mode != 'v' {
        return Err(fail("null value cannot be formatted"));
    }
    let converted = |ty: &Type| convert(value, ty).map_err(|error| fail(&error.to_string()));
    let written = match verb.mode {
        'v' => match &value.data {
            Data::String(text) if !verb.sharp => padded(verb, text),
            Data::Number(number) if !verb.sharp => padded(verb, &general(number, None)),
            _ => padded(verb, &to_json(value).map_err(|error| fail(&error.to_string()))?),
        },
        't' => converted(&Type::Bool)?.as_bool().unwrap_or_default().to_string(),
        's' | 'q' => {
            let text = converted(&Type::String)?;
            let text = text.as_str().unwrap_or("");
            let cut: String = match verb.precision {
                Some(precision) if precision > 0 => text.graphemes(true).take(precision).collect(),
                _ => text.to_owned(),
            };
            if verb.mode == 'q' {
                padded(verb, &to_json(&Value::string(cut)).map_err(|error| fail(&error.to_string()))?)
            } else {
                padded(verb, &cut)
            }
        }
        'b' | 'd' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'g' | 'G' => {
            let number = converted(&Type::Number)?;
            let Some(number) = number.as_number() else { return Err(fail("a number is required")) };
            if matches!(verb.mode, 'b' | 'd' | 'o' | 'x' | 'X') {
                integer(verb, number).ok_or_else(|| fail("an integer is required"))?
            } else {
                float(verb, number)
            }
        }
        other => {
            let message = format!("unsupported format verb {other:?} in {:?} at offset {}", verb.raw, verb.offset);
            return Err(FunctionError::argument(0, message));
        }
    };
    out.push_str(&written);
    Ok(())
}

fn padded(verb: &Verb<'_>, text: &str) -> String {
    let missing = verb.width.unwrap_or(0).saturating_sub(text.graphemes(true).count());
    if missing == 0 {
        return text.to_owned();
    }
    let pad = if verb.zero { "0" } else { " " }.repeat(missing);
    if verb.minus { format!("{text}{pad}") } else { format!("{pad}{text}") }
}

/// A number's sign and digits within the width: zeros go between them, and only on the left.
fn padded_number(verb: &Verb<'_>, negative: bool, digits: &str, zeros: bool) -> String {
    let sign = match (negative, verb.plus, verb.space) {
        (true, ..) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    };
    let missing = verb.width.unwrap_or(0).saturating_sub(sign.len() + digits.chars().count());
    match (verb.minus, zeros && verb.zero) {
        (true, _) => format!("{sign}{digits}{}", " ".repeat(missing)),
        (false, true) => format!("{sign}{}{digits}", "0".repeat(missing)),
        (false, false) => format!("{}{sign}{digits}", " ".repeat(missing)),
    }
}

fn integer(verb: &Verb<'_>, number: &Number) -> Option<String> {
    let (base, prefix) = match verb.mode {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let text = number.to_radix(base)?;
    if verb.precision == Some(0) && text == "0" {
        return Some(String::new());
    }
    let mut digits = text.trim_start_matches('-').to_owned();
    if verb.mode == 'X' {
        digits.make_ascii_uppercase();
    }
    if let Some(precision) = verb.precision {
        digits = format!("{}{digits}", "0".repeat(precision.saturating_sub(digits.len())));
    }
    if verb.sharp {
        digits = format!("{prefix}{digits}");
    }
    Some(padded_number(verb, text.starts_with('-'), &digits, verb.precision.is_none()))
}

fn float(verb: &Verb<'_>, number: &Number) -> String {
    let Some(exact) = number.exact() else { return padded_number(verb, number.is_negative(), "Inf", false) };
    let digits = match verb.mode {
        'f' => {
            let places = verb.precision.unwrap_or(6);
            exact.rounded(exact.exponent() + 1 + places as i64).fixed(places)
        }
        'e' | 'E' => {
            let places = verb.precision.unwrap_or(6);
            exact.rounded(places as i64 + 1).exponential(places)
        }
        _ => general(number, verb.precision),
    };
    let digits = if matches!(verb.mode, 'E' | 'G') { digits.to_uppercase() } else { digits };
    padded_number(verb, number.is_negative(), digits.trim_start_matches('-'), true)
}

/// Go's `%g`: with an exponent for very small and large numbers; without a precision large begins at a million.
fn general(number: &Number, precision: Option<usize>) -> String {
    let (digits, threshold) = match precision {
        None => (number.shortest(), 6),
        Some(precision) => {
            let wanted = precision.max(1) as i64;
            let rounded = number.exact().map(|exact| exact.rounded(wanted));
            let count = rounded.as_ref().map_or(0, |digits| digits.digit_count() as i64);
            let point = rounded.as_ref().map_or(0, |digits| digits.exponent() + 1);
            (rounded, if wanted > count && count >= point { count } else { wanted })
        }
    };
    let Some(digits) = digits else { return number.to_string() };
    if digits.exponent() < -4 || digits.exponent() >= threshold { digits.scientific() } else { digits.plain() }
}
