"""Facts that a draft states: dates, quantities, identifiers, names, and its action items."""
