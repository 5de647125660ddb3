//! What the embedded data says about types that everybody knows, and whether it says all that the tables say.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::format::{ProviderSource, Reader, Writer};
use super::*;
use crate::value::Type;

const DEFAULTS: &str = include_str!("../../schemas/defaults.csv");
const IDENTITIES: &str = include_str!("../../schemas/identities.csv");

fn resource(major: ProviderMajor, name: &str) -> &'static BlockSchema {
    aws(major).resource(name).unwrap_or_else(|| panic!("{name} is missing"))
}

fn attribute(major: ProviderMajor, name: &str, path: &str) -> &'static AttributeSchema {
    resource(major, name).attribute_at(path.split('.')).unwrap_or_else(|| panic!("{name} {path} is missing"))
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(table.as_bytes()).deserialize().collect::<Result<_, _>>().expect("the table is valid CSV")
}

fn majors(row: &BTreeMap<String, String>) -> Vec<ProviderMajor> {
    let wanted = row.get("provider_major").map_or("", String::as_str);
    ProviderMajor::ALL.into_iter().filter(|major| wanted.is_empty() || wanted == major.number().to_string()).collect()
}

fn literal(text: &str) -> Option<DefaultLiteral> {
    (!text.is_empty()).then(|| DefaultLiteral::from_json(&serde_json::from_str(text).unwrap()).unwrap())
}

#[test]
fn versions_and_unknown_types() {
    assert_eq!(aws(ProviderMajor::V5).version(), "5.100.0");
    assert_eq!(aws(ProviderMajor::V6).version(), "6.69.1");
    assert!(aws(ProviderMajor::V6).resource("aws_s3_buckett").is_none());
    assert!(aws(ProviderMajor::V6).resource("").is_none());
    assert!(aws(ProviderMajor::V6).provider_config().attribute("region").is_some());
    assert!(aws(ProviderMajor::V6).provider_config().block("default_tags").is_some());
    assert_eq!(ProviderMajor::nearest(4), ProviderMajor::V5);
    assert_eq!(ProviderMajor::nearest(7), ProviderMajor::V6);
}

#[test]
fn every_type_decodes_and_implies_an_object() {
    for major in ProviderMajor::ALL {
        let schema = aws(major);
        let names: Vec<_> = schema.resource_types().collect();
        assert!(names.is_sorted(), "the index is searched by bisection");
        assert!(names.len() > 1500 && schema.data_source_types().len() > 600);
        for name in names {
            let block = schema.resource(name).unwrap();
            assert!(!block.attributes.is_empty(), "{name}");
            assert!(matches!(block.object_type(), Type::Object(_)));
        }
        for name in schema.data_source_types() {
            assert!(schema.data_source(name).is_some(), "{name}");
        }
    }
}

#[test]
fn provider_defaults() {
    use DefaultLiteral::{Bool, Number, String};
    let cases = [
        ("aws_s3_bucket_public_access_block", "block_public_acls", Bool(false)),
        ("aws_s3_bucket_public_access_block", "restrict_public_buckets", Bool(false)),
        ("aws_cloudtrail", "enable_logging", Bool(true)),
        ("aws_cloudtrail", "is_multi_region_trail", Bool(false)),
        ("aws_cloudtrail", "event_selector.read_write_type", String("All".into())),
        ("aws_iam_account_password_policy", "minimum_password_length", Number("6".into())),
        ("aws_kms_key", "enable_key_rotation", Bool(false)),
        ("aws_db_instance", "publicly_accessible", Bool(false)),
        ("aws_opensearch_domain", "domain_endpoint_options.enforce_https", Bool(true)),
        ("aws_lb_target_group", "health_check.enabled", Bool(true)),
        ("aws_instance", "root_block_device.delete_on_termination", Bool(true)),
    ];
    for major in ProviderMajor::ALL {
        for (name, path, default) in &cases {
            assert_eq!(
                attribute(major, name, path).default,
                Some(DefaultValue::Provider(default.clone())),
                "{name} {path}"
            );
        }
    }
}

