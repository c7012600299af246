"""Stores: one protocol over an embedded engine and any SPARQL endpoint."""
