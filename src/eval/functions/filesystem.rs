//! Files and paths: `abspath`, `basename`, `dirname`, `file`, `filebase64`, `filebase64sha256`, `filebase64sha512`,
//! `fileexists`, `filemd5`, `fileset`, `filesha1`, `filesha256`, `filesha512`, `pathexpand`, `templatefile`,
//! `templatestring`.
//!
//! Files are read through [`super::Files`], inside the repository only. What depends on the machine is unknown: the
//! absolute form of a relative path, the home directory.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use globset::GlobBuilder;
use smol_str::SmolStr;

use super::arguments::text;
use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns, hash_crypto};
use crate::value::{Cause, Marks, Refinement, Type, Unknown, Value};
use crate::workspace::without_byte_order_mark;

const STRING: Returns = Returns::Is(Kind::String);
const PATH: &[Parameter] = &[Parameter::string("path")];
const VARS: Parameter = Parameter::any("vars").or_unknown().marked();

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abspath", PATH, STRING, |_, args| {
        let path = text(args, 0);
        Ok(if path.starts_with('/') { Value::string(clean(path)) } else { of_machine("abspath") })
    }),
    Function::new("basename", PATH, STRING, |_, args| Ok(Value::string(basename(text(args, 0))))),
    Function::new("dirname", PATH, STRING, |_, args| Ok(Value::string(dirname(text(args, 0))))),
    // file(path): UTF-8 text; other bytes are an error.
    Function::new("file", PATH, STRING, |context, args| {
        let content = read_text(context, text(args, 0))?;
        Ok(Value::string(content))
    }),
    Function::new("filebase64", PATH, STRING, |context, args| digest(context, args, |bytes| STANDARD.encode(bytes))),
    Function::new("filebase64sha256", PATH, STRING, |context, args| digest(context, args, hash_crypto::base64sha256)),
    Function::new("filebase64sha512", PATH, STRING, |context, args| digest(context, args, hash_crypto::base64sha512)),
    Function::new("filemd5", PATH, STRING, |context, args| digest(context, args, hash_crypto::md5)),
    Function::new("filesha1", PATH, STRING, |context, args| digest(context, args, hash_crypto::sha1)),
    Function::new("filesha256", PATH, STRING, |context, args| digest(context, args, hash_crypto::sha256)),
    Function::new("filesha512", PATH, STRING, |context, args| digest(context, args, hash_crypto::sha512)),
    // fileexists(path): whether there is a regular file; a directory is an error.
    Function::new("fileexists", PATH, Returns::Is(Kind::Bool), |context, args| {
        context.files.exists(text(args, 0)).map(Value::bool).map_err(|message| FunctionError::argument(0, message))
    }),
    // fileset(path, pattern): the regular files below the path that match, relative to it.
    Function::new(
        "fileset",
        &[Parameter::string("path"), Parameter::string("pattern")],
        Returns::Is(Kind::StringSet),
        fileset,
    ),
    // pathexpand(path): with the home directory in place of a tilde at the beginning.
    Function::new("pathexpand", PATH, STRING, |_, args| match text(args, 0) {
        path if !path.starts_with('~') => Ok(Value::string(path)),
        "~" => Ok(of_machine("pathexpand")),
        path if path.starts_with("~/") => Ok(of_machine("pathexpand")),
        _ => Err(FunctionError::argument(0, "cannot expand user-specific home dir")),
    }),
    // templatefile(path, vars): the file as a template.
    Function::new(
        "templatefile",
        &[Parameter::string("path").marked(), VARS],
        Returns::Is(Kind::Any),
        |context, args| {
            let path = args.first().and_then(Value::as_str).unwrap_or("");
            let template = read_text(context, path)?;
            // A byte order mark is no part of a template; `file` keeps it.
            render(context, path, &without_byte_order_mark(template), args)
        },
    )
    .may_return_null(),
    // templatestring(template, vars): the string as a template.
    Function::new(
        "templatestring",
        &[Parameter::string("template").marked(), VARS],
        Returns::Is(Kind::Any),
        |context, args| {
            let template = args.first().and_then(Value::as_str).unwrap_or("");
            render(context, "template", template, args)
        },
    )
    .may_return_null(),
];

