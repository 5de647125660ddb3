variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "rotate_keys" {
  type    = bool
  default = false
}

variable "block_public_policy" {
  type = bool
}

variable "admin_ranges" {
  type = list(string)
}
