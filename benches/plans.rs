//! How long it takes to read a large plan, from the file to the list of its resources, beside what serde_json takes for the same bytes:
//! to go over them without keeping anything, and to list the resources in structures that borrow from the text; and to judge it, at two
//! sizes: what is linear takes five times as long for five times as much.
//!
//! `cargo bench --bench plans` runs it, and says first how they compare, and how much memory the program takes to judge the large plan
//! (on Linux); with `-- --quick` it takes about a minute.
//! `cargo run --release --example generate_plan` writes such a plan to a file.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it has measured")]

#[path = "plan/generate.rs"]
mod generate;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use generate::Size;
use serde::Deserialize;
use serde::de::IgnoredAny;
use soc2lint::lint;
use soc2lint::plan::{self, PlanFile, Planned};
use soc2lint::workspace::SourceMap;

fn size(resources: usize) -> Size {
    Size::of_resources(resources, 20, 20, 10)
}

fn text(size: Size) -> String {
    let mut text = Vec::new();
    generate::write(size, &mut text).expect("memory can be written to");
    String::from_utf8(text).expect("JSON is text")
}

/// Everything that there is in the end, so that nothing of it is left out, and letting go of it is not counted.
fn listed(path: &Utf8Path) -> (PlanFile, Planned) {
    let file = plan::read(&SourceMap::default(), black_box(path), path).expect("it is a plan");
    let planned = plan::resources(&file, None);
    (file, planned)
}

fn passed_over(text: &str) -> usize {
    serde_json::from_str::<BTreeMap<&str, IgnoredAny>>(black_box(text)).expect("it is JSON").len()
}

/// What a program would keep that wants to know which resources a plan changes.
#[derive(Deserialize)]
struct Borrowed<'a> {
    #[serde(borrow)]
    resource_changes: Vec<BorrowedChange<'a>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is kept is not looked at")]
struct BorrowedChange<'a> {
    // An address may have a key with quotes in it, which are escaped.
    #[serde(borrow)]
    address: Cow<'a, str>,
    #[serde(borrow)]
    module_address: Option<Cow<'a, str>>,
    mode: &'a str,
    r#type: &'a str,
    name: &'a str,
    index: Option<IgnoredAny>,
    provider_name: &'a str,
    change: BorrowedValues<'a>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is kept is not looked at")]
struct BorrowedValues<'a> {
    #[serde(borrow)]
    actions: Vec<&'a str>,
    before: Option<IgnoredAny>,
    after: Option<IgnoredAny>,
    after_unknown: Option<IgnoredAny>,
    before_sensitive: Option<IgnoredAny>,
    after_sensitive: Option<IgnoredAny>,
}

fn borrowed(text: &str) -> usize {
    serde_json::from_str::<Borrowed<'_>>(black_box(text)).expect("it is a plan").resource_changes.len()
}

/// Bytes of memory that a program has taken at most, as far as it has come; `None` where the system does not tell.
fn peak(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

/// Bytes of memory that the program takes at most to judge a plan.
fn peak_of_check(plan: &Utf8Path) -> Option<u64> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soc2lint"));
    command.args(["check", "--format", "concise"]).arg(plan).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program can be run");
    let mut most = None;
    while child.try_wait().expect("it can be waited for").is_none() {
        most = most.max(peak(&child));
        thread::sleep(Duration::from_millis(2));
    }
    most
}

/// Seconds of the shortest of some runs: the one that the least else got in the way of.
fn shortest<T>(mut run: impl FnMut() -> T) -> f64 {
    let mut time = || {
        let start = Instant::now();
        let result = black_box(run());
        let elapsed = start.elapsed();
        drop(result);
        elapsed
    };
    (0..7).map(|_| time()).min().unwrap_or_default().as_secs_f64()
}

fn reading(criterion: &mut Criterion) {
    let size = size(50_000);
    let text = text(size);
    let directory = tempfile::tempdir().expect("a directory for the benchmark");
    let path = Utf8PathBuf::from_path_buf(directory.path().join("plan.json")).expect("a UTF-8 path");
    std::fs::write(&path, &text).expect("it can be written");

    let (over, kept) = (shortest(|| passed_over(&text)), shortest(|| borrowed(&text)));
    let (file, read) = (shortest(|| std::fs::read_to_string(&path)), shortest(|| listed(&path)));
    let bytes = text.len() as f64;
    println!("{} resources, {:.1} MB, read and listed in {:.0} ms:", size.resources(), bytes / 1e6, read * 1e3);
    let beside = |what: &str, time: f64| println!("  {:.2} times {what}, {:.0} ms", read / time, time * 1e3);
    beside("what serde_json takes to go over the text and keep nothing", over);
    beside("what it takes to list them in structures that borrow from the text", kept);
    beside("that with the file read first, as it is read here", file + kept);
    if let Some(peak) = peak_of_check(&path) {
        println!("  judged in {:.2} times the memory of the file, {:.1} MB", peak as f64 / bytes, peak as f64 / 1e6);
    }

    let mut group = criterion.benchmark_group("reading a plan");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("serde_json, nothing kept", |bencher| bencher.iter(|| passed_over(&text)));
    group.bench_function("serde_json, borrowed", |bencher| bencher.iter(|| borrowed(&text)));
    group.bench_function("all resources listed", |bencher| bencher.iter_with_large_drop(|| listed(&path)));
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
