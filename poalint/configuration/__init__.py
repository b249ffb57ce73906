"""The user's settings: where they stand, how they are read, and a linter that keeps to them."""
