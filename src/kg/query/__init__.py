"""Asking: the catalogue of questions, running them, evidence, and results in every format."""
