"""Names: from what a person writes to the thing that is meant."""
