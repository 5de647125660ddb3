//! Hashes and identifiers: `base64sha256`, `base64sha512`, `bcrypt`, `md5`, `rsadecrypt`, `sha1`, `sha256`, `sha512`,
//! `uuid`, `uuidv5`; those of files are with the other file functions.
//!
//! What differs from run to run is unknown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;
use uuid::Uuid;

use super::arguments::text;
use super::{Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Cause, Refinement, Type, Unknown, Value};

const STRING: Returns = Returns::Is(Kind::String);
const STR: &[Parameter] = &[Parameter::string("str")];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("md5", STR, STRING, |_, args| Ok(Value::string(md5(text(args, 0).as_bytes())))),
    Function::new("sha1", STR, STRING, |_, args| Ok(Value::string(sha1(text(args, 0).as_bytes())))),
    Function::new("sha256", STR, STRING, |_, args| Ok(Value::string(sha256(text(args, 0).as_bytes())))),
    Function::new("sha512", STR, STRING, |_, args| Ok(Value::string(sha512(text(args, 0).as_bytes())))),
    Function::new("base64sha256", STR, STRING, |_, args| Ok(Value::string(base64sha256(text(args, 0).as_bytes())))),
    Function::new("base64sha512", STR, STRING, |_, args| Ok(Value::string(base64sha512(text(args, 0).as_bytes())))),
    // bcrypt(str, cost): salted, so never the same twice.
    Function::new("bcrypt", STR, STRING, |_, _| Ok(differs("bcrypt"))).variadic(Parameter::number("cost")),
    // rsadecrypt(ciphertext, privatekey): not computed; whoever keeps a private key in source has other worries.
    Function::new(
        "rsadecrypt",
        &[Parameter::string("ciphertext"), Parameter::string("privatekey")],
        STRING,
        |_, args| {
            let ciphertext = text(args, 0);
            if STANDARD.decode(ciphertext).is_err() {
                return Err(FunctionError::argument(0, "failed to decode input: cipher text must be base64-encoded"));
            }
            if !text(args, 1).contains("-----BEGIN") {
                return Err(FunctionError::argument(1, "failed to parse key: no PEM block found"));
            }
            Ok(differs("rsadecrypt"))
        },
    ),
    // uuid(): random.
    Function::new("uuid", &[], STRING, |_, _| Ok(differs("uuid"))),
    // uuidv5(namespace, name): the namespace is dns, url, oid, x500 or a UUID.
    Function::new("uuidv5", &[Parameter::string("namespace"), Parameter::string("name")], STRING, |_, args| {
        let namespace = match text(args, 0) {
            "dns" => Uuid::NAMESPACE_DNS,
            "url" => Uuid::NAMESPACE_URL,
            "oid" => Uuid::NAMESPACE_OID,
            "x500" => Uuid::NAMESPACE_X500,
            other => Uuid::parse_str(other).map_err(|error| {
                FunctionError::argument(0, format!("uuidv5() doesn't support namespace {other} ({error})"))
            })?,
        };
        Ok(Value::string(Uuid::new_v5(&namespace, text(args, 1).as_bytes()).to_string()))
    }),
];

/// The unknown string that a function gives whose result is not the same in every run.
fn differs(name: &'static str) -> Value {
    Value::unknown_with(Unknown {
        ty: Type::String,
        causes: Cause::Function(name.into()).into(),
        refinement: Refinement::not_null(),
        content: None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn md5(bytes: &[u8]) -> String {
    hex(&md5::Md5::digest(bytes))
}

pub(super) fn sha1(bytes: &[u8]) -> String {
    hex(&sha1::Sha1::digest(bytes))
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&sha2::Sha256::digest(bytes))
}

pub(super) fn sha512(bytes: &[u8]) -> String {
    hex(&sha2::Sha512::digest(bytes))
}

pub(super) fn base64sha256(bytes: &[u8]) -> String {
    STANDARD.encode(sha2::Sha256::digest(bytes))
}

pub(super) fn base64sha512(bytes: &[u8]) -> String {
    STANDARD.encode(sha2::Sha512::digest(bytes))
}
