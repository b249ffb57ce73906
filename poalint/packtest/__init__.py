"""Tests for rule packs: their examples, what these leave out, slow patterns, duplicates, and drafts with labels."""
