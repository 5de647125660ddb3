data "aws_iam_policy" "administrator" {
  name = "AdministratorAccess"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "notebook" {
  name               = "notebook"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "notebook" {
  role       = aws_iam_role.notebook.id
  policy_arn = data.aws_iam_policy.administrator.arn
}

# expect: fail, the policy is looked up by its name
resource "aws_sagemaker_notebook_instance" "main" {
  name          = "main"
  role_arn      = aws_iam_role.notebook.arn
  instance_type = "ml.t3.medium"
}

data "aws_availability_zones" "here" {}

# expect: pass, what may be attached does not matter
resource "aws_sagemaker_notebook_instance" "unknown_and_narrow" {
  name          = "unknown-and-narrow"
  instance_type = "ml.t3.medium"
  role_arn      = aws_iam_role.unknown_and_narrow.arn
}

resource "aws_iam_role" "unknown_and_narrow" {
  name               = "unknown-and-narrow"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "unknown_and_narrow" {
  count      = length(data.aws_availability_zones.here.names)
  role       = aws_iam_role.unknown_and_narrow.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
