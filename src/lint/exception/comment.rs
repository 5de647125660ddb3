//! The grammar of our comments: `# soc2lint: ignore[rule, prefix*] reason="…" until=2027-03-31 ticket=SEC-1 by=alice`.
//!
//! ```text
//! comment = ("#" | "//" | "/*") "soc2lint:" "ignore" [scope] "[" rule ("," rule)* "]" (key "=" value)*
//! scope   = "-file" | "-next" | "-instance" "(" key ")"
//! rule    = id | beginning "*"
//! key     = "reason" | "until" | "ticket" | "by"
//! value   = word | '"' text '"'            a backslash makes the next character part of the text
//! ```

use std::ops::Range;

use jiff::civil::Date;

use crate::model::InstanceKey;
use crate::workspace::nearest;

/// What a comment of ours begins with, behind the comment's marker.
pub(super) const MARK: &str = "soc2lint:";
/// The longest name of a rule that is taken for one, in bytes.
const MAX_RULE: usize = 200;
/// More rules than this in one exception are none that somebody thought about.
pub(super) const MAX_RULES: usize = 100;
/// The longest text that a message repeats, in characters.
const MAX_SHOWN: usize = 40;

/// What an exception says, however it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) rules: Vec<String>,
    pub(super) reason: Option<String>,
    pub(super) until: Option<Date>,
    pub(super) ticket: Option<String>,
    pub(super) by: Option<String>,
}

/// What a comment is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    /// The block or attribute that it stands on.
    #[default]
    Here,
    /// The next block or attribute.
    Next,
    /// One instance of what it stands on.
    Instance(InstanceKey),
    /// The whole file.
    File,
}

/// A comment that means an exception and is none; the text says what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Malformed(pub(super) String);

/// What a line of a comment says: the bytes of the comment that it takes, and an exception or what is wrong with it.
pub(super) type Said = (Range<usize>, Result<(Scope, Terms), Malformed>);

/// What a comment says, line by line; `comment` has its markers. Other people's comments say nothing.
pub(super) fn read(comment: &str) -> Vec<Said> {
    let end = if comment.starts_with("/*") { comment.trim_end_matches("*/").len() } else { comment.len() };
    let mut start = 0;
    let mut found = Vec::new();
    for text in comment.get(..end).unwrap_or(comment).split_inclusive('\n') {
        if let Some(said) = line(text) {
            let blank = text.len() - text.trim_start().len();
            found.push((start + blank..start + text.trim_end().len(), said));
        }
        start += text.len();
    }
    found
}

/// Without the marks that begin a comment, and the star that may begin a line of a long one.
fn line(line: &str) -> Option<Result<(Scope, Terms), Malformed>> {
    let text = line.trim().trim_start_matches(['#', '/', '*']).trim_start();
    if let Some(rest) = text.strip_prefix(MARK) {
        return Some(action(rest.trim()));
    }
    if text.starts_with(['#', '/']) {
        // A comment that was commented out together with what it stood on.
        return None;
    }
    let (_, behind) = text.split_once(MARK)?;
    let action = behind.trim_start().strip_prefix("ignore")?;
    action.starts_with(['[', '-', ' ']).then(|| {
        Err(Malformed("`soc2lint:` has to be the first word of its comment; give it a line of its own".to_owned()))
    })
}

