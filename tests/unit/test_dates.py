"""Days and moments as people read them, the same on every machine."""

from __future__ import annotations

import os
import time

import pytest

from tui.locale import Locale
from tui.wording import date_text, moment_text


@pytest.mark.parametrize(
    ("stored", "zh", "en"),
    [
        ("2026-11-27", "2026年11月27日", "27 Nov 2026"),
        ("2021-07-03", "2021年7月3日", "3 Jul 2021"),
        ("2026-03-05T08:09:10Z", "2026年3月5日", "5 Mar 2026"),
        ("", "", ""),
        ("2023", "2023", "2023"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
    ],
)
def test_a_day_in_each_language(stored: str, zh: str, en: str) -> None:
    """A day is written as the language writes it; what is no day stays as it is."""
    assert (date_text(Locale("zh"), stored), date_text(Locale("en"), stored)) == (zh, en)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone is the system's own here")
def test_the_day_is_the_one_that_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zone in which the day has turned changes nothing: hand-ins are the same everywhere."""
    try:
        monkeypatch.setitem(os.environ, "TZ", "Asia/Shanghai")
        time.tzset()
        assert date_text(Locale("zh"), "2026-11-27T23:30:00Z") == "2026年11月27日"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_moment_in_a_column() -> None:
    """In columns a moment stands so that it sorts and lines up."""
    assert moment_text("2026-03-05T08:09:10Z") == "2026-03-05 08:09:10"
