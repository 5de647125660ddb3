# expect: fail, the default is no encryption
resource "aws_neptune_global_cluster" "unset" {
  global_cluster_identifier = "unset"
  engine                    = "neptune"
}

# expect: pass
resource "aws_neptune_global_cluster" "encrypted" {
  global_cluster_identifier = "encrypted"
  engine                    = "neptune"
  storage_encrypted         = true
}
