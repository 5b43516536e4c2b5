"""Domain values in words: what the app, the command line and the hand-ins show of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.messages import Message

if TYPE_CHECKING:
    from tui.compare.comparability import Comparability
    from tui.compare.figures import FigureChange
    from tui.compare.model import Judgement, Match
    from tui.locale import Locale
    from tui.plans.model import Card
    from tui.review.events import Author
    from tui.review.model import Flag, Reply
    from tui.targets.model import Assessment, Base, Calculation, Fact, Observation, Target
    from tui.targets.printed_growth import Reading
    from tui.workspace.checking import Checked

#: One-cell signs of the severity of a finding, and of what became of it.
SEVERITY_SIGNS = {"error": "✗", "warning": "▲", "hint": "○"}
STATE_SIGNS = {"accepted": "⚑", "dismissed": "–"}
#: One-cell signs of a status; with the word beside it, colour is never needed to tell them apart.
STATUS_SIGNS = {
    "achieved": "✓",
    "ahead": "▲",
    "on_track": "●",
    "behind": "▼",
    "met": "✓",
    "missed": "✗",
    "undetermined": "○",
    "not_assessed": "–",
}
_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:T|$)")


def period_text(card: Card) -> str:
    """A plan's years: 2021–2025, or 2023."""
    first, last = card.period
    return str(first) if first == last else f"{first}–{last}"


def date_text(locale: Locale, stored: str) -> str:
    """The day of a stored date or moment as the language writes it: 2026年11月27日, 27 Nov 2026.

    It is the day that is stored, in UTC for a moment, whatever clock this machine has: the same review gives
    the same hand-in everywhere. What is no day in ISO 8601 is shown as it stands.
    """
    found = _DAY.match(stored)
    if found is None:
        return stored[: len("2026-11-27")]
    year, month, day = map(int, found.groups())
    return locale.say("date.day", year=year, month=Message(f"month.{month}"), day=day)


def moment_text(stored: str) -> str:
    """A stored moment where lines stand in columns: 2026-11-27 08:09:10, in UTC."""
    return stored.replace("T", " ").removesuffix("Z")


def number_text(value: float | None) -> str:
    """A figure without needless digits; empty for none."""
    if value is None:
        return ""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".")


def base_text(assessment: Assessment) -> str:
    """The value from before the period with its year: the base, else the result that a plan tells."""
    target, base, result = assessment.target, assessment.base, assessment.result
    if target.base is not None:
        return f"{number_text(target.base)} ({target.base_year})"
    if base is not None and base.origin != "printed":
        return f"{number_text(base.value)} ({base.year})"
    return f"{number_text(result.value)} ({result.year})" if result else ""


def target_text(locale: Locale, target: Target) -> str:
    """What is promised: the value with its comparator, or the printed words that stand in its place."""
    if target.value is not None:
        unit = "" if target.cells else target.unit
        return locale.say(
            f"comparator.{target.comparator}",
            value=number_text(target.value),
            high=number_text(target.value_high),
        ) + (f" {unit}" if unit else "")
    words = [cell for cell in target.cells[-3:-1] if cell and cell != "-"]
    return words[0] if words else target.reference or locale.sign("–")


def fact_text(locale: Locale, fact: Fact) -> str:
    """A value already reached: with its hedge, unit and year, or the words of a rank or standard."""
    if fact.value is None:
        return f"{fact.reference} ({fact.year})"
    value = locale.say(
        f"comparator.{fact.comparator}", value=number_text(fact.value), high=number_text(fact.value_high)
    )
    years = str(fact.year) if fact.first_year is None else f"{fact.first_year}{locale.sign('–')}{fact.year}"
    return f"{value} {fact.unit} ({years})"


def observation_text(locale: Locale, observation: Observation | None, *, short: bool = False) -> str:
    """The newest reported value with its year, marked where it is an invented example."""
    if observation is None:
        return ""
    text = f"{number_text(observation.value)} ({observation.year})"
    mark = locale.say("target.example_sign" if short else "target.example")
    return f"{text} {mark}" if observation.origin == "example" else text


