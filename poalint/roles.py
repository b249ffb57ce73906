"""The roles that a section of a plan can have, and the kinds of block a draft is made of."""

from __future__ import annotations

ISSUE = "issue"
ROOT_CAUSE = "root-cause"
CORRECTIVE = "corrective"
PREVENTIVE = "preventive"
EVIDENCE = "evidence"
OTHER = "other"
ROLES = (ISSUE, ROOT_CAUSE, CORRECTIVE, PREVENTIVE, EVIDENCE, OTHER)
ACTION_ROLES = frozenset({CORRECTIVE, PREVENTIVE})
CONTENT_ROLES = frozenset({ISSUE, ROOT_CAUSE, CORRECTIVE, PREVENTIVE})

HEADING = "heading"
PARAGRAPH = "paragraph"
ITEM = "item"
ROW = "row"
QUOTE = "quote"
BLOCKS = (HEADING, PARAGRAPH, ITEM, ROW, QUOTE)
