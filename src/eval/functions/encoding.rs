//! Encodings: `base64decode`, `base64encode`, `base64gunzip`, `base64gzip`, `csvdecode`, `jsondecode`, `jsonencode`,
//! `textdecodebase64`, `textencodebase64`, `urldecode`, `urlencode`, `yamldecode`, `yamlencode`.
//!
//! Unknown text gives an unknown. JSON is different: `jsonencode` of a partly unknown value is a document that remembers
//! the value, and `jsondecode` of such a document, or of text with unknown parts, is the value again. Base64 of partly
//! unknown text remembers it likewise.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use smol_str::SmolStr;

use super::arguments::text;
use super::call::{call_symbol, unknown_of};
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns, csv, yaml_decode, yaml_encode};
use crate::value::{Cause, Content, Refinement, Type, Unknown, Value, normalized, to_json};

const STRING: Returns = Returns::Is(Kind::String);
const STR: Parameter = Parameter::string("str");

pub(super) const FUNCTIONS: &[Function] = &[
    // base64encode(str), base64decode(str): of UTF-8; anything else decoded is an error.
    Function::new("base64encode", &[STR.or_unknown()], STRING, base64encode),
    Function::new("base64decode", &[STR.or_unknown()], STRING, base64decode),
    // base64gzip(str): unknown, because the bytes depend on the compressor.
    Function::new("base64gzip", &[STR], STRING, |_, _| {
        Ok(Value::unknown_with(Unknown {
            ty: Type::String,
            causes: Cause::Function("base64gzip".into()).into(),
            refinement: Refinement::not_null(),
            content: None,
        }))
    }),
    // base64gunzip(str): the text that base64gzip compressed.
    Function::new("base64gunzip", &[STR], STRING, gunzip),
    // csvdecode(str): a list of objects of strings; the first line names the attributes.
    Function::new("csvdecode", &[STR], Returns::Is(Kind::Any), csvdecode),
    // jsonencode(val), jsondecode(str).
    Function::new("jsonencode", &[Parameter::any("val").or_null().or_unknown()], STRING, jsonencode),
    Function::new("jsondecode", &[STR.or_unknown()], Returns::Is(Kind::Any), jsondecode).may_return_null(),
    // textencodebase64(string, encoding), textdecodebase64(source, encoding): encodings by their IANA names.
    Function::new(
        "textencodebase64",
        &[Parameter::string("string"), Parameter::string("encoding")],
        STRING,
        |_, args| {
            let encoded = encode_text(text(args, 0), text(args, 1))?;
            Ok(Value::string(STANDARD.encode(encoded)))
        },
    ),
    Function::new(
        "textdecodebase64",
        &[Parameter::string("source"), Parameter::string("encoding")],
        STRING,
        |_, args| decode_text(&base64(args, 0)?, text(args, 1)).map(Value::string),
    ),
    // urlencode(str), urldecode(str): as in a query, where a space is a plus.
    Function::new("urlencode", &[STR], STRING, |_, args| Ok(Value::string(urlencode(text(args, 0))))),
    Function::new("urldecode", &[STR], STRING, |_, args| urldecode(text(args, 0))),
    // yamlencode(value), yamldecode(src): unknown if anything in the value is.
    Function::new("yamlencode", &[Parameter::any("value").or_null()], STRING, |context, args| match args.first() {
        Some(value) if value.is_wholly_known() => {
            if let Some(spent) = context.string_of(value.written_size(context.string_limit())) {
                return Ok(spent);
            }
            Ok(Value::string(yaml_encode::to_yaml(value)))
        }
        _ => Ok(unknown_of(Type::String, args)),
    }),
    Function::new("yamldecode", &[Parameter::string("src")], Returns::Is(Kind::Any), |_, args| {
        yaml_decode::from_yaml(text(args, 0)).map_err(|message| FunctionError::argument(0, message))
    })
    .may_return_null(),
];

fn base64(args: &[Value], index: usize) -> Result<Vec<u8>, FunctionError> {
    // Go's decoder skips line breaks.
    let source: String = text(args, index).chars().filter(|character| !matches!(character, '\n' | '\r')).collect();
    STANDARD.decode(source).map_err(|_| FunctionError::argument(index, "failed to decode base64 data"))
}

