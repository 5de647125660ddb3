//! Packs provider schemas into `schemas/aws.bin`. See `schemas/README.md`.
//!
//! ```text
//! cargo run --release --example generate_schema -- 5.100.0=aws-5.json.gz 6.69.1=aws-6.json.gz
//! ```

mod convert;
mod tables;

use std::path::Path;

use soc2lint::schema::format::{ProviderSource, Writer};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut sources = Vec::new();
    for argument in std::env::args().skip(1) {
        let (version, path) =
            argument.split_once('=').ok_or("expected VERSION=FILE for each version of the provider")?;
        sources.push(convert::read(version, Path::new(path))?);
    }
    if sources.is_empty() {
        return Err("expected VERSION=FILE for each version of the provider".into());
    }
    tables::apply(&mut sources, &directory)?;

    let packed = Writer::pack(&sources);
    let output = directory.join("aws.bin");
    std::fs::write(&output, &packed)?;
    summarise(&sources, &output, packed.len());
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a tool for developers that tells what it has done")]
fn summarise(sources: &[ProviderSource], output: &Path, bytes: usize) {
    for source in sources {
        println!(
            "{}: {} resource types, {} data sources",
            source.version,
            source.resources.len(),
            source.data_sources.len()
        );
    }
    println!("{}: {bytes} bytes", output.display());
}
