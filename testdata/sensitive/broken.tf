resource "aws_db_instance" "broken" {
  password = "s3cr3t-broken
}
