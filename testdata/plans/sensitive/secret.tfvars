password = "sesame-password-1"
settings = { token = "sesametoken2", port = 22 }
