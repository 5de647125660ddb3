//! `matches_iam_pattern`: IAM's wildcards.

use super::truth::Truth;
use super::view::ANYTHING;
use crate::value::{Content, Data, Part, Value};

/// Texts above this many comparisons are not compared: an IAM policy is at most some thousand characters long.
const MAX_COMPARISONS: usize = 4_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Character(char),
    /// `?` of a pattern.
    One,
    /// `*` of a pattern.
    Many,
    /// An unknown part: some text.
    Unknown,
}

/// Whether `pattern` covers `action` (an action or resource, itself perhaps with wildcards).
/// Actions ignore the case of letters, ARNs do not.
pub(super) fn matches_iam_pattern(pattern: &Value, action: &Value) -> Truth {
    let known = pattern.as_str().zip(action.as_str());
    if let Some(covers) = known.and_then(|(pattern, action)| covers_by_beginning(pattern, action)) {
        return covers.into();
    }
    let unknown = || Truth::unknown_as(pattern).or(Truth::unknown_as(action));
    let (Some(pattern_tokens), Some(action_tokens)) = (tokens(pattern, true), tokens(action, false)) else {
        return Truth::False;
    };
    if pattern_tokens.len().saturating_mul(action_tokens.len()) > MAX_COMPARISONS {
        return unknown();
    }
    let is_arn =
        |tokens: &[Token]| tokens.iter().zip("arn:".chars()).filter(|(a, b)| **a == Token::Character(*b)).count() == 4;
    let ignore_case = !is_arn(&pattern_tokens) && !is_arn(&action_tokens);
    if covers(&pattern_tokens, &action_tokens, ignore_case, false) {
        Truth::True
    } else if covers(&pattern_tokens, &action_tokens, ignore_case, true) {
        unknown()
    } else {
        Truth::False
    }
}