def reason_text(locale: Locale, assessment: Assessment, *, arithmetic: bool = True) -> str:
    """Why there is no verdict, or the arithmetic of the verdict if it is wanted, with remarks."""
    parts = []
    if assessment.reason:
        parts.append(locale.say(f"reason.{assessment.reason}"))
    if assessment.formula and arithmetic:
        parts.append(locale.render(assessment.formula))
    parts.extend(locale.render(remark) for remark in assessment.remarks)
    return locale.say("list.semicolon").join(parts)


def status_text(locale: Locale, assessment: Assessment) -> str:
    """Sign and word of a verdict; a reviewer's own one is marked."""
    status = assessment.shown_status
    text = _status(locale, status)
    return f"{text} {locale.say('target.verdict_sign')}" if assessment.verdict else text


def _status(locale: Locale, status: str) -> str:
    return f"{locale.sign(STATUS_SIGNS[status])} {locale.say(f'status.{status}')}"


def verdict_text(locale: Locale, assessment: Assessment) -> str:
    """A reviewer's own verdict beside the computed one; empty where nobody set one."""
    verdict = assessment.verdict
    if verdict is None:
        return ""
    text = locale.say(
        "target.verdict",
        status=Message(f"status.{verdict.status}"),
        computed=Message(f"status.{assessment.status}"),
        reason=verdict.reason,
        author=verdict.author,
        date=date_text(locale, verdict.created),
    )
    stale = assessment.status != verdict.computed
    return f"{text}{locale.say('target.verdict_stale')}" if stale else text


def calculation_text(locale: Locale, calculation: Calculation) -> str:
    """What one method says: its name, its word, and its arithmetic or why it cannot be applied."""
    parts = [locale.say(f"method.{calculation.method}")]
    if calculation.status:
        parts.append(_status(locale, calculation.status))
    if calculation.formula:
        parts.append(locale.render(calculation.formula))
    if calculation.reason:
        parts.append(locale.say(f"reason.{calculation.reason}"))
    return "  ".join(parts)


def base_origin_text(locale: Locale, base: Base | None) -> str:
    """Where the base comes from, if not from the target itself."""
    if base is None or base.origin == "printed":
        return ""
    value = f"{number_text(base.value)} ({base.year})"
    return locale.say(f"target.base_{base.origin}", value=value, place=base.place)


def share_text(share: float | None) -> str:
    """A share as a percentage with one decimal place; empty for none."""
    return "" if share is None else f"{share * 100:.1f}"


def reading_text(locale: Locale, target: Target, reading: Reading) -> str:
    """One way to compute a printed growth, and whether it gives the printed figure."""
    unit = target.unit if reading.method == "points" else "%"
    return locale.say(
        f"growth.{reading.fits}",
        method=Message(f"growth.{reading.method}"),
        year=reading.base_year,
        value=f"{reading.value:.3g}",
        unit=unit,
    )


def match_label(locale: Locale, match: Match, found: Comparability) -> str:
    """A match in a few words: kind of change, what happens to figures, class of comparability, certainty."""
    say = locale.say
    parts = [say(f"change.{match.change}")]
    if match.quantity not in ("none", "words_to_words"):
        parts.append(say(f"quantity.{match.quantity}"))
    parts.append(found.grade)
    suggested = match.origin == "suggested"
    parts.append(f"{match.likelihood:.0%}" if suggested else say(f"certainty.{match.certainty}"))
    return locale.sign(" · ").join(parts)


def match_text(locale: Locale, match: Match, found: Comparability) -> str:
    """A match in one line: kind of change, what happens to figures, class of comparability, certainty."""
    say = locale.say
    parts = [say(f"change.{match.change}")]
    if match.quantity != "none":
        parts.append(say(f"quantity.{match.quantity}"))
    parts.append(grade_text(locale, found))
    if match.origin == "suggested":
        parts.append(say("compare.suggested", likelihood=f"{match.likelihood:.0%}"))
    else:
        parts.append(say(f"certainty.{match.certainty}"))
    return locale.sign(" · ").join(parts)


def grade_text(locale: Locale, found: Comparability) -> str:
    """A class of comparability with its sentence, and the computed one where a reviewer set another."""
    text = f"{found.grade} {locale.say(f'comparability.{found.label}')}"
    return f"{text} {locale.say('judgement.computed', grade=found.computed)}" if found.computed else text


