//! Writes a large plan to standard output, for measuring:
//! `cargo run --release --example generate_plan -- --resources 50000 > plan.json`.

#[path = "../benches/plan/generate.rs"]
mod generate;

use std::io::{self, BufWriter, Write};

use clap::Parser;
use generate::Size;

/// A large plan, made of a real one.
#[derive(Parser)]
struct Arguments {
    /// How many resources, about.
    #[arg(long, default_value_t = 1_000)]
    resources: usize,
    /// How many bytes, about; instead of a number of resources.
    #[arg(long, conflicts_with = "resources")]
    bytes: Option<usize>,
    /// How many of a hundred resources are instances of the same few blocks.
    #[arg(long, default_value_t = 20)]
    instances: usize,
    /// How many of a hundred resources stand in modules.
    #[arg(long, default_value_t = 20)]
    modules: usize,
    /// How many of a hundred resources are referred to in ways that a plan does not show.
    #[arg(long, default_value_t = 10)]
    unresolved: usize,
}

fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let size = |resources| Size::of_resources(resources, arguments.instances, arguments.modules, arguments.unresolved);
    let size = match arguments.bytes {
        None => size(arguments.resources),
        Some(bytes) => {
            // What the whole takes hangs on the shares, so a small plan is made first.
            let sample = size(1_000);
            let mut text = Vec::new();
            generate::write(sample, &mut text)?;
            size(bytes * sample.resources() / text.len().max(1))
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    generate::write(size, &mut out)?;
    out.flush()
}
