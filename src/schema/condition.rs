//! Defaults that hold only for some forms of a resource.
//!
//! Found by holding real plans of provider 5.100.0 against the table of defaults.

/// When a default is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// An argument has this value, or is left out.
    Is(&'static str, &'static str),
    /// No block of this type is written.
    Without(&'static str),
}

/// Resource types, the argument, and when its default is in force; otherwise a plan shows null.
const CONDITIONS: [(&[&str], &[&str], Condition); 2] = [
    (
        &["aws_lb", "aws_alb"],
        &[
            "client_keep_alive",
            "desync_mitigation_mode",
            "drop_invalid_header_fields",
            "enable_http2",
            "enable_tls_version_and_cipher_suite_headers",
            "enable_waf_fail_open",
            "enable_xff_client_port",
            "enable_zonal_shift",
            "idle_timeout",
            "preserve_host_header",
            "xff_header_processing_mode",
        ],
        Condition::Is("load_balancer_type", "application"),
    ),
    (&["aws_instance"], &["source_dest_check"], Condition::Without("network_interface")),
];

/// When the default of an argument is in force; `None` where it always is.
#[must_use]
pub fn condition_of_default(resource_type: &str, argument: &str) -> Option<Condition> {
    let found =
        CONDITIONS.iter().find(|(types, arguments, _)| types.contains(&resource_type) && arguments.contains(&argument));
    found.map(|(_, _, condition)| *condition)
}

/// Computed blocks that amount to nothing where they are not written: the service fills them in with what it does anyway, or with
/// what other resources say, and no rule may take that for this configuration's. An empty list of blocks means all of the type's.
const NONE_UNLESS_WRITTEN: [(&str, &[&str]); 10] = [
    // Its blocks have become resources of their own: AWS provider 4 upgrade guide, "S3 Bucket Refactor".
    ("aws_s3_bucket", &[]),
    ("aws_cloudsearch_domain", &["endpoint_options"]),
    ("aws_cognito_user_pool", &["sign_in_policy"]),
    ("aws_config_configuration_recorder", &["recording_group"]),
    ("aws_iam_role", &["inline_policy"]),
    ("aws_instance", INSTANCE_BLOCKS),
    ("aws_launch_configuration", INSTANCE_BLOCKS),
    ("aws_launch_template", &["metadata_options"]),
    ("aws_spot_fleet_request", &["launch_specification"]),
    ("aws_spot_instance_request", INSTANCE_BLOCKS),
];

/// Of an instance: the image, the launch template and the account decide what is not written here.
const INSTANCE_BLOCKS: &[&str] = &["ebs_block_device", "metadata_options", "root_block_device"];

/// Whether a computed block amounts to nothing where it is not written.
#[must_use]
pub fn is_none_unless_written(resource_type: &str, block: &str) -> bool {
    NONE_UNLESS_WRITTEN
        .iter()
        .any(|(found, blocks)| *found == resource_type && (blocks.is_empty() || blocks.contains(&block)))
}
