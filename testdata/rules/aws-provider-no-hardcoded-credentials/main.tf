variable "access_key" {
  type      = string
  sensitive = true
}

variable "secret_key" {
  type      = string
  sensitive = true
  default   = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

# expect: fail, the default of var.secret_key is a literal
provider "aws" {
  region     = "eu-west-1"
  access_key = var.access_key
  secret_key = var.secret_key
}

# expect: pass, the source does not spell the key out
provider "aws" {
  alias      = "from_variable"
  region     = "eu-west-1"
  access_key = var.access_key
}

# expect: pass
provider "aws" {
  alias  = "from_environment"
  region = "eu-west-1"
}
