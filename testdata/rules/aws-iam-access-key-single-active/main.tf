variable "service_user" {
  type = string
}

resource "aws_iam_user" "deploy" {
  name = "deploy"
}

resource "aws_iam_user" "report" {
  name = "report"
}

# expect: fail, "deploy" has two: one by reference, one by its name
resource "aws_iam_access_key" "deploy_by_reference" {
  user = aws_iam_user.deploy.name
}

# expect: fail
resource "aws_iam_access_key" "deploy_by_name" {
  user = "deploy"
}

# expect: undetermined, var.service_user could be "report" too
resource "aws_iam_access_key" "report" {
  user = aws_iam_user.report.name
}

# expect: notApplicable
resource "aws_iam_access_key" "report_old" {
  user   = aws_iam_user.report.name
  status = "Inactive"
}

# expect: undetermined, var.service_user is not known
resource "aws_iam_access_key" "service" {
  user = var.service_user
}
