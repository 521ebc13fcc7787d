"""The perturbation classes, by what they touch: structure, letters, disguise and romanisation."""
