"""Finding an entry by what a person typed: id, alias, model name, free text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import msgspec

from activadvise.errors import UnknownName
from activadvise.rulebase.records import Architecture, Entry

SEPARATORS = str.maketrans("", "", " \t\n_-")
STOP = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "of",
            "for",
            "to",
            "in",
            "on",
            "with",
            "and",
            "or",
            "is",
            "are",
            "be",
            "my",
            "i",
            "we",
            "it",
        ),
        *("do", "does", "not", "no", "predict", "model", "network", "net", "neural", "layer", "output", "outputs"),
        *("only", "from", "data", "use", "using", "what", "which", "how", "should", "want", "need", "task", "problem"),
    }
)


def normalized(name: str) -> str:
    """Case, `-`, `_` and space do not matter."""
    return name.casefold().translate(SEPARATORS)


def without_module(name: str) -> str:
    """A name as it stands in code, without the module before it: nn.Hardswish, torch.nn.functional.gelu, F.relu."""
    return re.sub(r"^(?:torch\.)?(?:nn\.functional\.|nn\.|F\.|special\.)|^torch\.", "", name.strip())


class Match(msgspec.Struct, frozen=True):
    """A found entry; `understood` says how, where it was not by its own name."""

    id: str
    understood: str | None = None


def spellings(entry: Entry) -> list[str]:
    """Every name by which an entry is found."""
    models = entry.models if isinstance(entry, Architecture) else []
    return [entry.id, entry.name, *entry.aliases, *models]


def index(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Normalized spelling → id. Ids win over names, names over aliases."""
    found: dict[str, str] = {}
    for pick in (lambda e: [e.id], lambda e: [e.name], spellings):
        for entry in entries.values():
            for name in pick(entry):
                found.setdefault(normalized(name), entry.id)
    return found


def lookup(entries: Mapping[str, Entry], name: str) -> str | None:
    """The id that a name or alias means exactly, or None."""
    if name in entries:
        return name
    known = index(entries)
    return known.get(normalized(name)) or known.get(normalized(without_module(name)))


def resolve(kind: str, entries: Mapping[str, Entry], text: str, hint: str = "") -> Match:
    """Find the entry that a name or a phrase means.

    Raises:
        UnknownName: nothing fits, or several fit equally well; with the nearest names.
    """
    found = matched(entries, text)
    if found is not None:
        return found
    ranked = by_words(entries, text)
    if ranked:
        raise UnknownName(kind, text, [name for name, _ in ranked[:4]], hint, several=True)
    raise UnknownName(kind, text, nearest(entries, text), hint)


def matched(entries: Mapping[str, Entry], text: str) -> Match | None:
    """The entry that a name or a phrase clearly means, or None."""
    exact = lookup(entries, text)
    if exact is not None:
        return Match(exact)
    ranked = by_words(entries, text)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 1.25 * ranked[1][1]):
        return Match(ranked[0][0], understood=entries[ranked[0][0]].name)
    return None


def nearest(entries: Mapping[str, Entry], text: str, count: int = 3) -> list[str]:
    """Ids whose spelling is close to a typing error, best first."""
    import difflib

    known = index(entries)
    close = difflib.get_close_matches(normalized(text), known, 3 * count, cutoff=0.6)
    return list(dict.fromkeys(known[name] for name in close))[:count]


def by_words(entries: Mapping[str, Entry], text: str, least: float = 0.45) -> list[tuple[str, float]]:
    """Entries whose names and phrases share telling words with a text, best first.

    A word counts by how few entries use it (inverse document frequency); a whole phrase that
    stands in the text counts extra. `least` is the share of the text's weight to be explained.
    """
    vocabulary = {entry.id: _phrases(entry) for entry in entries.values()}
    frequency: dict[str, int] = {}
    for phrases in vocabulary.values():
        for word in set().union(*phrases):
            frequency[word] = frequency.get(word, 0) + 1
    asked = _words(text)
    total = len(vocabulary) + 1
    weights = {word: math.log(total / frequency[word]) for word in asked if word in frequency}
    possible = sum(weights.values()) + 2.0 * (len(asked) - len(weights))
    scores = [(name, _score(phrases, asked, weights)) for name, phrases in vocabulary.items()]
    good = [(name, score) for name, score in scores if score and score >= least * possible]
    return sorted(good, key=lambda pair: -pair[1])


def _score(phrases: list[frozenset[str]], asked: frozenset[str], weights: dict[str, float]) -> float:
    """The best phrase decides; the entry's other phrases add a little."""
    hits = [sum(weights.get(w, 0.0) for w in phrase & asked) * _share(phrase, asked) for phrase in phrases]
    union = sum(weights.get(w, 0.0) for w in frozenset().union(*phrases) & asked)
    return max(hits, default=0.0) + 0.25 * union if union else 0.0


def _share(phrase: frozenset[str], asked: frozenset[str]) -> float:
    """1 for a phrase that stands whole in the text, more for one that is all of the text, less for a part of it."""
    if phrase == asked:
        return 1.5
    return 0.5 + 0.5 * len(phrase & asked) / len(phrase)


def _phrases(entry: Entry) -> list[frozenset[str]]:
    texts = [*spellings(entry), *entry.words]
    return [words for words in map(_words, texts) if words]


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9.]+", text.casefold())
    return frozenset(_stem(word) for word in words if not {word, _stem(word)} & STOP)


def _stem(word: str) -> str:
    """Plurals and -ing forms meet their stem; enough for matching, not linguistics."""
    for ending in ("ing", "ies", "es", "s", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word.rstrip(".")
