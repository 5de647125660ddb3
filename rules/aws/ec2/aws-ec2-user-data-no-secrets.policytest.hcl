policytest {
  targets = ["aws-ec2-user-data-no-secrets.policy.hcl"]
}

resource "aws_instance" "null" {
  attrs = { user_data = null }
}

resource "aws_instance" "empty" {
  attrs = { user_data = "" }
}

resource "aws_instance" "script" {
  attrs = { user_data = "#!/bin/sh\nyum install -y nginx\n" }
}

resource "aws_instance" "fetched" {
  attrs = { user_data = "export DB_PASSWORD=$(aws ssm get-parameter --name /app/db --with-decryption)\n" }
}

resource "aws_instance" "metadata_token" {
  attrs = { user_data = "TOKEN=`curl -X PUT http://169.254.169.254/latest/api/token -H \"X-aws-ec2-metadata-token-ttl-seconds: 21600\"`\ncurl -H \"X-aws-ec2-metadata-token: $TOKEN\" http://169.254.169.254/latest/meta-data\n" }
}

resource "aws_instance" "cloud_init" {
  attrs = { user_data = "#cloud-config\nusers:\n  - name: app\n    lock_passwd: true\n    sudo: ALL\n" }
}

resource "aws_instance" "secret_id" {
  attrs = { user_data = "aws secretsmanager get-secret-value --secret-id app/database\n" }
}

resource "aws_instance" "key_id" {
  expect_failure = true
  attrs          = { user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n" }
}

resource "aws_instance" "secret_key" {
  expect_failure = true
  attrs          = { user_data = "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n" }
}

resource "aws_instance" "password" {
  expect_failure = true
  attrs          = { user_data = "#!/bin/sh\nexport DB_PASSWORD=\"hunter2hunter2\"\n" }
}

resource "aws_instance" "yaml" {
  expect_failure = true
  attrs          = { user_data = "#cloud-config\nwrite_files:\n  - path: /etc/app\n    content: |\n      api_key: 0123456789abcdef\n" }
}

resource "aws_instance" "private_key" {
  expect_failure = true
  attrs          = { user_data = "cat > key <<E\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nE\n" }
}

resource "aws_launch_configuration" "lc" {
  attrs = { user_data = "#!/bin/sh\n" }
}

resource "aws_launch_configuration" "lc_key" {
  expect_failure = true
  attrs          = { user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE" }
}

resource "aws_spot_instance_request" "spot" {
  attrs = { user_data = null }
}

resource "aws_spot_instance_request" "spot_key" {
  expect_failure = true
  attrs          = { user_data = "export SECRET=0123456789abcdef" }
}

# Where a secret is, not what it is.
resource "aws_instance" "places" {
  attrs = { user_data_base64 = null, user_data = <<-EOT
    export DB_SECRET=arn:aws:secretsmanager:eu-west-1:123456789012:secret:database-AbCdEf
    aws secretsmanager get-secret-value --secret-id arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/database-AbCdEf
    API_TOKEN=/prod/api/token
    credentials: /etc/app/credentials.json
    token: https://login.example.com/token
  EOT
  }
}

resource "aws_instance" "after_a_place" {
  expect_failure = true
  attrs = { user_data_base64 = null, user_data = <<-EOT
    export DB_SECRET=arn:aws:secretsmanager:eu-west-1:123456789012:secret:database-AbCdEf
    export DB_PASSWORD=correct-horse
  EOT
  }
}
