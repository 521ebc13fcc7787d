"""Name matching: scores and evidence of query names against listed names.

`compare` is for two names, a `Screener` for whole lists.
"""

from sanctionscreen.matching.compare import compare

__all__ = ["compare"]
