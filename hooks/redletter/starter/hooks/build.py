"""The build hook of redletter, as MkDocs wants it: a file with the functions of its events."""

from redletter.scaffold import build_hook

globals().update(vars(build_hook()))
