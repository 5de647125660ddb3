variable "name" {
  type = string
}

variable "who" {
  type = string
}

variable "target" {
  type = string
}

resource "aws_sns_topic" "this" {
  name = var.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.who }
      Action    = "sns:Publish"
      Resource  = "*"
      Condition = var.name == "private" ? { ArnEquals = { "aws:SourceArn" = var.target } } : {}
    }, {
      Effect    = "Deny"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = var.target
    }]
  })
}
