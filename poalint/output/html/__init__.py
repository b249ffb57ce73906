"""Write results as one HTML page that needs nothing else: no script, no network, no other file."""

from poalint.output.html.page import render

__all__ = ["render"]
