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
const NONE_UNLESS_WRITTEN: [(&str, &[&str]); 40] = [
    // Its blocks have become resources of their own: AWS provider 4 upgrade guide, "S3 Bucket Refactor".
    ("aws_s3_bucket", &[]),
    ("aws_alb", &["subnet_mapping"]),
    ("aws_ami", &["ephemeral_block_device"]),
    ("aws_ami_copy", &["ebs_block_device", "ephemeral_block_device"]),
    ("aws_api_gateway_rest_api", &["endpoint_configuration"]),
    ("aws_autoscaling_group", &["traffic_source"]),
    ("aws_backup_selection", &["condition"]),
    ("aws_cloudsearch_domain", &["endpoint_options"]),
    ("aws_cognito_user_pool", &["sign_in_policy"]),
    ("aws_config_configuration_recorder", &["recording_group", "exclusion_by_resource_types", "recording_strategy"]),
    ("aws_ecs_cluster", &["setting"]),
    ("aws_efs_file_system", &["protection"]),
    ("aws_eks_cluster", &["upgrade_policy"]),
    ("aws_elasticsearch_domain", &["auto_tune_options", "cold_storage_options", "ebs_options"]),
    ("aws_elb", &["health_check"]),
    ("aws_emr_cluster", &["ebs_config"]),
    ("aws_guardduty_detector", &["datasources"]),
    ("aws_guardduty_organization_configuration", &["datasources"]),
    ("aws_iam_role", &["inline_policy"]),
    ("aws_imagebuilder_image_recipe", &["systems_manager_agent"]),
    ("aws_instance", INSTANCE_BLOCKS),
    ("aws_instance", &["maintenance_options"]),
    ("aws_kinesis_stream", &["stream_mode_details"]),
    ("aws_lambda_function", &["ephemeral_storage", "logging_config"]),
    ("aws_launch_configuration", INSTANCE_BLOCKS),
    ("aws_launch_template", &["metadata_options"]),
    ("aws_lb", &["subnet_mapping"]),
    ("aws_lb_target_group", &["target_failover"]),
    ("aws_mq_broker", &["configuration", "maintenance_window_start_time"]),
    ("aws_msk_cluster", &["vpc_connectivity"]),
    ("aws_network_interface", &["attachment"]),
    ("aws_opensearch_domain", &["cold_storage_options", "ebs_options", "node_options"]),
    ("aws_redshift_cluster", &["logging", "snapshot_copy"]),
    (
        "aws_route53domains_registered_domain",
        &["admin_contact", "billing_contact", "registrant_contact", "tech_contact"],
    ),
    ("aws_s3_bucket_acl", &["access_control_policy"]),
    ("aws_s3_bucket_website_configuration", &["routing_rule"]),
    ("aws_sagemaker_model", &["inference_execution_config", "model_data_source"]),
    ("aws_spot_fleet_request", &["launch_specification"]),
    ("aws_spot_instance_request", INSTANCE_BLOCKS),
    ("aws_transfer_server", &["protocol_details", "s3_storage_options"]),
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
