"""The same words in two places, and words that are the same but for a character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.plans.model import Passage
from tui.text.clauses import quotations
from tui.text.fold import fold

_FAMILY = "wording"
_SIGNS = ",。;:、!?—-"
_PHRASE = re.compile(r"[^,。;:、!?()“”《》\s]+")
_LONGEST_PHRASE = 40
_LONG_PHRASE = 20
#: Characters that may well be the only difference between two things: numbers, places, sizes, particles.
_OPEN = re.compile(
    r"[\d.%一二三四五六七八九十百千两双几多单东西南北中上下前后左右内外大小高低长短新旧老少男女首末初终"
    r"城乡市区县旗镇村州省国地街社的地得了和与及并也都还其该各等以所再将更已在到于对从向为年月日甲乙丙丁ⅠⅡⅢⅣ进动]*"
    r"|这道|深化|全面|积极|大力|加快|不断|持续|有效|高效|重点|深入|切实|着力|基本|主要|相关|各类|有关|稳步|有序"
)
_PROJECT_KIND = re.compile(r"(?:建设|改造|提升|整治|治理|重点)*(?:项目|工程)?$")
_PROJECT_VERB = re.compile(r"^(?:建设|新建|实施|推进|关于)+")
_OWNER = re.compile(r"^.*(?:公司|集团|企业|合作社|中心|学校)(?=.{6})")
_ASIDE = re.compile(r"\([^()]*\)")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十东西南北]")
#: How much of their pairs of characters two names of projects share, how much of the shorter one stands in
#: the longer one, by how much that may be longer, and how many may share two characters that still tell.
_ALIKE = 0.55
_CONTAINED = 0.85
_LONGER = 4
_TELLING = 40


@dataclass(frozen=True)
class _Words:
    """The characters of a piece without blanks, and where each of them stands."""

    piece: Piece
    text: str
    places: list[int]
    size: int

    @cached_property
    def grams(self) -> list[str]:
        """Each run of `size` characters."""
        return _grams(self.text, self.size)

    def passage(self, start: int, end: int) -> Passage:
        """The printed words of the characters `start` to `end`."""
        return self.piece.passage(self.places[start], self.places[end - 1] + 1)


def _words(piece: Piece, size: int) -> _Words:
    places = [place for place, char in enumerate(piece.text) if not char.isspace()]
    return _Words(piece, "".join(piece.text[place] for place in places), places, size)


@rule("repeated_in_paragraph", _FAMILY)
def repeated_in_paragraph(document: Document) -> Iterator[Hit]:
    """The same clause, or a long run of words, twice in one paragraph."""
    least = int(document.words.threshold("repeated_in_paragraph"))
    run = int(document.words.threshold("run_in_paragraph"))
    for piece in document.prose:
        seen: dict[str, Passage] = {}
        told: list[Passage] = []
        runs: set[str] = set()
        for clause in piece.clauses:
            words = fold(piece.text[clause.start : clause.end])
            passage = piece.passage(clause.start, clause.end)
            if words in seen and _own(words, document) >= least:
                told.append(passage)
                yield Hit((passage, seen[words]), {"words": passage.quote})
            seen.setdefault(words, passage)
        for passage, first in _runs(document, _words(piece, run), {}):
            if passage.quote not in runs and not any(
                passage.overlaps(known) or first.overlaps(known) for known in told
            ):
                runs.add(passage.quote)
                yield Hit((passage, first), {"words": passage.quote}, severity="hint")


@rule("repeated_elsewhere", _FAMILY)
def repeated_elsewhere(document: Document) -> Iterator[Hit]:
    """A long run of words that stands word for word in another paragraph, whatever clauses it covers."""
    least = int(document.words.threshold("repeated_elsewhere"))
    texts = [_words(piece, least) for piece in document.prose]
    often = Counter(gram for words in texts for gram in set(words.grams))
    first: dict[str, tuple[_Words, int]] = {}
    for words in texts:
        for passage, earlier in _runs(document, words, first):
            grams = _grams(fold(passage.quote), least)
            # What is said three times is said on purpose.
            if earlier.paragraph != passage.paragraph and any(often[gram] < 3 for gram in grams):
                yield Hit((passage, earlier), {"words": passage.quote})


def _grams(text: str, size: int) -> list[str]:
    return [text[place : place + size] for place in range(len(text) - size + 1)]


def _runs(
    document: Document, words: _Words, first: dict[str, tuple[_Words, int]]
) -> Iterator[tuple[Passage, Passage]]:
    """The longest runs of a text that stood before, each with where it stood first.

    `first` holds where each run of characters stood first; those of this text are added.
    """
    place, least = 0, words.size
    for start, gram in enumerate(words.grams):
        there, begin = first.setdefault(gram, (words, start))
        # A run was told already, or this is its first place, or it overlaps itself.
        if start < place or (there is words and begin + least > start):
            continue
        length = least
        while (
            start + length < len(words.text)
            and begin + length < (start if there is words else len(there.text))
            and words.text[start + length] == there.text[begin + length]
        ):
            length += 1
        place = start + length
        skipped, kept = _trimmed(words.text[start:place])
        if _own(kept, document) >= least:
            begin += skipped
            passage = words.passage(start + skipped, start + skipped + len(kept))
            yield passage, there.passage(begin, begin + len(kept))


def _trimmed(run: str) -> tuple[int, str]:
    """A run without the signs at its ends: how many characters went before it, and what is left."""
    left = run.lstrip(_SIGNS)
    return len(run) - len(left), left.rstrip(_SIGNS)


def _own(words: str, document: Document) -> int:
    """How many characters of words are neither quoted nor a formula."""
    quoted = sum(end - start for start, end in quotations(words))
    for formula in document.words.formulae:
        if formula in words:
            quoted += words.count(formula) * len(formula)
    return len(words) - quoted


@rule("twin_with_one_difference", _FAMILY)
def twin_with_one_difference(document: Document) -> Iterator[Hit]:
    """Two long phrases that are the same but for a character or two: likely a slip in one of them."""
    least = int(document.words.threshold("twin"))
    phrases: dict[str, Passage] = {}
    for known in (document, *document.of_same_year_and_place()):
        for phrase, passage in _phrases(known, least):
            phrases.setdefault(phrase, passage)
    own = document.plan.id
    for first, second in _twins(phrases):
        here, there = phrases[first], phrases[second]
        apart = here.paragraph != there.paragraph or there.start - here.start > 2 * _LONGEST_PHRASE
        if here.plan == own and apart:
            yield Hit((here, there), {"first": first, "second": second}, "likely")


def _phrases(document: Document, least: int) -> Iterator[tuple[str, Passage]]:
    for piece in document.prose:
        for match in _PHRASE.finditer(piece.text):
            if least <= len(match[0]) <= _LONGEST_PHRASE:
                yield match[0], piece.passage(*match.span())


def _twins(phrases: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of phrases, the earlier one first, that differ in a character, or one has one or two more.

    Two such phrases are equal once the character or the two are left out: what is left finds them.
    """
    known: dict[str, str] = {}
    for phrase in phrases:
        met: set[str] = set()
        for size in (0, 1, 2):
            for place in range(len(phrase) - size + 1) if size else (0,):
                left = phrase[:place] + phrase[place + size :]
                other = known.setdefault(left, phrase)
                if other != phrase and other not in met and _slip_between(phrase, other):
                    met.add(other)
                    yield other, phrase