/// The unknown string of a function whose result depends on the machine.
fn of_machine(name: &'static str) -> Value {
    Value::unknown_with(Unknown {
        ty: Type::String,
        causes: Cause::Function(name.into()).into(),
        refinement: Refinement::not_null(),
        content: None,
    })
}

fn read(context: &CallContext<'_>, path: &str) -> Result<Vec<u8>, FunctionError> {
    context.files.read(path).map_err(|message| FunctionError::argument(0, message))
}

fn read_text(context: &CallContext<'_>, path: &str) -> Result<String, FunctionError> {
    String::from_utf8(read(context, path)?).map_err(|_| {
        let message = format!("contents of {path:?} are not valid UTF-8; use the filebase64 function to read them");
        FunctionError::argument(0, message)
    })
}

fn digest(context: &mut CallContext<'_>, args: &[Value], of: impl Fn(&[u8]) -> String) -> Result<Value, FunctionError> {
    Ok(Value::string(of(&read(context, text(args, 0))?)))
}

/// A path without `.`, `..` and doubled slashes, as Go's `path.Clean`.
fn clean(path: &str) -> String {
    let is_absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if is_absolute => {}
            other => parts.push(other),
        }
    }
    match (is_absolute, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

fn basename(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match (path.is_empty(), trimmed.rsplit('/').next()) {
        (true, _) => ".",
        (false, None | Some("")) => "/",
        (false, Some(name)) => name,
    }
}

fn dirname(path: &str) -> String {
    clean(path.rfind('/').map_or("", |slash| &path[..=slash]))
}

fn fileset(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let (path, pattern) = (text(args, 0), text(args, 1));
    // Steps out of the directory belong to the directory; the results keep them.
    let mut up = 0;
    let mut rest = pattern;
    loop {
        if let Some(after) = rest.strip_prefix("./") {
            rest = after;
        } else if let Some(after) = rest.strip_prefix("../") {
            rest = after;
            up += 1;
        } else {
            break;
        }
    }
    let glob = GlobBuilder::new(rest)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .map_err(|error| FunctionError::argument(1, format!("failed to glob pattern: {}", error.kind())))?
        .compile_matcher();
    let above = "../".repeat(up);
    let directory = clean(&format!("{}/{above}", if path.is_empty() { "." } else { path }));
    let listed = context.files.list(&directory).map_err(|message| FunctionError::argument(0, message))?;
    let found = listed.iter().filter(|file| glob.is_match(file)).map(|file| Value::string(format!("{above}{file}")));
    Ok(Value::set(Type::String, found.collect()))
}

fn render(context: &mut CallContext<'_>, name: &str, template: &str, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(vars) = args.get(1) else { return Ok(unknown_of(Type::Dynamic, args)) };
    let marks = args.first().map_or(Marks::NONE, |path| path.marks).union(vars.marks);
    if !vars.is_known() {
        if !matches!(vars.ty(), Type::Dynamic | Type::Map(_) | Type::Object(_)) {
            return Err(FunctionError::argument(1, "invalid vars value: must be a map"));
        }
        return Ok(Value::unknown(Type::Dynamic, vars.causes()).marked(marks));
    }
    let Some(entries) = vars.as_entries() else {
        return Err(FunctionError::argument(1, "invalid vars value: must be a map"));
    };
    let variables: BTreeMap<SmolStr, Value> = entries.clone();
    if let Some(bad) = variables.keys().find(|name| !is_identifier(name)) {
        let message = format!(
            "invalid template variable name {bad:?}: must start with a letter, followed by zero or more letters, digits, and underscores"
        );
        return Err(FunctionError::argument(1, message));
    }
    let rendered = context.templates.render(name, template, &variables, context.files);
    rendered.map(|value| value.marked(marks)).map_err(FunctionError::new)
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::{basename, clean, dirname};

    #[test]
    fn paths_as_go_has_them() {
        for (path, base, directory) in [
            ("", ".", "."),
            ("/", "/", "/"),
            ("a", "a", "."),
            ("a/b/", "b", "a/b"),
            ("/a", "a", "/"),
            ("a//b/../c/d", "d", "a/c"),
            ("../x", "x", ".."),
        ] {
            assert_eq!((basename(path), dirname(path).as_str()), (base, directory), "{path}");
        }
        assert_eq!(clean("/../a/./b"), "/a/b");
        assert_eq!(clean("a/../.."), "..");
    }
}
