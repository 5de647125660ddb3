variable "prefix" {
  type        = string
  description = "First part of every bucket's name."
}

variable "names" {
  type        = map(string)
  description = "What the buckets are for, by the last part of their names."
}

variable "kms_key_arn" {
  type        = string
  description = "The key that objects are encrypted with."
}

variable "block_public_policy" {
  type        = bool
  default     = true
  description = "Whether policies that open a bucket to everybody are refused."
}
