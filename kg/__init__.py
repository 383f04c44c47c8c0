"""Knowledge graphs of Chinese government and policy text."""

__version__ = "0.1.0"
