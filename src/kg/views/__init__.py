"""Views: a lens (query and style file) over a network, drawn as one file that explains itself."""