fn utf8(bytes: Vec<u8>) -> Result<Value, FunctionError> {
    String::from_utf8(bytes)
        .map(Value::string)
        .map_err(|_| FunctionError::new("the result of decoding the provided string is not valid UTF-8"))
}

fn gunzip(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let compressed = base64(args, 0)?;
    let limit = context.string_limit();
    let mut bytes = Vec::new();
    let reader = flate2::read::MultiGzDecoder::new(compressed.as_slice());
    reader
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| FunctionError::argument(0, "failed to gunzip bytes"))?;
    match context.string_of(bytes.len()) {
        Some(spent) => Ok(spent),
        None => utf8(bytes),
    }
}

fn csvdecode(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let fail = |message: String| FunctionError::argument(0, message);
    let records = csv::read(text(args, 0)).map_err(fail)?;
    let Some((header, rows)) = records.split_first() else { return Err(fail("missing header line".to_owned())) };
    let names: Vec<SmolStr> = header.iter().map(|name| normalized(name)).collect();
    for (index, name) in names.iter().enumerate() {
        if names.iter().skip(index + 1).any(|other| other == name) {
            return Err(fail(format!("duplicate column name {name:?}")));
        }
    }
    if let Some(spent) = context.collection_of(rows.len().saturating_mul(names.len())) {
        return Ok(spent);
    }
    let row = |fields: &Vec<String>| Value::object(names.iter().cloned().zip(fields.iter().map(Value::string)));
    let ty = Type::object(names.iter().map(|name| (name.clone(), Type::String)));
    Ok(Value::list(ty, rows.iter().map(row).collect()))
}

fn base64encode(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(unknown) = args.first().and_then(Value::as_unknown) else {
        return Ok(Value::string(STANDARD.encode(text(args, 0))));
    };
    let content = unknown.content.as_ref().and(args.first()).cloned().map(Content::Base64);
    let encoded =
        Unknown { ty: Type::String, causes: unknown.causes.clone(), refinement: Refinement::not_null(), content };
    Ok(Value::unknown_with(encoded).with_symbol(call_symbol("base64encode", args)))
}

fn base64decode(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(unknown) = args.first().and_then(Value::as_unknown) else { return utf8(base64(args, 0)?) };
    if let Some(Content::Base64(text)) = &unknown.content {
        return Ok(text.clone());
    }
    let decoded =
        Unknown { ty: Type::String, causes: unknown.causes.clone(), refinement: Refinement::not_null(), content: None };
    Ok(Value::unknown_with(decoded).with_symbol(call_symbol("base64decode", args)))
}

fn jsonencode(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(value) = args.first() else { return Ok(unknown_of(Type::String, args)) };
    if let Some(spent) = context.string_of(value.written_size(context.string_limit())) {
        return Ok(spent);
    }
    if !value.is_wholly_known() {
        return Ok(Value::document(value.clone()));
    }
    to_json(value).map(Value::string).map_err(|error| FunctionError::argument(0, error.to_string()))
}

fn jsondecode(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(source) = args.first() else { return Ok(unknown_of(Type::Dynamic, args)) };
    let content = source.json_content().map_err(|error| FunctionError::argument(0, error.to_string()))?;
    if let Some(content) = content {
        return Ok(content);
    }
    let prefix = source.as_unknown().and_then(|unknown| unknown.refinement.prefix.clone()).unwrap_or_default();
    let ty = match prefix.trim_start_matches([' ', '\t', '\n', '\r']).chars().next() {
        None | Some('{' | '[' | 'n') => Type::Dynamic,
        Some('"') => Type::String,
        Some('t' | 'f') => Type::Bool,
        Some('-' | '.' | '0'..='9') => Type::Number,
        Some(other) => return Err(FunctionError::argument(0, format!("a JSON document cannot begin with {other:?}"))),
    };
    Ok(Value::unknown(ty, source.causes()))
}

