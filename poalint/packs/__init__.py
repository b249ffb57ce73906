"""Rule packs: what a rule is, and how packs are read from YAML, checked, merged, compiled and cached."""
