//! Measures the language server as an editor's user meets it: `lsp_latency PROGRAM DIRECTORY [EDITS]`.
//!
//! Opens files all over a repository, changes one after the other, and tells how long it takes from a keystroke until everything that
//! follows from it is published. To know when that is, it asks for a hover, which the server answers after that.

#![expect(clippy::print_stdout, reason = "what it measures is what it is for")]

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (program, directory, edits) = match arguments.as_slice() {
        [program, directory] => (program, directory, 50),
        [program, directory, edits] => (program, directory, edits.parse()?),
        _ => return Err("write lsp_latency PROGRAM DIRECTORY [EDITS]".into()),
    };
    let root = fs::canonicalize(directory)?;
    let mut files: Vec<PathBuf> =
        WalkDir::new(&root).into_iter().filter_map(Result::ok).map(|file| file.into_path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "tf"));
    files.sort();
    if files.is_empty() {
        return Err(format!("there is no Terraform in `{directory}`").into());
    }
    let mut client = Client::start(program)?;
    client.ask("initialize", json!({ "processId": null, "rootUri": uri(&root), "capabilities": {} }))?;
    client.tell("initialized", json!({}))?;

    let mut times = Vec::new();
    for edit in 0..=edits {
        let file = files.get(edit * files.len() / (edits + 1)).ok_or("there are more edits than files")?;
        let text = fs::read_to_string(file)?;
        let document = json!({ "uri": uri(file), "languageId": "terraform", "version": 1, "text": text });
        client.tell("textDocument/didOpen", json!({ "textDocument": document }))?;
        let first = client.settle(&uri(file))?;
        if edit == 0 {
            println!("opened: {:.1} ms", milliseconds(first));
        }
        // A key in the middle of the file: what is below moves, what reaches the file is evaluated again.
        let line = text[..text.len() / 2].rfind('\n').map_or(0, |at| at + 1);
        let changed = format!("{}# k\n{}", &text[..line], &text[line..]);
        let document = json!({ "uri": uri(file), "version": 2 });
        let change = json!({ "textDocument": document, "contentChanges": [{ "text": changed }] });
        let start = Instant::now();
        client.tell("textDocument/didChange", change)?;
        client.settle(&uri(file))?;
        times.push((start.elapsed(), file));
    }
    times.sort();
    let at = |share: f64| {
        times.get(((times.len() - 1) as f64 * share).round() as usize).map_or(Duration::ZERO, |time| time.0)
    };
    println!(
        "{} edits in {} files: median {:.1} ms, 95th percentile {:.1} ms, most {:.1} ms",
        times.len(),
        files.len(),
        milliseconds(at(0.5)),
        milliseconds(at(0.95)),
        milliseconds(at(1.0)),
    );
    for (time, file) in times.iter().rev().take(3) {
        println!("  {:.1} ms: {}", milliseconds(*time), file.strip_prefix(&root)?.display());
    }
    client.ask("shutdown", Value::Null)?;
    client.tell("exit", Value::Null)?;
    drop(client.input);
    client.child.wait()?;
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn uri(path: &std::path::Path) -> String {
    format!("file://{}", path.display())
}

struct Client {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: u64,
}

impl Client {
    fn start(program: &str) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(program).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = child.stdin.take().ok_or("no standard input")?;
        let output = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        Ok(Self { child, input, output, next: 0 })
    }

    fn send(&mut self, message: &Value) -> Result<(), Box<dyn Error>> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }

    fn tell(&mut self, method: &str, parameters: Value) -> Result<(), Box<dyn Error>> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }))
    }

    /// Asks, and reads on until the answer is there.
    fn ask(&mut self, method: &str, parameters: Value) -> Result<(), Box<dyn Error>> {
        self.next += 1;
        let id = json!(self.next);
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }))?;
        while self.receive()?.get("id") != Some(&id) {}
        Ok(())
    }

    /// Waits until everything that was told has its consequences published; how long that took.
    fn settle(&mut self, uri: &str) -> Result<Duration, Box<dyn Error>> {
        let start = Instant::now();
        let place = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } });
        self.ask("textDocument/hover", place)?;
        Ok(start.elapsed())
    }

    fn receive(&mut self) -> Result<Value, Box<dyn Error>> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err("the server is gone".into());
            }
            match line.trim().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text)?;
        Ok(serde_json::from_slice(&text)?)
    }
}