#[test]
fn defaults_that_a_plan_does_not_show() {
    for major in ProviderMajor::ALL {
        let symbols = attribute(major, "aws_iam_account_password_policy", "require_symbols");
        assert_eq!(symbols.presence, Presence::OptionalComputed);
        assert_eq!(symbols.default, Some(DefaultValue::Assumed(DefaultLiteral::Bool(false))));
        let window = attribute(major, "aws_kms_key", "deletion_window_in_days");
        assert_eq!(window.default, Some(DefaultValue::Service(DefaultLiteral::Number("30".into()))));
        let encrypted = attribute(major, "aws_db_instance", "storage_encrypted");
        assert_eq!(encrypted.default, Some(DefaultValue::Service(DefaultLiteral::Bool(false))));
    }
}

#[test]
fn defaults_that_changed_with_version_6() {
    use DefaultLiteral::{Bool, String};
    let default = |major, path| attribute(major, "aws_redshift_cluster", path).default.clone();
    assert_eq!(default(ProviderMajor::V5, "encrypted"), Some(DefaultValue::Provider(Bool(false))));
    assert_eq!(default(ProviderMajor::V6, "encrypted"), Some(DefaultValue::Provider(String("true".into()))));
    assert_eq!(default(ProviderMajor::V5, "publicly_accessible"), Some(DefaultValue::Provider(Bool(true))));
    assert_eq!(default(ProviderMajor::V6, "publicly_accessible"), Some(DefaultValue::Provider(Bool(false))));
}

#[test]
fn computed_blocks_and_what_holds_without_them() {
    for major in ProviderMajor::ALL {
        let root = resource(major, "aws_instance").block("root_block_device").unwrap();
        assert_eq!((root.nesting, root.min_items, root.max_items, root.computed), (Nesting::List, 0, Some(1), true));
        assert_eq!(root.block.attribute("encrypted").unwrap().presence, Presence::OptionalComputed);
        let endpoint = resource(major, "aws_opensearch_domain").block("domain_endpoint_options").unwrap();
        assert!(endpoint.computed && endpoint.has_value_when_absent());
        let https = endpoint.block.attribute("enforce_https").unwrap();
        assert_eq!(
            https.when_block_absent,
            Some(DefaultLiteral::Bool(false)),
            "true inside the block, false without it"
        );
        assert!(!resource(major, "aws_cloudtrail").block("event_selector").unwrap().computed);
    }
}

#[test]
fn rules_of_a_security_group_are_an_attribute() {
    for major in ProviderMajor::ALL {
        let ingress = attribute(major, "aws_security_group", "ingress");
        assert_eq!(ingress.presence, Presence::OptionalComputed);
        let Type::Set(rule) = &ingress.ty else { panic!("{:?}", ingress.ty) };
        let Type::Object(rule) = &**rule else { panic!("{rule:?}") };
        assert_eq!(rule.attributes["from_port"], Type::Number);
        assert_eq!(rule.attributes["cidr_blocks"], Type::list(Type::String));
        assert!(resource(major, "aws_security_group").block("ingress").is_none());
    }
}

#[test]
fn flags() {
    let v6 = ProviderMajor::V6;
    assert!(attribute(v6, "aws_db_instance", "password").sensitive);
    let write_only = attribute(v6, "aws_db_instance", "password_wo");
    assert!(write_only.write_only && !attribute(v6, "aws_db_instance", "password").write_only);
    assert!(attribute(ProviderMajor::V5, "aws_s3_bucket", "acl").deprecated);
    assert_eq!(attribute(v6, "aws_s3_bucket", "arn").presence, Presence::Computed);
    assert_eq!(attribute(v6, "aws_cloudtrail", "s3_bucket_name").presence, Presence::Required);
    assert!(Presence::OptionalComputed.is_argument() && Presence::OptionalComputed.is_computed());
    assert!(!Presence::Computed.is_argument() && !Presence::Optional.is_computed());
}

