"""References, anchors and links that lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from redletter.checking.drafts import Draft, Link, Reference, address_of
from redletter.checking.facts import host
from redletter.checking.remarks import Remark, remark
from redletter.model import ClauseKind, Document

# Addresses of which a page may be sure; what a browser would run or look for on the reader's own
# machine is none.
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_EMAIL = re.compile(r"[^\s@]+ @ [^\s@]+ \. [^\s@.]+", re.VERBOSE)
# What stands on the page where Markdown found no link: a reference without definition, a stray bracket.
_UNREAD = re.compile(r"\[ [^\[\]]+ \] (?: \( [^()]* \)? | \[ [^\[\]]* \] )", re.VERBOSE)
_DECLARED = re.compile(
    r"""
    \b (?:id|name) \s*=\s* ["']? (?P<html> [^"'\s>]+ )   # raw HTML
  | \{ :? [^{}\n]* \# (?P<list> [^\s{}]+ )               # an attribute list: {: #id }
    """,
    re.VERBOSE,
)


def check(draft: Draft, *, drafts: Sequence[Draft], pages: Collection[str]) -> Iterator[Remark]:
    """Remarks on one text's references and links.

    `drafts` are all texts of the site, `pages` its own addresses as paths without a leading slash.
    Nobody else's site is asked whether an address answers.
    """
    documents = {each.path: each.document for each in drafts}
    siblings = [each for each in drafts if each.language == draft.language and each is not draft]
    numbered = any(address_of(clause) for clause in draft.document.clauses)
    for reference in draft.references if numbered else ():  # else the numbers are another text's
        if reference.target is None and not _calls_another(draft, reference, siblings):
            yield remark("reference-broken", draft.path, reference.line, reference=reference.text)
    for link in draft.links:
        target = link.target.strip()
        address, _, anchor = target.partition("#")
        path = _path(draft, address)
        if not _leads(address, path, documents, pages) or not target:
            yield remark("link-broken", draft.path, link.line, target=target)
        elif _misleads(link):
            yield remark("link-misleads", draft.path, link.line, target=target, words=link.text)
        elif anchor and path in documents and unquote(anchor) not in _anchors(documents[path]):
            yield remark("anchor-broken", draft.path, link.line, target=target, anchor=unquote(anchor))
    for clause in draft.document.clauses:
        if clause.kind is not ClauseKind.OTHER and (left := _UNREAD.search(clause.words)):
            yield remark("link-broken", draft.path, clause.line, target=left[0])


def _calls_another(draft: Draft, reference: Reference, siblings: Sequence[Draft]) -> bool:
    """Whether the clause names another policy of the site, and that one has the number."""
    clause = draft.document.clause(reference.clause)
    words = clause.words.lower() if clause else ""
    named = (sibling for sibling in siblings if sibling.text.title.lower() in words)
    return any(address_of(each) == reference.number for other in named for each in other.document.clauses)


def _path(draft: Draft, address: str) -> str:
    """The file that a relative address names; the text's own for a bare anchor."""
    if not address:
        return draft.path
    return posixpath.normpath(posixpath.join(posixpath.dirname(draft.path), unquote(address)))


def _leads(address: str, path: str, documents: Mapping[str, Document], pages: Collection[str]) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(_EMAIL.fullmatch(unquote(parts.path)))
    if parts.scheme in {"http", "https"}:
        return bool(parts.hostname) and not set(address) & set(" \t")
    if parts.scheme or parts.netloc:
        return parts.scheme in _SCHEMES or bool(parts.netloc and not parts.scheme)
    if address.startswith("/"):
        return address.lstrip("/") in pages
    return not address or path in documents


def _misleads(link: Link) -> bool:
    """Whether the link shows one address and leads to another."""
    shown, target = link.text.strip().lower(), link.target.strip().lower()
    if _EMAIL.fullmatch(shown):
        return target.startswith("mailto:") and unquote(target)[7:].partition("?")[0] != shown
    if not shown.startswith(("http://", "https://", "www.")) or " " in shown:
        return False
    return target.startswith(("http://", "https://")) and host(shown) != host(target)


def _anchors(document: Document) -> frozenset[str]:
    """What may follow the # of an address: the clauses' ids and those that the text declares itself."""
    declared = _DECLARED.finditer(document.body)
    own = {found["html"] or found["list"] for found in declared}
    return frozenset({clause.id for clause in document.clauses} | own)
