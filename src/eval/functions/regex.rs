//! Regular expressions: `regex`, `regexall`, `replace`.
//!
//! Patterns are RE2 as Go writes it. The `regex` crate has the same engine but another dialect, so patterns are
//! translated: in Go `\d`, `\w`, `\s` and `\b` are ASCII, `\Q…\E` quotes, `[`, `&&` and `--` in a class and `{` where no
//! repetition follows are plain characters.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex::{Captures, Regex};
use smol_str::SmolStr;

use super::arguments::text;
use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Data, Type, Value};

/// Patterns that stay compiled; configurations have few different ones.
const MAX_CACHED: usize = 1024;

/// Bytes of a compiled pattern; more is refused.
const MAX_COMPILED: usize = 4 * 1024 * 1024;

/// Go's own limit of a counted repetition.
const MAX_REPEAT: u32 = 1000;

const PATTERN: Parameter = Parameter::string("pattern");
const STRING: Parameter = Parameter::string("string");

pub(super) const FUNCTIONS: &[Function] = &[
    // regex(pattern, string): the first match. Without groups a string, with unnamed groups a tuple, with named ones an
    // object; a group that took no part is null. No match is an error.
    Function::new("regex", &[PATTERN, STRING], Returns::Of(result_type), |_, args| {
        let (pattern, shape) = compiled(args)?;
        let captures = pattern
            .captures(text(args, 1))
            .ok_or_else(|| FunctionError::new("pattern did not match any part of the given string"))?;
        Ok(result(&captures, &shape))
    }),
    // regexall(pattern, string): a list of all matches, each as regex gives one.
    Function::new(
        "regexall",
        &[PATTERN, STRING],
        Returns::Of(|args| Ok(Type::list(result_type(args)?))),
        |context, args| {
            let (pattern, shape) = compiled(args)?;
            let mut matches = Vec::new();
            for captures in pattern.captures_iter(text(args, 1)) {
                if let Some(spent) = context.collection_of(matches.len()) {
                    return Ok(spent);
                }
                matches.push(result(&captures, &shape));
            }
            Ok(Value::list(shape.ty(), matches))
        },
    ),
    // replace(str, substr, replace): every occurrence; between slashes, substr is a pattern, and $1 or ${name} in the
    // replacement are its groups.
    Function::new(
        "replace",
        &[Parameter::string("str"), Parameter::string("substr"), Parameter::string("replace")],
        Returns::Is(Kind::String),
        replace,
    ),
];

/// What a pattern's matches look like.
#[derive(Clone)]
enum Shape {
    Whole,
    Groups(usize),
    /// Names with the number of their group; of groups with one name the last counts.
    Names(Arc<[(usize, SmolStr)]>),
}

impl Shape {
    fn of(groups: &[Option<SmolStr>]) -> Result<Self, FunctionError> {
        let named: Vec<(usize, SmolStr)> =
            groups.iter().enumerate().filter_map(|(index, name)| Some((index + 1, name.clone()?))).collect();
        match (groups.len() - named.len(), named.len()) {
            (0, 0) => Ok(Self::Whole),
            (unnamed, 0) => Ok(Self::Groups(unnamed)),
            (0, _) => Ok(Self::Names(named.into())),
            _ => Err(FunctionError::argument(
                0,
                "invalid regexp pattern: cannot mix both named and unnamed capture groups",
            )),
        }
    }

    fn ty(&self) -> Type {
        match self {
            Self::Whole => Type::String,
            Self::Groups(count) => Type::tuple(std::iter::repeat_n(Type::String, *count)),
            Self::Names(names) => Type::object(names.iter().map(|(_, name)| (name.clone(), Type::String))),
        }
    }
}

fn result_type(args: &[Value]) -> Result<Type, FunctionError> {
    match args.first() {
        Some(pattern) if pattern.is_known() => Ok(compiled(args)?.1.ty()),
        _ => Ok(Type::Dynamic),
    }
}

