# expect: fail, what is denied to root users alone protects from nobody else
resource "aws_organizations_policy" "partly" {
  name = "partly"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Deny", Action = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], Resource = "*" },
      { Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } },
    ]
  })
}

resource "aws_organizations_policy_attachment" "partly" {
  for_each  = toset(["ou-abcd-11111111", "ou-abcd-22222222"])
  policy_id = aws_organizations_policy.partly.id
  target_id = each.value
}
