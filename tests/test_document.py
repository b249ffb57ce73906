"""Drafts as sellers write them: headings of every shape, lists, tables, quotations, wrapped lines, odd characters."""

from __future__ import annotations

import pytest
from parsing import blocks, parse, sections

HEADINGS = [
    "# Root cause",
    "## Root cause ##",
    "### **2. Root cause**",
    "**Root cause**",
    "**Root cause:**",
    "__Root cause__",
    "_Root cause_",
    "*** Root cause ***",
    "=== Root cause ===",
    "Root cause\n==========",
    "Root cause\n----------",
    "ROOT CAUSE",
    "ROOT CAUSE:",
    "1) Root cause:",
    "1. ROOT CAUSE",
    "2.1 Root cause",
    "A. Root cause",
    "(a) Root cause",
    "II. Root cause",
    "① Root cause",
    "Step 2: Root cause",
    "Part 2 - Root cause",
    "D4: Root cause",
    "【Root cause】",
    "- **Root cause**",
    "• Root cause:",
    "Root cause",
    "Root cause:",
    "Root cause -",
    "Root\u00a0cause:",
    "Root ca\u00aduse",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("heading", HEADINGS)
def test_headings(heading: str, line_end: str) -> None:
    text = f"Dear team,\n\n{heading}\nWe had no check of the labels.\n\nThe pages were not compared.\n"
    text = text.replace("\n", line_end)
    (greeting, _), (role, title) = sections(text)
    assert (greeting, role) == ("other", "root-cause")
    assert title.replace("\u00ad", "").replace("\u00a0", " ").lower() == "root cause"
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("What went wrong", "issue"),
        ("Why did it happen?", "root-cause"),
        ("How did we fix it", "corrective"),
        ("What we have already done:", "corrective"),
        ("How will we stop this from happening again?", "preventive"),
        ("Attachments", "evidence"),
        ("Closing words", "other"),
    ],
)
def test_roles_of_headings(heading: str, role: str) -> None:
    assert sections(f"# {heading}\n\nThe labels of the carton.\n") == [(role, heading.rstrip(":"))]


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("Corrective and preventive actions", {"corrective", "preventive"}),
        ("Plan of action", {"corrective", "preventive"}),
        ("Issue and root cause", {"issue", "root-cause"}),
    ],
)
def test_combined_headings(heading: str, roles: set[str]) -> None:
    (section,) = parse(f"# {heading}\n\n- The labels of the carton.\n").sections
    assert set(section.roles) == roles


@pytest.mark.parametrize("lead", ["Root cause:", "**Root cause:**", "1) Root cause:", "ROOT CAUSE:"])
def test_a_heading_on_the_line_of_its_first_sentence(lead: str) -> None:
    text = f"{lead} The labels were compared by nobody.\n\nCorrective actions: We closed the offer on 3 March 2026.\n"
    assert [role for role, _ in sections(text)] == ["root-cause", "corrective"]
    assert [kind for kind, _ in blocks(text)] == ["heading", "paragraph", "heading", "paragraph"]


def test_a_heading_may_end_with_an_abbreviation_in_brackets() -> None:
    text = "Dear team,\n\nRoot cause (as of 8 Jan.)\n- We had no check of the labels.\n"
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "heading", "item"]
    assert sections(text)[1][0] == "root-cause"


@pytest.mark.parametrize(
    "line", ["Note:", "Our store is called:", "1. Compare the label", "- Labels:", "No headings here", "a) Root cause;"]
)
def test_a_line_that_only_looks_like_a_heading(line: str) -> None:
    assert [kind for kind, _ in blocks(f"We sell lamps.\n\n{line}\n\nWe sell shades.\n")][1] in ("paragraph", "item")


@pytest.mark.parametrize(
    ("headings", "role"),
    [
        (("1. Zebra", "2. Root cause", "3. Corrective actions", "4. Preventive actions"), "issue"),
        (("1. The issue", "2. Zebra", "3. Corrective actions", "4. Preventive actions"), "root-cause"),
        (("Q1. What happened?", "Q2. Why did it happen?", "Q3. Zebra?", "Q4. What prevents a repeat?"), "corrective"),
    ],
)
def test_a_heading_that_says_nothing_is_the_part_between_its_neighbours(headings: tuple[str, ...], role: str) -> None:
    text = "\n\n".join(f"{heading}\nThe zebra stands there." for heading in headings)
    ((found, _),) = [one for one in sections(text) if "Zebra" in one[1]]
    assert found == role


def test_a_part_that_is_named_elsewhere_is_not_taken_twice() -> None:
    headings = ("1. Root cause", "2. The issue", "3. Zebra", "4. Corrective actions")
    text = "\n\n".join(f"{heading}\nThe zebra stands there." for heading in headings)
    assert "root-cause" not in [role for role, title in sections(text) if "Zebra" in title]


def test_a_title_is_not_a_section_of_the_plan() -> None:
    parts = ["Issue\nLamps came late.", "Root cause\nNobody looked.", "Corrective and preventive actions\n- Done."]
    text = "\n\n".join(["Plan of Action", *parts])
    assert [role for role, _ in sections(text)] == ["other", "issue", "root-cause", "corrective"]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "+", "→", "✓", "1.", "1)", "(1)", "a)", "iv.", "①", "Step 1:"])
