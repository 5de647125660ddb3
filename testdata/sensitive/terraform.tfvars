admin_word = "s3cr3t-tfvars"
