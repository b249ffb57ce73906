"""A draft as a document: blocks, sentences, quotations and sections with roles, all by absolute offsets."""
