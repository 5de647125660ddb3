//! The functions of this linter, `plugin::soc2::<name>`; docs/writing-rules.md says what each is for.
//!
//! All are total (null and unknown arguments are fine) and three-valued: what the known parts decide is known.
//! Read [`truth`] and [`view`] first; `mod.rs` is the table.

mod grants;
mod keys;
mod network_acl;
mod patterns;
mod ports;
mod public;
mod ranges;
mod secrets;
mod statements;
mod tables;
#[cfg(test)]
mod tests;
mod trust;
pub(crate) mod truth;
mod view;

pub(super) use ranges::{deciding_range, is_range_attribute};

use crate::value::{Type, Value};

/// What the functions may ask about the rest of the configuration.
pub trait References {
    /// An attribute of the data source instance at `address`; `None` where there is no such instance or attribute.
    fn data_attribute(&self, address: &str, name: &str) -> Option<Value>;

    /// The data source instances of a type: their addresses, and what reads their arguments.
    fn data_sources<'a>(&'a self, data_type: &str) -> Vec<(String, ReadArgument<'a>)>;

    /// Whether `address` is the resource that is judged.
    fn is_target(&self, address: &str) -> bool;

    /// The statements of a policy document: what `read` says, perhaps when somebody asked for them before.
    fn statements(&self, _document: &Value, read: &dyn Fn() -> Value) -> Value {
        read()
    }

    /// The resources of a type in the account and region of the one that is judged, as a list of objects.
    fn of_same_region(&self, resource_type: &str) -> Value;
}

/// Reads an argument by its name; `None` where there is none.
pub type ReadArgument<'a> = Box<dyn Fn(&str) -> Option<Value> + 'a>;

/// A configuration without data sources.
#[derive(Clone, Copy, Debug)]
pub struct NoReferences;

impl References for NoReferences {
    fn data_attribute(&self, _address: &str, _name: &str) -> Option<Value> {
        None
    }

    fn data_sources<'a>(&'a self, _data_type: &str) -> Vec<(String, ReadArgument<'a>)> {
        Vec::new()
    }

    fn is_target(&self, _address: &str) -> bool {
        false
    }

    fn of_same_region(&self, _resource_type: &str) -> Value {
        Value::tuple(Vec::new())
    }
}

/// Every function with the number of its arguments.
pub const FUNCTIONS: [(&str, usize); 37] = [
    ("admits_any_github_repository", 1),
    ("base64_text", 1),
    ("covers_resource", 2),
    ("enforces_mfa", 1),
    ("granted_actions", 3),
    ("http_requests_with", 1),
    ("iam_list", 1),
    ("is_any_ip", 1),
    ("is_customer_key", 1),
    ("is_foreign_account", 2),
    ("is_left_out", 1),
    ("is_literal", 1),
    ("is_narrowed", 1),
    ("is_public_statement", 1),
    ("is_read_from", 2),
    ("is_set", 1),
    ("is_whole_account", 1),
    ("is_wide_public_range", 2),
    ("listed", 1),
    ("literal_text", 1),
    ("managed_policy_names", 1),
    ("matches_iam_pattern", 2),
    ("names_github_repository", 1),
    ("network_acl_opens", 2),
    ("network_acl_opens_all", 1),
    ("of_same_region", 1),
    ("opened_ports", 2),
    ("opens_all_ports", 1),
    ("opens_beyond", 2),
    ("opens_ports", 2),
    ("policy_statements", 1),
    ("privilege_escalations", 1),
    ("public_ranges", 1),
    ("requires_condition", 2),
    ("rule_ports", 1),
    ("rule_ranges", 1),
    ("undetermined", 1),
];

