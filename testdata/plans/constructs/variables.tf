variable "region" {
  type    = string
  default = "us-east-1"
}

variable "keys" {
  type    = list(string)
  default = ["first", "second"]
}

variable "network" {
  type = object({
    cidr   = string
    public = optional(bool)
    doors  = map(object({ port = number, source = optional(string, "0.0.0.0/0"), enabled = optional(bool, true) }))
  })
}

variable "buckets" {
  type = map(object({
    versioned = optional(bool, true)
    public    = optional(bool, false)
  }))
}

variable "rules" {
  type = map(object({ enabled = bool, days = optional(number) }))
  default = {
    cold = { enabled = true, days = 30 }
    none = { enabled = false }
  }
}

variable "trusted" {
  type    = set(string)
  default = ["*"]
}

variable "encrypt" {
  type    = bool
  default = false
}

variable "password" {
  type      = string
  sensitive = true
}

locals {
  prefix  = join("-", ["pairs", lower("DATA")])
  tags    = { for name in ["Owner", "Team"] : name => "platform" }
  denied  = [for action in ["s3:DeleteBucket", ""] : action if action != ""]
  actions = ["s3:*", "iam:PassRole"]
}