fn compiled(args: &[Value]) -> Result<(Regex, Shape), FunctionError> {
    let pattern = compile(text(args, 0)).map_err(|message| FunctionError::argument(0, message))?;
    let shape = Shape::of(&pattern.groups)?;
    Ok((pattern.regex, shape))
}

fn result(captures: &Captures<'_>, shape: &Shape) -> Value {
    let group = |found: Option<regex::Match<'_>>| {
        found.map_or_else(|| Value::null_of(Type::String), |found| Value::string(found.as_str()))
    };
    match shape {
        Shape::Whole => group(captures.get(0)),
        Shape::Groups(count) => Value::tuple((1..=*count).map(|index| group(captures.get(index))).collect()),
        Shape::Names(names) => {
            Value::object(names.iter().map(|(index, name)| (name.clone(), group(captures.get(*index)))))
        }
    }
}

fn replace(context: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let (source, wanted, with) = (text(args, 0), text(args, 1), text(args, 2));
    let is_pattern = wanted.len() > 1 && wanted.starts_with('/') && wanted.ends_with('/');
    if !is_pattern {
        let count = if wanted.is_empty() { source.chars().count() + 1 } else { source.matches(wanted).count() };
        if let Some(spent) = context.string_of(source.len().saturating_add(count.saturating_mul(with.len()))) {
            return Ok(spent);
        }
        return Ok(Value::string(source.replace(wanted, with)));
    }
    let pattern = wanted.get(1..wanted.len() - 1).unwrap_or("");
    let pattern = compile(pattern).map_err(|message| FunctionError::argument(1, message))?.regex;
    let mut out = String::new();
    let mut end = 0;
    for captures in pattern.captures_iter(source) {
        let Some(whole) = captures.get(0) else { continue };
        out.push_str(&source[end..whole.start()]);
        captures.expand(with, &mut out);
        end = whole.end();
        if let Some(spent) = context.string_of(out.len()) {
            return Ok(spent);
        }
    }
    out.push_str(&source[end..]);
    Ok(if out.len() > context.string_limit() {
        unknown_of(Type::String, args)
    } else {
        Data::String(crate::value::normalized(&out)).into()
    })
}

/// A pattern that is ready to be used.
#[derive(Clone)]
struct Compiled {
    regex: Regex,
    /// The names of the groups in order, `None` for those without. Go accepts a name twice, and names that begin with a digit; such
    /// groups have no name in the compiled pattern.
    groups: Arc<[Option<SmolStr>]>,
}

static CACHE: LazyLock<Mutex<HashMap<String, Compiled>>> = LazyLock::new(Mutex::default);

/// The compiled pattern, in Go's dialect.
fn compile(pattern: &str) -> Result<Compiled, String> {
    if let Some(compiled) = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return Ok(compiled.clone());
    }
    let translated = Translation::of(pattern).map_err(|problem| format!("invalid regexp pattern: {problem}"))?;
    let regex = regex::RegexBuilder::new(&translated.out)
        .size_limit(MAX_COMPILED)
        .build()
        .map_err(|error| format!("invalid regexp pattern: {}", last_line(&error.to_string())))?;
    let compiled = Compiled { regex, groups: translated.groups.into() };
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= MAX_CACHED {
        cache.clear();
    }
    cache.insert(pattern.to_owned(), compiled.clone());
    Ok(compiled)
}

/// What is wrong, without the drawing of the translated pattern.
fn last_line(message: &str) -> &str {
    let line = message.lines().last().unwrap_or(message);
    line.strip_prefix("error: ").unwrap_or(line)
}

/// A pattern on its way from Go's dialect.
struct Translation<'a> {
    rest: &'a str,
    out: String,
    /// Whether the last thing written was a repetition, which can't be repeated again.
    repeated: bool,
    /// The names of the groups so far.
    groups: Vec<Option<SmolStr>>,
}

impl<'a> Translation<'a> {
    fn of(pattern: &'a str) -> Result<Self, String> {
        let out = String::with_capacity(pattern.len() + 8);
        let mut translation = Self { rest: pattern, out, repeated: false, groups: Vec::new() };
        while let Some(character) = translation.take() {
            translation.one(character)?;
        }
        Ok(translation)
    }

