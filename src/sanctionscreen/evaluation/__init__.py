"""Evaluation of a matcher on labelled data.

`evaluate_pairs` judges scores of labelled pairs, `evaluate_queries` what a screener finds of labelled queries.
`read_labelled` reads either sort of file, `segment_of` gives the naming tradition of a name, and `perturb` holds the
classes of perturbations.
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
