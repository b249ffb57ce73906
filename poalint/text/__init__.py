"""Plain text: decoding, positions and words. Knows nothing of plans or rules."""
