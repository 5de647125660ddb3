-- Neovim 0.11 and newer: copy this file to `lsp/soc2lint.lua` in the configuration directory, then
-- `vim.lsp.enable("soc2lint")`. Older versions: docs/language-server.md.
return {
  cmd = { "soc2lint", "lsp" },
  filetypes = { "terraform", "terraform-vars", "opentofu" },
  root_markers = { ".soc2lint.hcl", ".terraform", ".git" },
}
