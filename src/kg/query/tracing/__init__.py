"""Evidence of any SELECT: the triples behind each row, and what stands behind each triple."""
