"""Sentences of policies, mutations that turn their meaning and transformations that do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Change = Callable[[str], str]

SENTENCES = {
    "en": (
        "We store your name and your address for 30 days.",
        "We do not share your letters with our partners.",
        "We only use your phone number to arrange a delivery.",
        "You may request a copy of all your data at any time.",
        "We will answer your request within 14 days.",
        "We share your order with couriers and insurers.",
        "We may record calls to our workshop.",
        "You can withdraw your consent free of charge.",
        "We delete your account within 48 hours of your request.",
        "Our partners must encrypt every backup of your data.",
        "We will ask for your express consent before we use your photos.",
        "We never sell your address to third parties.",
        "You must be at least 16 years old to open an account.",
        "We transfer invoices to a processor in Switzerland.",
        "We always tell you 30 days before we close your account.",
        "You have the right to object to marketing and profiling.",
        "We keep crash reports for six months on our servers.",
        "We collect your location automatically when you open the map.",
        "We use cookies to measure visits and to remember your basket.",
        "We disclose data to authorities only on a court order.",
    ),
    "de": (
        "Wir speichern Ihren Namen und Ihre Anschrift für 30 Tage.",
        "Wir geben Ihre Briefe nicht an unsere Partner weiter.",
        "Wir verwenden Ihre Telefonnummer nur, um eine Lieferung abzustimmen.",
        "Sie können jederzeit eine Kopie aller Ihrer Daten verlangen.",
        "Wir werden Ihren Antrag innerhalb von 14 Tagen beantworten.",
        "Wir geben Ihre Bestellung an Kurierdienste und Versicherungen weiter.",
        "Wir können Anrufe in unserer Werkstatt aufzeichnen.",
        "Sie können Ihre Einwilligung unentgeltlich widerrufen.",
        "Wir löschen Ihr Konto binnen 48 Stunden nach Ihrem Antrag.",
        "Unsere Partner müssen jede Sicherungskopie Ihrer Daten verschlüsseln.",
        "Wir werden Ihre ausdrückliche Einwilligung einholen, bevor wir Ihre Fotos verwenden.",
        "Wir verkaufen Ihre Anschrift niemals an Dritte.",
        "Sie müssen mindestens 16 Jahre alt sein, um ein Konto zu eröffnen.",
        "Wir übermitteln Rechnungen an einen Auftragsverarbeiter in der Schweiz.",
        "Wir informieren Sie stets 30 Tage, bevor wir Ihr Konto schließen.",
        "Sie haben das Recht, der Werbung und der Profilbildung zu widersprechen.",
        "Wir bewahren Absturzberichte sechs Monate auf unseren Servern auf.",
        "Wir erheben Ihren Standort automatisch, wenn Sie die Karte öffnen.",
        "Wir verwenden Cookies, um Besuche zu messen und Ihren Warenkorb zu merken.",
        "Wir legen Daten gegenüber Behörden nur auf gerichtliche Anordnung offen.",
    ),
}


def _swap(pattern: str, replacement: str) -> Change:
    return lambda text: re.sub(pattern, replacement, text, count=1)


def _end(addition: str) -> Change:
    """Adds words before the full stop."""
    return lambda text: text.removesuffix(".") + addition + "."


def _times_three(text: str) -> str:
    return re.sub(r"\b\d+\b", lambda match: str(3 * int(match[0])), text, count=1)


MEANING: dict[str, dict[str, Change]] = {
    "en": {
        "number": _times_three,
        "unit": _swap(r"\b(\d+) days\b", r"\1 weeks"),
        "unit-word": _swap(r"\bsix months\b", "six years"),
        "not-dropped": _swap(r"\bdo not share\b", "share"),
        "not-added": _swap(r"\bWe (store|share|delete|keep|use|collect|transfer)\b", r"We do not \1"),
        "never-dropped": _swap(r"\bnever ", ""),
        "never-softened": _swap(r"\bnever sell\b", "do not usually sell"),
        "only-dropped": _swap(r"\bonly ", ""),
        "all-some": _swap(r"\ball your\b", "some of your"),
        "every-dropped": _swap(r"\bevery backup\b", "some backups"),
        "may-will": _swap(r"\bWe may\b", "We will"),
        "will-may": _swap(r"\bWe will\b", "We may"),
        "will-try": _swap(r"\bWe will answer\b", "We will try to answer"),
        "must-should": _swap(r"\bpartners must\b", "partners should"),
        "can-cannot": _swap(r"\bYou (can|may) \b", r"You \1not "),
        "exception": _end(", unless we decide otherwise"),
        "exception-law": _end(", except where a partner asks us"),
        "condition": _end(", if our management agrees"),
        "condition-verified": _end(", provided that you prove your identity"),
        "free-dropped": _swap(r" free of charge\b", ""),
        "fee": _end(" for a fee of 20 euros"),
        "any-time-dropped": _swap(r" at any time\b", ""),
        "express-dropped": _swap(r"\bexpress ", ""),
        "before-after": _swap(r"\bbefore we\b", "after we"),
        "recipient": _swap(r"\bwith (couriers|our partners)\b", r"with advertisers and \1"),
        "recipient-end": _end(" and pass it on to data brokers"),
        "data": _swap(r"\byour name\b", "your name, your date of birth"),
        "data-health": _end(", together with health data"),
        "purpose": _end(" and for advertising"),
        "training": _end(" and to train language models"),
        "country": _swap(r"\bSwitzerland\b", "India"),
        "age": _swap(r"\b16 years\b", "13 years"),
        "always-mostly": _swap(r"\balways\b", "usually"),
        "right-dropped": _swap(r"\bmarketing and profiling\b", "marketing"),
        "automatically-dropped": _swap(r" automatically\b", ""),
        "and-or": _swap(r"\bcouriers and insurers\b", "couriers or insurers"),
        "court-dropped": _swap(r" only on a court order\b", ""),
        "forever": _swap(r"\bfor (30 days|six months)\b", "indefinitely"),
        "weaker-verb": _swap(r"\bencrypt every\b", "lock every"),
        "sell": _swap(r"\bshare\b", "sell"),
        "vague": _swap(r"\bwithin (14 days|48 hours)\b", "in due course"),
        "we-you": _swap(r"\bYou (can|may) (withdraw|request)\b", r"We \1 \2"),
    },
    "de": {
        "number": _times_three,
        "unit": _swap(r"\b(\d+) Tage\b", r"\1 Wochen"),
        "unit-word": _swap(r"\bsechs Monate\b", "sechs Jahre"),
        "not-dropped": _swap(r"\bnicht ", ""),
        "not-added": _swap(r"\b(für 30 Tage|automatisch|und Versicherungen)", r"nicht \1"),
        "never-dropped": _swap(r"\bniemals ", ""),
        "never-softened": _swap(r"\bniemals\b", "in der Regel nicht"),
        "only-dropped": _swap(r"\bnur[, ]", ""),
        "all-some": _swap(r"\baller Ihrer\b", "einiger Ihrer"),
        "every-dropped": _swap(r"\bjede Sicherungskopie\b", "bestimmte Sicherungskopien"),
        "may-will": _swap(r"\bWir können\b", "Wir werden"),
        "will-may": _swap(r"\bWir werden\b", "Wir können"),
        "will-try": _swap(r"\b(innerhalb von 14 Tagen) beantworten", r"\1 zu beantworten versuchen"),
        "must-should": _swap(r"\bPartner müssen\b", "Partner sollten"),
        "can-cannot": _swap(r"\bSie können (\w+)", r"Sie können nicht \1"),
        "exception": _end(", es sei denn, wir entscheiden anders"),
        "exception-law": _end(", außer wenn ein Partner uns darum bittet"),
        "condition": _end(", sofern unsere Geschäftsleitung zustimmt"),
        "condition-verified": _end(", soweit Sie Ihre Identität nachweisen"),
        "free-dropped": _swap(r"\bunentgeltlich ", ""),
        "fee": _end(" gegen eine Gebühr von 20 Euro"),
        "any-time-dropped": _swap(r"\bjederzeit ", ""),
        "express-dropped": _swap(r"\bausdrückliche ", ""),
        "before-after": _swap(r", bevor wir\b", ", nachdem wir"),
        "recipient": _swap(r"\ban (Kurierdienste|unsere Partner)\b", r"an Werbetreibende und \1"),
        "recipient-end": _end(" und geben sie an Datenhändler weiter"),
        "data": _swap(r"\bIhren Namen\b", "Ihren Namen, Ihr Geburtsdatum"),
        "data-health": _end(", zusammen mit Gesundheitsdaten"),
        "purpose": _end(" und für Werbung"),
        "training": _end(" und um Sprachmodelle zu trainieren"),
        "country": _swap(r"\bder Schweiz\b", "Indien"),
        "age": _swap(r"\b16 Jahre\b", "13 Jahre"),
        "always-mostly": _swap(r"\bstets\b", "meist"),
        "right-dropped": _swap(r"\bder Werbung und der Profilbildung\b", "der Werbung"),
        "automatically-dropped": _swap(r" automatisch\b", ""),
        "and-or": _swap(r"\bKurierdienste und Versicherungen\b", "Kurierdienste oder Versicherungen"),
        "court-dropped": _swap(r" nur auf gerichtliche Anordnung\b", ""),
        "forever": _swap(r"\b(für 30 Tage|sechs Monate)\b", "unbefristet"),
        "weaker-verb": _swap(r"\bverschlüsseln\b", "beschriften"),
        "sell": _swap(r"\bgeben (Ihre \w+) (.*) weiter\b", r"verkaufen \1 \2"),
        "vague": _swap(r"\b(innerhalb von 14 Tagen|binnen 48 Stunden)\b", "in absehbarer Zeit"),
        "we-you": _swap(r"\bSie können\b", "Wir können"),
    },
}


def _misspelt(text: str) -> str:
    """Two letters of the longest plain word change places."""
    word = max(re.findall(r"\b[a-zäöü]{7,}\b", text), key=len, default="")
    middle = len(word) // 2
    if not word or word[middle] == word[middle + 1]:
        return text
    wrong = word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :]
    return text.replace(word, wrong, 1)


FORM: dict[str, Change] = {
    "bold": lambda text: re.sub(r"(\w+)\.$", r"**\1**.", text),
    "italic": lambda text: re.sub(r"^(\w+)", r"*\1*", text),
    "spaces": lambda text: text.replace(" ", "  ", 3),
    "hard-space": lambda text: re.sub(r"(\d) ", "\\1\u00a0", text),
    "bullet": lambda text: f"- {text}",
    "numbered": lambda text: f"3.4 {text}",
    "item-number": lambda text: f"(2) {text}",
    "line-break": lambda text: text.replace(" ", "\n", 4).replace("\n", " ", 3),
    "link": lambda text: re.sub(r"(\w+)\.$", r"[\1](https://lumen.example/a).", text),
    "colon": lambda text: text.removesuffix(".") + ":",
    "no-stop": lambda text: text.removesuffix("."),
    "span": lambda text: f'<span class="x">{text}</span>',
    "anchor": lambda text: text + " {: #anchor }",
    "byte-order-mark": lambda text: "\ufeff" + text,
    "misspelt": _misspelt,
}

STYLE: dict[str, dict[str, Change]] = {
    "en": {
        "contraction": _swap(r"\bdo not\b", "don't"),
        "we'll": _swap(r"\bWe will\b", "We’ll"),
        "synonym": _swap(r"\bmust\b", "have to"),
        "third-parties": _swap(r"\bthird parties\b", "third-parties"),
        "digits": _swap(r"\bsix months\b", "6 months"),
        "words": _swap(r"\b14 days\b", "two weeks"),
        "hours": _swap(r"\b48 hours\b", "2 days"),
        "at-no-cost": _swap(r"\bfree of charge\b", "at no cost"),
        "never": _swap(r"\bWe never\b", "At no time do we"),
        "delete": _swap(r"\bWe delete\b", "We erase"),
        "collect": _swap(r"\bWe collect\b", "We gather"),
        "withdraw": _swap(r"\bwithdraw\b", "revoke"),
        "store": _swap(r"\bWe store\b", "We keep"),
        "filler": lambda text: "Please note that " + text[0].lower() + text[1:],
    },
    "de": {
        "umgehend": _swap(r"\bunentgeltlich\b", "kostenlos"),
        "binnen": _swap(r"\bbinnen\b", "innerhalb von"),
        "days": _swap(r"\b48 Stunden\b", "2 Tagen"),
        "weeks": _swap(r"\b14 Tagen\b", "zwei Wochen"),
        "digits": _swap(r"\bsechs Monate\b", "6 Monate"),
        "nie": _swap(r"\bniemals\b", "nie"),
        "nutzen": _swap(r"\bWir verwenden\b", "Wir nutzen"),
        "erfassen": _swap(r"\bWir erheben\b", "Wir erfassen"),
        "du": lambda text: re.sub(r"\bIhre", "Deine", re.sub(r"\bIhr\b", "Dein", text)),
        "zu-jeder-zeit": _swap(r"\bjederzeit\b", "zu jeder Zeit"),
        "zustimmung": _swap(r"\bEinwilligung unentgeltlich\b", "Zustimmung unentgeltlich"),
        "filler": lambda text: "Bitte beachten Sie: " + text,
        "adresse": _swap(r"\bAnschrift\b", "Adresse"),
    },
}  # fmt: skip


def pairs(changes: dict[str, Change], language: str) -> Iterator[tuple[str, str, str]]:
    """Every sentence that a change applies to, and what it becomes."""
    for name, change in changes.items():
        for number, sentence in enumerate(SENTENCES[language]):
            changed = change(sentence)
            if changed != sentence:
                yield f"{language}-{name}-{number}", sentence, changed
