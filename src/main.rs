//! The command `soc2lint`.

fn main() {}