/// What is behind `soc2lint:`, without space around it.
pub(super) fn action(text: &str) -> Result<(Scope, Terms), Malformed> {
    let end = text.find(['[', '(', ' ', '\t']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let (scope, rest) = match name {
        "ignore" => (Scope::Here, rest),
        "ignore-next" => (Scope::Next, rest),
        "ignore-file" => (Scope::File, rest),
        "ignore-instance" => instance(rest)?,
        _ => {
            let known = ["ignore", "ignore-next", "ignore-file", "ignore-instance"];
            let meant = nearest(short_slice(name), known).unwrap_or("ignore");
            let shown = shown(name);
            let form = format!("write `{MARK} {meant}[rule] reason=\"…\" until=YYYY-MM-DD`");
            return Err(Malformed(format!("`{shown}` is nothing that it can do; {form}")));
        }
    };
    let listed = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((rules, rest)) = listed else {
        return Err(Malformed(format!("no rule is named; write `{MARK} {name}[rule, rule]`")));
    };
    let mut terms = Terms { rules: rule_list(rules)?, ..Terms::default() };
    attributes(rest, &mut terms)?;
    Ok((scope, terms))
}

/// `("key")`, `(0)` or `(key)`.
fn instance(text: &str) -> Result<(Scope, &str), Malformed> {
    let missing = || Malformed("no instance is named; write `ignore-instance(\"key\")[rule]` or `(0)`".to_owned());
    let inner = text.trim_start().strip_prefix('(').ok_or_else(missing)?.trim_start();
    let (key, rest) = if inner.starts_with('"') {
        let (key, rest) = quoted(inner)?;
        (InstanceKey::Key(key.into()), rest.trim_start().strip_prefix(')').ok_or_else(missing)?)
    } else {
        let (key, rest) = inner.split_once(')').ok_or_else(missing)?;
        (bare_key(key.trim()).ok_or_else(missing)?, rest)
    };
    Ok((Scope::Instance(key), rest))
}

/// A number is an index of `count`, a word a key of `for_each`.
pub(super) fn bare_key(text: &str) -> Option<InstanceKey> {
    if text.is_empty() {
        return None;
    }
    Some(text.parse().map_or_else(|_| InstanceKey::Key(text.into()), InstanceKey::Index))
}

fn rule_list(text: &str) -> Result<Vec<String>, Malformed> {
    let mut rules: Vec<String> = Vec::new();
    for rule in text.split(',').map(str::trim) {
        let rule = check_rule(rule)?;
        if !rules.iter().any(|known| known == rule) {
            rules.push(rule.to_owned());
        }
        if rules.len() > MAX_RULES {
            return Err(Malformed(format!("it names more than {MAX_RULES} rules; name what was decided on")));
        }
    }
    Ok(rules)
}

/// An id, or the beginning of ids with `*` at its end.
pub(super) fn check_rule(rule: &str) -> Result<&str, Malformed> {
    let stem = rule.strip_suffix('*').unwrap_or(rule);
    let why = match (rule, stem.is_empty()) {
        ("", _) => "a rule is missing between its brackets".to_owned(),
        (_, true) => "`*` would except everything; name the rules".to_owned(),
        _ if rule.len() > MAX_RULE
            || stem.contains(|letter: char| letter.is_whitespace() || "*[(\"'".contains(letter)) =>
        {
            format!("`{}` is no rule's id; write ids with commas between them", shown(rule))
        }
        _ => return Ok(rule),
    };
    Err(Malformed(why))
}

fn attributes(text: &str, terms: &mut Terms) -> Result<(), Malformed> {
    let mut rest = text;
    let mut seen = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if trimmed.is_empty() {
            return Ok(());
        }
        let name_end = trimmed.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-');
        let (name, behind) = trimmed.split_at(name_end.unwrap_or(trimmed.len()));
        let value = behind.strip_prefix('=').filter(|_| !name.is_empty() && trimmed.len() < rest.len());
        let Some(value) = value else {
            let form = "what follows the rules is `reason=\"…\" until=YYYY-MM-DD ticket=… by=…`";
            return Err(Malformed(format!("`{}` is not understood; {form}", shown(trimmed))));
        };
        let known = ["reason", "until", "ticket", "by"];
        if !known.contains(&name) {
            let hint = nearest(short_slice(name), known).map(|name| format!("; did you mean `{name}`?"));
            let hint = hint.unwrap_or_else(|| "; write reason, until, ticket or by".to_owned());
            return Err(Malformed(format!("`{}` is not known here{hint}", shown(name))));
        }
        if seen.contains(&name) {
            return Err(Malformed(format!("`{name}` is written twice")));
        }
        seen.push(name);
        let (value, behind) = if value.starts_with('"') {
            quoted(value)?
        } else {
            let (word, behind) = value.split_at(value.find(char::is_whitespace).unwrap_or(value.len()));
            (word.to_owned(), behind)
        };
        set(terms, name, value)?;
        rest = behind;
    }
}

