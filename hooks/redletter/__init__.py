"""redletter: legal policies from Markdown in git, their redlines, judgements and change feed."""

__version__ = "0.1.0"
