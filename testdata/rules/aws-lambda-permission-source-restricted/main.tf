variable "topic" {
  type = string
}

data "aws_sns_topic" "orders" {
  name = "orders"
}

# expect: pass, what is read has an ARN
resource "aws_lambda_permission" "orders" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "sns.amazonaws.com"
  source_arn    = data.aws_sns_topic.orders.arn
}

# expect: undetermined, it may be null
resource "aws_lambda_permission" "given" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "sns.amazonaws.com"
  source_arn    = var.topic
}

# expect: fail
resource "aws_lambda_permission" "open" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "sns.amazonaws.com"
}
