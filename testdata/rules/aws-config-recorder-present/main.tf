variable "enabled" {
  type = bool
}

resource "aws_config_delivery_channel" "main" {
  s3_bucket_name = "rules-config"
}

# expect: pass
resource "aws_config_configuration_recorder" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/config"
}

resource "aws_config_configuration_recorder_status" "main" {
  name       = aws_config_configuration_recorder.main.name
  is_enabled = true
}

# expect: fail, nothing starts it
resource "aws_config_configuration_recorder" "idle" {
  name     = "idle"
  role_arn = "arn:aws:iam::123456789012:role/config"
}

# expect: undetermined, var.enabled
resource "aws_config_configuration_recorder" "maybe" {
  name     = "maybe"
  role_arn = "arn:aws:iam::123456789012:role/config"
}

resource "aws_config_configuration_recorder_status" "maybe" {
  name       = aws_config_configuration_recorder.maybe.name
  is_enabled = var.enabled
}