    fn take(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.rest = &self.rest[character.len_utf8()..];
        Some(character)
    }

    fn take_if(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn literal(&mut self, character: char) {
        let mut buffer = [0; 4];
        self.out.push_str(&regex::escape(character.encode_utf8(&mut buffer)));
    }

    fn one(&mut self, character: char) -> Result<(), String> {
        let was_repeated = std::mem::take(&mut self.repeated);
        match character {
            '\\' => self.escape(),
            '[' => self.class(),
            '*' | '+' | '?' => {
                self.out.push(character);
                self.end_of_repetition(was_repeated, &character.to_string())
            }
            '{' => match self.counted() {
                Some((counted, largest)) => {
                    if largest > MAX_REPEAT {
                        return Err(format!("invalid repeat count in {counted}"));
                    }
                    self.out.push_str(&counted);
                    self.end_of_repetition(was_repeated, &counted)
                }
                None => {
                    self.out.push_str("\\{");
                    Ok(())
                }
            },
            '}' => {
                self.out.push_str("\\}");
                Ok(())
            }
            '(' => self.group(),
            // In the `x` mode, which Go lacks, these would mean something; escaped they never do.
            '#' | ' ' | '&' | '-' | '~' | '<' | '>' | ']' => {
                self.literal(character);
                Ok(())
            }
            other => {
                self.out.push(other);
                Ok(())
            }
        }
    }

    /// After `*`, `+`, `?` or a count: perhaps `?` for the lazy form.
    fn end_of_repetition(&mut self, was_repeated: bool, operator: &str) -> Result<(), String> {
        if was_repeated {
            return Err(format!("invalid nested repetition operator {operator}"));
        }
        if self.take_if("?") {
            self.out.push('?');
        }
        self.repeated = true;
        Ok(())
    }

    /// `{n}`, `{n,}` or `{n,m}` after its brace, and the largest number in it; nothing is taken for anything else.
    fn counted(&mut self) -> Option<(String, u32)> {
        let end = self.rest.find('}')?;
        let inner = &self.rest[..end];
        let (low, high) = inner.split_once(',').map_or((inner, None), |(low, high)| (low, Some(high)));
        let number = |digits: &str| {
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| digits.parse::<u32>().unwrap_or(u32::MAX))
        };
        let largest = match high {
            None | Some("") => number(low)?,
            Some(high) => number(low)?.max(number(high)?),
        };
        self.rest = &self.rest[end + 1..];
        Some((format!("{{{inner}}}"), largest))
    }

