"""Begins a policy repository: writes what is missing, keeps whatever is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import jinja2

import redletter
from redletter.messages import Messages, catalogues

_STARTER = Path(__file__).parent / "starter"
_SAMPLE_LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that `begin` dealt with; `kept` where it stood already."""

    path: Path
    kept: bool


def begin(root: Path, *, today: date, branch: str = "main") -> tuple[Written, ...]:
    """Make `root` a policy repository.

    An empty folder gets a sample policy in English and German. Beside an existing content/ the facts
    are read off its folders: content/<language>/<policy>.md. Nothing that exists is touched.
    """
    found = _found(root / "content")
    sample = not found
    if sample:
        found = dict.fromkeys(_SAMPLE_LANGUAGES, ("privacy",))
    return tuple(_write(root, found, sample=sample, today=today, branch=branch))


def _found(content: Path) -> dict[str, tuple[str, ...]]:
    """The policies of each language folder, for the languages that have a catalogue."""
    known = catalogues()
    folders = sorted(path for path in content.glob("*") if path.is_dir() and path.name in known)
    return {
        folder.name: policies
        for folder in folders
        if (policies := tuple(sorted(path.stem for path in folder.glob("*.md"))))
    }


def _write(
    root: Path, found: dict[str, tuple[str, ...]], *, sample: bool, today: date, branch: str
) -> Iterator[Written]:
    languages = sorted(found, key=lambda language: (language not in _SAMPLE_LANGUAGES[:1], language))
    facts = jinja2.Template((_STARTER / "policies.yml.jinja").read_text("utf-8"), keep_trailing_newline=True)
    yield _keep_or_write(
        root / "content" / "policies.yml",
        facts.render(
            languages=languages,
            governing=languages[0],
            names={language: Messages(language).text("init.site-name") for language in languages},
            policies=sorted({slug for slugs in found.values() for slug in slugs}),
            sample=sample,
            branch=branch,
        ),
    )
    if sample:
        for language in languages:
            text = (_STARTER / "content" / language / "privacy.md").read_text("utf-8")
            target = root / "content" / language / "privacy.md"
            yield _keep_or_write(target, text.replace("{today}", today.isoformat()))
    yield _keep_or_write(root / "mkdocs.yml", _mkdocs_yml().read_text("utf-8"))
    yield _keep_or_write(root / "hooks" / "build.py", (_STARTER / "hooks" / "build.py").read_text("utf-8"))
    yield _keep_or_write(root / "README.md", (_STARTER / "README.md").read_text("utf-8"))
    yield _keep_or_write(root / ".gitignore", (_STARTER / "gitignore").read_text("utf-8"))
    yield from _pipelines(root, branch)


def _pipelines(root: Path, branch: str) -> Iterator[Written]:
    """Workflows for GitHub Actions, and a hook for git that is switched on by hand."""
    for template in sorted((_STARTER / "github" / "workflows").glob("*.yml")):
        text = template.read_text("utf-8").replace("{version}", redletter.__version__)
        target = root / ".github" / "workflows" / template.name
        yield _keep_or_write(target, text.replace("[{branch}]", f"[{branch}]"))
    hook = root / ".githooks" / "pre-commit"
    written = _keep_or_write(hook, (_STARTER / "githooks" / "pre-commit").read_text("utf-8"))
    if not written.kept:
        hook.chmod(0o755)
    yield written


def build_hook() -> ModuleType:
    """The build hook loaded as a module: packed in a wheel, in hooks/ of a checkout."""
    packed = Path(__file__).with_name("build_hook.py")
    path = packed if packed.is_file() else Path(__file__).parents[1] / "build.py"
    spec = spec_from_file_location("redletter.build_hook", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no build hook at {path}")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _mkdocs_yml() -> Path:
    """The project's own: packed in a wheel, at the top of a checkout."""
    packed = _STARTER / "mkdocs.yml"
    return packed if packed.is_file() else Path(__file__).parents[2] / "mkdocs.yml"


def _keep_or_write(path: Path, text: str) -> Written:
    if path.exists():
        return Written(path, kept=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Written(path, kept=False)
