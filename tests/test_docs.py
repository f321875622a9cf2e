"""Holds the documents to the code: what is there is named, what is named is there, and the samples work."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest
from project_tree import ROOT, named, told, tracked

import handlers
from bot.cli import main
from bot.core.crypt import new_key
from bot.core.database import Base
from bot.core.settings import Section, Settings, load
from bot.router import Band, Dispatcher, discover
from knowledge import entry

EXAMPLE = ROOT / "config.example.toml"
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
NAMED_FILE = re.compile(r"`(?P<path>\.?[\w-]+(?:/[\w.*-]+)*/[\w.-]+\.(?:py|md|toml|txt|json))`")
NAMED_COMMAND = re.compile(r"(?:bin/|`|^)niangjia (?P<name>[a-z]+)", re.MULTILINE)
NAMED_TARGET = re.compile(r"(?:^|`)make (?P<name>[a-z-]+)", re.MULTILINE)
NAMED_SETTING = re.compile(r"`\[(?P<section>[a-z]+)\] (?P<key>\w+)|NIANGJIA_(?P<above>[A-Z]+)__(?P<below>[A-Z_]+)")
LOGGED = re.compile(r"""_log\.(?:debug|info|warning|error|exception)\(\s*"(?P<event>\w+)\"""")
METRIC = re.compile(r'"(?P<name>niangjia_\w+)"')


def documents() -> list[Path]:
    """What tells about the project, not what is told to workers."""
    return [path for path in tracked("*.md") if not path.is_relative_to(ROOT / "knowledge")]


def unsaid(names: Iterable[str], text: str) -> list[str]:
    """Those names that do not stand in the text as words of their own."""
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def settings_of(sections: Iterable[tuple[str, type[Section]]]) -> list[str]:
    return [f"{section}.{key}" for section, kind in sections for key in kind.model_fields]


def sections() -> list[tuple[str, type[Section]]]:
    found = [(name, field.annotation) for name, field in Settings.model_fields.items()]
    return [(name, kind) for name, kind in found if isinstance(kind, type) and issubclass(kind, Section)]


def undocumented(text: str, known: Iterable[str]) -> list[str]:
    """Settings without a line, after or above which a comment stands, in their section of a TOML example."""
    section, seen = "", set()
    for line in text.splitlines():
        if found := re.match(r"\[(\w+)\]", line):
            section = found[1]
        if found := re.match(r"(\w+) *=", line):
            seen.add(f"{section}.{found[1]}")
    return [name for name in known if name not in seen]


def commands(group: click.Group, above: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        yield f"{above}{name}"
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")


def broken_links(path: Path) -> list[str]:
    """Relative links of a Markdown file that lead nowhere."""
    targets = (found["target"].partition("#")[0] for found in LINK.finditer(path.read_text("utf-8")))
    return [one for one in targets if one and "://" not in one and not (path.parent / one).exists()]


def missing_files(text: str) -> list[str]:
    """Files named in `backticks` that are not there; a name with a star must find one."""
    named = (found["path"] for found in NAMED_FILE.finditer(text))
    return [name for name in named if "/" in name and not any(ROOT.glob(name))]


def sample(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert found, f"README.md has no {language} sample"
    return found[1]


def test_every_setting_stands_in_the_example() -> None:
    known = settings_of(sections())
    assert len(known) > 20
    assert undocumented(EXAMPLE.read_text("utf-8"), known) == []


def test_every_named_setting_is_there() -> None:
    text = told(path for path in documents() if path.name != "CHANGELOG.md")
    found = [one.groups() for one in NAMED_SETTING.finditer(text)]
    named = {f"{section or above.lower()}.{key or below.lower()}" for section, key, above, below in found}
    assert len(named) > 3
    assert named - {*settings_of(sections()), "section.key"} == set()


def test_a_setting_left_out_is_seen() -> None:
    assert undocumented('[wechat]\nappid = "x"\n[log]\nlevel = 1', ["wechat.appid", "wechat.level"]) == ["wechat.level"]


def test_the_example_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    (tmp_path / "data.key").write_text(new_key("file"), "utf-8")
    key = new_key("env")
    monkeypatch.setenv("NIANGJIA_KEYS__DATA", key)
    settings = load(config)
    assert settings.keys.data.get_secret_value() == key
    assert not settings.simulator.enabled


def test_every_command_is_named() -> None:
    names = [f"niangjia {name}" for name in commands(main)]
    assert len(names) > 5
    assert unsaid(names, told(documents())) == []


def test_a_command_left_out_is_seen() -> None:
    assert unsaid(["niangjia serve", "niangjia fly"], "run `niangjia serve`, or niangjia flying") == ["niangjia fly"]


def test_every_named_command_and_target_is_there() -> None:
    text = told(path for path in documents() if path.name != "CHANGELOG.md")
    named = {found["name"] for found in NAMED_COMMAND.finditer(text)}
    assert named
    assert named - set(commands(main)) == set()
    targets = {found["name"] for found in NAMED_TARGET.finditer(text)}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_every_handler_and_band_is_named() -> None:
    text = told([ROOT / "docs" / "architecture.md"])
    files = {f"handlers/{route.name.partition('.')[0]}.py" for route in Dispatcher(discover(handlers)).routes}
    assert len(files) > 5
    assert unsaid([*sorted(files), *(band.name for band in Band)], text) == []


def test_every_log_event_and_metric_is_explained() -> None:
    code = told(tracked("bot/*.py", "handlers/*.py", "tickets/*.py", "knowledge/*.py", "web/*.py"))
    events = {found["event"] for found in LOGGED.finditer(code)}
    metrics = {found["name"] for found in METRIC.finditer(told([ROOT / "bot" / "core" / "metrics.py"]))}
    assert len(events) > 5
    assert len(metrics) > 3
    text = told([ROOT / "docs" / "operations.md"])
    assert unsaid(sorted(events), text) == []
    assert [name for name in sorted(metrics) if name not in text] == []


def test_every_table_is_named() -> None:
    tables = sorted(Base.metadata.tables)
    assert len(tables) > 5
    assert unsaid(tables, told([ROOT / "docs" / "architecture.md"])) == []


def test_links_lead_somewhere() -> None:
    broken = {named(path): broken_links(path) for path in documents()}
    assert {name: links for name, links in broken.items() if links} == {}


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#top) [web](https://example.org/) [gone](gone.md) ![picture](no.png)", "utf-8")
    assert broken_links(page) == ["gone.md", "no.png"]


def test_named_files_are_there() -> None:
    assert {named(path): missing for path in documents() if (missing := missing_files(path.read_text("utf-8")))} == {}


def test_a_missing_file_is_seen() -> None:
    text = "`bot/webhook.py`, `bot/nothing.py`, `knowledge/words/*.txt`, `var/niangjia.db`"
    assert missing_files(text) == ["bot/nothing.py"]


def test_the_answer_in_the_readme_is_one() -> None:
    assert entry.parse("sample.md", sample("markdown")).topic in entry.TOPICS


def test_the_handler_in_the_readme_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "sample_handlers"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "address.py").write_text(sample("python"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import sample_handlers  # type: ignore[import-not-found]

    try:
        routes = Dispatcher([*discover(handlers), *discover(sample_handlers)]).routes
    finally:
        for name in ("sample_handlers.address", "sample_handlers"):
            sys.modules.pop(name, None)
    assert "address.address" in [route.name for route in routes]
