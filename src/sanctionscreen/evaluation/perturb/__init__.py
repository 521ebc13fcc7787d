"""Perturbations of names by class, for testing any matcher: structure, letters, disguise and romanisation."""

from sanctionscreen.evaluation.perturb.classes import CLASSES, Perturbation, perturb
from sanctionscreen.evaluation.perturb.labelled_variants import Variant, make_variants, originals_of

__all__ = ["CLASSES", "Perturbation", "Variant", "make_variants", "originals_of", "perturb"]
