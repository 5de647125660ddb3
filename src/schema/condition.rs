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
