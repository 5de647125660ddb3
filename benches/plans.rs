//! How long it takes to read a large plan, beside what serde_json takes to go over the same bytes without keeping anything; and to
//! judge it, at two sizes: what is linear takes five times as long for five times as much.
//!
//! `cargo bench --bench plans` runs it; `cargo run --release --example generate_plan` writes such a plan to a file.

#[path = "plan/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::hint::black_box;

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

fn reading(criterion: &mut Criterion) {
    let text = text(size(5_000));
    let mut group = criterion.benchmark_group("reading a plan");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("serde_json, nothing kept", |bencher| {
        bencher
            .iter(|| serde_json::from_str::<BTreeMap<&str, IgnoredAny>>(black_box(&text)).expect("it is JSON").len());
    });
    let path = Utf8Path::new("plan.json");
    group.bench_function("all resources listed", |bencher| {
        bencher.iter(|| {
            let sources = SourceMap::default();
            let file = plan::read_from(&sources, path, path, &mut black_box(text.as_bytes())).expect("it is a plan");
            plan::resources(&file, None).resources.managed.values().map(Vec::len).sum::<usize>()
        });
    });
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
