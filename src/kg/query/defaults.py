"""How much is given where nobody says how much: the same for the commands and for Python."""

from typing import Final

# Things that a search lists.
SEARCH_LIMIT: Final = 20
# Paths between two things, and the steps that one may have.
PATH_LIMIT: Final = 3
MAX_STEPS: Final = 6
# Claims in a sample, and what draws them.
SAMPLE_SIZE: Final = 100
SEED: Final = "2026"
# Rows of a table of measures; in Python all of them.
MEASURES_LIMIT: Final = 20
