"""YAML read node by node, so that every value knows its line and nothing is guessed from its looks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import yaml

from redletter.errors import SourceError

_DAY = re.compile(
    r"""
    \d{4} - \d{2} - \d{2}   # ISO 8601's extended calendar date and none of its other forms
    """,
    re.VERBOSE | re.ASCII,
)
_CLOSE = 0.8  # difflib's ratio from which an unknown key is taken for a misspelt one
_NULL = "tag:yaml.org,2002:null"
_FLAGS = yaml.constructor.SafeConstructor.bool_values


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value: where it stands (`line` counts in the file) and its dotted `name`.

    Scalars are read as written: `7.1` stays `7.1`, `no` is a language, a date is what `day` makes of
    it. Every reading method raises SourceError at the value's line where it is something else.
    """

    node: yaml.Node
    path: str
    name: str
    skipped: int = 0  # lines of the file before the YAML

    @property
    def line(self) -> int:
        mark = self.node.start_mark
        return (mark.line if mark else 0) + 1 + self.skipped

    @property
    def empty(self) -> bool:
        """Whether nothing stands after the colon."""
        return bool(self.node.tag == _NULL)

    def error(self, key: str, **arguments: object) -> SourceError:
        """The error of this value, at its line."""
        return SourceError(key, path=self.path, line=self.line, name=self.name, **arguments)

    def text(self) -> str:
        """A text that is not empty, without surrounding white space."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip() or self.empty:
            raise self.error("text-expected")
        return str(self.node.value).strip()

    def day(self) -> date:
        """A calendar day that exists, written 2021-10-31."""
        written = self.text()
        try:
            if _DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:
            pass  # the form of a date, and no such day
        raise self.error("date-invalid", value=written)

    def flag(self) -> bool:
        """Yes or no, in any of YAML's words."""
        written = self.text()
        if written.lower() not in _FLAGS:
            raise self.error("flag-expected", value=written)
        return _FLAGS[written.lower()]

    def number(self, least: int = 0) -> int:
        """A whole number that is not below `least`."""
        written = self.text()
        if not (written.isascii() and written.isdigit()) or int(written) < least:
            raise self.error("number-expected", value=written, least=least)
        return int(written)

    def one_of(self, known: Collection[str]) -> str:
        """One of the known words."""
        written = self.text()
        if written not in known:
            raise self.error("value-unknown", value=written, known=", ".join(known))
        return written

    def items(self) -> tuple[Value, ...]:
        """The items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error("list-expected")
        return tuple(self._child(each, self.name) for each in self.node.value)

    def entries(self) -> dict[str, Value]:
        """The values under keys that are not known beforehand; those left empty are there."""
        for problem in self._duplicates():
            raise problem
        return {name: value for name, _, value in self._keys()}

    def mapping(
        self,
        known: Collection[str],
        *,
        required: Collection[str] = (),
        ignored: Collection[str] | None = None,
    ) -> dict[str, Value]:
        """The values by key; those left empty are absent.

        Only `known` keys are allowed. With `ignored`, unknown keys are left alone, save those that
        look like a misspelt known one and are not themselves ignored.
        Raises SourceError at the line of a key that is unknown or stands twice, and at the
        mapping's own where a required key is missing.
        """
        for problem in self.problems(known, required=required, ignored=ignored):
            raise problem
        return self.present(known)

    def present(self, known: Collection[str]) -> dict[str, Value]:
        """The values of the known keys that are not left empty, whatever else is wrong."""
        return {key: value for key, _, value in self._keys() if key in known and not value.empty}

    def problems(
        self,
        known: Collection[str],
        *,
        required: Collection[str] = (),
        ignored: Collection[str] | None = None,
    ) -> Iterator[SourceError]:
        """All that `mapping` would raise, in the order of the lines."""
        yield from self._duplicates()
        found = {key: value for key, _, value in self._keys()}
        for key, value in found.items():
            if key not in known and (ignored is None or (key not in ignored and _nearest(key, known))):
                yield self._unknown(key, value, known)
        for key in required:
            if key not in found:
                yield self.error("key-missing", missing=self._dotted(key))
            elif found[key].empty:
                yield found[key].error("text-expected")

    def _duplicates(self) -> Iterator[SourceError]:
        seen: dict[str, int] = {}
        for name, key, _ in self._keys():
            if name in seen:
                yield key.error("key-duplicate", duplicate=self._dotted(name), first=seen[name])
            seen.setdefault(name, key.line)

    def _keys(self) -> Iterator[tuple[str, Value, Value]]:
        """Each key, itself and its value, which carries the key's place: that is where a person looks."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error("mapping-expected" if self.name else "keys-expected")
        for key_node, value_node in self.node.value:
            key = self._child(key_node, self.name)
            name = key.text()
            yield name, key, self._child(value_node, self._dotted(name), key_node)

    def _unknown(self, key: str, value: Value, known: Collection[str]) -> SourceError:
        near = _nearest(key, known)
        if near:
            return value.error("key-misspelt", unknown=self._dotted(key), near=near)
        return value.error("key-unknown", unknown=self._dotted(key), known=", ".join(known))

    def _dotted(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _child(self, node: yaml.Node, name: str, key: yaml.Node | None = None) -> Value:
        if key is not None and isinstance(node, yaml.ScalarNode):
            # A scalar is reported at its key, even where it stands on a line of its own below it.
            node = yaml.ScalarNode(node.tag, node.value, key.start_mark, node.end_mark, node.style)
        return Value(node, self.path, name, self.skipped)


def _nearest(key: str, known: Collection[str]) -> str | None:
    near = difflib.get_close_matches(key.lower().replace("-", "_"), known, n=1, cutoff=_CLOSE)
    return near[0] if near else None


def decoded(raw: bytes, path: str) -> str:
    """A file's text without BOM and with LF line ends; SourceError at the line that is not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = raw[: broken.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        raise SourceError("utf8-invalid", path=path, line=line) from broken
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, path: str, *, skipped: int = 0) -> Value:
    """The YAML document in `text`, which begins after `skipped` lines of its file.

    Raises SourceError where it is no YAML, is empty, or holds several documents.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as broken:
        line = text[: broken.position].count("\n") + 1 + skipped
        raise SourceError("yaml-broken", path=path, line=line, problem=broken.reason) from broken
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = (mark.line if mark else 0) + 1 + skipped
        raise SourceError("yaml-broken", path=path, line=line, problem=broken.problem) from broken
    if node is None:
        raise SourceError("yaml-empty", path=path, line=1 + skipped)
    return Value(node, path, "", skipped)
