"""The command `niangjia`: what it prints, what it keeps, and errors in one sentence."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harness import knowledge

import handlers
from bot.app import GARBAGE
from bot.cli import main
from bot.commands.options import Plainly, plainly
from bot.router import Dispatcher, discover
from handlers.fallback import GREETING
from handlers.human import CALLED
from handlers.menu import HELP
from handlers.progress import NONE
from web.desk.people.agents import TAKEN
from web.desk.people.passwords import LENGTH

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
DATABASE = Path("var", "niangjia.db")  # as in the example, and where nothing is said
KEYS = ["id", "intent", "action", "hits", "slots", "reply"]
GOOD = """
[server]
public_url = "https://wx.union.example"
[wechat]
appid = "wx0123456789abcdef"
token = "xB7kQ2nR9pLm"
aes_key = "kQ2nR9pLmxB7kQ2nR9pLmxB7kQ2nR9pLmxB7kQ2nR9A"
secret = "0123456789abcdef0123456789abcdef"
account = "verified_service"
egress_ips = ["203.0.113.7"]
[keys]
data = "file:data.key"
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder of its own, with knowledge that was read before."""
    monkeypatch.chdir(tmp_path)
    for module in ("bot.app", "bot.ask"):
        monkeypatch.setattr(f"{module}.read_knowledge", lambda _today: knowledge())


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given)


def sentence(result: Result) -> str:
    """The one sentence a failed command ends with."""
    assert isinstance(result.exception, SystemExit) and result.exit_code == 2
    assert "Traceback" not in result.output
    [line] = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


def migrated(text: str) -> None:
    """A configuration in the working folder whose database has its tables."""
    Path("config.toml").write_text(text, "utf-8")
    run("init", ".")  # adds the key beside it
    content = database()
    DATABASE.parent.mkdir(exist_ok=True)
    DATABASE.write_bytes(content)


@cache
def database() -> bytes:
    """What `niangjia migrate` makes in the working folder, made once."""
    assert run("migrate").exit_code == 0
    return DATABASE.read_bytes()


def test_init_tells_where_and_keeps_what_is_there() -> None:
    first = run("init", "var", "--port", "9191")
    assert (first.exit_code, first.output) == (0, "var/config.toml\n")
    before = Path("var/config.toml").read_bytes()
    assert run("init", "var").exit_code == 0
    assert Path("var/config.toml").read_bytes() == before and b"9191" in before


def test_the_example_must_not_go_live() -> None:
    migrated(EXAMPLE.read_text("utf-8"))
    result = run("check")
    mend = [line.partition(":")[0] for line in result.stdout.splitlines() if line.startswith("MEND")]
    assert result.exit_code == 1 and "fit to go live" not in result.output
    assert {"MEND  [server] public_url", "MEND  [wechat] egress_ips"} <= set(mend)


def test_a_good_configuration_is_fit_to_go_live() -> None:
    migrated(GOOD)
    result = run("check")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "fit to go live")
    assert "MEND" not in result.output


def test_an_agent_is_added_once_and_a_weak_password_refused() -> None:
    migrated(GOOD)
    secret = "three-words-together"
    assert "li can sign in at https://wx.union.example/desk" in run("agents", "add", "li", "--password", secret).output
    assert TAKEN.format(name="li") in sentence(run("agents", "add", "li", "--password", secret))
    assert LENGTH.format(now=5) in sentence(run("agents", "add", "ma", "--password", "short"))
    assert run("agents", "add", "wang", "--role", "king", "--password", secret).exit_code == 2


BARE = GOOD.partition("[keys]")[0]
BROKEN = {
    "a missing file": (None, "there is no such file"),
    "no TOML": ("[wechat", "not valid TOML"),
    "an unknown key": (BARE + "[server.prot]\n", "[server] prot: is not a setting"),
    "a bad token": (BARE.replace("xB7kQ2nR9pLm", "no"), "[wechat] token: must be"),
    "no data key": (GOOD, "data.key it names does not exist"),
    "tables that were not made": (BARE, "run `niangjia migrate`"),
}


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_start_that_cannot_be_ends_in_one_sentence(name: str, command: str) -> None:
    text, said = BROKEN[name]
    Path("var").mkdir()
    if text is not None:
        Path("config.toml").write_text(text, "utf-8")
    assert said in sentence(run(command))


def test_a_start_without_data_keys_ends_in_one_sentence() -> None:
    migrated(GOOD)
    Path("data.key").write_text("", "utf-8")
    assert "[keys] data: no key is set" in sentence(run("serve"))


def test_chat_is_refused_beside_a_real_account() -> None:
    migrated(GOOD)
    assert "[simulator] enabled is off" in sentence(run("chat"))


def test_routes_prints_every_handler_in_the_order_of_asking() -> None:
    printed = [line.split()[:2] for line in run("routes").stdout.splitlines()]
    assert printed == [[route.band.name, route.name] for route in Dispatcher(discover(handlers)).routes]
    assert "says 人工 / 人工客服" in run("routes").stdout


def test_asking_one_question_prints_the_answer_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = run("ask", "帮助")
    assert (result.exit_code, result.stdout) == (0, HELP + "\n")
    assert list(tmp_path.iterdir()) == []


QUESTIONS = ["帮助", "转人工", "查进度", "你好", "转人工", "工伤怎么认定", ""]


def test_asking_many_keeps_their_order_and_each_is_new() -> None:
    lines = [json.dumps({"id": f"q{at}", "question": words}, ensure_ascii=False) for at, words in enumerate(QUESTIONS)]
    result = run("ask", "--jsonl", given="\n\n".join(lines) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [f"q{at}" for at in range(len(QUESTIONS))]
    assert [list(answer) for answer in answers] == [KEYS] * len(QUESTIONS)
    assert [answers[at]["reply"] for at in (0, 2, 3, 6)] == [HELP, NONE, GREETING, GREETING]
    assert [answers[at]["action"] for at in (1, 4)] == ["human", "human"]
    assert all(answers[at]["reply"].startswith(CALLED.partition("{")[0]) for at in (1, 4))  # no ticket was open


def test_a_hit_tells_entry_topic_score_and_citations() -> None:
    result = run("ask", "--jsonl", given='{"id": 7, "question": "工伤怎么认定"}')
    answer = json.loads(result.stdout)
    assert 1 <= len(answer["hits"]) <= 5
    best = answer["hits"][0]
    assert list(best) == ["slug", "topic", "score", "citations"]
    assert best["topic"] == "工伤认定" and 0 < best["score"] <= 1
    assert all("#" in one for one in best["citations"])
    assert answer["intent"] in ("faq", "complaint", "calculate", "human", "other")


@pytest.mark.parametrize("bad", ["not json", "[1]", "3", '"text"', '{"id": "1"}', '{"question": "半'])
def test_a_bad_line_is_named_and_those_before_it_are_answered(bad: str) -> None:
    result = run("ask", "--jsonl", given=f'{{"id": "1", "question": "帮助"}}\n\n{bad}\n')
    assert sentence(result).startswith("Error: line 3: ")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1"]


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--jsonl", "文字"]])
def test_ask_wants_a_text_or_lines_and_not_both(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and "give a TEXT, or --jsonl" in result.stderr


def test_migrating_twice_is_no_harm_and_moves_no_keys() -> None:
    Path("config.toml").write_text(GOOD, "utf-8")
    run("init", ".")
    assert run("migrate").exit_code == 0
    shutil.copy("data.key", "copy.key")
    assert run("migrate").exit_code == 0
    assert Path("data.key").read_bytes() == Path("copy.key").read_bytes()


def test_a_check_before_the_first_migration_says_so() -> None:
    Path("config.toml").write_text(BARE, "utf-8")
    Path("var").mkdir()
    assert "niangjia migrate" in sentence(run("check"))


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_start_without_a_database_says_so(command: str) -> None:
    Path("config.toml").write_text(BARE, "utf-8")
    assert "niangjia migrate" in sentence(run(command))


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    @plainly
    def listen(port: int) -> None:
        socket.create_server(("127.0.0.1", port))

    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(Plainly, match=r"^\[server\] port"):
        listen(other.getsockname()[1])


def test_the_real_command_looks_for_garbage_again_once_it_is_read() -> None:
    code = "import gc, sys; sys.argv = ['niangjia', 'routes']\nfrom bot.start import main\ntry: main()\n"
    code += "except SystemExit: pass\nprint(gc.isenabled(), gc.get_freeze_count() > 1000, gc.get_threshold())"
    done = subprocess.run([sys.executable, "-c", code], cwd=EXAMPLE.parent, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"True True {GARBAGE}"


def test_trying_it_out_makes_all_it_needs_before_it_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("run", "var", "--port", str(port))
    assert result.exit_code == 2 and "[server] port" in result.stderr
    assert str(port) in Path("var/config.toml").read_text("utf-8") and Path("var/data.key").exists()
    assert run("check", "--config", "var/config.toml").exit_code in (0, 1)  # not the 2 of a database without tables


@pytest.mark.parametrize("line", ['token = "ChangeMe2026"', 'aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"'])
def test_the_published_example_secrets_must_not_go_live(line: str) -> None:
    name = line.partition(" ")[0]
    migrated("\n".join(line if one.startswith(name) else one for one in GOOD.splitlines()))
    result = run("check")
    assert result.exit_code == 1 and f"[wechat] {name}" in result.output


def test_a_secret_file_that_is_no_text_is_named() -> None:
    Path("config.toml").write_text(GOOD, "utf-8")
    Path("data.key").write_bytes(b"\xff\xfe")
    assert "[keys] data" in sentence(run("serve"))


def test_a_missing_secret_file_is_named() -> None:
    Path("config.toml").write_text(GOOD, "utf-8")
    assert "[keys] data" in sentence(run("serve"))


def test_a_question_that_is_null_is_refused_by_line() -> None:
    assert "line 1" in sentence(run("ask", "--jsonl", given='{"id": 1, "question": null}\n'))
