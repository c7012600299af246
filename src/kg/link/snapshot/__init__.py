"""Dated snapshots of the records that are linked to, and what they are good for without a network."""
