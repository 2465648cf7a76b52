"""Random policies in Markdown, in English and German, and random edits of them."""

from __future__ import annotations

from random import Random

_WORDS = {
    "en": (
        "we you the a of and or not only may must will never share keep collect delete data account "
        "address camera recording server partner purpose consent request security cookie device "
        "48~hours 30~days 5~% 1,200 e.g. i.e. third-party 31~October~2021 section~7.1 Article~6(1)(f) "
        "don’t don't “quoted” help@example.com https://example.com/a_b?c=d § 12"
    ),
    "de": (
        "wir Sie die der das und oder nicht nur kann muss wird nie teilen speichern erheben löschen "
        "Daten Konto Anschrift Kamera Aufnahme Server Partner Zweck Einwilligung Anfrage Sicherheit "
        "48~Stunden 30~Tage 5~% 1.200 z.~B. d.~h. Bestell- E-Mail-Adresse 31.~Oktober~2021 "
        "§~3~Abs.~2 Art.~6~Abs.~1~lit.~f „Zitat“ Nutzer*innen Daten\u00adschutz "
        "hilfe@example.org fu\u0308r für"
    ),
}


def words(language: str) -> list[str]:
    return [word.replace("~", " ") for word in _WORDS[language].split(" ")]


def document(random: Random, language: str, *, sections: int | None = None) -> list[str]:
    """The blocks of a policy: headings, numbered paragraphs, items, rows; numbers as printed."""
    blocks = []
    for number in range(1, (sections or random.randint(1, 5)) + 1):
        blocks.append(f"## {number}. {sentence(random, language, 4).rstrip('.')}")
        for clause in range(1, random.randint(1, 4) + 1):
            kind = random.randrange(6)
            if kind < 3:
                blocks.append(f"{number}.{clause} {paragraph(random, language)}")
            elif kind == 3:
                blocks.append(f"{number}.{clause} {sentence(random, language, 6).rstrip('.')}:")
                blocks += [f"({n}) {sentence(random, language, 8)}" for n in range(1, random.randint(2, 5))]
            elif kind == 4:
                marker = random.choice("*-+")
                blocks += [f"{marker} {paragraph(random, language)}" for _ in range(random.randint(1, 4))]
            else:
                cells = [sentence(random, language, 3).rstrip(".").replace("|", "/") for _ in range(6)]
                rows = [f"| {cells[at]} | {cells[at + 1]} |" for at in (0, 2, 4)]
                blocks.append("\n".join([rows[0], "| --- | --- |", *rows[1:]]))
    return blocks


def policy(random: Random, language: str, size: int) -> list[str]:
    """Blocks of a policy of some size in characters, as long as those of real ones."""
    blocks: list[str] = []
    length = 0
    while length < size:
        section = [f"## {len(blocks)}. {sentence(random, language, 4).rstrip('.')}"]
        section += [" ".join(sentence(random, language, 24) for _ in range(3)) for _ in range(4)]
        section += [f"- {sentence(random, language, 24)}" for _ in range(3)]
        blocks += section
        length += sum(map(len, section))
    return blocks


def reworded(random: Random, language: str, blocks: list[str], share: float) -> list[str]:
    """The blocks with a share of them reworded here and there."""
    changed = set(random.sample(range(len(blocks)), int(share * len(blocks))))
    return [_reworded(random, language, block) if at in changed else block for at, block in enumerate(blocks)]


def paragraph(random: Random, language: str) -> str:
    return " ".join(sentence(random, language, 10) for _ in range(random.randint(1, 4)))


def sentence(random: Random, language: str, length: int) -> str:
    chosen = [random.choice(words(language)) for _ in range(random.randint(2, length))]
    at = random.randrange(len(chosen))
    chosen[at] = random.choice(
        [
            "{}",
            "{}",
            "**{}**",
            "__{}__",
            "*{}*",
            "`{}`",
            "[{}](https://example.com/{})",
            "{}<br>",
            "{},",
            "({})",
        ]
    ).format(chosen[at], at)
    text = " ".join(chosen)
    return text[:1].upper() + text[1:] + random.choice(["."] * 6 + ["!", ";"])


def edited(random: Random, language: str, blocks: list[str]) -> list[str]:
    """The blocks after one to eight edits, of blocks and of words."""
    blocks = list(blocks)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(blocks)) if blocks else 0
        edit = random.randrange(10)
        if edit == 0 or not blocks:
            blocks.insert(at, paragraph(random, language))
        elif edit == 1:
            del blocks[at]
        elif edit == 2:
            blocks.insert(random.randrange(len(blocks)), blocks.pop(at))
        elif edit == 3 and ". " in blocks[at]:
            first, second = blocks[at].split(". ", 1)
            blocks[at : at + 1] = [first + ".", second]
        elif edit == 4 and at + 1 < len(blocks):
            blocks[at : at + 2] = [blocks[at] + " " + blocks[at + 1]]
        elif edit == 5:
            blocks[at] = blocks[at].translate(str.maketrans("”“’*1", '""\'_2'))
        elif edit == 6:
            blocks[at] = blocks[at].replace(" ", random.choice(["\n", "  ", "\u00a0"]), 2)
        else:
            blocks[at] = _reworded(random, language, blocks[at])
    return blocks


def _reworded(random: Random, language: str, block: str) -> str:
    pieces = block.split(" ")
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(pieces))
        pieces[at : at + random.randrange(3)] = [random.choice(words(language))] * random.randrange(3)
        pieces = pieces or [""]
    return " ".join(pieces)


def text(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n" if blocks else ""


def script(seed: int) -> tuple[str, str, str]:
    """A language, a text in it and the text edited."""
    random = Random(seed)
    language = random.choice(("en", "de"))
    blocks = document(random, language)
    return language, text(blocks), text(edited(random, language, blocks))
