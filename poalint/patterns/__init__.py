"""The pattern language: sequences of words, word classes and gaps, matched in time linear in the text."""
