//! The grammar of JSON, byte by byte: where a token that is looked for ends. Eight bytes of a string are looked at in one step.

/// One past the white space at `at`.
pub(super) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// Eight bytes of one.
const ONES: u64 = u64::MAX / 255;

/// The first of eight bytes that ends or breaks a run of a string's plain characters: a quote, a backslash, a control character.
/// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a byte less than n"; of the bytes found the first is right.
fn first_special(eight: [u8; 8]) -> Option<usize> {
    let bytes = u64::from_le_bytes(eight);
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let is = |byte: u8| below(bytes ^ (ONES * u64::from(byte)), 1);
    let found = (is(b'"') | is(b'\\') | below(bytes, b' ')) & (ONES << 7);
    (found != 0).then(|| (found.trailing_zeros() / 8) as usize)
}

/// The place of the first byte from `at` on that is a quote, a backslash or a control character; the end where there is none.
fn skip_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        if let Some(found) = first_special(*eight) {
            return at + found;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| !matches!(byte, ..b' ' | b'"' | b'\\')) {
        at += 1;
    }
    at
}

/// One past the closing quote of the string at `at`, which is one; the end of the text where it has none.
pub(super) fn skip_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    loop {
        at = skip_plain(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
            None => return bytes.len(),
        }
    }
}

/// One past the string that begins with the quote at `at`; `None` where it breaks the grammar.
pub(super) fn string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at = skip_plain(bytes, at);
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' if bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => at += 6,
                _ => return None,
            },
            _ => return None,
        }
    }
}

/// Where the value of the member begins of which the key begins at `at`; `None` where it breaks the grammar.
pub(super) fn key(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at).filter(|byte| **byte == b'"')?;
    let colon = skip_space(bytes, string(bytes, at)?);
    bytes.get(colon).filter(|byte| **byte == b':')?;
    Some(skip_space(bytes, colon + 1))
}

/// One past the number, `true`, `false` or `null` at `at`; `None` where there is none.
pub(super) fn scalar(bytes: &[u8], at: usize) -> Option<usize> {
    let word = |word: &[u8]| bytes.get(at..).filter(|rest| rest.starts_with(word)).map(|_| at + word.len());
    match bytes.get(at)? {
        b't' => word(b"true"),
        b'f' => word(b"false"),
        b'n' => word(b"null"),
        _ => number(bytes, at),
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |at: usize| {
        let count = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then_some(at + count)
    };
    let first = at + usize::from(bytes.get(at) == Some(&b'-'));
    let mut at = if bytes.get(first) == Some(&b'0') { first + 1 } else { digits(first)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at = digits(at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-'))))?;
    }
    Some(at)
}
