//! Text from the input inside Markdown that a forge renders: it becomes no link, image, mention or HTML.
//!
//! Escaping by backslashes is not enough: forges look for mentions and issue numbers in what was rendered. Code is what they
//! leave alone. So a word that is more than plain prose is shown as code, and so are names, paths and addresses.

use crate::report::escape::visible_line;

/// Text as code, on one line.
pub(super) fn code(text: &str) -> String {
    let text = visible_line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    // A table ends its cell at a bar even within code, and there is no way to escape every bar there.
    if text.contains('|') {
        return format!("<code>{}</code>", entities(&text));
    }
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A sentence from the input, on one line: what stands in backticks stays code.
pub(super) fn prose(text: &str) -> String {
    let text = visible_line(text);
    let mut shown = String::with_capacity(text.len() + 16);
    let parts: Vec<&str> = text.split('`').collect();
    // Behind an odd number of backticks the last part is open.
    let closed = parts.len().saturating_sub(1) / 2 * 2;
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 1 && index < closed {
            push_code(&mut shown, part);
            continue;
        }
        for (position, word) in part.split(' ').enumerate() {
            if position > 0 {
                shown.push(' ');
            }
            push_word(&mut shown, word);
        }
    }
    shown.trim().to_owned()
}

/// Code next to code would be other code: backticks that touch count together.
fn push_code(shown: &mut String, text: &str) {
    if shown.ends_with('`') {
        shown.push(' ');
    }
    shown.push_str(&code(text));
}

/// A word as it is where it means nothing to Markdown or a forge, else as code; the punctuation of a sentence around it stays outside.
fn push_word(shown: &mut String, word: &str) {
    let without_start = word.trim_start_matches(['(', '"', '\'']);
    // A bracket that opens within the word closes there too.
    let closes = if without_start.contains('(') { '"' } else { ')' };
    let core = without_start.trim_end_matches([closes, '"', '\'', '.', ',', ';', ':', '!', '?']);
    if is_plain(core) {
        shown.push_str(word);
        return;
    }
    shown.push_str(word.get(..word.len() - without_start.len()).unwrap_or_default());
    push_code(shown, core);
    shown.push_str(without_start.get(core.len()..).unwrap_or_default());
}

/// Whether a word without the punctuation around it means nothing to Markdown or a forge.
fn is_plain(core: &str) -> bool {
    let is_text = |character: char| character.is_alphanumeric() || matches!(character, '-' | '/' | '.' | '\'' | '’');
    let starts_with = |start: &str| core.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let is_hexadecimal = core.chars().all(|character| character.is_ascii_hexdigit());
    let is_commit = core.len() >= 7 && is_hexadecimal && core.contains(|character: char| character.is_ascii_digit());
    let starts = core.chars().next().is_none_or(char::is_alphanumeric);
    starts && core.chars().all(is_text) && !is_commit && !starts_with("www.") && !starts_with("gh-")
}

/// Every character that is not a letter or digit as its number, which neither Markdown nor HTML takes for anything else.
fn entities(text: &str) -> String {
    let entity = |character: char| match character {
        ' ' => " ".to_owned(),
        _ if character.is_alphanumeric() => character.to_string(),
        _ => format!("&#{};", u32::from(character)),
    };
    text.chars().map(entity).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_holds_anything() {
        assert_eq!(code("aws_s3_bucket.b[\"x\"]"), "`aws_s3_bucket.b[\"x\"]`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a|<b>"), "<code>a&#124;&#60;b&#62;</code>");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(code(" "), "");
    }

    #[test]
    fn prose_is_prose() {
        let plain = "Bucket `logs` isn't (yet) encrypted; set `a = true`, or \"b\": TLS 1.2 e.g. read/write.";
        assert_eq!(prose(plain), plain);
        assert_eq!(prose("see [x](https://evil.example) @team #12"), "see `[x](https://evil.example)` `@team` `#12`");
        assert_eq!(prose("<img src=x> www.evil.example :bomb:"), "`<img` `src=x>` `www.evil.example` `:bomb`:");
        assert_eq!(prose("gh-1 0123abc *x* ![i] a_b"), "`gh-1` `0123abc` `*x*` `![i]` `a_b`");
        assert_eq!(prose("set a_b, (c_d) or \"e_f\"."), "set `a_b`, (`c_d`) or \"`e_f`\".");
        assert_eq!(prose("an open ` tick <b>"), "an open  tick `<b>`");
        assert_eq!(prose("x@`y`"), "`x@` `y`", "backticks must not touch");
    }
}
