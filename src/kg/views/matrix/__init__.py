"""Matrices: two axes of things, and in each cell how many links connect the two, by what they stand on."""