#[test]
fn identities() {
    for major in ProviderMajor::ALL {
        let schema = aws(major);
        assert_eq!(schema.same_as("aws_s3_bucket", "id"), Some(&SameAs::Attribute("bucket".into())));
        assert_eq!(schema.same_as("aws_sns_topic", "id"), Some(&SameAs::Attribute("arn".into())));
        assert_eq!(schema.same_as("aws_db_instance", "id"), Some(&SameAs::Attribute("resource_id".into())));
        assert_eq!(
            schema.same_as("aws_s3_bucket", "arn"),
            Some(&SameAs::Template(vec![
                TemplatePart::Literal("arn:".into()),
                TemplatePart::Partition,
                TemplatePart::Literal(":s3:::".into()),
                TemplatePart::Attribute("bucket".into()),
            ]))
        );
        for (name, attribute) in [("aws_s3_bucket", "bucket"), ("aws_s3_bucket", "id"), ("aws_kms_key", "arn")] {
            assert!(schema.is_identity(name, attribute), "{name} {attribute}");
        }
        assert!(schema.is_identity("aws_vpc", "id") && schema.is_identity("aws_db_instance", "identifier"));
        // Metric filters of two log groups may have the same name, and a public access block's bucket is another object.
        assert!(!schema.is_identity("aws_cloudwatch_log_metric_filter", "id"));
        for (data, attribute) in [("aws_sns_topic", "arn"), ("aws_lb", "arn"), ("aws_iam_instance_profile", "id")] {
            let attribute = schema.data_source(data).and_then(|data| data.attribute(attribute));
            assert!(attribute.is_some_and(|attribute| attribute.identity.is_some()), "{data}");
        }
        let written = schema.data_source("aws_arn").and_then(|data| data.attribute("arn"));
        assert!(written.is_some_and(|attribute| attribute.identity.is_none()));
        assert!(!schema.is_identity("aws_s3_bucket_public_access_block", "bucket"));
        assert!(!schema.is_identity("aws_s3_bucket", "region") && !schema.is_identity("aws_nothing", "id"));
    }
    // Since version 6 most resources have a region of their own, which the ARN then holds.
    let region = |major| match aws(major).same_as("aws_cloudtrail", "arn") {
        Some(SameAs::Template(parts)) => parts[3].clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(region(ProviderMajor::V5), TemplatePart::Region);
    assert_eq!(region(ProviderMajor::V6), TemplatePart::Attribute("region".into()));
}

#[test]
fn statements_of_a_web_acl_nest_to_the_depth_of_the_provider() {
    for major in ProviderMajor::ALL {
        for (name, start) in [("aws_wafv2_web_acl", "rule"), ("aws_wafv2_rule_group", "rule")] {
            let mut statement = &resource(major, name).block(start).unwrap().block.block("statement").unwrap().block;
            let mut levels = 0;
            while let Some(and) = statement.block("and_statement") {
                statement = &and.block.block("statement").unwrap().block;
                assert!(statement.block("rate_based_statement").is_none(), "{name}");
                levels += 1;
            }
            assert_eq!(levels, 3, "{name}");
            assert!(statement.block("ip_set_reference_statement").is_some());
            let rate = resource(major, name).block(start).unwrap().block.block("statement").unwrap();
            let mut scope =
                &rate.block.block("rate_based_statement").unwrap().block.block("scope_down_statement").unwrap().block;
            levels = 0;
            while let Some(not) = scope.block("not_statement") {
                scope = &not.block.block("statement").unwrap().block;
                levels += 1;
            }
            assert_eq!(levels, 2, "{name}");
        }
    }
    let definition = resource(ProviderMajor::V6, "aws_quicksight_dashboard").block("definition").unwrap();
    assert!(definition.block.open && definition.block.attributes.is_empty());
    assert!(!resource(ProviderMajor::V6, "aws_quicksight_dashboard").open);
}

/// Also tells that `schemas/aws.bin` was generated after the last change to the table.
#[test]
fn every_default_of_the_table_is_in_the_data_and_fits_its_type() {
    for row in rows(DEFAULTS) {
        let (name, path) = (&*row["resource_type"], &*row["path"]);
        let mut found = false;
        for major in majors(&row) {
            let Some(attribute) = aws(major).resource(name).and_then(|block| block.attribute_at(path.split('.')))
            else {
                continue;
            };
            found = true;
            let default = literal(&row["default"]);
            assert_eq!(attribute.default.as_ref().map(DefaultValue::literal), default.as_ref(), "{name} {path}");
            let kind = match &attribute.default {
                Some(DefaultValue::Provider(_)) => "provider",
                Some(DefaultValue::Assumed(_)) => "assumed",
                Some(DefaultValue::Service(_)) => "service",
                None => "",
            };
            assert_eq!(kind, row["kind"], "{name} {path}");
            assert_eq!(attribute.when_block_absent, literal(&row["when_block_absent"]), "{name} {path}");
            for literal in default.iter().chain(&attribute.when_block_absent) {
                let value = literal.to_value(&attribute.ty);
                assert!(value.is_some(), "{name} {path}: {literal:?} is no {:?}", attribute.ty);
            }
            let may_be_left_out = matches!(attribute.presence, Presence::Optional | Presence::OptionalComputed);
            assert!(default.is_none() || may_be_left_out, "{name} {path} can't be left out");
        }
        assert!(found, "{name} {path} is in no version");
    }
}

#[test]
fn every_identity_of_the_table_is_in_the_data() {
    for row in rows(IDENTITIES) {
        let (name, path) = (&*row["resource_type"], &*row["attribute"]);
        let block = |major| match name.strip_prefix("data.") {
            Some(data) => aws(major).data_source(data),
            None => aws(major).resource(name),
        };
        let found = ProviderMajor::ALL.into_iter().filter_map(|major| block(major)?.attribute(path)).any(|attribute| {
            let identity = match attribute.identity {
                Some(IdentityScope::Global) => "global",
                Some(IdentityScope::ProviderConfiguration) => "configuration",
                None => "none",
            };
            (row["identity"].is_empty() || row["identity"] == identity)
                && attribute.same_as.is_none() == row["same_as"].is_empty()
        });
        assert!(found, "{name} {path}");
    }
}

#[test]
fn a_literal_becomes_a_value_of_the_type() {
    let string = |text: &str| DefaultLiteral::String(text.into());
    assert_eq!(string("true").to_value(&Type::Bool).unwrap().as_bool(), Some(true));
    assert_eq!(DefaultLiteral::Bool(false).to_value(&Type::String).unwrap().as_str(), Some("false"));
    assert_eq!(
        DefaultLiteral::Number("0.5".into()).to_value(&Type::Number).unwrap().as_number(),
        "0.5".parse().ok().as_ref()
    );
    assert_eq!(DefaultLiteral::List(vec![]).to_value(&Type::set(Type::String)).unwrap().ty(), Type::set(Type::String));
    assert!(DefaultLiteral::Null.to_value(&Type::Bool).unwrap().is_null());
    assert!(
        string("maybe").to_value(&Type::Bool).is_none() && string("").to_value(&Type::list(Type::String)).is_none()
    );
}

#[test]
fn what_is_packed_is_read_back() {
    let mut inner = BlockSchema { open: true, deprecated: true, ..BlockSchema::default() };
    let mut secret = AttributeSchema::new(Type::tuple([Type::Bool, Type::map(Type::Dynamic)]), Presence::Optional);
    secret.sensitive = true;
    secret.write_only = true;
    secret.default =
        Some(DefaultValue::Assumed(DefaultLiteral::List(vec![DefaultLiteral::Null, DefaultLiteral::Bool(true)])));
    secret.when_block_absent = Some(DefaultLiteral::String("é".into()));
    inner.attributes.insert("secret".into(), secret);
    let inner = Arc::new(inner);

    let mut block = BlockSchema::default();
    let object = Type::object([("a".into(), Type::Number), ("b".into(), Type::list(Type::set(Type::String)))]);
    let Type::Object(object) = object else { unreachable!() };
    let object =
        Type::Object(Arc::new(crate::value::ObjectType { optional: ["b".into()].into(), ..(*object).clone() }));
    let mut id = AttributeSchema::new(object, Presence::Computed);
    id.deprecated = true;
    id.identity = Some(IdentityScope::ProviderConfiguration);
    id.same_as = Some(SameAs::Template(vec![
        TemplatePart::Attribute("name".into()),
        TemplatePart::Literal("/".into()),
        TemplatePart::Partition,
        TemplatePart::Region,
        TemplatePart::AccountId,
        TemplatePart::DnsSuffix,
    ]));
    block.attributes.insert("id".into(), id);
    let mut name = AttributeSchema::new(Type::String, Presence::Required);
    name.same_as = Some(SameAs::Attribute("id".into()));
    name.identity = Some(IdentityScope::Global);
    name.default = Some(DefaultValue::Service(DefaultLiteral::Number("0.5".into())));
    block.attributes.insert("name".into(), name);
    let nestings = [Nesting::Single, Nesting::Group, Nesting::List, Nesting::Set, Nesting::Map];
    for (number, nesting) in (0..).zip(nestings) {
        let max_items = (number % 2 == 0).then_some(number * 1000);
        let nested =
            NestedBlock { nesting, min_items: number, max_items, computed: number == 3, block: Arc::clone(&inner) };
        block.blocks.insert(SmolStr::new(format!("block_{number}")), nested);
    }
    let source = ProviderSource {
        major: 7,
        version: "7.0.0".into(),
        configuration: (*inner).clone(),
        resources: [("b_type".into(), block.clone()), ("a_type".into(), (*inner).clone())].into(),
        data_sources: [("b_type".into(), block.clone())].into(),
    };
    let packed: &'static [u8] = Writer::pack(&[source]).leak();
    let reader = Reader::new(packed).unwrap();
    let contents = reader.provider(7).unwrap();
    assert_eq!(contents.version, "7.0.0");
    assert_eq!(reader.block(contents.configuration).unwrap(), *inner);
    let (position, reference) = contents.resources.find(&reader, "b_type").unwrap();
    assert_eq!((position, reader.block(reference).unwrap()), (1, block));
    assert_eq!(contents.resources.names(&reader).collect::<Vec<_>>(), ["a_type", "b_type"]);
    assert_eq!(contents.data_sources.find(&reader, "b_type"), Some((0, reference)), "equal blocks are written once");
    assert!(reader.provider(6).is_err());
}

#[test]
fn damaged_bytes_are_an_error() {
    let source = || {
        let block = BlockSchema {
            attributes: [("name".into(), AttributeSchema::new(Type::list(Type::String), Presence::Required))].into(),
            ..BlockSchema::default()
        };
        ProviderSource {
            major: 1,
            version: "1".into(),
            configuration: block.clone(),
            resources: [("type".into(), block)].into(),
            data_sources: BTreeMap::new(),
        }
    };
    let packed = Writer::pack(&[source()]);
    assert_eq!(packed, Writer::pack(&[source()]));
    let read = |data: Vec<u8>| -> Result<(), super::format::FormatError> {
        let reader = Reader::new(data.leak())?;
        let contents = reader.provider(1)?;
        for name in contents.resources.names(&reader) {
            contents.resources.find(&reader, name).map(|(_, block)| reader.block(block)).transpose()?;
        }
        reader.block(contents.configuration).map(|_| ())
    };
    assert_eq!(read(packed.clone()), Ok(()));
    for length in 0..packed.len() {
        assert!(read(packed[..length].to_vec()).is_err(), "cut to {length} bytes");
    }
    for position in 0..packed.len() {
        for bit in 0..8 {
            let mut damaged = packed.clone();
            damaged[position] ^= 1 << bit;
            // Any result will do, as long as there is one.
            let _ = read(damaged);
        }
    }
}