def judgement_text(locale: Locale, said: Judgement) -> str:
    """What a reviewer said of a match, with name, day and reason; empty where nothing was said."""
    say = locale.say
    parts = [say(f"decision.{said.decision}")] if said.decision else []
    if said.change:
        parts.append(say("judgement.to", text=Message(f"change.{said.change}")))
    if said.quantity:
        parts.append(say("judgement.to", text=Message(f"quantity.{said.quantity}")))
    if said.grade:
        parts.append(say("judgement.to_grade", grade=said.grade))
    if not parts:
        return ""
    if said.reason:
        parts.append(say("judgement.because", reason=said.reason))
    parts.append(say("summary.by", person=said.author, date=date_text(locale, said.created)))
    return say("list.semicolon").join(parts)


def figure_change_text(locale: Locale, change: FigureChange) -> str:
    """A figure in both plans and what became of it: 增长 6% → 8%, 调高 2."""
    values = {
        "subject": change.subject,
        "old": number_text(change.old) + change.unit,
        "new": number_text(change.new) + change.unit,
        "difference": number_text(abs(change.difference)) + change.unit,
    }
    return locale.say(f"figure_change.{change.direction}", **values)


def word(locale: Locale, family: str, value: str, **values: object) -> str:
    """The word for a value of a family; the value itself where this version does not know it."""
    message = f"{family}.{value}"
    return locale.say(message, **values) if locale.knows(message) else value


def kind_text(locale: Locale, kind: str) -> str:
    """The name of a kind of flag; its id where settings no longer know it."""
    return word(locale, "flag_kind", kind)


def kind_sign(locale: Locale, kind: str) -> str:
    """The sign of a kind of flag in the margin; its first letter where settings no longer know it."""
    return locale.say(f"flag_sign.{kind}") if locale.knows(f"flag_sign.{kind}") else kind[:1]


def severity_text(locale: Locale, severity: str) -> str:
    """The name of a severity; itself where it is none of ours."""
    return word(locale, "severity", severity)


def flag_label(locale: Locale, flag: Flag) -> str:
    """Kind and severity of a flag."""
    return f"{kind_text(locale, flag.kind)}{locale.sign('·')}{severity_text(locale, flag.severity)}"


def flag_text(locale: Locale, flag: Flag) -> str:
    """A flag in one line: kind and severity, who set it, tags, whether it is dealt with, the reply."""
    say = locale.say
    parts = [flag_label(locale, flag), flag.author.name]
    parts += [f"#{tag}" for tag in flag.tags]
    if flag.reply:
        parts.append(say(f"reply.{flag.reply.reply}"))
    if flag.state == "resolved":
        parts.append(say("flag_state.resolved"))
    return "  ".join(part for part in parts if part)


def finding_head(locale: Locale, checked: Checked) -> str:
    """Sign and word of a finding's severity, and the name of its rule; ✓ where it became a flag."""
    finding = checked.finding
    sign = locale.sign(STATE_SIGNS.get(checked.state) or SEVERITY_SIGNS[finding.severity])
    certainty = "" if finding.certainty == "certain" else f"·{locale.say(f'certainty.{finding.certainty}')}"
    severity = locale.say(f"finding_severity.{finding.severity}")
    return f"{sign} {severity}{certainty}  {rule_name(locale, finding.rule)}"


def finding_counts(locale: Locale, found: Iterable[Checked], severities: Sequence[str]) -> str:
    """How many findings of some severities nobody has decided on, each behind its sign."""
    counts = Counter(checked.finding.severity for checked in found if checked.state == "open")
    return " ".join(f"{locale.sign(SEVERITY_SIGNS[severity])}{counts[severity]}" for severity in severities)


def rule_name(locale: Locale, rule: str) -> str:
    """The name of a check."""
    return locale.say(f"rule.{rule}.name")


def person_text(locale: Locale, person: Author) -> str:
    """A person, with the unit where it is known."""
    return locale.say("summary.person", name=person.name, unit=person.unit) if person.unit else person.name


def reply_text(locale: Locale, reply: Reply) -> str:
    """What was replied to a flag, with the reason, by whom and when."""
    say = locale.say
    parts = [say(f"reply.{reply.reply}"), reply.reason]
    person = person_text(locale, reply.author)
    parts.append(say("summary.by", person=person, date=date_text(locale, reply.created)))
    return say("list.semicolon").join(part for part in parts if part)
