//! `is_public_statement`: whether an Allow statement lets anyone in.

use super::ranges;
use super::truth::Truth;
use super::view::{ANYTHING, attribute, elements, is_text, masked};
use crate::value::Value;

/// Condition keys that, held to fixed values by a positive operator, limit a statement to callers somebody chose.
///
/// Source: AWS, "Blocking public access to your Amazon S3 storage", section "The meaning of public", which lists the keys
/// that make a bucket policy non-public, widened by the keys of the same kind in "AWS global condition context keys"
/// (source organization, principal's organization path, account and ARN, the VPC endpoint's owner) and by `kms:CallerAccount` of "AWS KMS condition
/// keys". State of August 2026. Keys are compared without regard to case, as AWS does.
const LIMITING_KEYS: [&str; 19] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:userid",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
];

/// Operators that a missing or different key makes false. `Null`, the negative and the date operators do not limit the
/// caller, nor does `Bool`, since none of the keys above is one.
const POSITIVE_OPERATORS: [&str; 5] = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"];

const SOURCE_IP: &str = "aws:SourceIp";
const PRINCIPAL_ARN: &str = "aws:PrincipalArn";

/// Whether a statement of `policy_statements` lets anyone in.
pub(super) fn is_public_statement(statement: &Value) -> Truth {
    if statement.is_null() {
        return Truth::False;
    }
    let list = |name| attribute(statement, name).map(|value| elements(&value)).unwrap_or_default();
    let allows = attribute(statement, "effect").map_or(Truth::False, |effect| is_text(&effect, "Allow"));
    let anyone = list("principals").any(is_anyone).or(list("not_principals").any(|_| Truth::True));
    allows.and(anyone).and(list("conditions").any(limits_the_caller).not())
}

fn is_anyone(principal: &Value) -> Truth {
    if principal.is_null() {
        return Truth::False;
    }
    let (Some(kind), Some(identifier)) = (attribute(principal, "type"), attribute(principal, "identifier")) else {
        return Truth::False;
    };
    let kind_matters = is_text(&kind, "AWS").or(is_text(&kind, "*"));
    let Some(text) = masked(&identifier) else { return Truth::unknown_as(&identifier).and(kind_matters) };
    kind_matters.and(if has_fixed_name(&text) { Truth::False } else { names_anyone(&text, &identifier) })
}

/// Whether a principal is an ARN that names something of an account that is not known: `arn:aws:iam::<unknown>:role/deploy`.
/// IAM refuses a principal's ARN with a wildcard, so whatever the account turns out to be, it is one. In the values of a
/// condition wildcards are allowed, and this says nothing.
fn has_fixed_name(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let is_arn = parts.next() == Some("arn");
    let account = parts.nth(3).unwrap_or_default();
    let name = parts.next().unwrap_or_default();
    is_arn
        && account.contains(ANYTHING)
        && !account.contains(['*', '?'])
        && name.chars().any(|character| !['*', '?', ANYTHING].contains(&character))
}

fn names_anyone(text: &str, identifier: &Value) -> Truth {
    if text == "*" {
        return Truth::True;
    }
    let unknown = || Truth::unknown_as(identifier);
    if text.starts_with(ANYTHING) {
        return unknown();
    }
    if !text.starts_with("arn:") {
        return if "arn:".starts_with(text.split(ANYTHING).next().unwrap_or_default()) && text.contains(ANYTHING) {
            unknown()
        } else {
            Truth::False
        };
    }
    // arn:partition:iam::account:what
    match text.split(':').nth(4) {
        Some(account) if account.contains(['*', '?']) => Truth::True,
        Some(account) if account.contains(ANYTHING) => unknown(),
        Some(_) => Truth::False,
        None if text.contains(ANYTHING) => unknown(),
        None => Truth::False,
    }
}

fn limits_the_caller(condition: &Value) -> Truth {
    let (Some(operator), Some(key), Some(values)) =
        (attribute(condition, "operator"), attribute(condition, "key"), attribute(condition, "values"))
    else {
        return Truth::False;
    };
    let (Some(operator_text), Some(key_text)) = (operator.as_str(), key.as_str()) else {
        let positive = operator.as_str().is_none_or(|text| is_positive(text, true) || is_positive(text, false));
        return if positive { Truth::unknown_as(condition) } else { Truth::False };
    };
    if !LIMITING_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key_text)) {
        return Truth::False;
    }
    let is_address = key_text.eq_ignore_ascii_case(SOURCE_IP);
    if !is_positive(operator_text, is_address) {
        return Truth::False;
    }
    let names_principals = key_text.eq_ignore_ascii_case(PRINCIPAL_ARN);
    elements(&values).all(|value| match (is_address, masked(value)) {
        (true, _) => ranges::is_any_ip(value).not(),
        // `arn:aws:iam::*` is anybody's ARN.
        (false, Some(text)) if names_principals && text.starts_with("arn:") => names_anyone(&text, value).not(),
        (false, _) => is_fixed(value),
    })
}

pub(super) fn is_positive(operator: &str, is_address: bool) -> bool {
    // `ForAnyValue:` is false without the key, as the bare operator is; `ForAllValues:` and `…IfExists` are true.
    let bare = match operator.split_once(':') {
        Some((set, bare)) if set.eq_ignore_ascii_case("ForAnyValue") => bare,
        Some(_) => return false,
        None => operator,
    };
    if is_address {
        bare.eq_ignore_ascii_case("IpAddress")
    } else {
        POSITIVE_OPERATORS.iter().any(|known| known.eq_ignore_ascii_case(bare))
    }
}

/// Whether the value is more than wildcards.
pub(super) fn is_fixed(value: &Value) -> Truth {
    let Some(text) = masked(value) else { return Truth::unknown_as(value) };
    let rest: String = text.chars().filter(|character| *character != '*').collect();
    if rest.is_empty() {
        Truth::False
    } else if rest.chars().all(|character| character == ANYTHING) {
        Truth::unknown_as(value)
    } else {
        Truth::True
    }
}
