"""China's internet-industry white paper as an evidence-linked knowledge graph."""

__version__ = "0.1.0"
