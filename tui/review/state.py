"""What all events of a review add up to: flags, reviewed sentences, reported values, verdicts, stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from tui.plans.model import Passage
from tui.review.events import EVENT_KINDS, Author, Event, expanded
from tui.review.model import FLAG_STATES, REPLIES, Flag, Reply, Stage
from tui.review.undo import active_events

# What other rooms define is imported when an event first needs it: most starts need little of it, and every
# class that is defined costs a start about a millisecond.
if TYPE_CHECKING:
    from tui.checks.model import Dismissal
    from tui.compare.model import Judgement, Match
    from tui.plans.anchors import Surroundings
    from tui.targets.model import Evidence, Explanation, Observation, Verdict


@dataclass(frozen=True)
class ReviewState:
    """The state of a review.

    `reviewed` holds sentence passages marked as looked at, by author; `stages` is by project id,
    `verdicts` and `explanations` by target id, `judgements` by match id; `matches` are a reviewer's own.
    `filled` holds what an office wrote into columns of a hand-in, by the id of the row; `agreed` pairs of
    flags that differ and both stand; `dismissed` what was said of findings and of rules in a plan, by
    subject kind and id.
    """

    flags: tuple[Flag, ...] = ()
    reviewed: tuple[tuple[Author, Passage], ...] = ()
    observations: tuple[Observation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    explanations: dict[str, Explanation] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    filled: dict[str, dict[str, str]] = field(default_factory=dict)
    agreed: frozenset[frozenset[str]] = frozenset()
    dismissed: dict[tuple[str, str], Dismissal] = field(default_factory=dict)


def fold(events: Sequence[Event]) -> ReviewState:
    """The state that events add up to, whatever the order in which they were joined.

    Events of kinds that this version does not know are passed over, and so are those that lack something.
    """
    state = _Fold()
    for event in active_events(sorted(events, key=lambda event: event.id)):
        # Rows are only ever added: one that cannot be understood must not shut the whole review.
        with suppress(TypeError, ValueError, OverflowError, AttributeError):
            for act in expanded(event):
                state.take(act)
    return state.result()


class _Fold:
    def __init__(self) -> None:
        self.flags: dict[str, Flag] = {}
        self.reviewed: dict[tuple[Author, str, int, int], tuple[Author, Passage]] = {}
        self.observations: dict[tuple[str, str, int], Observation] = {}
        self.evidence: dict[str, Evidence] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.explanations: dict[str, Explanation] = {}
        self.stages: dict[str, Stage] = {}
        self.judgements: dict[str, Judgement] = {}
        self.matches: dict[str, Match] = {}
        self.filled: dict[str, dict[str, str]] = {}
        self.agreed: set[frozenset[str]] = set()
        self.dismissed: dict[tuple[str, str], Dismissal] = {}

    def take(self, event: Event) -> None:
        """Let one event count."""
        if event.kind in _KINDS_THAT_COUNT:
            count: Callable[[Event], None] = getattr(self, f"_{event.kind}")
            count(event)

    def result(self) -> ReviewState:
        """What was gathered."""
        return ReviewState(
            tuple(map(self._preferred_still_there, self.flags.values())),
            tuple(self.reviewed.values()),
            tuple(self.observations.values()),
            tuple(self.evidence.values()),
            self.verdicts,
            self.explanations,
            self.stages,
            self.judgements,
            tuple(self.matches.values()),
            self.filled,
            frozenset(self.agreed),
            self.dismissed,
        )

    def _flag(self, event: Event) -> None:
        payload = event.payload
        self.flags[event.id] = Flag(
            id=event.id,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            anchor=_passage(event.anchor),
            around=_around(event.anchor),
            kind=str(payload.get("kind", "question")),
            severity=str(payload.get("severity", "medium")),
            note=str(payload.get("note", "")),
            tags=_texts(payload.get("tags")),
            suggestion=str(payload.get("suggestion", "")),
            finding=str(payload.get("finding", "")),
            author=event.author,
            created=event.created,
        )

    def _flag_edit(self, event: Event) -> None:
        flag, payload = self.flags.get(event.subject_id), event.payload
        if flag is None:
            return
        changed = {name: str(payload.get(name, getattr(flag, name))) for name in _EDITABLE}
        if changed["state"] not in FLAG_STATES:
            changed["state"] = flag.state
        tags = _texts(payload["tags"]) if "tags" in payload else flag.tags
        self.flags[flag.id] = replace(flag, tags=tags, **changed)  # type: ignore[arg-type]
        passage = _passage(event.anchor)
        if passage is not None:
            # A reviewer confirmed where the words stand after the text had changed.
            self.flags[flag.id] = replace(self.flags[flag.id], anchor=passage, around=_around(event.anchor))

    def _reply(self, event: Event) -> None:
        flag = self.flags.get(event.subject_id)
        reply, reason = str(event.payload.get("reply", "")), str(event.payload.get("reason", ""))
        if flag is not None and reply in ("", *REPLIES):
            settled = _settled(event.payload.get("settles"), flag)
            others = (r for r in flag.replies if r.author != event.author and r not in settled)
            said = (Reply(reply, reason, event.author, event.created),) if reply else ()
            self.flags[flag.id] = replace(flag, replies=(*others, *said))

    def _settle(self, event: Event) -> None:
        """One flag is preferred to another, or both stand; the last word on them counts."""
        flag, other = event.subject_id, str(event.payload.get("other", ""))
        if event.payload.get("both"):
            self.agreed.add(frozenset({flag, other}))
            self._stand_beside(flag, other)
            self._stand_beside(other, flag)
        elif flag in self.flags:
            self.flags[flag] = replace(self.flags[flag], settled=other)
            if self._yields_to(other, flag):
                # People who did not know of each other preferred in a circle, which would hide every flag.
                self.flags[other] = replace(self.flags[other], settled="")

    def _stand_beside(self, flag: str, other: str) -> None:
        if flag in self.flags and self.flags[flag].settled == other:
            self.flags[flag] = replace(self.flags[flag], settled="")

    def _yields_to(self, flag: str, other: str) -> bool:
        """Whether `other` is the flag itself, or was preferred to it, perhaps by way of further ones."""
        while flag in self.flags and flag != other:
            flag = self.flags[flag].settled
        return flag == other

    def _preferred_still_there(self, flag: Flag) -> Flag:
        """A flag stands again when the one that was preferred to it was withdrawn."""
        withdrawn = flag.settled and flag.settled not in self.flags
        return replace(flag, settled="") if withdrawn else flag

    def _fill(self, event: Event) -> None:
        row = f"{event.subject_kind}:{event.subject_id}"
        known = self.filled.setdefault(row, {})
        known.update({str(name): str(text) for name, text in event.payload.items()})

    def _dismiss(self, event: Event) -> None:
        from tui.checks.model import Dismissal

        reason = str(event.payload.get("reason", ""))
        said = Dismissal(reason, event.author.name, event.created)
        self.dismissed[event.subject_kind, event.subject_id] = said

    def _restore(self, event: Event) -> None:
        self.dismissed.pop((event.subject_kind, event.subject_id), None)

    def _flag_remove(self, event: Event) -> None:
        self.flags.pop(event.subject_id, None)

    def _reviewed(self, event: Event) -> None:
        for passage in _passages(event):
            self.reviewed[_mark(event, passage)] = (event.author, passage)

    def _unreviewed(self, event: Event) -> None:
        for passage in _passages(event):
            self.reviewed.pop(_mark(event, passage), None)

    def _observe(self, event: Event) -> None:
        observation = observation_of(event)
        if observation is not None:
            # A correction is the newest word on its year, and stands last.
            self.observations.pop(_series_year(observation), None)
            self.observations[_series_year(observation)] = observation

    def _observe_remove(self, event: Event) -> None:
        series, year = str(event.payload.get("series", "actual")), event.payload.get("year")
        self.observations.pop((event.subject_id, series, int(year or 0)), None)

    def _evidence(self, event: Event) -> None:
        found = evidence_of(event)
        if found is not None:
            self.evidence[event.id] = found

    def _verdict(self, event: Event) -> None:
        from tui.targets.model import Verdict

        status = str(event.payload.get("status", ""))
        if not status:
            self.verdicts.pop(event.subject_id, None)
            return
        reason, computed = str(event.payload.get("reason", "")), str(event.payload.get("computed", ""))
        self.verdicts[event.subject_id] = Verdict(status, reason, computed, event.author.name, event.created)

    def _explain(self, event: Event) -> None:
        from tui.targets.model import Explanation

        known = self.explanations.get(event.subject_id, Explanation())
        changed = {
            f.name: str(event.payload.get(f.name, getattr(known, f.name))) for f in fields(Explanation)
        }
        self.explanations[event.subject_id] = Explanation(**changed)

    def _stage(self, event: Event) -> None:
        known = self.stages.get(event.subject_id, Stage("", "", event.author))
        stage, note = event.payload.get("stage", known.stage), event.payload.get("note", known.note)
        self.stages[event.subject_id] = Stage(str(stage), str(note), event.author)

    def _judge(self, event: Event) -> None:
        from tui.compare.comparability import GRADES
        from tui.compare.model import CHANGES, DECISIONS, QUANTITIES, Judgement

        known = self.judgements.get(event.subject_id, Judgement())
        said = {"reason": str(event.payload.get("reason", known.reason))}
        sayings = {"decision": DECISIONS, "change": CHANGES, "quantity": QUANTITIES, "grade": GRADES}
        for name, words in sayings.items():
            value = str(event.payload.get(name, getattr(known, name)))
            # A word of a later version says nothing here.
            said[name] = value if value in ("", *words) else getattr(known, name)
        self.judgements[event.subject_id] = Judgement(**said, author=event.author.name, created=event.created)

    def _match(self, event: Event) -> None:
        found = match_of(event)
        if found is not None:
            self.matches[found.id] = found

    def _match_remove(self, event: Event) -> None:
        self.matches.pop(event.subject_id, None)


_KINDS_THAT_COUNT = frozenset(EVENT_KINDS) - {"import", "undo"}
_EDITABLE = ("kind", "severity", "note", "state", "suggestion")


def _settled(settles: object, flag: Flag) -> tuple[Reply, ...]:
    """The replies in whose place another stands: those that whoever chose it had seen."""
    if not isinstance(settles, list):
        # Reviews of the first version did not say which.
        return flag.replies if settles else ()
    seen = {tuple(map(str, each)) for each in settles if isinstance(each, list)}
    return tuple(r for r in flag.replies if (r.author.name, r.author.unit, r.created) in seen)


def _mark(event: Event, passage: Passage) -> tuple[Author, str, int, int]:
    return (event.author, passage.paragraph, passage.start, passage.end)


def _series_year(observation: Observation) -> tuple[str, str, int]:
    return (observation.target, observation.series, observation.year)


def _passages(event: Event) -> list[Passage]:
    """The sentences that an event marks: one, or all of a section."""
    anchors = [event.anchor, *event.payload.get("passages", [])]
    return [passage for anchor in anchors if (passage := _passage(anchor))]


def _passage(anchor: dict[str, Any]) -> Passage | None:
    try:
        return Passage(
            str(anchor["paragraph"]), int(anchor["start"]), int(anchor["end"]), str(anchor["quote"])
        )
    except (KeyError, TypeError, ValueError):
        return None


def _around(anchor: dict[str, Any]) -> Surroundings | None:
    from tui.plans.anchors import Surroundings

    try:
        return Surroundings(str(anchor["before"]), str(anchor["after"]), bool(anchor["alone"]))
    except (KeyError, TypeError):
        return None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def observation_of(event: Event) -> Observation | None:
    """The value that an event reports; None where it reports none."""
    from tui.targets.model import Observation

    payload = event.payload
    try:
        return Observation(
            target=event.subject_id,
            year=int(payload["year"]),
            value=float(payload["value"]),
            unit=str(payload["unit"]),
            source=str(payload["source"]),
            note=str(payload.get("note", "")),
            origin=str(payload.get("origin", "review")),
            series=str(payload.get("series", "actual")),
            definition=str(payload.get("definition", "")),
            author=event.author.name,
            created=event.created,
        )
    except (KeyError, TypeError, ValueError):
        return None


def evidence_of(event: Event) -> Evidence | None:
    """The evidence that an event tells; None where it tells none."""
    from tui.targets.model import Evidence

    payload = event.payload
    try:
        return Evidence(
            target=event.subject_id,
            year=int(payload["year"]),
            text=str(payload["text"]),
            source=str(payload["source"]),
            author=event.author.name,
            created=event.created,
        )
    except (KeyError, TypeError, ValueError):
        return None


def match_of(event: Event) -> Match | None:
    """The match that a reviewer made; None where something of it is missing."""
    from tui.compare.model import CERTAINTIES, CHANGES, QUANTITIES, Match, Quote

    payload = event.payload
    try:
        old, new = (
            tuple(Quote(str(quote["paragraph"]), str(quote["quote"])) for quote in payload[side])
            for side in ("old", "new")
        )
        if not old or not new or payload["change"] not in CHANGES:
            return None
        quantity, certainty = payload.get("quantity"), payload.get("certainty")
        return Match(
            id=str(payload.get("id") or event.id),
            theme=str(payload.get("theme", "")),
            old=old,
            new=new,
            change=str(payload["change"]),
            quantity=quantity if quantity in QUANTITIES else "none",
            certainty=certainty if certainty in CERTAINTIES else "likely",
            rationale=str(payload.get("rationale", "")),
            searched=None,
            origin="reviewer",
            author=event.author.name,
            created=event.created,
        )
    except (KeyError, TypeError):
        return None


def match_payload(match: Match) -> dict[str, Any]:
    """A match as an event keeps it; without an id it takes that of its event."""
    return {
        "id": match.id,
        "theme": match.theme,
        "old": [{"paragraph": quote.paragraph, "quote": quote.text} for quote in match.old],
        "new": [{"paragraph": quote.paragraph, "quote": quote.text} for quote in match.new],
        "change": match.change,
        "quantity": match.quantity,
        "certainty": match.certainty,
        "rationale": match.rationale,
    }


def anchor_of(passage: Passage, around: Surroundings | None = None) -> dict[str, Any]:
    """A passage as an event keeps it, with what it stood in."""
    anchor: dict[str, Any] = {
        "paragraph": passage.paragraph,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
    }
    return anchor | asdict(around) if around else anchor
