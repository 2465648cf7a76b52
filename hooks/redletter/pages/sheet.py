"""Templates filled for a reader: the one Jinja environment, escaping always on."""

from __future__ import annotations

import re
from functools import cache

import jinja2

from redletter import addresses
from redletter.pages import telling
from redletter.pages.reader import Reader


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("redletter", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(addresses=addresses, telling=telling)
    return environment


# Control characters that HTML does not allow; a text may have caught some in copying.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def fill(template: str, reader: Reader, **context: object) -> str:
    """A template of this package as HTML."""
    filled = (
        _environment()
        .get_template(template)
        .render(
            reader=reader, t=reader.t, time=reader.time, to=reader.to, settings=reader.settings, **context
        )
    )
    return _CONTROLS.sub("", filled)
