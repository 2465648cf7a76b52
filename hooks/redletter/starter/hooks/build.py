"""The build hook of redletter, as MkDocs wants it: a file."""

from redletter.build_hook import *  # noqa: F403