/// Calls `plugin::soc2::<name>`.
///
/// # Errors
/// When there is no such function or the number of arguments is wrong; nothing about the arguments' values is an error.
pub fn call(name: &str, arguments: &[Value], references: &dyn References) -> Result<Value, String> {
    let marks = arguments.iter().fold(crate::value::Marks::NONE, |marks, value| marks.union(value.deep_marks()));
    let result = match (name, arguments) {
        ("admits_any_github_repository", [statement]) => {
            trust::admits_any_github_repository(statement, references).into_value()
        }
        ("base64_text", [value]) => secrets::base64_text(value),
        ("covers_resource", [statement, resource]) => grants::covers_resource(statement, resource).into_value(),
        ("enforces_mfa", [statements]) => trust::enforces_mfa(statements).into_value(),
        ("granted_actions", [statement, statements, wanted]) => grants::granted_actions(statement, statements, wanted),
        // Where a secret is sent to is no secret.
        ("http_requests_with", [secret]) => return Ok(secrets::http_requests_with(secret, references)),
        ("iam_list", [name]) => grants::iam_list(name),
        ("is_foreign_account", [principal, own]) => trust::is_foreign_account(principal, own).into_value(),
        ("is_narrowed", [statement]) => grants::is_narrowed(statement).into_value(),
        ("is_whole_account", [principal]) => trust::is_whole_account(principal).into_value(),
        ("names_github_repository", [statement]) => trust::names_github_repository(statement).into_value(),
        ("managed_policy_names", [arn]) => trust::managed_policy_names(arn, references),
        ("privilege_escalations", [statements]) => grants::privilege_escalations(statements),
        ("requires_condition", [statement, keys]) => grants::requires_condition(statement, keys).into_value(),
        ("is_any_ip", [cidr]) => ranges::is_any_ip(cidr).into_value(),
        ("is_customer_key", [key]) => keys::is_customer_key(key, references).into_value(),
        ("is_left_out", [value]) => keys::is_left_out(value, references).into_value(),
        ("is_literal", [value]) => keys::is_literal(value).into_value(),
        ("is_read_from", [value, data_type]) => keys::is_read_from(value, data_type).into_value(),
        ("is_public_statement", [statement]) => public::is_public_statement(statement).into_value(),
        ("is_set", [value]) => keys::is_set(value).into_value(),
        ("is_wide_public_range", [cidr, prefix]) => ranges::is_wide_public_range(cidr, prefix).into_value(),
        ("listed", [value]) => keys::listed(value),
        ("literal_text", [value]) => secrets::literal_text(value),
        ("matches_iam_pattern", [pattern, action]) => patterns::matches_iam_pattern(pattern, action).into_value(),
        ("network_acl_opens", [entries, ports]) => network_acl::network_acl_opens(entries, ports).into_value(),
        ("network_acl_opens_all", [entries]) => network_acl::network_acl_opens_all(entries).into_value(),
        ("of_same_region", [resource_type]) => match resource_type.as_str() {
            Some(name) => references.of_same_region(name),
            None => Value::unknown(Type::Dynamic, resource_type.causes()),
        },
        ("opened_ports", [rule, ports]) => ports::opened_ports(rule, ports),
        ("opens_all_ports", [rule]) => ports::opens_all_ports(rule).into_value(),
        ("opens_beyond", [rule, allowed]) => ports::opens_beyond(rule, allowed).into_value(),
        ("opens_ports", [rule, ports]) => ports::opens_ports(rule, ports).into_value(),
        ("policy_statements", [document]) => {
            references.statements(document, &|| statements::policy_statements(document, references))
        }
        ("public_ranges", [rule]) => ranges::public_ranges(rule),
        ("rule_ports", [rule]) => ports::rule_ports(rule),
        ("rule_ranges", [rule]) => ranges::rule_ranges(rule),
        ("undetermined", [reason]) => truth::undetermined(reason).into_value(),
        _ => {
            let known = FUNCTIONS.iter().find(|(known, _)| *known == name);
            return Err(match known {
                Some((_, count)) => {
                    format!("`plugin::soc2::{name}` takes {count} arguments, not {}", arguments.len())
                }
                None => format!("there is no function `plugin::soc2::{name}`"),
            });
        }
    };
    Ok(result.marked(marks))
}
