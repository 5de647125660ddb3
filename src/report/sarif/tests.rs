//! SARIF against its schema, and against what the schema does not say.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lint::ExitStatus;
use crate::report::samples::{Sample, compared, everyday, hostile};
use crate::report::{Format, Options};

fn parsed(sample: &Sample, format: Format) -> Value {
    serde_json::from_str(&sample.render(format)).unwrap()
}

fn all() -> Vec<Value> {
    let formats = [Format::Sarif, Format::SarifFull];
    let samples = [everyday(), compared(), hostile()];
    formats.into_iter().flat_map(|format| samples.iter().map(move |sample| parsed(sample, format))).collect()
}

/// Every object and array below a value, with the key it stands under.
fn walk<'a>(key: &'a str, value: &'a Value, visit: &mut dyn FnMut(&'a str, &'a Value)) {
    visit(key, value);
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| walk(key, value, visit)),
        Value::Array(elements) => elements.iter().for_each(|element| walk("", element, visit)),
        _ => {}
    }
}

#[test]
fn sarif_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::Sarif));
}

#[test]
fn full_sarif_of_an_everyday_run() {
    insta::assert_snapshot!(everyday().render(Format::SarifFull));
}

#[test]
fn keeps_to_the_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../../tests/data/sarif-2.1.0.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for log in all() {
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let mut broken = parsed(&everyday(), Format::SarifFull);
    let taxa = broken.pointer_mut("/runs/0/taxonomies/0/taxa").unwrap().as_array_mut().unwrap();
    taxa.push(taxa[0].clone());
    assert!(!validator.is_valid(&broken), "the validator knows `uniqueItems`");
}

#[test]
fn only_failures_have_a_level() {
    for log in all() {
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let is_failure = result["kind"] == "fail";
            assert_eq!(is_failure, result["level"] != "none", "{result}");
        }
    }
}

#[test]
fn github_gets_failures_that_count() {
    let log = parsed(&everyday(), Format::Sarif);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|result| result["kind"] == "fail" && result.get("suppressions").is_none()));
    let kinds: BTreeSet<String> = parsed(&everyday(), Format::SarifFull)["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["kind"].to_string())
        .collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn what_was_there_before_is_said() {
    let states = |format| -> Vec<String> {
        let log = parsed(&compared(), format);
        let results = log["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|result| result["baselineState"].as_str().unwrap_or("-").to_owned()).collect()
    };
    assert_eq!(states(Format::Sarif), ["unchanged", "new"], "the whole picture, but no alert about what is gone");
    let full = states(Format::SarifFull);
    assert_eq!(full[..4], ["unchanged", "new", "unchanged", "absent"]);
    let log = parsed(&compared(), Format::SarifFull);
    let results = &log["runs"][0]["results"];
    assert_eq!(results[0]["properties"]["environments"], serde_json::json!(["production", "staging"]));
    insta::assert_snapshot!(serde_json::to_string_pretty(&results[2]["suppressions"]).unwrap());
    insta::assert_snapshot!(serde_json::to_string_pretty(&results[3]).unwrap());
    insta::assert_snapshot!(serde_json::to_string_pretty(&log["runs"][0]["properties"]).unwrap());
}

#[test]
fn arrays_that_have_to_be_unique_are() {
    const UNIQUE: [&str; 9] = [
        "rules",
        "taxa",
        "taxonomies",
        "relatedLocations",
        "suppressions",
        "relationships",
        "tags",
        "notifications",
        "supportedTaxonomies",
    ];
    for log in all() {
        walk("", &log, &mut |key, value| {
            if let (true, Some(elements)) = (UNIQUE.contains(&key), value.as_array()) {
                let texts: BTreeSet<String> = elements.iter().map(ToString::to_string).collect();
                assert_eq!(texts.len(), elements.len(), "{key}");
                assert!(key != "tags" || elements.len() <= 10);
            }
        });
    }
}

#[test]
fn every_text_that_github_reads_is_there() {
    for log in all() {
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
            for path in ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown", "/name"] {
                assert!(!rule.pointer(path).unwrap().as_str().unwrap().is_empty(), "{path}");
            }
            assert!(rule["properties"]["security-severity"].is_string());
        }
        for (index, result) in run["results"].as_array().unwrap().iter().enumerate() {
            let Some(rule) = result["ruleIndex"].as_u64() else {
                assert_eq!(result["baselineState"], "absent", "only an earlier run may have had another rule");
                continue;
            };
            let rule = usize::try_from(rule).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"], "result {index}");
            if result["kind"] == "fail" && result["baselineState"] != "absent" {
                let hashes = result["partialFingerprints"].as_object().unwrap();
                assert!(hashes.contains_key("primaryLocationLineHash") && hashes.contains_key("soc2lint/v1"));
            }
        }
    }
}

