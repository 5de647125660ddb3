policytest {
  targets = ["aws-kms-enclave-attestation-required.policy.hcl"]
}

resource "aws_kms_key" "attested" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIgnoreCase = { "kms:RecipientAttestation:ImageSha384" = "0123456789abcdef" } } }] }) }
}

resource "aws_kms_key" "pcr" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:RecipientAttestation:PCR0" = "0123" } } }] }) }
}

resource "aws_kms_key" "harmless_actions" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = ["kms:DescribeKey", "kms:PutKeyPolicy"], Resource = "*" }, { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIgnoreCase = { "kms:RecipientAttestation:ImageSha384" = "0123456789abcdef" } } }] }) }
}

resource "aws_kms_key" "denied_without" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:*", Resource = "*" }, { Effect = "Deny", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:*", Resource = "*", Condition = { Null = { "kms:RecipientAttestation:ImageSha384" = "true" } } }] }) }
}

resource "aws_kms_key" "other_key" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = "Data", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

# No enclave is named.
resource "aws_kms_key" "null" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = null, tags = null, policy = null }
}

resource "aws_kms_key" "open" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

resource "aws_kms_key" "wildcard" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:*", Resource = "*" }] }) }
}

resource "aws_kms_key" "generate" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:GenerateDataKey", Resource = "*" }] }) }
}

resource "aws_kms_key" "by_tag" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = null, tags = { "prowler:enclave-key" = "true" }, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

resource "aws_kms_key" "tag_off" {
  attrs = { key_id = "key-1", arn = "arn:key-1", description = null, tags = { "prowler:enclave-key" = "false" }, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

resource "aws_kms_key" "by_alias" {
  expect_failure = true
  attrs          = { key_id = "key-alias", arn = "arn:key-alias", description = null, tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

# One statement without the condition is enough.
resource "aws_kms_key" "by_policy" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = null, tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIgnoreCase = { "kms:RecipientAttestation:ImageSha384" = "0123456789abcdef" } } }, { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:GenerateDataKey", Resource = "*" }] }) }
}

resource "aws_kms_key" "if_exists" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIfExists = { "kms:RecipientAttestation:ImageSha384" = "0123" } } }] }) }
}

resource "aws_kms_key" "deny_of_other_actions" {
  expect_failure = true
  attrs          = { key_id = "key-1", arn = "arn:key-1", description = "Data of the enclave", tags = null, policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:*", Resource = "*" }, { Effect = "Deny", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { Null = { "kms:RecipientAttestation:ImageSha384" = "true" } } }] }) }
}

resource "aws_kms_alias" "a" {
  skip  = true
  attrs = { name = "alias/my-enclave", target_key_id = "key-alias" }
}

# Its policy stands apart.
resource "aws_kms_key" "linked" {
  attrs = { key_id = "key-linked", arn = "arn:key-linked", description = "Enclave", policy = null, tags = null }
}

resource "aws_kms_key_policy" "attested" {
  attrs = { key_id = "key-linked", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIgnoreCase = { "kms:RecipientAttestation:ImageSha384" = "0123456789abcdef" } } }] }) }
}

resource "aws_kms_key_policy" "open" {
  expect_failure = true
  attrs          = { key_id = "key-linked", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

resource "aws_kms_key_policy" "other" {
  attrs = { key_id = "key-other", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}

resource "aws_kms_key_policy" "by_policy" {
  expect_failure = true
  attrs          = { key_id = "key-other", policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIgnoreCase = { "kms:RecipientAttestation:ImageSha384" = "0123456789abcdef" } } }, { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/enclave" }, Action = "kms:Decrypt", Resource = "*" }] }) }
}
