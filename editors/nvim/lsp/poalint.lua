-- For Neovim 0.11 and newer: put this folder on the runtimepath, then vim.lsp.enable("poalint").
return {
  cmd = { "poalint", "lsp", "--stdio" },
  filetypes = { "text", "markdown" },
  root_markers = { "poalint.yaml", ".poalint.yaml", "pyproject.toml", ".git" },
}
