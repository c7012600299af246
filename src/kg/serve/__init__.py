"""The graph over HTTP: SPARQL protocol, linked data, a JSON API, reconciliation, updates."""
