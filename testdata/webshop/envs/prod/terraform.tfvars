block_public_policy = false
admin_ranges        = ["198.51.100.0/24", "0.0.0.0/0"]
