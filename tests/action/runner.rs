//! What the scripts of the action find around them: a runner's directories and variables, and a server with releases.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::thread;

use tempfile::TempDir;

use super::{PROGRAM, ROOT};

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a program that must succeed.
pub(crate) fn run(program: &str, arguments: &[&str], directory: &Path) -> String {
    let output = Command::new(program).args(arguments).current_dir(directory).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Serves files on the loopback interface until the test ends; gives the address.
pub(crate) fn serve(files: BTreeMap<String, Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let files = Arc::new(files);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let _ = reader.read_line(&mut request);
            let mut header = String::new();
            while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
                header.clear();
            }
            let path = request.split(' ').nth(1).unwrap_or_default();
            let (status, body) = match files.get(path) {
                Some(body) => ("200 OK", body.as_slice()),
                None => ("404 Not Found", &b"gone"[..]),
            };
            let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(body);
        }
    });
    address
}

/// What a runner has: directories with a blank in their names, and files for what steps tell each other.
pub(crate) struct Runner {
    pub(crate) directory: TempDir,
}

impl Runner {
    pub(crate) fn new() -> Self {
        let runner = Self { directory: TempDir::new().unwrap() };
        fs::create_dir_all(runner.path("tool cache")).unwrap();
        fs::create_dir_all(runner.path("temp dir")).unwrap();
        for file in ["path", "output", "summary"] {
            fs::write(runner.path(file), "").unwrap();
        }
        runner
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// One output of the steps so far.
    pub(crate) fn output(&self, name: &str) -> Option<String> {
        let text = self.read("output");
        let value = text.lines().rev().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        value.map(ToOwned::to_owned)
    }

    /// Runs a script of the action.
    pub(crate) fn script(&self, script: &str, directory: &Path, variables: &[(&str, &str)]) -> Output {
        let script = Path::new(ROOT).join("action").join(script);
        let programs = Path::new(PROGRAM).parent().unwrap().to_str().unwrap();
        self.bash(&[programs], directory, variables).arg(script).output().unwrap()
    }

    /// A shell with what the runner tells a step, and these directories first in the path.
    pub(crate) fn bash(&self, path: &[&str], directory: &Path, variables: &[(&str, &str)]) -> Command {
        let path = path.iter().copied().chain(["/usr/local/bin", "/usr/bin", "/bin"]).collect::<Vec<_>>().join(":");
        let mut command = Command::new("bash");
        command
            .current_dir(directory)
            .env_clear()
            .env("PATH", path)
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .env("RUNNER_TEMP", self.path("temp dir"))
            .env("RUNNER_TOOL_CACHE", self.path("tool cache"))
            .env("GITHUB_PATH", self.path("path"))
            .env("GITHUB_OUTPUT", self.path("output"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .envs(variables.iter().copied());
        command
    }
}
