//! Who is let in: multi-factor policies, GitHub's workflows, other accounts, and AWS's own policies by name.

use super::References;
use super::grants::{allows, covers_resource, list_of};
use super::patterns::matches_iam_pattern;
use super::truth::Truth;
use super::view::{
    ANYTHING, Elements, ONE_THING, attribute, elements, flattened, is_left_out, is_text, last_attribute, masked,
};
use crate::value::{Symbol, Type, Value};

const MFA_PRESENT: &str = "aws:MultiFactorAuthPresent";
const MFA_AGE: &str = "aws:MultiFactorAuthAge";
const GITHUB: &str = "token.actions.githubusercontent.com";

/// What nobody needs who only sets up a device: a `NotAction` that reaches these lets more through than that.
const NOT_SELF_SERVICE: [&str; 3] = ["iam:AttachUserPolicy", "iam:PutUserPolicy", "sts:AssumeRole"];

/// Claims that whoever owns a repository chooses himself.
const ABUSABLE_CLAIMS: [&str; 6] = ["workflow", "environment", "ref", "context", "head_ref", "base_ref"];

fn condition_holds(condition: &Value, operators: &[&str], key: &str, expected: &str) -> Truth {
    let (Some(operator), Some(found), Some(values)) =
        (attribute(condition, "operator"), attribute(condition, "key"), attribute(condition, "values"))
    else {
        return Truth::False;
    };
    let values = elements(&values);
    Truth::any(operators.iter().map(|known| is_text(&operator, known)))
        .and(is_text(&found, key))
        .and(values.any(|_| Truth::True))
        .and(values.all(|value| is_text(value, expected)))
}

/// Whether statements refuse what is asked for without a second factor: by a Deny of everything but setting up a device, or
/// because every Allow asks for it.
pub(super) fn enforces_mfa(statements: &Value) -> Truth {
    let all = flattened(statements);
    let denied = all.any(|statement| {
        let Some(effect) = attribute(statement, "effect") else { return Truth::False };
        let everything =
            list_of(statement, "actions").any(|pattern| matches_iam_pattern(pattern, &Value::string("*:*")));
        let except = list_of(statement, "not_actions");
        let only_self_service = except.any(|_| Truth::True).and(except.all(|action| {
            let is_identity =
                ["iam:", "sts:"].map(|prefix| matches_iam_pattern(&Value::string(format!("{prefix}*")), action));
            let reaches_more = NOT_SELF_SERVICE.map(|more| matches_iam_pattern(action, &Value::string(more)));
            Truth::any(is_identity).and(Truth::any(reaches_more).not())
        }));
        let without = list_of(statement, "conditions").any(|condition| {
            condition_holds(condition, &["Bool", "BoolIfExists"], MFA_PRESENT, "false")
                .or(condition_holds(condition, &["Null"], MFA_PRESENT, "true"))
                .or(condition_holds(condition, &["Null"], MFA_AGE, "true"))
        });
        let everywhere = covers_resource(statement, &Value::string("*"));
        is_text(&effect, "Deny").and(everything.or(only_self_service)).and(without).and(everywhere)
    });
    let asks = |statement: &Value| {
        list_of(statement, "conditions").any(|condition| condition_holds(condition, &["Bool"], MFA_PRESENT, "true"))
    };
    let every = all
        .any(|statement| allows(statement).and(asks(statement)))
        .and(all.all(|statement| allows(statement).not().or(asks(statement))));
    denied.or(every)
}

/// Whether an Allow statement trusts GitHub's workflows without saying of which repository or organization.
pub(super) fn admits_any_github_repository(statement: &Value, references: &dyn References) -> Truth {
    let conditions = list_of(statement, "conditions");
    let names_github = |condition: &Value| {
        attribute(condition, "key").map_or(Truth::False, |key| match masked(&key) {
            Some(text) => claim_of_github(&text).is_some().into(),
            None => Truth::False,
        })
    };
    let federated = list_of(statement, "principals").any(|principal| {
        let (Some(kind), Some(identifier)) = (attribute(principal, "type"), attribute(principal, "identifier")) else {
            return Truth::False;
        };
        is_text(&kind, "Federated").and(is_github(&identifier, references).or(conditions.any(names_github)))
    });
    match allows(statement).and(federated) {
        Truth::False => Truth::False,
        trusts => trusts.and(names_github_repository(statement).not()),
    }
}

