policytest {
  targets = ["aws-batch-job-not-privileged.policy.hcl"]
}

resource "aws_batch_job_definition" "plain" {
  attrs = { container_properties = core::jsonencode({ image = "a" }), node_properties = null, ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "off" {
  attrs = { container_properties = core::jsonencode({ image = "a", privileged = false }), node_properties = null, ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "nodes" {
  attrs = { container_properties = null, node_properties = core::jsonencode({ mainNode = 0, numNodes = 1, nodeRangeProperties = [{ targetNodes = "0:", container = { image = "a" } }] }), ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "pod" {
  attrs = { container_properties = null, node_properties = null, ecs_properties = null, eks_properties = [{ pod_properties = [{ containers = [{ image = "a", security_context = [{ privileged = null }] }], init_containers = [] }] }] }
}

resource "aws_batch_job_definition" "null_value" {
  attrs = { container_properties = core::jsonencode({ image = "a", privileged = null }), node_properties = null, ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "on" {
  expect_failure = true
  attrs          = { container_properties = core::jsonencode({ image = "a", privileged = true }), node_properties = null, ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "heredoc" {
  expect_failure = true
  attrs          = { container_properties = "{\"image\": \"a\", \"privileged\": true}", node_properties = null, ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "node_on" {
  expect_failure = true
  attrs          = { container_properties = null, node_properties = core::jsonencode({ mainNode = 0, numNodes = 2, nodeRangeProperties = [{ targetNodes = "0", container = { image = "a" } }, { targetNodes = "1:", container = { image = "a", privileged = true } }] }), ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "node_task_on" {
  expect_failure = true
  attrs          = { container_properties = null, node_properties = core::jsonencode({ nodeRangeProperties = [{ targetNodes = "0:", ecsProperties = { taskProperties = [{ containers = [{ image = "a", privileged = true }] }] } }] }), ecs_properties = null, eks_properties = [] }
}

resource "aws_batch_job_definition" "task_on" {
  expect_failure = true
  attrs          = { container_properties = null, node_properties = null, ecs_properties = core::jsonencode({ taskProperties = [{ containers = [{ image = "a" }, { image = "b", privileged = true }] }] }), eks_properties = [] }
}

resource "aws_batch_job_definition" "pod_on" {
  expect_failure = true
  attrs          = { container_properties = null, node_properties = null, ecs_properties = null, eks_properties = [{ pod_properties = [{ containers = [{ image = "a", security_context = [{ privileged = true }] }], init_containers = [] }] }] }
}

resource "aws_batch_job_definition" "init_on" {
  expect_failure = true
  attrs          = { container_properties = null, node_properties = null, ecs_properties = null, eks_properties = [{ pod_properties = [{ containers = [{ image = "a", security_context = [] }], init_containers = [{ image = "b", security_context = [{ privileged = true }] }] }] }] }
}
