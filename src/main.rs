//! The command `soc2lint`.

use std::process::ExitCode;

fn main() -> ExitCode {
    soc2lint::cli::run(std::env::args_os())
}
