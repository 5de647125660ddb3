//! A real client: Neovim, where it is installed: 0.7 and newer by `vim.lsp.start_client`, 0.11 and newer as users have it.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Starts the server as `editors/neovim/soc2lint.lua` says, and writes the diagnostics that Neovim shows to a file.
const SCRIPT: &str = r#"
if vim.lsp.enable then
  -- The file lies in a configuration directory, as the guide has it.
  vim.opt.runtimepath:prepend(vim.fn.getcwd() .. "/config")
  vim.lsp.enable("soc2lint")
  vim.cmd("filetype on")
  vim.cmd("edit main.tf")
else
  local config = dofile("config/lsp/soc2lint.lua")
  config.name = "soc2lint"
  config.root_dir = vim.fn.getcwd()
  vim.cmd("edit main.tf")
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end
local function shown()
  local lines = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    table.insert(lines, string.format("%d:%d %s %s", found.lnum + 1, found.col + 1, found.source, found.code))
  end
  table.sort(lines)
  return lines
end
vim.wait(30000, function() return #shown() > 0 end, 10)
local first = shown()
vim.api.nvim_buf_set_lines(0, 3, 4, false, { "  encrypted = true" })
vim.wait(30000, function() return #shown() == 0 end, 10)
vim.fn.writefile(first, "first.txt")
vim.fn.writefile(shown(), "second.txt")
vim.cmd("qall!")
"#;

#[test]
fn neovim_shows_what_is_found() {
    if Command::new("nvim").arg("--version").output().is_err() {
        // The crate's tests need nothing but the toolchain.
        eprintln!("left out, there is no `nvim` here");
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    fs::create_dir(here.join(".git")).unwrap();
    let text = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  size = 1\n  encrypted = false\n}\n";
    fs::write(here.join("main.tf"), text).unwrap();
    fs::write(here.join("script.lua"), SCRIPT).unwrap();
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/neovim/soc2lint.lua");
    fs::create_dir_all(here.join("config/lsp")).unwrap();
    fs::copy(config, here.join("config/lsp/soc2lint.lua")).unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_soc2lint")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let status = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-c", "luafile script.lua"])
        .current_dir(here)
        .env("HOME", here)
        .env("PATH", path)
        .status()
        .unwrap();
    assert!(status.success());
    let read = |name: &str| fs::read_to_string(here.join(name)).unwrap();
    assert_eq!(read("first.txt"), "4:3 soc2lint aws-ebs-volume-encrypted\n");
    assert_eq!(read("second.txt"), "");
}
