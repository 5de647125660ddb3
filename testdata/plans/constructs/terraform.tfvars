network = {
  cidr = "10.0.0.0/8"
  doors = {
    ssh   = { port = 22 }
    web   = { port = 443 }
    admin = { port = 3389, source = "10.0.0.0/8" }
    old   = { port = 23, enabled = false }
  }
}

buckets = {
  logs = {}
  site = { versioned = false, public = true }
}

password = "not-a-real-one"
