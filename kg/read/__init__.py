"""From a file to a Document: the main text with its places, and what the file says about itself."""

from kg.read.files import digest, printable, read, real, walk

__all__ = ["digest", "printable", "read", "real", "walk"]
