locals {
  soc2_aws_batch_job_not_privileged = {
    title    = "Batch jobs do not run privileged containers"
    severity = "high"
    preset   = "default"
    since    = "0.1.0"
    criteria = [
      { id = "CC6.1", strength = "supports", not_shown = "What the role of the job may do." },
      { id = "CC6.8", strength = "supports", not_shown = "Whether images come from a trusted registry and are scanned." },
    ]
    description = "A privileged container has all rights on its host: whoever breaks the job reads the credentials and data of every other job there. An auditor asks why, and mostly a single capability or device is enough."
    remediation = {
      text   = "Leave `privileged` out of the container properties, or set it to false."
      before = <<-EOT
        resource "aws_batch_job_definition" "etl" {
          name = "etl"
          type = "container"

          container_properties = jsonencode({
            image      = "example/etl:1"
            privileged = true
          })
        }
      EOT
      after  = <<-EOT
        resource "aws_batch_job_definition" "etl" {
          name = "etl"
          type = "container"

          container_properties = jsonencode({
            image      = "example/etl:1"
            privileged = false
          })
        }
      EOT
    }
    references = [
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/batch_job_definition",
      "https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html",
    ]
  }
}

policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0.0, < 7.0.0" }
  }
}

resource_policy "aws_batch_job_definition" "job_not_privileged" {
  locals {
    node_ranges     = core::try(core::jsondecode(attrs.node_properties).nodeRangeProperties, [])
    node_privileged = [for r in local.node_ranges : r if core::try(r.container.privileged, false) == true]
    node_tasks = [
      for r in local.node_ranges : r
      if core::length([
        for t in core::try(r.ecsProperties.taskProperties, []) : t
        if core::length([for c in core::try(t.containers, []) : c if core::try(c.privileged, false) == true]) > 0
      ]) > 0
    ]
    ecs_tasks = [
      for t in core::try(core::jsondecode(attrs.ecs_properties).taskProperties, []) : t
      if core::length([for c in core::try(t.containers, []) : c if core::try(c.privileged, false) == true]) > 0
    ]
    pods = [
      for e in attrs.eks_properties : e
      if core::length([
        for p in e.pod_properties : p
        if core::length([for c in p.containers : c if core::length([for s in c.security_context : s if s.privileged == true]) > 0]) > 0 ||
        core::length([for c in p.init_containers : c if core::length([for s in c.security_context : s if s.privileged == true]) > 0]) > 0
      ]) > 0
    ]
  }

  enforce {
    condition = (
      core::try(core::jsondecode(attrs.container_properties).privileged, false) != true &&
      core::length(local.node_privileged) == 0 &&
      core::length(local.node_tasks) == 0 &&
      core::length(local.ecs_tasks) == 0 &&
      core::length(local.pods) == 0
    )
    error_message = "A container of this job runs privileged, with all rights on its host; remove `privileged`."
  }
}
