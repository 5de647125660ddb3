//! Documented exceptions: at the results that they cover, and all of them as a ledger of the run.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use serde_sarif::sarif;

use super::location::Locations;
use crate::lint::{Exception, ExceptionRecord, ExceptionState, Origin, Rejected, Status};
use crate::report::words;

/// The suppressions of a result: the one that covers it, or those that were meant for it and do not count (3.35.3: `rejected`, with
/// which a result is not suppressed). An empty list says that there is none; without a list it would be unknown.
pub(super) fn suppressions(
    status: &Status,
    rejected: &[Rejected],
    locations: &mut Locations<'_>,
) -> Vec<sarif::Suppression> {
    match status {
        Status::Excepted(exception) => vec![suppression(exception, None, locations)],
        Status::Open => {
            let of = |rejected: &Rejected| suppression(&rejected.exception, Some(rejected.state), locations);
            rejected.iter().map(of).collect()
        }
    }
}

/// An exception that counts, or one that does not for this reason.
fn suppression(
    exception: &Exception,
    rejected: Option<ExceptionState>,
    locations: &mut Locations<'_>,
) -> sarif::Suppression {
    let kind = match exception.origin {
        Origin::Comment | Origin::Foreign(_) => "inSource",
        Origin::Settings => "external",
    };
    let status = if rejected.is_some() { "rejected" } else { "accepted" };
    let mut suppression = sarif::Suppression::builder().kind(json!(kind)).status(json!(status)).build();
    suppression.justification = exception.reason.clone();
    suppression.location = Some(locations.whole(exception.location));
    let mut properties = properties(exception);
    properties.extend(rejected.map(|state| ("state".to_owned(), json!(words::exception_state(state)))));
    if !properties.is_empty() {
        suppression.properties = Some(sarif::PropertyBag::builder().additional_properties(properties).build());
    }
    suppression
}

/// One entry of the ledger: an exception with what became of it.
pub(super) fn record(record: &ExceptionRecord, locations: &mut Locations<'_>) -> Value {
    let exception = &record.exception;
    let (origin, _) = words::origin(exception.origin);
    let mut entry = properties(exception);
    entry.insert("rules".to_owned(), json!(exception.rules));
    entry.insert("origin".to_owned(), json!(origin));
    entry.insert("state".to_owned(), json!(words::exception_state(record.state)));
    entry.insert("findings".to_owned(), json!(record.findings));
    entry.insert("undetermined".to_owned(), json!(record.undetermined));
    entry.insert("instances".to_owned(), json!(record.instances));
    entry.insert("location".to_owned(), json!(locations.whole(exception.location)));
    if let Some(reason) = &exception.reason {
        entry.insert("justification".to_owned(), json!(reason));
    }
    json!(entry)
}

/// What SARIF has no properties of its own for.
fn properties(exception: &Exception) -> BTreeMap<String, Value> {
    let until = exception.until.map(|until| until.to_string());
    let tool = words::origin(exception.origin).1.map(str::to_owned);
    let named = [("expires", &until), ("by", &exception.approved_by), ("ticket", &exception.ticket), ("tool", &tool)];
    named.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?)))).collect()
}
