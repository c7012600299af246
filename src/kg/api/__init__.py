"""The graph in Python: what the commands do, as methods (`import kg; g = kg.open()`)."""
