"""What browsers are told about the site: nothing but its own files may run, load or frame it."""

from __future__ import annotations

from collections.abc import Mapping

from redletter import addresses

# Content Security Policy level 3. The theme's style sheet draws its icons as data: images.
_POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_FRAMING = {"frame-ancestors": "'none'"}  # counts in a header only


def content_security_policy(*, header: bool) -> str:
    """The policy, for a header or for a page's own meta element."""
    directives = {**_POLICY, **_FRAMING} if header else _POLICY
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def rules() -> dict[str, dict[str, str]]:
    """Headers by path; `*` stands for anything.

    Feeds may be read from other sites: the notice script is embedded in a company's other pages, which
    ask for heads and entries; and no cache may hold a head back.
    """
    fresh = {"Cache-Control": "no-cache"}
    return {
        "/*": {
            "Content-Security-Policy": content_security_policy(header=True),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        },
        "/feed/*": {"Access-Control-Allow-Origin": "*", **fresh},
        f"/{addresses.DISCOVERY[0]}": {"Access-Control-Allow-Origin": "*", **fresh},
    }


def headers_file() -> bytes:
    """`_headers`, as Netlify and Cloudflare Pages read it from the top of a site."""
    lines = []
    for path, headers in rules().items():
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return ("\n".join(lines) + "\n").encode()


def nginx() -> str:
    """The same for nginx, to be included in a server block.

    nginx inherits no add_header into a location that has one, so each location says all of it.
    """
    locations = []
    for path, headers in reversed(rules().items()):
        merged = {**rules()["/*"], **headers}
        matched = path.removesuffix("*") if path.endswith("*") else f"= {path}"
        said = "".join(f'    add_header {name} "{value}" always;\n' for name, value in merged.items())
        locations.append(f"location {matched} {{\n{said}    error_page 404 /404.html;\n}}\n")
    return "\n".join(locations)
