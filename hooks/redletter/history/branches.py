"""Which states of the branch count: each commit of what is published, and what is not as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redletter.errors import HistoryError
from redletter.history.repository import Repository
from redletter.history.steps import Step


@dataclass(frozen=True, slots=True)
class Line:
    """Up to `tip` each first-parent commit counts; each of `joined` is a state: all since the one before."""

    tip: str
    joined: tuple[str, ...] = ()


def line(repository: Repository, *, published: str, base: str | None) -> Line:
    """The line of the branch that is checked out.

    On the published branch, on a detached HEAD, and where there is no published branch to compare
    with, each commit counts. On another branch, or with `base` (any name of a commit), all since the
    merge base is one state, as it will be once merged. Raises HistoryError where `base` is no commit
    or the two have no commit in common.
    """
    if base is not None:
        commit = repository.commit(base)
        if commit is None:
            raise HistoryError("base-missing", base=base)
        return _since(repository, (commit,), base)
    names = repository.named(published)
    if repository.branch in {None, published} or not names:
        return Line(repository.head)
    return _since(repository, names, published)


def _since(repository: Repository, names: Sequence[str], shown: str) -> Line:
    merge_base = repository.merge_base(*names)
    if merge_base is None:
        raise HistoryError("base-unrelated", base=shown)
    chains = [repository.commits("--first-parent", name) for name in names]
    joined = () if merge_base == repository.head else (repository.head,)
    if any(merge_base in chain for chain in chains):
        return Line(merge_base, joined)
    # The branch grew from one that was merged: published, that branch was one state as well.
    contained = frozenset(repository.commits(merge_base))
    tip = next((commit for chain in chains for commit in chain if commit in contained), None)
    return Line(merge_base, joined) if tip is None else Line(tip, (merge_base, *joined))


def steps(repository: Repository, line: Line, paths: Sequence[str]) -> tuple[Step, ...]:
    """The line's steps, the oldest first, as far as they touch `paths` (git's pathspecs)."""
    found = list(repository.log(line.tip, paths))
    before = line.tip
    for commit in line.joined:
        entries = repository.difference(before, commit, paths)
        found.append(Step(commit, repository.committed(commit), entries))
        before = commit
    return tuple(found)