def test_bullets(mark: str) -> None:
    text = f"{mark} We closed the offer on 3 March 2026.\n{mark} We counted the stock."
    assert blocks(text) == [("item", "We closed the offer on 3 March 2026."), ("item", "We counted the stock.")]


def test_levels_of_items() -> None:
    text = "1. No check of labels\n2. No deputy packer\n   - Ana was ill\n     - for a week\n3. No list\n\n- New list\n"
    assert [(block.kind, block.level) for block in parse(text).blocks] == [
        ("item", 1),
        ("item", 1),
        ("item", 2),
        ("item", 3),
        ("item", 1),
        ("item", 1),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_are_one_block(line_end: str) -> None:
    paragraph = (
        "Our packer compared nothing with the order, because the packing list that\n"
        "hangs over the bench shows only the number of the article, as Ana and then\n"
        "Jan told us."
    ).replace("\n", line_end)
    item = "We wrote to each of the 14 buyers who had\n  received the wrong colour.".replace("\n", line_end)
    text = f"{paragraph}{line_end * 2}- {item}{line_end}- We counted."
    assert blocks(text) == [("paragraph", paragraph), ("item", item), ("item", "We counted.")]


@pytest.mark.parametrize(
    "table",
    [
        "| Step | Owner | Due |\n|---|:---:|---|\n| Compare labels | Ana Vos | daily |\n| Count | | Fridays |",
        "Step | Owner | Due\n--- | --- | ---\nCompare labels | Ana Vos | daily\nCount | Jan | Fridays",
        "Step\tOwner\tDue\nCompare labels\tAna Vos\tdaily\nCount\tJan\tFridays",
    ],
)
def test_tables(table: str) -> None:
    text = f"Preventive actions\n\n{table}\n\nThat is all we do.\n"
    document = parse(text)
    rows = [block for block in document.blocks if block.kind == "row"]
    assert [row.header for row in rows] == [True, False, False]
    cells = [(text[cell.start : cell.end], cell.column) for cell in rows[1].cells]
    assert cells == [("Compare labels", "step"), ("Ana Vos", "owner"), ("daily", "due")]
    assert document.blocks[-1].kind == "paragraph"


@pytest.mark.parametrize(
    "quotation",
    [
        "“we beg you”",
        '"we beg you"',
        "„we beg you“",
        "«we beg you»",
        "‘we beg you’",
    ],
)
def test_quotations(quotation: str) -> None:
    text = f"A buyer wrote {quotation} to Ana's team, and the 14\" tile came late."
    document = parse(text)
    at = text.index("we beg")
    assert document.quoted(at, at + len("we beg you"))
    assert not document.quoted(text.index("buyer"), text.index("buyer") + 5)
    assert not document.quoted(text.index("tile"), text.index("tile") + 4)


def test_a_pasted_notice_is_a_quotation() -> None:
    text = "> We removed your listing.\n> Send a plan.\n\nWe closed the offer.\n"
    document = parse(text)
    assert blocks(text)[0] == ("quote", "We removed your listing.\n> Send a plan.")
    assert document.quoted(2, 20) and not document.quoted(text.index("closed"), text.index("closed") + 6)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We sold 4.9 kg. It was late.", 2),
        ("We asked Mr. Vos. He counted.", 2),
        ("We use e.g. a scale. It works.", 2),
        ("See example.com for it.", 1),
        ("Was it late? Yes! It was…", 3),
        ("He said “it is late.” Then he left.", 2),
        ("J. Vos counted.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(parse(text).sentences) == count


def test_invisible_characters_are_no_part_of_words() -> None:
    document = parse("\ufeffRoot\u00a0cause\r\n\r\nWe had no pro\u00adce\u00addure, and didn\u2019t test\u200bing.\r\n")
    assert [norm for norm in document.tokens.norms if norm.isalpha()] == [
        *("root", "cause", "we", "had", "no", "procedure", "and", "did", "not", "testing")
    ]


STORY = """\
Dear Amazon team,

On 3 March 2026 our late shipment rate rose to 6 %. This happened because we had no deputy packer.

We refunded the 14 buyers on 5 March 2026 and closed the offer.

From now on Ana Vos will check each parcel daily to prevent late orders.

Kind regards
Jan Vos
"""


def test_sections_by_content() -> None:
    document = parse(STORY)
    assert [section.role for section in document.sections] == ["other", "issue", "corrective", "preventive", "other"]
    assert set(document.sections[1].roles) == {"issue", "root-cause"}


def test_a_sentence_that_announces_a_list() -> None:
    text = (
        "The following corrective steps have been taken by us in order to put the problem right so far:\n"
        "- the offer\n- the stock\n\n"
        "In order to make sure that nothing like this can happen again, we have set up these controls for good:\n"
        "- the scale\n- the list\n"
    )
    assert [role for role, _ in sections(text)] == ["corrective", "preventive"]


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "---\n===\n", "- \n1.\n", "- ::\n1) :\n# =\n", "|\n||\n", ">\n>>\n", "**\n"]
)
def test_drafts_without_words(text: str) -> None:
    assert all(text[block.start : block.end].strip() for block in parse(text).blocks)
