"""The report: its segments and addresses, the map that ships instead of its text, and finding the text again."""
