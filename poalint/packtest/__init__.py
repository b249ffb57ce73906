"""Tests for rule packs: their examples, what these leave out, slow patterns, duplicates, and drafts with labels.

>>> from poalint import packtest
>>> [result.passed for result in packtest.test("brevity", speed=False)]
[True]
"""

from poalint.packtest.corpus import CorpusResult, Tally
from poalint.packtest.coverage import Coverage, Part
from poalint.packtest.examples import ExampleResult
from poalint.packtest.lines import Line
from poalint.packtest.run import PackTest, Remark, test

__all__ = ["CorpusResult", "Coverage", "ExampleResult", "Line", "PackTest", "Part", "Remark", "Tally", "test"]
