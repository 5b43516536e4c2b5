"""What was done in a review, act by act, in sentences a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import local_id
from tui.review.events import Event
from tui.review.undo import active_events
from tui.wording import kind_text, moment_text, severity_text, word
from tui.workspace import Workspace

_LONGEST: Final = 60


def history(workspace: Workspace, locale: Locale) -> Iterator[str]:
    """A line an event, the oldest first; what was taken back says so."""
    told = _History(workspace, locale)
    return map(told.line, workspace.events)


class _History:
    def __init__(self, workspace: Workspace, locale: Locale) -> None:
        self._workspace = workspace
        self._say = locale.say
        self._locale = locale
        self._by_id = {event.id: event for event in workspace.events}
        self._active = {event.id for event in active_events(workspace.events)}
        self._details: dict[str, Callable[[Event], str]] = {
            "flag": self._flag,
            "flag_edit": self._edit,
            "reply": self._reply,
            "undo": self._undo,
            "reviewed": self._count,
            "unreviewed": self._count,
            "import": self._import,
            "judge": self._judged,
            "dismiss": self._dismissed,
            "restore": self._dismissed,
        }

    def line(self, event: Event) -> str:
        """When, who, what, on what, and the details."""
        parts = [
            moment_text(event.created),
            event.author.name,
            word(self._locale, "event", self._kind(event)),
            self._subject(event),
            self._details.get(event.kind, self._values)(event),
        ]
        if event.id not in self._active:
            parts.append(self._say("history.undone"))
        return "  ".join(part for part in parts if part)

    def _kind(self, event: Event) -> str:
        """The kind of an act; what takes back an undo is a redo."""
        undone = self._by_id.get(str(event.payload.get("event", ""))) if event.kind == "undo" else None
        return "redo" if undone and undone.kind == "undo" else event.kind

    def _subject(self, event: Event) -> str:
        """What it was done to: place and words, a name, or what a flag stands on."""
        if event.subject_kind == "flag" and event.subject_id in self._by_id:
            return self._subject(self._by_id[event.subject_id])
        paragraph, quote = str(event.anchor.get("paragraph", "")), str(event.anchor.get("quote", ""))
        if paragraph:
            return f"{self._place(paragraph)} “{_short(quote)}”"
        if event.subject_kind == "event":
            return ""
        if event.subject_kind == "rule":
            plan = event.subject_id.partition("/")[0]
            return self._workspace.cards[plan].short if plan in self._workspace.cards else plan
        name = self._workspace.subject_name(event.subject_kind, event.subject_id)
        return name if name != event.subject_id else f"{event.subject_kind} {event.subject_id}"

    def _place(self, paragraph: str) -> str:
        plan = paragraph.partition("/")[0]
        if plan not in self._workspace.cards:
            return paragraph
        card, name = self._workspace.cards[plan], place_name(self._workspace.plan(plan), paragraph)
        return f"{card.short} {name} {local_id(paragraph)}"

    def _flag(self, event: Event) -> str:
        payload = event.payload
        kind = kind_text(self._locale, str(payload.get("kind", "")))
        severity = severity_text(self._locale, str(payload.get("severity", "")))
        return f"{kind}·{severity} {_short(str(payload.get('note', '')))}".strip()

    def _edit(self, event: Event) -> str:
        if "state" in event.payload:
            return word(self._locale, "flag_state", str(event.payload["state"]))
        return self._values(event)

    def _reply(self, event: Event) -> str:
        reply = event.payload.get("reply")
        said = word(self._locale, "reply", str(reply)) if reply else self._say("flags.take_reply_back")
        return f"{said} {event.payload.get('reason', '')}".strip()

    def _undo(self, event: Event) -> str:
        undone = self._by_id.get(str(event.payload.get("event", "")))
        return f"{word(self._locale, 'event', undone.kind)} {self._subject(undone)}".strip() if undone else ""

    def _count(self, event: Event) -> str:
        passages = event.payload.get("passages", [])
        return self._say("history.sentences", count=len(passages)) if passages else ""

    def _judged(self, event: Event) -> str:
        payload = event.payload
        words = [
            word(self._locale, name, str(payload[name]))
            for name in ("decision", "change", "quantity", "grade")
            if payload.get(name)
        ]
        return "  ".join([*words, _short(str(payload.get("reason", "")))]).strip()

    def _dismissed(self, event: Event) -> str:
        rule = word(self._locale, "rule", f"{event.payload.get('rule', '')}.name")
        return f"{rule} {_short(str(event.payload.get('reason', '')))}".strip()

    def _import(self, event: Event) -> str:
        return self._say("history.acts", count=len(event.payload.get("acts", [])))

    def _values(self, event: Event) -> str:
        """What was written, name by name."""
        return "  ".join(f"{name}={_short(_shown(value))}" for name, value in event.payload.items() if value)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