/// Whether a pattern with masked parts covers a known text, case included; `None` where the masked parts decide it.
/// What names one thing never is a wildcard, nor part of what is asked for.
pub(super) fn covers_masked(pattern: &str, text: &str) -> Option<bool> {
    if let Some(covers) = decided_by_beginning(pattern, text, plain_beginning(text).len(), false) {
        return Some(covers);
    }
    let (pattern, text) = (masked_tokens(pattern), masked_tokens(text));
    if pattern.len().saturating_mul(text.len()) > MAX_COMPARISONS {
        return None;
    }
    // A star that is asked for is covered by a star alone.
    let text: Vec<Token> =
        text.into_iter().map(|token| if token == Token::Many { Token::Character('*') } else { token }).collect();
    match (covers(&pattern, &text, false, false), covers(&pattern, &text, false, true)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

/// Whether a known pattern covers a known action or resource, where that shows by how they begin.
pub(super) fn covers_by_beginning(pattern: &str, action: &str) -> Option<bool> {
    let ignore_case = !pattern.starts_with("arn:") && !action.starts_with("arn:");
    decided_by_beginning(pattern, action, action.len(), ignore_case)
}

/// What comes before the first part that may stand for several things.
pub(super) fn plain_beginning(text: &str) -> &str {
    // By bytes: what begins with the first byte of ANYTHING may be taken for it here, all of it is looked at then.
    let first = ANYTHING.encode_utf8(&mut [0; 4]).as_bytes()[0];
    let end = text.bytes().position(|byte| matches!(byte, b'*' | b'?') || byte == first);
    end.map_or(text, |end| &text[..end])
}

/// What a pattern and a text say by how they begin; `None` where all of them has to be looked at. The first `plain` bytes of the text
/// stand for themselves.
fn decided_by_beginning(pattern: &str, text: &str, plain: usize, ignore_case: bool) -> Option<bool> {
    if pattern == "*" {
        return Some(true);
    }
    let known = plain_beginning(pattern).len();
    let (left, right) = (&pattern.as_bytes()[..known], &text.as_bytes()[..plain]);
    let shared = left.len().min(right.len());
    let (left, right) = (&left[..shared], &right[..shared]);
    if if ignore_case { !left.eq_ignore_ascii_case(right) } else { left != right } {
        return Some(false);
    }
    (known == pattern.len() && plain == text.len()).then_some(known == plain)
}

/// Whether some action is covered by both patterns; `None` where masked parts decide it.
pub(super) fn overlaps(left: &str, right: &str) -> Option<bool> {
    let lower = |text: &str| masked_tokens(&text.to_ascii_lowercase());
    let (left, right) = (lower(left), lower(right));
    if left.len().saturating_mul(right.len()) > MAX_COMPARISONS {
        return None;
    }
    let unmasked = |tokens: &[Token]| -> Vec<Token> {
        tokens.iter().map(|token| if *token == Token::Unknown { Token::Many } else { *token }).collect()
    };
    if !meet(&unmasked(&left), &unmasked(&right)) {
        Some(false)
    } else if left.contains(&Token::Unknown) || right.contains(&Token::Unknown) {
        None
    } else {
        Some(true)
    }
}

/// Whether some text is covered by both.
fn meet(left: &[Token], right: &[Token]) -> bool {
    // reached[j]: the tokens of the left so far and the first j of the right can cover the same text.
    let mut reached = vec![false; right.len() + 1];
    reached[0] = true;
    for (index, token) in right.iter().enumerate() {
        reached[index + 1] = reached[index] && *token == Token::Many;
    }
    for token in left {
        let mut next = vec![false; right.len() + 1];
        next[0] = *token == Token::Many && reached[0];
        for (index, other) in right.iter().enumerate() {
            next[index + 1] = match (token, other) {
                (Token::Many, _) | (_, Token::Many) => reached[index + 1] || next[index] || reached[index],
                (Token::One, _) | (_, Token::One) => reached[index],
                (left, right) => left == right && reached[index],
            };
        }
        reached = next;
    }
    reached[right.len()]
}

fn masked_tokens(text: &str) -> Vec<Token> {
    text.chars()
        .map(|character| match character {
            '*' => Token::Many,
            '?' => Token::One,
            ANYTHING => Token::Unknown,
            other => Token::Character(other),
        })
        .collect()
}

fn tokens(value: &Value, is_pattern: bool) -> Option<Vec<Token>> {
    let of_text = |text: &str| -> Vec<Token> {
        text.chars()
            .map(|character| match character {
                '*' if is_pattern => Token::Many,
                '?' if is_pattern => Token::One,
                other => Token::Character(other),
            })
            .collect()
    };
    match &value.data {
        Data::String(text) => Some(of_text(text)),
        Data::Unknown(unknown) => Some(match &unknown.content {
            Some(Content::Template(parts)) => parts
                .iter()
                .flat_map(|part| match part {
                    Part::Text(text) => of_text(text),
                    Part::Value(_) => vec![Token::Unknown],
                })
                .collect(),
            _ => {
                let mut known = of_text(unknown.refinement.prefix.as_deref().unwrap_or_default());
                known.push(Token::Unknown);
                known
            }
        }),
        _ => None,
    }
}

/// Whether the pattern covers the text; `optimistic` lets unknown parts be what suits, otherwise they are what doesn't.
fn covers(pattern: &[Token], text: &[Token], ignore_case: bool, optimistic: bool) -> bool {
    // reached[j]: the pattern so far covers the first j tokens of the text.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    if optimistic {
        // Unknown parts of the text may be empty.
        for (index, token) in text.iter().enumerate() {
            if *token != Token::Unknown {
                break;
            }
            reached[index + 1] = true;
        }
    }
    for token in pattern {
        let mut next = vec![false; text.len() + 1];
        let many = matches!(token, Token::Many) || (optimistic && *token == Token::Unknown);
        next[0] = many && reached[0];
        for (index, piece) in text.iter().enumerate() {
            let unknown_piece = *piece == Token::Unknown;
            next[index + 1] = if many {
                reached[index + 1] || next[index] || reached[index]
            } else if unknown_piece {
                // The part may be empty, end here, or go on under the next token.
                optimistic && (next[index] || reached[index] || reached[index + 1])
            } else {
                reached[index] && same(*token, *piece, ignore_case)
            };
        }
        reached = next;
    }
    reached[text.len()]
}

fn same(pattern: Token, text: Token, ignore_case: bool) -> bool {
    match (pattern, text) {
        (Token::One, Token::Character(_)) => true,
        (Token::Character(left), Token::Character(right)) => {
            left == right || (ignore_case && left.eq_ignore_ascii_case(&right))
        }
        _ => false,
    }
}
