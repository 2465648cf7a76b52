"""The words of the wire contract: scalar types with what the published JSON Schema says of them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

SCHEMA = 1  # the major version of the contract

Major = Annotated[
    int, Meta(description="The major version of this contract.", extra_json_schema={"const": SCHEMA})
]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256, in hex.")]
Day = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="A calendar day, ISO 8601.",
        extra_json_schema={"format": "date"},
    ),
]
Time = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$",
        description="A moment, RFC 3339.",
        extra_json_schema={"format": "date-time"},
    ),
]
Address = Annotated[str, Meta(description="A full address.", extra_json_schema={"format": "uri"})]
Type = Annotated[
    str,
    Meta(
        pattern="^(revision|correction|translation|reclassification|withdrawal)$",
        description=(
            "Why the notice exists. revision: the governing text's revision date moved; correction: text "
            "changed under the same date; translation: only another language changed; reclassification: an "
            "earlier notice is judged anew; withdrawal: an earlier notice does not stand."
        ),
    ),
]
LevelName = Annotated[
    str,
    Meta(
        pattern="^(none|editorial|clarifying|material)$",
        description=(
            "none: nothing changed, or a first publication; editorial: proved that nothing a reader relies "
            "on changed; clarifying: other words, and everything a reader relies on survives; material: "
            "anything else."
        ),
    ),
]
GroundName = Annotated[
    str, Meta(pattern=r"^(7\.[1-6]|other)$", description="A ground of section 7: 7.1 to 7.6, or other.")
]
DirectionName = Annotated[
    str,
    Meta(
        pattern="^(adverse|unknown|favourable|neutral)$",
        description="What the change does to the reader; the gravest of all changes.",
    ),
]
ConsentName = Annotated[
    str,
    Meta(
        pattern="^(required|unknown|not_required)$",
        description="Whether the change needs people's express consent.",
    ),
]
StatusName = Annotated[
    str,
    Meta(
        pattern="^(review|decided)$",
        description="Whether the judgement stands; what is published is decided.",
    ),
]
ChangeKindName = Annotated[
    str,
    Meta(
        pattern="^(insertion|repeal|substitution|renumbering|move|split|join)$",
        description="What the amendment does to the clause (Akoma Ntoso's textual modifications, and move).",
    ),
]
ByLanguage = Annotated[dict[str, str], Meta(description="By language (BCP 47): en, de.")]
Run = Annotated[
    tuple[str, str], Meta(description="[operation, text]; the operation is keep, delete or insert.")
]
