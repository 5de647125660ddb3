//! Writes a repository of a shape and size, for measuring: `generate_repository SHAPE RESOURCES DIRECTORY`.
//!
//! Shapes: `file` (one giant file), `files` (one root module of many small files), `roots` (many root modules), `modules` (root modules
//! over modules three deep), `for-each` (few blocks, many instances), `security-groups` (groups with rules that are joined by
//! reference), `policies` (policy documents). The same arguments give the same bytes.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Blocks in one file, but for the shape `file`.
const IN_A_FILE: usize = 10;

/// Blocks in one root module of the shapes with many.
const IN_A_ROOT: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [shape, resources, directory] = arguments.as_slice() else {
        return Err("write generate_repository SHAPE RESOURCES DIRECTORY".into());
    };
    let (resources, directory) = (resources.parse::<usize>()?, Path::new(directory));
    match shape.as_str() {
        "file" => write(&directory.join("main.tf"), &blocks(0, resources, pair))?,
        "files" => files(directory, resources, pair)?,
        "roots" => roots(directory, resources, pair)?,
        "modules" => modules(directory, resources)?,
        "for-each" => for_each(directory, resources)?,
        "security-groups" => roots(directory, resources, security_group)?,
        "policies" => roots(directory, resources, policy)?,
        _ => return Err(format!("there is no shape `{shape}`").into()),
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, text)?)
}

/// Makes `count` blocks, those from `first` on, of which every call of `make` writes two.
fn blocks(first: usize, count: usize, make: fn(&mut String, usize)) -> String {
    let mut text = String::new();
    (first..first + count).step_by(2).for_each(|number| make(&mut text, number));
    text
}

fn files(directory: &Path, resources: usize, make: fn(&mut String, usize)) -> Result<(), Box<dyn Error>> {
    for first in (0..resources).step_by(IN_A_FILE) {
        let count = IN_A_FILE.min(resources - first);
        write(&directory.join(format!("part{first}.tf")), &blocks(first, count, make))?;
    }
    Ok(())
}

fn roots(directory: &Path, resources: usize, make: fn(&mut String, usize)) -> Result<(), Box<dyn Error>> {
    for first in (0..resources).step_by(IN_A_ROOT) {
        files(&directory.join(format!("root{first}")), IN_A_ROOT.min(resources - first), make)?;
    }
    Ok(())
}

fn modules(directory: &Path, resources: usize) -> Result<(), Box<dyn Error>> {
    let call = |name: &str, source: &str, argument: &str| {
        format!("module \"{name}\" {{\n  source = \"{source}\"\n  name   = {argument}\n}}\n")
    };
    let variable = "variable \"name\" {\n  type = string\n}\n";
    let mut store = variable.to_owned();
    blocks_of_module(&mut store);
    write(&directory.join("modules/store/main.tf"), &store)?;
    let stores: String =
        (0..5).map(|n| call(&format!("store{n}"), "../store", &format!("\"${{var.name}}-{n}\""))).collect();
    write(&directory.join("modules/service/main.tf"), &format!("{variable}{stores}"))?;
    for root in 0..resources.div_ceil(20) {
        let calls: String = (0..2)
            .map(|n| call(&format!("service{n}"), "../../modules/service", &format!("\"s{root}-{n}\"")))
            .collect();
        write(&directory.join(format!("roots/r{root}/main.tf")), &calls)?;
    }
    Ok(())
}

fn blocks_of_module(text: &mut String) {
    text.push_str("resource \"aws_s3_bucket\" \"this\" {\n  bucket = var.name\n}\n");
    text.push_str("resource \"aws_s3_bucket_versioning\" \"this\" {\n  bucket = aws_s3_bucket.this.id\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n");
}

fn for_each(directory: &Path, resources: usize) -> Result<(), Box<dyn Error>> {
    // Terraform's `range` gives 1024 numbers at most.
    for (number, first) in (0..resources).step_by(1000).enumerate() {
        let count = 1000.min(resources - first);
        let text = format!(
            "resource \"aws_ebs_volume\" \"v\" {{\n  for_each          = toset([for n in range({count}) : \"disk-${{n}}\"])\n  \
             availability_zone = \"eu-west-1a\"\n  size              = 10\n  encrypted         = true\n  tags              = {{ Name = each.key }}\n}}\n"
        );
        write(&directory.join(format!("root{number}/main.tf")), &text)?;
    }
    Ok(())
}

fn pair(text: &mut String, number: usize) {
    let _ = write!(
        text,
        "resource \"aws_s3_bucket\" \"b{number}\" {{\n  bucket = \"logs-{number}\"\n\n  tags = {{\n    Name  = \"logs-{number}\"\n    Owner = \"team-{owner}\"\n  }}\n}}\n\n\
         resource \"aws_s3_bucket_public_access_block\" \"b{number}\" {{\n  bucket                  = aws_s3_bucket.b{number}.id\n  block_public_acls       = true\n  \
         block_public_policy     = true\n  ignore_public_acls      = true\n  restrict_public_buckets = {last}\n}}\n\n",
        owner = number % 7,
        last = !number.is_multiple_of(50),
    );
}

fn security_group(text: &mut String, number: usize) {
    let _ = write!(
        text,
        "resource \"aws_security_group\" \"g{number}\" {{\n  name        = \"g{number}\"\n  description = \"Service {number}\"\n  vpc_id      = \"vpc-0123456789abcdef0\"\n}}\n\n\
         resource \"aws_security_group_rule\" \"g{number}\" {{\n  type              = \"ingress\"\n  security_group_id = aws_security_group.g{number}.id\n  \
         from_port         = {port}\n  to_port           = {port}\n  protocol          = \"tcp\"\n  cidr_blocks       = [\"{source}\"]\n}}\n\n",
        port = if number.is_multiple_of(3) { 443 } else { 22 },
        source = if number.is_multiple_of(40) { "0.0.0.0/0" } else { "10.0.0.0/8" },
    );
}

fn policy(text: &mut String, number: usize) {
    let _ = write!(
        text,
        "data \"aws_iam_policy_document\" \"p{number}\" {{\n  statement {{\n    sid       = \"Read\"\n    actions   = [\"s3:GetObject\", \"s3:ListBucket\"]\n    \
         resources = [\"arn:aws:s3:::logs-{number}\", \"arn:aws:s3:::logs-{number}/*\"]\n\n    condition {{\n      test     = \"Bool\"\n      variable = \"aws:SecureTransport\"\n      values   = [\"true\"]\n    }}\n  }}\n}}\n\n\
         resource \"aws_iam_policy\" \"p{number}\" {{\n  name   = \"p{number}\"\n  policy = data.aws_iam_policy_document.p{number}.json\n}}\n\n"
    );
}
