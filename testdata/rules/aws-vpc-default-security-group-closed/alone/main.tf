# A root module of its own.

# expect: fail, nothing adopts its default group.
resource "aws_vpc" "alone" {
  cidr_block = "10.0.0.0/16"
}
