//! A sign of life for people who wait: on a terminal, on standard error, and only where it takes long.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Before this nobody wonders.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const PERIOD: Duration = Duration::from_millis(500);

/// A line on standard error that tells how long the work has taken. It is gone when this is dropped.
pub(super) struct Progress {
    worker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Tells of `what` from now on, if standard error is a terminal and somebody wants to hear of it.
    pub(super) fn start(what: &'static str, is_wanted: bool) -> Self {
        let is_terminal = io::stderr().is_terminal() && std::env::var_os("CI").is_none();
        if !is_wanted || !is_terminal {
            return Self { worker: None };
        }
        let (done, is_done) = mpsc::channel();
        let worker = thread::spawn(move || {
            let mut out = io::stderr();
            // With standard error closed there is nobody to tell.
            let _ = tell(what, PATIENCE, PERIOD, &mut out, |time| {
                is_done.recv_timeout(time) == Err(RecvTimeoutError::Timeout)
            });
        });
        Self { worker: Some((done, worker)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, worker)) = self.worker.take() {
            drop(done);
            // The line has to be gone before anything else is written.
            let _ = worker.join();
        }
    }
}

/// Writes the line for as long as `wait` says that the work goes on, and takes it away at the end.
fn tell(
    what: &str,
    patience: Duration,
    period: Duration,
    out: &mut dyn Write,
    mut wait: impl FnMut(Duration) -> bool,
) -> io::Result<()> {
    let start = Instant::now();
    if !wait(patience) {
        return Ok(());
    }
    loop {
        write!(out, "\r{what} … {} s", start.elapsed().max(patience).as_secs())?;
        out.flush()?;
        if !wait(period) {
            // Back to the start of the line, and erase it.
            write!(out, "\r\u{1b}[2K")?;
            return out.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rounds: usize) -> String {
        let mut out = Vec::new();
        let mut left = rounds;
        tell("checking", PATIENCE, PERIOD, &mut out, |_| {
            left = left.saturating_sub(1);
            left > 0
        })
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_short_run_tells_nothing_and_a_long_one_leaves_nothing() {
        assert_eq!(told(1), "");
        assert_eq!(told(3), "\rchecking … 1 s\rchecking … 1 s\r\u{1b}[2K");
    }
}
