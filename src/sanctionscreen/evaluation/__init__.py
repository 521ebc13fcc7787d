"""How well a matcher tells parties apart, on labelled data. Reach for `evaluate_pairs` and `evaluate_queries`.

`read_labelled` reads either sort of labelled file; `segment_of` says which part of the world's names a name belongs to.
"""

from sanctionscreen.evaluation.curve import ALERT_RATES, Point, RatePoint, Scores
from sanctionscreen.evaluation.labelled import LabelledPair, LabelledQuery, read_labelled
from sanctionscreen.evaluation.pairs import PairsReport, evaluate_pairs
from sanctionscreen.evaluation.recovery import RecoveryReport, evaluate_queries
from sanctionscreen.evaluation.segments import segment_of

__all__ = [
    "ALERT_RATES",
    "LabelledPair",
    "LabelledQuery",
    "PairsReport",
    "Point",
    "RatePoint",
    "RecoveryReport",
    "Scores",
    "evaluate_pairs",
    "evaluate_queries",
    "read_labelled",
    "segment_of",
]
