policytest {
  targets = ["aws-secrets-no-access-key-literal.policy.hcl"]
}

# This rule searches the string constants of a whole configuration, which a mock can't show:
# its cases are in testdata/rules/aws-secrets-no-access-key-literal.
