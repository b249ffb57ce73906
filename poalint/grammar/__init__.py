"""Grammar and spelling by LanguageTool: its server, one request for each draft, and what of its answer counts.

``service`` is the door. Nothing of this is imported in a run that does not ask for grammar.
"""
