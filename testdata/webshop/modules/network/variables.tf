variable "cidr_block" {
  type    = string
  default = "10.0.0.0/16"
}

variable "public_ports" {
  type    = list(number)
  default = [443]
}

variable "admin_ranges" {
  type        = list(string)
  description = "Who may log in to the servers."
}