def _slip_between(first: str, second: str) -> bool:
    """Whether what differs between two phrases is short, and no number, place or particle."""
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    only = (first[start : len(first) - end], second[start : len(second) - end])
    # A word more or less is a slip only where very much else is the same.
    if (
        not start
        or (not all(only) and len(first) < _LONG_PHRASE)
        or max(map(len, only)) > 1 + (not all(only))
    ):
        return False
    return not any(_OPEN.fullmatch(words) for words in only if words)


@rule("project_name_variant", _FAMILY)
def project_name_variant(document: Document) -> Iterator[Hit]:
    """Two projects whose names are all but the same: likely one project."""
    names: dict[str, Passage] = {}
    for project in document.projects:
        piece = document.pieces_by_id.get(project.paragraph)
        start = piece.paragraph.text.find(project.name) if piece else -1
        if piece and start >= 0:
            names.setdefault(project.name, piece.passage(start, start + len(project.name)))
    prefix = re.compile(rf"(?:[\u4e00-\u9fff]{{1,4}}[省市盟州])?{re.escape(document.plan.card.place)}")
    cores = {name: _core(prefix.sub("", name)) for name in names}
    for first, second in _alike(cores):
        yield Hit((names[second], names[first]), {"first": first, "second": second}, "likely")


def _core(name: str) -> str:
    """The name of a project without the words that every project has."""
    return _PROJECT_KIND.sub("", _PROJECT_VERB.sub("", _OWNER.sub("", _ASIDE.sub("", name))))


def _alike(cores: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that share most pairs of characters; numbers and bracketed words are the same."""
    holders: dict[str, list[str]] = {}
    for name, core in cores.items():
        pairs = {core[place : place + 2] for place in range(len(core) - 1)}
        shared: Counter[str] = Counter()
        for pair in pairs:
            others = holders.setdefault(pair, [])
            if len(others) <= _TELLING:
                shared.update(others)
                others.append(name)
        for other, count in shared.items():
            both = len(core) + len(cores[other]) - 2
            alike = 2 * count / both >= _ALIKE and _holds(core, cores[other])
            if alike and core != cores[other] and _of_one_number(name, other):
                yield other, name


def _holds(first: str, second: str) -> bool:
    """Whether nearly all characters of the shorter one of two names stand in the longer one."""
    shorter, longer = sorted((first, second), key=len)
    shared = (Counter(shorter) & Counter(longer)).total()
    return len(longer) - len(shorter) <= _LONGER and shared >= len(shorter) * _CONTAINED


def _of_one_number(first: str, second: str) -> bool:
    numbers = [_NUMBERS.findall(name) for name in (first, second)]
    asides = [_ASIDE.findall(name) for name in (first, second)]
    return numbers[0] == numbers[1] and (not all(asides) or asides[0] == asides[1])
