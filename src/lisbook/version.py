"""The version of this package; editions of a book have their own, in config/document.yml."""

__version__ = "0.1.0"
