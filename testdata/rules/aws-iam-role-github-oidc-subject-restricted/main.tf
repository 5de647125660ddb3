variable "repository" {
  type = string
}

variable "owner" {
  type = string
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_openid_connect_provider" "gitlab" {
  url            = "https://gitlab.com"
  client_id_list = ["https://gitlab.com"]
}

data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

data "aws_iam_policy_document" "audience_only" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

# expect: fail
resource "aws_iam_role" "audience_only" {
  name               = "audience_only"
  assume_role_policy = data.aws_iam_policy_document.audience_only.json
}

data "aws_iam_policy_document" "no_condition" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }
  }
}

# expect: fail
resource "aws_iam_role" "no_condition" {
  name               = "no_condition"
  assume_role_policy = data.aws_iam_policy_document.no_condition.json
}

data "aws_iam_policy_document" "looked_up" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [data.aws_iam_openid_connect_provider.github.arn]
    }
  }
}

# expect: fail
resource "aws_iam_role" "looked_up" {
  name               = "looked_up"
  assume_role_policy = data.aws_iam_policy_document.looked_up.json
}

data "aws_iam_policy_document" "gitlab" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.gitlab.arn]
    }
  }
}

# expect: pass
resource "aws_iam_role" "gitlab" {
  name               = "gitlab"
  assume_role_policy = data.aws_iam_policy_document.gitlab.json
}

data "aws_iam_policy_document" "repository" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:example/${var.repository}:*"]
    }
  }
}

# expect: pass
resource "aws_iam_role" "repository" {
  name               = "repository"
  assume_role_policy = data.aws_iam_policy_document.repository.json
}

data "aws_iam_policy_document" "owner" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.owner}/app:*"]
    }
  }
}

# expect: undetermined
resource "aws_iam_role" "owner" {
  name               = "owner"
  assume_role_policy = data.aws_iam_policy_document.owner.json
}

# expect: fail, a condition on something else
resource "aws_iam_role" "region_only" {
  name = "region_only"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Condition = { StringEquals = { "aws:RequestedRegion" = "us-east-1" } }
    }]
  })
}

# expect: fail, any subject
resource "aws_iam_role" "url_as_key_any" {
  name = "url_as_key_any"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Condition = { StringLike = { "${aws_iam_openid_connect_provider.github.url}:sub" = "*" } }
    }]
  })
}

# expect: pass
resource "aws_iam_role" "url_as_key" {
  name = "url_as_key"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Condition = { StringLike = { "${aws_iam_openid_connect_provider.github.url}:sub" = "repo:example/app:*" } }
    }]
  })
}

# expect: pass, of another provider, whatever its conditions
resource "aws_iam_role" "gitlab_condition" {
  name = "gitlab_condition"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.gitlab.arn }
      Condition = { StringEquals = { "gitlab.com:aud" = "https://gitlab.com" } }
    }]
  })
}
