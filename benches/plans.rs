//! How long it takes to read a large plan, from the file to the list of its resources, beside what serde_json takes to go over the same
//! bytes without keeping anything; and to judge it, at two sizes: what is linear takes five times as long for five times as much.
//!
//! `cargo bench --bench plans` runs it, and says first how the two compare; with `-- --quick` it takes less than a minute.
//! `cargo run --release --example generate_plan` writes such a plan to a file.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it has measured")]

#[path = "plan/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use generate::Size;
use serde::de::IgnoredAny;
use soc2lint::lint;
use soc2lint::plan;
use soc2lint::workspace::SourceMap;

fn size(resources: usize) -> Size {
    Size::of_resources(resources, 20, 20, 10)
}

fn text(size: Size) -> String {
    let mut text = Vec::new();
    generate::write(size, &mut text).expect("memory can be written to");
    String::from_utf8(text).expect("JSON is text")
}

/// What is there in the end, so that nothing of it is left out.
fn listed(path: &Utf8Path) -> usize {
    let file = plan::read(&SourceMap::default(), black_box(path), path).expect("it is a plan");
    plan::resources(&file, None).resources.managed.values().map(Vec::len).sum()
}

fn passed_over(text: &str) -> usize {
    serde_json::from_str::<BTreeMap<&str, IgnoredAny>>(black_box(text)).expect("it is JSON").len()
}

/// The shortest of some runs: the one that the least else got in the way of.
fn shortest(mut run: impl FnMut() -> usize) -> Duration {
    let mut time = || {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..5).map(|_| time()).min().unwrap_or_default()
}

fn reading(criterion: &mut Criterion) {
    let size = size(50_000);
    let text = text(size);
    let directory = tempfile::tempdir().expect("a directory for the benchmark");
    let path = Utf8PathBuf::from_path_buf(directory.path().join("plan.json")).expect("a UTF-8 path");
    std::fs::write(&path, &text).expect("it can be written");

    let (over, read) = (shortest(|| passed_over(&text)), shortest(|| listed(&path)));
    println!(
        "{} resources, {:.1} MB: serde_json goes over them in {:.0} ms, they are read and listed in {:.0} ms: {:.2} times that",
        size.resources(),
        text.len() as f64 / 1e6,
        over.as_secs_f64() * 1e3,
        read.as_secs_f64() * 1e3,
        read.as_secs_f64() / over.as_secs_f64(),
    );

    let mut group = criterion.benchmark_group("reading a plan");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("serde_json, nothing kept", |bencher| bencher.iter(|| passed_over(&text)));
    group.bench_function("all resources listed", |bencher| bencher.iter(|| listed(&path)));
    group.finish();
}

fn judging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("checking a plan");
    group.sample_size(10);
    let directory = tempfile::tempdir().expect("a directory for the benchmark");
    for resources in [1_000, 5_000] {
        let size = size(resources);
        let text = text(size);
        let path = directory.path().join(format!("{resources}.json"));
        std::fs::write(&path, &text).expect("it can be written");
        let plans = vec![Utf8PathBuf::from_path_buf(path).expect("a UTF-8 path")];
        let options = lint::Options { plans, ..lint::Options::default() };
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{} resources", size.resources()), |bencher| {
            bencher.iter_with_large_drop(|| lint::check(&options).expect("a report"));
        });
    }
    group.finish();
}

criterion_group!(benches, reading, judging);
criterion_main!(benches);
