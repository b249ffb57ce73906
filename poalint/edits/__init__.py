"""Ready edits for findings: what to take out, replace or put in, so that no broken text is left."""
