"""Silence findings: by comments in a Markdown draft, by path, by fingerprint, by baseline. No draft text is stored."""
