"""Small statutes of our own, for tests: as files of both layouts, and as they are read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.statutes import Statute

LAW: dict[str, Any] = {
    "title": "中华人民共和国试验法",
    "short": "试验法",
    "published": "2012-01-01",
    "effective": "2012-05-01",
    "version": "2018-06-30修正（2018-09-01施行）",
    "status": "现行有效",
    "source": "of our own",
    "articles": [
        {"label": "第一条", "text": "试验的人，应当在三十日内得到二倍的苹果。"},
        {"label": "第二条", "text": "有下列情形之一的：\n（一）下雨的；\n（二）刮风超过一年的。"},
        {"label": "第二百七十六条之一", "text": "拿走苹果的，还百分之八十。"},
    ],
}
RULES: dict[str, Any] = LAW | {
    "title": "最高人民法院关于审理苹果纠纷案件适用法律问题的解释（一）（节选）",
    "short": "苹果解释（一）",
    "version": "法释〔2020〕1号",
    "effective": "2021-01-01",
    "status": "部分失效（第三条第一款自2025-09-01起废止）",
    "articles": [{"label": "第三条", "text": "按三个月的平均数算。"}],
}
MARKDOWN = """# 中华人民共和国试验法

2012年1月1日 试验大会第一次会议通过

2018年6月30日 试验大会第二次会议《关于修改〈中华人民共和国试验法〉的决定》修正

2018年9月1日 施行

<!-- INFO END -->

## 第一章 总则

第一条 试验的人,应当在三十日内得到二倍的苹果。

第二条 有下列情形之一的：

（一）下雨的；

（二）刮风超过一年的。

## 第二章 附则

第二百七十六条之一 拿走苹果的，还百分之八十。
"""


def statute(short: str = "试验法", **given: Any) -> Statute:
    """A statute with everything that a test does not care about filled in."""
    usual: dict[str, Any] = {
        "title": f"中华人民共和国{short}",
        "version": "2018-09-01",
        "status": "现行有效",
        "articles": {"1": "在三十日内给二倍。", "2": "有下列情形之一的：\n（一）下雨的；\n（二）刮风的。"},
        "effective": date(2018, 9, 1),
    }
    return Statute(short=short, **usual | given)


def folder_of(folder: Path, *laws: object) -> Path:
    """A folder with these laws as JSON files 0.json, 1.json …"""
    folder.mkdir(exist_ok=True)
    for number, law in enumerate(laws):
        (folder / f"{number}.json").write_text(json.dumps(law, ensure_ascii=False), encoding="utf-8")
    return folder
