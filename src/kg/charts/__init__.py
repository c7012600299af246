"""Figures as charts: series, comparisons and shares, with unit, source and approximation."""