/// Sets what the key `name` stands for.
pub(super) fn set(terms: &mut Terms, name: &str, value: String) -> Result<(), Malformed> {
    let present = |value: String| Some(value).filter(|value| !value.trim().is_empty());
    match name {
        "reason" => terms.reason = present(value),
        "ticket" => terms.ticket = present(value),
        "by" => terms.by = present(value),
        _ if value.is_empty() => {}
        _ => terms.until = Some(date(&value)?),
    }
    Ok(())
}

fn date(text: &str) -> Result<Date, Malformed> {
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = is_plain.then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| Malformed(format!("`{}` is no day; write it as YYYY-MM-DD", shown(text))))
}

/// The text of a quoted string, and what is behind it.
fn quoted(text: &str) -> Result<(String, &str), Malformed> {
    let inner = text.strip_prefix('"').unwrap_or(text);
    let mut value = String::new();
    let mut letters = inner.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((value, inner.get(at + 1..).unwrap_or_default())),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            _ => value.push(letter),
        }
    }
    Err(Malformed(format!("`{}` is never closed; write `\"` at its end", shown(text))))
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let short: String = letters.by_ref().take(MAX_SHOWN).collect();
    if letters.next().is_some() { format!("{short}…") } else { short }
}

/// As much of a text as is worth comparing with names.
fn short_slice(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_SHOWN).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(comment: &str) -> Result<(Scope, Terms), String> {
        let mut all = read(comment);
        assert_eq!(all.len(), 1, "{comment}");
        all.remove(0).1.map_err(|error| error.to_string())
    }

    fn terms(rules: &[&str]) -> Terms {
        Terms { rules: rules.iter().map(|rule| (*rule).to_owned()).collect(), ..Terms::default() }
    }

    #[test]
    fn good_comments() {
        let full = Terms {
            reason: Some("static site behind CDN, risk R-12".to_owned()),
            until: Some(jiff::civil::date(2027, 3, 31)),
            ticket: Some("SEC-88".to_owned()),
            by: Some("alice".to_owned()),
            ..terms(&["aws-s3-public-access-block", "aws-kms-*"])
        };
        let said = "soc2lint: ignore[aws-s3-public-access-block, aws-kms-*] reason=\"static site behind CDN, risk R-12\" \
                    until=2027-03-31 ticket=SEC-88 by=alice";
        for written in [
            format!("# {said}"),
            format!("#{said}  "),
            format!("// {said}"),
            format!("## {said}"),
            format!("/* {said} */"),
            format!("/*\n * {said}\n */"),
            format!("# {}", said.replace(": ", ":")),
            format!("# {}", said.replace(": ", ":\t ").replace("ignore[", "ignore [ ").replace(", aws", " ,aws")),
            format!("# {}\r", said),
        ] {
            assert_eq!(one(&written), Ok((Scope::Here, full.clone())), "{written}");
        }
        for (scope, expected) in [
            ("ignore-file", Scope::File),
            ("ignore-next", Scope::Next),
            ("ignore-instance(0)", Scope::Instance(InstanceKey::Index(0))),
            ("ignore-instance(eu-west-1)", Scope::Instance(InstanceKey::Key("eu-west-1".into()))),
            ("ignore-instance(\"0\")", Scope::Instance(InstanceKey::Key("0".into()))),
            ("ignore-instance( \"a)\\\"[\" )", Scope::Instance(InstanceKey::Key("a)\"[".into()))),
        ] {
            assert_eq!(one(&format!("# soc2lint: {scope}[x]")), Ok((expected, terms(&["x"]))), "{scope}");
        }
        let reason = |text: &str| one(&format!("# soc2lint: ignore[x] reason={text}")).unwrap().1.reason;
        assert_eq!(reason(r#""say \"no\" \\ yes""#).as_deref(), Some(r#"say "no" \ yes"#));
        assert_eq!(reason("word").as_deref(), Some("word"));
        assert_eq!(reason("\"\""), None);
        assert_eq!(reason("\"a = b [c] # d // e */\"").as_deref(), Some("a = b [c] # d // e */"));
        assert_eq!(one("# soc2lint: ignore[x,x, y]"), Ok((Scope::Here, terms(&["x", "y"]))));
    }

    #[test]
    fn bad_comments_say_what_is_wrong() {
        for (written, expected) in [
            ("soc2lint:", "`` is nothing that it can do"),
            ("soc2lint: skip=x", "`skip=x` is nothing that it can do; write `soc2lint: ignore[rule]"),
            ("soc2lint: ignore-nxt[x]", "write `soc2lint: ignore-next[rule]"),
            ("soc2lint: ignore", "no rule is named"),
            ("soc2lint: ignore[x", "no rule is named"),
            ("soc2lint: ignore x", "no rule is named"),
            ("soc2lint: ignore[]", "a rule is missing"),
            ("soc2lint: ignore[x,]", "a rule is missing"),
            ("soc2lint: ignore[*]", "`*` would except everything"),
            ("soc2lint: ignore[x*y]", "`x*y` is no rule's id"),
            ("soc2lint: ignore[x y]", "`x y` is no rule's id"),
            ("soc2lint: ignore[\"x\"]", "is no rule's id"),
            ("soc2lint: ignore-instance[x]", "no instance is named"),
            ("soc2lint: ignore-instance()[x]", "no instance is named"),
            ("soc2lint: ignore-instance(\"a[x]", "never closed"),
            ("soc2lint: ignore[x] because", "`because` is not understood"),
            ("soc2lint: ignore[x]reason=a", "`reason=a` is not understood"),
            ("soc2lint: ignore[x] reasn=a", "did you mean `reason`?"),
            ("soc2lint: ignore[x] =a", "`=a` is not understood"),
            ("soc2lint: ignore[x] reason=\"a", "never closed"),
            ("soc2lint: ignore[x] reason=\"a\\", "never closed"),
            ("soc2lint: ignore[x] reason=a reason=b", "`reason` is written twice"),
            ("soc2lint: ignore[x] reason=\"a\"until=2027-01-01", "`until=2027-01-01` is not understood"),
            ("soc2lint: ignore[x] until=tomorrow", "`tomorrow` is no day"),
            ("soc2lint: ignore[x] until=2027-02-30", "`2027-02-30` is no day"),
            ("soc2lint: ignore[x] until=2027-1-1", "`2027-1-1` is no day"),
            ("soc2lint: ignore[x] until=+002027-01-01", "is no day"),
            ("soc2lint: ignore[x] until=2027-01-01T00:00", "is no day"),
            ("checkov:skip=CKV_AWS_1 # soc2lint: ignore[x]", "has to be the first word"),
        ] {
            let error = one(&format!("# {written}")).unwrap_err();
            assert!(error.contains(expected), "{written}: {error}");
        }
    }

    #[test]
    fn other_comments_say_nothing() {
        for written in [
            "# see soc2lint: it reads comments",
            "# soc2lint",
            "#",
            "/**/",
            "// a: b",
            "# the soc2lint: ignores",
            "# # soc2lint: ignore[x]",
        ] {
            assert_eq!(read(written), Vec::new(), "{written}");
        }
    }

    #[test]
    fn hostile_comments_cost_little() {
        let long = "x".repeat(1_000_000);
        for written in [
            format!("# soc2lint: {long}"),
            format!("# soc2lint: ignore[{long}]"),
            format!("# soc2lint: ignore[x] {long}=1"),
            format!("# soc2lint: ignore[x] until={long}"),
            format!("# soc2lint: ignore[x] reason=\"{long}"),
            format!("# soc2lint: ignore[{}]", "x,".repeat(300_000)),
            format!("# soc2lint: ignore[{}]", (0..100_000).map(|number| format!("x{number},")).collect::<String>()),
            format!("# soc2lint: ignore[x] {}", "by=a ".repeat(100_000)),
        ] {
            let error = one(&written).unwrap_err();
            assert!(error.len() < 300, "{error}");
        }
        let many = format!("/*{}*/", "\nsoc2lint: ignore[x]".repeat(100_000));
        assert_eq!(read(&many).len(), 100_000);
        assert_eq!(
            one(&format!("# soc2lint: ignore[x] reason=\"{long}\"")).unwrap().1.reason.unwrap().len(),
            1_000_000
        );
    }
}
