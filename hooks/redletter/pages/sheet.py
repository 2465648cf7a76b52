"""Templates filled for a reader: the one Jinja environment, escaping always on."""

from __future__ import annotations

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
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(addresses=addresses, telling=telling)
    return environment


def fill(template: str, reader: Reader, **context: object) -> str:
    """A template of this package as HTML, without trailing white space at line ends or blank lines."""
    filled = (
        _environment()
        .get_template(template)
        .render(
            reader=reader, t=reader.t, time=reader.time, to=reader.to, settings=reader.settings, **context
        )
    )
    return "\n".join(line for line in filled.splitlines() if line.strip()) + "\n"
