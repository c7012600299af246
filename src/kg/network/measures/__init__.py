"""Measures of a network: who is linked, who stands between, what holds together, what a loss would part."""
