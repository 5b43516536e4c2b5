"""Furniture: what a website or newspaper printed around a plan. It is kept and marked, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.ingest.source import Line

_FURNITURE = re.compile(
    r"""^\s*(?:
        A\+\s*A-
      | 来源[:：].*(?:时间|日期|阅读量|浏览)
      | 发布(?:时间|日期)[:：]
      | (?:标题|链接|原文链接|责任编辑|编辑|作者|阅读量|浏览次数|字号|分享到|打印本页|关闭本页)\s*[:：]
      | \S{2,8}\s+(?:责任)?编辑[:：]
      | 原文如下[:：]?\s*$
      | 文章下载[:：]?
      | 附件(?:下载)?[:：]\s*$
      | https?://\S+\s*$
      | .{1,80}\.(?:docx?|pdf|wps|ofd)\s*$
    )""",
    re.VERBOSE,
)
_TAIL = re.compile(r"^\s*(?:相关推荐|相关阅读|相关链接|上一篇|下一篇|融媒矩阵|网站地图|版权所有)")
_REPOSTED = re.compile(r"^\s*原文如下[:：]?\s*$")


def furniture_roles(lines: Iterable[Line]) -> dict[int, str]:
    """The roles of the lines that are not the plan's own, by line number: furniture or lead.

    Everything after a line such as 相关推荐 is furniture. Where a site announces the original
    (原文如下), what it wrote before that is its own lead, not the plan's text.
    """
    roles: dict[int, str] = {}
    before: list[int] = []
    in_tail = False
    for line in lines:
        if line.blank:
            continue
        in_tail = in_tail or bool(_TAIL.match(line.text))
        if in_tail or _FURNITURE.match(line.text):
            roles[line.number] = "furniture"
        if _REPOSTED.match(line.text):
            roles.update((number, "lead") for number in before)
            before = []
        elif line.number not in roles:
            before.append(line.number)
    return roles
