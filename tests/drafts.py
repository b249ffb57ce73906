"""Drafts for tests: a faulty one that holds many kinds of fault, a sound one, and any text at all."""

from __future__ import annotations

from hypothesis import strategies as st

FAULTY = """\
Dear Amazon Team,

We take customer satisfaction very seriously and we beg you for a second chance!!! Our family depends on this account.

Root cause
There are two reasons. The courier lost 12 of 300 orders (6 %) in May, and our supplier sent us the wrong goods.
1. The courier was slow.
2. We did not compare the labels with the orders.
3. Our packer was ill on 31 June 2026.

Corrective actions
- We will refund the buyers soon.
- On Monday, 3 March 2026 we refunded the 14 buyers and wrote to them.
- We will be more careful.

Preventive actions
- We will refund every buyer who complains.
- We check every parcel.
- We train our team.
- We check every parcel.

See Annex 3. My lawyer will contact you if you do not reinstate [Store Name] within 24 hours.
"""

SOUND = """\
Issue
Between 2 and 9 March 2026 we shipped 18 of 300 orders late (6 %), all of them for ASIN B0D4KX7TQP.

Root cause
We had no deputy for our packer, so orders stood still from 2 to 6 March 2026 while the packer was away.

Corrective actions
- On 10 March 2026 we shipped the 18 orders and refunded the postage.
- On 11 March 2026 we took on Jan Vos as deputy packer.

Preventive actions
- Jan Vos, deputy packer, packs whenever the packer is away, from 11 March 2026.
- Ana Lind, operations manager, compares the open orders with the scans daily at 16:00.
"""

# What editors count in other ways than Python does: emoji, joined emoji, Japanese.
MIXED = (
    "😀 日本語の下書き 👩‍👩‍👧\n"
    "Root cause\n"
    "😀 配送業者 – we beg you for a second chance!!! 𝒳 The courier lost our parcels in May 🚚.\n"
    "Preventive actions\n- 毎日 We will be more careful.\n"
)

# Pieces of drafts, with characters that have given linters trouble before.
_PIECES = st.sampled_from(
    [
        *(
            "Root cause",
            "Corrective actions:",
            "## Preventive actions",
            "PLAN OF ACTION",
            "1) Root cause:",
            "**Issue**",
        ),
        *("- ", "1. ", "   * ", "> ", "| ", " | ", "|---|---|", "\t", "“", "”", '"', "!!!", ". ", ": ", ", ", "?", "…"),
        *("\n", "\n\n", "\r\n", "\r", "\u2028", "\u0085", "\x0b", " ", "\u00a0", "\u00ad", "\u200b", "\ufeff", "\x00"),
        *("we beg you for a second chance", "the courier lost 12 of 300 orders (6 %)", "We will be more careful"),
        *(
            "We will refund the buyers soon.",
            "On Monday, 3 March 2026 we closed the offer",
            "31 June 2026",
            "03/04/2026",
        ),
        *(
            "Ana Vos",
            "Ana Voss",
            "B0D4KX7TQP",
            "B0D4KX7TQ",
            "123-1234567-1234567",
            "Annex 3",
            "two reasons",
            "[Your Name]",
        ),
        *("We're sorry", "We don’t", "it’s", "we have", "I", "my", "5 %", "amazon.de", "amazon.com", "XXXX", "TBD"),
        *(
            *("¹", "²:³", "Annex ¹–³", "٣", "½ %", "① ", "10²", "１２", "Ⅳ", "1,140.50", "16:00", "-5", "%", "€ 12"),
            "日本語のお客様",
            "Wir haben das Angebot geschlossen.",
            "👩‍👩‍👧",
            "🇩🇪",
            "e\u0301",
            "İ",
            "ß",
            "ﬁ",
            "\U0001d400",
            "ﷺ",
        ),
    ]
)
_CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ANY_DRAFT = st.lists(_PIECES | _CHARACTERS, max_size=30).map("".join)
