"""From a file to a Document: the main text with its places, and what the file says about itself."""

from kg.read.files import read, walk

__all__ = ["read", "walk"]