    /// After `(`: flags must be Go's, which has no `x`, `u` and `R`.
    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if !self.take_if("?") {
            self.groups.push(None);
            return Ok(());
        }
        let start = self.rest;
        if self.take_if("P<") || self.take_if("<") {
            return self.named_group(start);
        }
        self.out.push('?');
        while let Some(character) = self.take() {
            self.out.push(character);
            match character {
                'i' | 'm' | 's' | 'U' | '-' => {}
                ')' | ':' => return Ok(()),
                _ => return Err(format!("invalid or unsupported Perl syntax in (?{}", &start[..1.min(start.len())])),
            }
        }
        Err("missing closing )".to_owned())
    }

    /// After `(?P<` or `(?<`.
    fn named_group(&mut self, start: &str) -> Result<(), String> {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let Some((name, rest)) =
            self.rest.split_once('>').filter(|(name, _)| !name.is_empty() && name.bytes().all(is_part))
        else {
            return Err(format!("invalid named capture in (?{start}"));
        };
        self.rest = rest;
        let name = Some(SmolStr::new(name));
        if let Some(name) = name.as_ref().filter(|name| !name.starts_with(|first: char| first.is_ascii_digit()))
            && !self.groups.iter().flatten().any(|other| other == name)
        {
            let _ = write!(self.out, "?P<{name}>");
        }
        self.groups.push(name);
        Ok(())
    }

    /// After `\` outside a class.
    fn escape(&mut self) -> Result<(), String> {
        let Some(character) = self.take() else { return Err("trailing backslash at end of expression".to_owned()) };
        match character {
            'Q' => {
                while !self.rest.is_empty() && !self.take_if("\\E") {
                    if let Some(quoted) = self.take() {
                        self.literal(quoted);
                    }
                }
                return Ok(());
            }
            'd' | 'w' | 's' | 'D' | 'W' | 'S' => {
                let _ = write!(self.out, "[{}]", perl_class(character));
                return Ok(());
            }
            'b' => self.out.push_str("(?-u:\\b)"),
            // The crate refuses the ASCII form in patterns for text; they differ beside letters beyond ASCII only.
            'B' => self.out.push_str("\\B"),
            'A' | 'z' => {
                self.out.push('\\');
                self.out.push(character);
            }
            'p' | 'P' => self.property(character)?,
            other => {
                let literal = self.escaped_literal(other)?;
                self.literal(literal);
            }
        }
        Ok(())
    }

    /// `\pL`, `\p{Greek}`, `\P{^Greek}`.
    fn property(&mut self, kind: char) -> Result<(), String> {
        let Some(first) = self.take() else { return Err("invalid character class range".to_owned()) };
        self.out.push('\\');
        if first != '{' {
            self.out.push(kind);
            self.out.push(first);
            return Ok(());
        }
        let negated = self.take_if("^");
        let end = self.rest.find('}').ok_or("invalid character class range")?;
        let name = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        let kind = match (kind, negated) {
            ('p', false) | ('P', true) => 'p',
            _ => 'P',
        };
        let _ = match name {
            "Any" => write!(self.out, "{kind}{{any}}"),
            name => write!(self.out, "{kind}{{{name}}}"),
        };
        Ok(())
    }

    /// The character that an escape stands for, the same in and outside of classes.
    fn escaped_literal(&mut self, character: char) -> Result<char, String> {
        let octal = |digits: &str| u32::from_str_radix(digits, 8).ok().and_then(char::from_u32);
        match character {
            'a' => Ok('\u{7}'),
            'f' => Ok('\u{c}'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'v' => Ok('\u{b}'),
            '0'..='7' => {
                let is_digit = |byte: &u8| (b'0'..=b'7').contains(byte);
                let more = self.rest.as_bytes().iter().take(2).take_while(|byte| is_digit(byte)).count();
                if character != '0' && more == 0 {
                    return Err(format!("invalid escape sequence \\{character}"));
                }
                let digits = format!("{character}{}", &self.rest[..more]);
                self.rest = &self.rest[more..];
                octal(&digits).ok_or_else(|| format!("invalid escape sequence \\{digits}"))
            }
            'x' => {
                let (digits, after) = match self.rest.strip_prefix('{') {
                    Some(inner) => inner.split_once('}').ok_or("invalid escape sequence \\x{")?,
                    None if self.rest.len() >= 2 && self.rest.is_char_boundary(2) => self.rest.split_at(2),
                    None => return Err("invalid escape sequence \\x".to_owned()),
                };
                self.rest = after;
                u32::from_str_radix(digits, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .ok_or_else(|| format!("invalid escape sequence \\x{digits}"))
            }
            other if other.is_ascii() && !other.is_ascii_alphanumeric() => Ok(other),
            other => Err(format!("invalid escape sequence \\{other}")),
        }
    }

    /// After `[`: a class, written with every character escaped.
    fn class(&mut self) -> Result<(), String> {
        let start = self.rest;
        let missing = || format!("missing closing ] in [{start}");
        self.out.push('[');
        if self.take_if("^") {
            self.out.push('^');
        }
        let mut first = true;
        loop {
            if !std::mem::take(&mut first) && self.take_if("]") {
                self.out.push(']');
                return Ok(());
            }
            if self.rest.starts_with("[:")
                && let Some(end) = self.rest.find(":]")
            {
                self.out.push_str(&self.rest[..end + 2]);
                self.rest = &self.rest[end + 2..];
                continue;
            }
            let Some(low) = self.class_item().map_err(|problem| problem.unwrap_or_else(missing))? else { continue };
            self.literal(low);
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]") && self.rest.len() > 1;
            if !is_range {
                continue;
            }
            self.take();
            match self.class_item() {
                Ok(Some(high)) if high >= low => {
                    self.out.push('-');
                    self.literal(high);
                }
                Ok(_) => return Err(format!("invalid character class range in [{start}")),
                Err(problem) => return Err(problem.unwrap_or_else(missing)),
            }
        }
    }

    /// One character of a class; `None` after a whole class such as `\d`, which is written at once. An error without
    /// words is the pattern's end.
    fn class_item(&mut self) -> Result<Option<char>, Option<String>> {
        match self.take().ok_or(None)? {
            '\\' => match self.take().ok_or_else(|| Some("trailing backslash at end of expression".to_owned()))? {
                class @ ('d' | 'w' | 's') => {
                    self.out.push_str(perl_class(class));
                    Ok(None)
                }
                class @ ('D' | 'W' | 'S') => {
                    let _ = write!(self.out, "[{}]", perl_class(class));
                    Ok(None)
                }
                kind @ ('p' | 'P') => {
                    self.property(kind).map_err(Some)?;
                    Ok(None)
                }
                other => self.escaped_literal(other).map(Some).map_err(Some),
            },
            other => Ok(Some(other)),
        }
    }
}

