"""Overexposed: what a face scraper can take of you, where from, and how to take it back."""

__version__ = "0.1.0"