/// The claim of GitHub's tokens that a condition key asks for. The provider's `url` as an attribute may hold `https://`, and that of an
/// enterprise's own issuer ends in its name.
fn claim_of_github(key: &str) -> Option<String> {
    let key = key.to_ascii_lowercase();
    let key = key.strip_prefix("https://").unwrap_or(&key);
    let (path, claim) = key.strip_prefix(GITHUB)?.rsplit_once(':')?;
    (path.is_empty() || path.starts_with('/')).then(|| claim.to_owned())
}

/// Whether a condition of a statement holds the subject of GitHub's tokens to repositories or organizations that it names.
pub(super) fn names_github_repository(statement: &Value) -> Truth {
    if statement.is_null() {
        return Truth::False;
    }
    list_of(statement, "conditions").any(|condition| {
        let (Some(operator), Some(key), Some(values)) =
            (attribute(condition, "operator"), attribute(condition, "key"), attribute(condition, "values"))
        else {
            return Truth::False;
        };
        let (Some(operator), Some(key)) = (operator.as_str(), key.as_str()) else {
            return Truth::unknown_as(condition);
        };
        let operator = match operator.split_once(':') {
            Some((set, bare)) if set.eq_ignore_ascii_case("ForAnyValue") => bare,
            _ => operator,
        };
        let is_like = operator.eq_ignore_ascii_case("StringLike");
        let is_equal =
            ["StringEquals", "StringEqualsIgnoreCase"].iter().any(|known| known.eq_ignore_ascii_case(operator));
        if claim_of_github(key).as_deref() != Some("sub") || !(is_like || is_equal) {
            return Truth::False;
        }
        let values = elements(&values);
        values.any(|_| Truth::True).and(values.all(names_a_repository))
    })
}

fn is_github(identifier: &Value, references: &dyn References) -> Truth {
    if let Some(Symbol::Attribute { instance, .. }) = identifier.symbol.as_deref()
        && instance.is_data
        && let Some(url) = references.data_attribute(&instance.address, "url")
        && let Some(text) = masked(&url).filter(|text| !text.contains(ANYTHING))
    {
        return text.contains(GITHUB).into();
    }
    // What is not known and carries no condition on GitHub's claims may be any provider; a rule can look at its resource.
    masked(identifier).is_some_and(|text| text.contains(&format!("oidc-provider/{GITHUB}"))).into()
}

fn names_a_repository(subject: &Value) -> Truth {
    let Some(text) = masked(subject) else { return Truth::False };
    let mut claims = text.split(':');
    let (Some(claim), value) = (claims.next(), claims.next().unwrap_or_default()) else { return Truth::False };
    let unknown = || Truth::unknown_as(subject);
    let is_open = |text: &str| text.is_empty() || text.contains(['*', '?']);
    if claim.contains(ANYTHING) {
        return unknown();
    }
    if claim.contains(['*', '?']) || ABUSABLE_CLAIMS.contains(&claim) {
        return Truth::False;
    }
    if claim == "repo" {
        return match value.split_once('/') {
            Some((owner, repository)) if is_open(owner) || repository.is_empty() => Truth::False,
            Some((owner, _)) if owner.contains(ANYTHING) => unknown(),
            Some(_) => Truth::True,
            None if value.contains(ANYTHING) => unknown(),
            None => Truth::False,
        };
    }
    if value.is_empty() || value.chars().all(|character| matches!(character, '*' | '?')) {
        return Truth::False;
    }
    if value.contains(ANYTHING) { unknown() } else { Truth::True }
}

/// The account of an AWS principal, with its unknown parts masked.
fn account_of(text: &str) -> Option<&str> {
    match text.split_once(':') {
        Some(("arn", _)) => text.split(':').nth(4),
        Some(_) => None,
        None => Some(text),
    }
}

fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a principal is a whole account: its id, or the ARN that ends in `:root`.
pub(super) fn is_whole_account(principal: &Value) -> Truth {
    if principal.is_null() {
        return Truth::False;
    }
    let (Some(kind), Some(identifier)) = (attribute(principal, "type"), attribute(principal, "identifier")) else {
        return Truth::False;
    };
    let Some(text) = masked(&identifier) else { return is_text(&kind, "AWS").and(Truth::False) };
    let whole = if text.ends_with(":root") || is_account_id(&text) || names_account(&identifier) {
        Truth::True
    } else if text.ends_with(ANYTHING) {
        Truth::unknown_as(&identifier)
    } else {
        Truth::False
    };
    is_text(&kind, "AWS").and(whole)
}

/// The id of an account itself: of the credentials, or of a member that the organization's configuration makes.
fn names_account(value: &Value) -> bool {
    match value.symbol.as_deref() {
        Some(Symbol::Variable { address, .. }) => address == "provider.aws.account_id",
        Some(Symbol::Attribute { instance, path, .. }) => {
            let attribute = last_attribute(path);
            match (instance.is_data, instance.resource_type.as_str()) {
                (true, "aws_caller_identity") => matches!(attribute, Some("account_id" | "id")),
                (false, "aws_organizations_account") => attribute == Some("id"),
                (_, "aws_organizations_organization") => attribute == Some("master_account_id"),
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether a principal belongs to an account that is none of `own`.
pub(super) fn is_foreign_account(principal: &Value, own: &Value) -> Truth {
    if principal.is_null() {
        return Truth::False;
    }
    let (Some(kind), Some(identifier)) = (attribute(principal, "type"), attribute(principal, "identifier")) else {
        return Truth::False;
    };
    let Some(text) = masked(&identifier) else { return Truth::False };
    let foreign = match account_of(&text) {
        // A reference to something of this configuration, or the account of the credentials.
        Some(account) if account.contains(ONE_THING) && !account.contains(ANYTHING) => Truth::False,
        Some(account) if is_account_id(account) => flattened(own).any(|own| is_text(own, account)).not(),
        _ if text.contains(ANYTHING) => Truth::unknown_as(&identifier),
        _ => Truth::False,
    };
    is_text(&kind, "AWS").and(foreign)
}

/// The names of the AWS managed policies among ARNs, without their paths.
pub(super) fn managed_policy_names(arns: &Value, references: &dyn References) -> Value {
    if is_left_out(arns, references) {
        return Value::list(Type::String, Vec::new());
    }
    let mut result = Elements::default();
    let arns = elements(arns);
    for (arn, presence) in arns.members {
        let name = managed_policy_name(&arn, references);
        if !name.is_known() {
            let whether = Truth::unknown_as(&name);
            result.push(name, presence.and(whether));
        } else if name.as_str() != Some("") {
            result.push(name, presence);
        }
    }
    arns.more.into_iter().for_each(|causes| result.push_more(causes));
    result.into_list(Type::String)
}

/// The name of the AWS managed policy that an ARN is of; `""` for every other policy.
fn managed_policy_name(arn: &Value, references: &dyn References) -> Value {
    let none = || Value::string("");
    if let Some(Symbol::Attribute { instance, .. }) = arn.symbol.as_deref()
        && !arn.is_known()
    {
        if !instance.is_data {
            return none();
        }
        let argument = |name| references.data_attribute(&instance.address, name).filter(|value| !value.is_null());
        if instance.resource_type == "aws_iam_policy" {
            // Looked up by name: who names a policy of his own like one of AWS's means that one, or deceives his readers.
            if let Some(name) = argument("name").filter(Value::is_known) {
                return name;
            }
            if let Some(arn) = argument("arn").filter(Value::is_known) {
                return managed_policy_name(&arn, references);
            }
        }
        return Value::unknown(Type::String, arn.causes());
    }
    let Some(text) = masked(arn) else { return none() };
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "iam", "", "aws", policy] if !policy.contains(ANYTHING) => {
            Value::string(policy.rsplit('/').next().unwrap_or_default())
        }
        // An account's own, or something of this configuration.
        ["arn", _, "iam", "", account, _] if *account != "aws" && !account.contains(ANYTHING) => none(),
        _ if text.contains(ANYTHING) => Value::unknown(Type::String, arn.causes()),
        _ => none(),
    }
}
