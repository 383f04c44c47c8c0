"""From a file to a Document: the main text with its places, and what the file says about itself."""

from kg.read.files import digest, read, walk

__all__ = ["digest", "read", "walk"]