/// The inner part of a class for Perl's ASCII classes.
fn perl_class(name: char) -> &'static str {
    match name {
        'd' => "0-9",
        'D' => "^0-9",
        'w' => "0-9A-Za-z_",
        'W' => "^0-9A-Za-z_",
        's' => "\\t\\n\\x0C\\r\\x20",
        _ => "^\\t\\n\\x0C\\r\\x20",
    }
}

#[cfg(test)]
mod tests {
    use super::compile;

    fn found(pattern: &str, text: &str) -> Option<String> {
        compile(pattern).unwrap().regex.find(text).map(|found| found.as_str().to_owned())
    }

    #[test]
    fn patterns_mean_what_they_mean_in_go() {
        for (pattern, text, expected) in [
            (r"\d+", "٣7", Some("7")),
            (r"\w+", "éa_1", Some("a_1")),
            (r"[\w-.]+", "é a-b.c d", Some("a-b.c")),
            (r"[^\D]+", "a12", Some("12")),
            (r"\s", "\u{b}\u{a0}x", None),
            (r"\bé", "é", None),
            (r"\Qa.b\E+", "axb a.bb", Some("a.bb")),
            (r"[a[b]+", "x[ba", Some("[ba")),
            (r"[a&&b]+", "&ab", Some("&ab")),
            (r"[+--]+", "a+,-.", Some("+,-")),
            (r"a{,2}", "aa{,2}", Some("a{,2}")),
            (r"a{2}b{1,}", "aaabb", Some("aabb")),
            (r"x{", "x{", Some("x{")),
            (r"[]a]+", "]a", Some("]a")),
            (r"[^]]+", "]a", Some("a")),
            (r"\<a\>", "<a>", Some("<a>")),
            (r"\x41\x{1F600}\101", "A😀A", Some("A😀A")),
            (r"(?i)É", "é", Some("é")),
            (r"[[:alpha:]]+", "1ab2", Some("ab")),
            (r"\pL+", "1é", Some("é")),
            (r"(?P<a>x)(?<b>y)", "xy", Some("xy")),
            (r"a #b", "a #b", Some("a #b")),
            (r"a+?", "aaa", Some("a")),
            (r"$", "a", Some("")),
            (r"\/", "/", Some("/")),
        ] {
            assert_eq!(found(pattern, text).as_deref(), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for pattern in [
            r"a**", r"a{1001}", r"(?x)a", r"(?=a)", r"(?<!a)", r"\1", r"\C", r"\Z", r"\y", "[a", "(", "\\", "[z-a]",
            "*", r"[\d-\w",
        ] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
    }
}
