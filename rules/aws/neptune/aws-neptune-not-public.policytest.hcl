policytest {
  targets = ["aws-neptune-not-public.policy.hcl"]
}

resource "aws_neptune_cluster_instance" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_neptune_cluster_instance" "null" {
  attrs = { publicly_accessible = null }
}

resource "aws_neptune_cluster_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_neptunegraph_graph" "public" {
  expect_failure = true
  attrs          = { public_connectivity = true }
}

resource "aws_neptunegraph_graph" "private" {
  attrs = { public_connectivity = false }
}

resource "aws_neptunegraph_graph" "unset" {
  attrs = { public_connectivity = null }
}