/// Text encodings beyond those of browsers, which treat Latin-1 and ASCII as Windows-1252.
enum TextEncoding {
    Utf16 { little: bool, mark: bool },
    Latin1,
    Ascii,
    Other(&'static encoding_rs::Encoding),
}

fn text_encoding(name: &str) -> Result<TextEncoding, FunctionError> {
    let unsupported = || FunctionError::argument(1, format!("{name:?} is not a supported IANA encoding name or alias"));
    Ok(match name.to_ascii_lowercase().as_str() {
        "utf-16" => TextEncoding::Utf16 { little: false, mark: true },
        "utf-16be" => TextEncoding::Utf16 { little: false, mark: false },
        "utf-16le" => TextEncoding::Utf16 { little: true, mark: false },
        "iso-8859-1" | "latin1" | "l1" | "iso8859-1" | "cp819" | "ibm819" | "iso_8859-1" => TextEncoding::Latin1,
        "us-ascii" | "ascii" | "us" | "cp367" | "ibm367" | "iso646-us" => TextEncoding::Ascii,
        "cp936" | "ms936" | "windows-936" => TextEncoding::Other(encoding_rs::GBK),
        "cp932" | "windows-31j" => TextEncoding::Other(encoding_rs::SHIFT_JIS),
        other => TextEncoding::Other(
            encoding_rs::Encoding::for_label_no_replacement(other.as_bytes()).ok_or_else(unsupported)?,
        ),
    })
}

fn encode_text(text: &str, name: &str) -> Result<Vec<u8>, FunctionError> {
    let impossible = || {
        FunctionError::argument(0, format!("the given string contains characters that cannot be represented in {name}"))
    };
    match text_encoding(name)? {
        TextEncoding::Utf16 { little, mark } => Ok(mark
            .then_some(0xfeff)
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()),
        TextEncoding::Latin1 => {
            text.chars().map(|character| u8::try_from(u32::from(character)).map_err(|_| impossible())).collect()
        }
        TextEncoding::Ascii if text.is_ascii() => Ok(text.as_bytes().to_vec()),
        TextEncoding::Ascii => Err(impossible()),
        TextEncoding::Other(encoding) => {
            let (bytes, _, has_failed) = encoding.encode(text);
            if has_failed { Err(impossible()) } else { Ok(bytes.into_owned()) }
        }
    }
}

fn decode_text(bytes: &[u8], name: &str) -> Result<String, FunctionError> {
    let impossible =
        || FunctionError::argument(0, format!("the given string contains symbols that are not defined for {name}"));
    match text_encoding(name)? {
        TextEncoding::Utf16 { little, mark } => {
            let (little, bytes) = match bytes {
                [0xff, 0xfe, rest @ ..] if mark => (true, rest),
                [0xfe, 0xff, rest @ ..] if mark => (false, rest),
                _ => (little, bytes),
            };
            let (pairs, rest) = bytes.as_chunks::<2>();
            if !rest.is_empty() {
                return Err(impossible());
            }
            let units =
                pairs.iter().map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) });
            char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| impossible())
        }
        TextEncoding::Latin1 => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        TextEncoding::Ascii if bytes.is_ascii() => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        TextEncoding::Ascii => Err(impossible()),
        TextEncoding::Other(encoding) => {
            let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            let decoded = decoded.ok_or_else(impossible)?;
            // Browsers let undefined bytes of Windows encodings pass as control characters.
            let is_control = |character: char| ('\u{80}'..='\u{9f}').contains(&character);
            if encoding.is_single_byte() && decoded.contains(is_control) {
                return Err(impossible());
            }
            Ok(decoded.into_owned())
        }
    }
}

fn urlencode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

fn urldecode(text: &str) -> Result<Value, FunctionError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                let byte = digits
                    .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                let byte = byte.ok_or_else(|| {
                    FunctionError::argument(0, "failed to decode URL: `%` must be followed by two hexadecimal digits")
                })?;
                bytes.push(byte);
                rest = rest.get(2..).unwrap_or_default();
            }
            other => bytes.push(*other),
        }
    }
    utf8(bytes)
}
