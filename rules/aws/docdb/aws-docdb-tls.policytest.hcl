policytest {
  targets = ["aws-docdb-tls.policy.hcl"]
}

# On is the default.
resource "aws_docdb_cluster_parameter_group" "default" {
  attrs = { parameter = [] }
}

resource "aws_docdb_cluster_parameter_group" "other" {
  attrs = { parameter = [{ name = "audit_logs", value = "disabled" }] }
}

resource "aws_docdb_cluster_parameter_group" "on" {
  attrs = { parameter = [{ name = "tls", value = "enabled" }] }
}

resource "aws_docdb_cluster_parameter_group" "fips" {
  attrs = { parameter = [{ name = "tls", value = "fips-140-3" }] }
}

resource "aws_docdb_cluster_parameter_group" "tls13" {
  attrs = { parameter = [{ name = "tls", value = "tls1.3+" }] }
}

resource "aws_docdb_cluster_parameter_group" "off" {
  expect_failure = true
  attrs          = { parameter = [{ name = "audit_logs", value = "enabled" }, { name = "tls", value = "disabled" }] }
}
