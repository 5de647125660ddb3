//! The least that any linter has to do: walks a directory, reads every file of Terraform's and looks at each byte once.
//!
//! `lower_bound DIRECTORY` prints how many files, bytes and lines that were.

use std::error::Error;
use std::io::Write as _;

use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).ok_or("write lower_bound DIRECTORY")?;
    let (mut files, mut bytes, mut lines) = (0usize, 0usize, 0usize);
    for entry in WalkDir::new(directory) {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy();
        let is_terraform = [".tf", ".tofu", ".tf.json", ".tofu.json", ".tfvars", ".tfvars.json"];
        if entry.file_type().is_file() && is_terraform.iter().any(|ending| name.ends_with(ending)) {
            let text = std::fs::read(entry.path())?;
            files += 1;
            bytes += text.len();
            lines += memchr::memchr_iter(b'\n', &text).count();
        }
    }
    Ok(writeln!(std::io::stdout(), "{files} files, {bytes} bytes, {lines} lines")?)
}
