//! Functions of providers: those of the AWS provider, which are pure.
//!
//! `provider::aws::arn_build`, `provider::aws::arn_parse`, `provider::aws::trim_iam_role_path`. Partly known ARNs keep
//! what is known of them.

use smol_str::SmolStr;

use super::call::unknown_of;
use super::{CallContext, Function, FunctionError, Kind, Parameter, Returns};
use crate::value::{Part, Type, Value};

const PARTS: [&str; 5] = ["partition", "service", "region", "account_id", "resource"];

const AWS: &[Function] = &[
    // arn_build(partition, service, region, account_id, resource): string.
    Function::new(
        "arn_build",
        &[
            Parameter::string("partition").or_unknown(),
            Parameter::string("service").or_unknown(),
            Parameter::string("region").or_unknown(),
            Parameter::string("account_id").or_unknown(),
            Parameter::string("resource").or_unknown(),
        ],
        Returns::Is(Kind::String),
        |_, args| {
            let separated = args.iter().flat_map(|part| [Value::string(":"), part.clone()]);
            Ok(Value::template(std::iter::once(Value::string("arn")).chain(separated)))
        },
    ),
    // arn_parse(arn): object of the five parts.
    Function::new("arn_parse", &[Parameter::string("arn").or_unknown()], Returns::Of(|_| Ok(parsed_type())), arn_parse),
    // trim_iam_role_path(arn): a role's ARN without the path before its name.
    Function::new("trim_iam_role_path", &[Parameter::string("arn")], Returns::Is(Kind::String), trim_iam_role_path),
];

/// A provider's function; `None` where it is not one of ours.
pub(super) fn lookup(provider: &str, name: &str) -> Option<&'static Function> {
    match provider {
        "aws" => AWS.iter().find(|function| function.name == name),
        _ => None,
    }
}

fn parsed_type() -> Type {
    Type::object(PARTS.map(|part| (SmolStr::new_static(part), Type::String)))
}

fn arn_parse(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let Some(arn) = args.first() else { return Ok(unknown_of(parsed_type(), args)) };
    let parts = arn.parts();
    let Some((Part::Text(head), rest)) = parts.split_first() else { return Ok(unknown_of(parsed_type(), args)) };
    let sections: Vec<&str> = head.splitn(6, ':').collect();
    let [prefix, partition, service, region, account, resource] = sections.as_slice() else {
        // Colons may be hidden in what is not known.
        return if rest.is_empty() {
            Err(FunctionError::argument(0, "arn: not enough sections"))
        } else {
            Ok(unknown_of(parsed_type(), args))
        };
    };
    if *prefix != "arn" {
        return Err(FunctionError::argument(0, "arn: invalid prefix"));
    }
    let resource =
        Value::template(std::iter::once(Value::string(resource)).chain(rest.iter().map(|part| match part {
            Part::Text(text) => Value::string(text),
            Part::Value(value) => value.clone(),
        })));
    let known = [partition, service, region, account].map(Value::string);
    let names = PARTS.map(SmolStr::new_static);
    Ok(Value::object(names.into_iter().zip(known.into_iter().chain([resource]))))
}

fn trim_iam_role_path(_: &mut CallContext<'_>, args: &[Value]) -> Result<Value, FunctionError> {
    let arn = super::arguments::text(args, 0);
    let fail = |message: &str| Err(FunctionError::argument(0, message));
    let sections: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, resource] = sections.as_slice() else {
        return fail("this is not an ARN");
    };
    if *service != "iam" {
        return fail("service must be \"iam\"");
    }
    if !region.is_empty() {
        return fail("region must be empty");
    }
    let Some(path) = resource.strip_prefix("role/") else { return fail("resource must begin with \"role/\"") };
    let name = path.rsplit('/').next().unwrap_or(path);
    Ok(Value::string(format!("arn:{partition}:iam::{account}:role/{name}")))
}
