"""The version of the program, which answers, records and pages carry."""

__version__ = "0.1.0"