#[test]
fn locations_are_relative_and_count_from_one() {
    for log in all() {
        walk("", &log, &mut |key, value| {
            if key == "artifactLocation" {
                let uri = value["uri"].as_str().unwrap();
                assert!(
                    !uri.starts_with('/') && !uri.contains("..") && !uri.contains(' ') && !uri.contains(':'),
                    "{uri}"
                );
                assert_eq!(value["uriBaseId"], "%SRCROOT%");
            }
            // A line of an earlier run is all that is known of what is absent.
            if key == "region" && value.get("startColumn").is_some() {
                let at = |name: &str| value[name].as_u64().unwrap();
                assert!(at("startLine") >= 1 && at("startColumn") >= 1);
                assert!((at("endLine"), at("endColumn")) >= (at("startLine"), at("startColumn")));
            }
        });
    }
}

#[test]
fn an_error_notification_means_that_the_run_failed() {
    for (sample, exit, failed) in [
        (everyday(), ExitStatus::Findings, false),
        (hostile(), ExitStatus::Incomplete, true),
        (hostile(), ExitStatus::Findings, false),
    ] {
        let log: Value = serde_json::from_str(&sample.render_with(Format::Sarif, &Options::new(exit))).unwrap();
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], !failed);
        assert_eq!(invocation["exitCode"], exit.code());
        let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
        assert!(!notifications.is_empty());
        assert_eq!(notifications.iter().any(|notification| notification["level"] == "error"), failed);
        for notification in notifications {
            let index = usize::try_from(notification["descriptor"]["index"].as_u64().unwrap()).unwrap();
            let descriptor = &log["runs"][0]["tool"]["driver"]["notifications"][index];
            assert_eq!(descriptor["id"], notification["descriptor"]["id"]);
        }
    }
}

#[test]
fn a_descriptor_of_notifications_has_a_name_besides_its_id() {
    let mut names = 0;
    for sample in [everyday(), compared(), hostile()] {
        let log: Value = serde_json::from_str(&sample.render(Format::SarifFull)).unwrap();
        for descriptor in log["runs"][0]["tool"]["driver"]["notifications"].as_array().unwrap() {
            let (id, name) = (descriptor["id"].as_str().unwrap(), descriptor["name"].as_str().unwrap());
            assert!(!id.eq_ignore_ascii_case(name), "SARIF1001: {id}");
            names += 1;
        }
    }
    assert_eq!(names, 5);
}

#[test]
fn time_and_category_only_when_asked() {
    let sample = everyday();
    assert!(!sample.render(Format::Sarif).contains("TimeUtc"));
    assert!(!sample.render(Format::Sarif).contains("automationDetails"));
    let options = Options {
        time: Some(1_700_000_000),
        sarif_category: Some("soc2lint/prod/".to_owned()),
        ..Options::new(ExitStatus::Findings)
    };
    let log: Value = serde_json::from_str(&sample.render_with(Format::Sarif, &options)).unwrap();
    assert_eq!(log["runs"][0]["invocations"][0]["startTimeUtc"], "2023-11-14T22:13:20Z");
    assert_eq!(log["runs"][0]["automationDetails"]["id"], "soc2lint/prod/");
}

#[test]
fn links_of_strangers_are_no_links() {
    let log = parsed(&hostile(), Format::Sarif);
    let message = log["runs"][0]["results"][0]["message"]["text"].as_str().unwrap();
    assert!(!message.contains("]("), "{message}");
}
