"""The language server: what poalint finds, in the editor in which a draft is written (``poalint lsp``)."""
