"""Check kinds: each module runs one kind of rule over a document and yields hits."""
