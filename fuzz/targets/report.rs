#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| soc2lint_fuzz::run("report", input));
