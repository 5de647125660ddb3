//! The command `soc2lint`.

use std::process::ExitCode;

/// A short run is much allocation of small things; the system's allocators differ in how well they do that, musl's least.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    soc2lint::cli::run(std::env::args_os())
}
