"""`controllist mcp` with a real client of the official package, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from controllist.cli import main
from controllist.schema import document

mcp = pytest.importorskip("mcp", minversion=None)
COMMAND = [sys.executable, "-m", "controllist", "mcp"]
OLD, NEW = "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"


def talk(tmp_path: Path, questions: Callable[[Any], Awaitable[Any]]) -> Any:
    """Start the server as an assistant's program would, ask, and end it."""

    async def ask() -> Any:
        server = mcp.StdioServerParameters(
            command=COMMAND[0], args=COMMAND[1:], env={"CONTROLLIST_HOME": str(tmp_path / "home")}
        )
        async with mcp.Client(server) as client:
            return await questions(client)

    return asyncio.run(asyncio.wait_for(ask(), 600))


def test_the_tools_are_offered_as_reading_only(tmp_path: Path) -> None:
    async def questions(client: Any) -> Any:
        return (await client.list_tools()).tools

    tools = talk(tmp_path, questions)
    assert [t.name for t in tools] == ["lists", "show", "match", "assess", "diff", "impact"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.input_schema["additionalProperties"] is False


def test_answers_are_those_of_the_commands_and_errors_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "home"))
    asked = {
        "lists": {},
        "show": {"code": "3b001f4", "lists": ["nl-semicon"]},
        "match": {"text": "EUV pellicle", "lists": ["nl-semicon"], "top": 2},
        "assess": {"code": "3B001.f.4", "facts": {"wavelength": "193 nm"}, "lists": ["nl-semicon"]},
        "diff": {"old": OLD, "new": NEW},
        "impact": {"articles": [{"description": "DUV immersion scanner 193 nm"}], "old": OLD, "new": NEW},
    }
    same = {
        "lists": ["lists"],
        "show": ["show", "3b001f4", "--list", "nl-semicon"],
        "match": ["match", "EUV pellicle", "--list", "nl-semicon", "--top", "2"],
        "assess": ["assess", "3B001.f.4", "--set", "wavelength=193 nm", "--list", "nl-semicon"],
        "diff": ["diff", OLD, NEW],
    }

    async def questions(client: Any) -> Any:
        found = {name: await client.call_tool(name, arguments) for name, arguments in asked.items()}
        found["wrong"] = await client.call_tool("show", {"code": "3B001", "edition": "/etc/passwd"})
        found["absent"] = await client.call_tool("show", {"code": "EAR99"})
        found["after"] = await client.call_tool("show", {"code": "3B001.l", "lists": ["nl-semicon"]})
        return found

    found = talk(tmp_path, questions)
    for name in asked:
        answer = json.loads(found[name].content[0].text)
        assert not found[name].is_error
        jsonschema.Draft202012Validator(document(name)).validate(answer)
        assert found[name].structured_content == (None if name == "lists" else answer)
        if name in same:
            main([*same[name], "--format", "json"])
            assert answer == json.loads(capsys.readouterr().out)
    assert json.loads(found["match"].content[0].text)["cautions"]
    assert json.loads(found["assess"].content[0].text)["next"]["question"]
    assert json.loads(found["impact"].content[0].text)["articles"][0]["outcome"] == "look again"
    for name, words in (("wrong", "expected an edition such as"), ("absent", "another country's list")):
        assert found[name].is_error
        text = found[name].content[0].text
        assert words in text
        assert "\n" not in text
    assert not found["after"].is_error


def test_a_walk_through_the_questions_ends_in_a_verdict(tmp_path: Path) -> None:
    """As an assistant would: ask what `next` asks until nothing is left."""

    async def questions(client: Any) -> Any:
        facts: dict[str, str] = {}
        replies = {"wavelength": "193 nm", "overlay": "1.6 nm", "feature": "38 nm"}
        for _ in range(12):
            given = {"code": "3B501.f.1.b", "facts": facts, "assume_goods": True}
            answer = json.loads((await client.call_tool("assess", given)).content[0].text)
            if answer["next"] is None:
                return answer
            asked = answer["next"]["property"]
            facts[asked] = next((v for k, v in replies.items() if k in asked), "yes")
        return answer

    answer = talk(tmp_path, questions)
    assert answer["verdict"] == "not-met"  # 1.6 nm is more than 1.50 nm
    assert any("not met here does not mean" in caution for caution in answer["cautions"])


def test_it_ends_with_its_input_and_prints_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(COMMAND, input=b"", capture_output=True, timeout=300, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}


def question(number: int, method: str, **params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode() + b"\n"


def said_to(server: subprocess.Popen[bytes], line: bytes) -> Any:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(line)
    server.stdin.flush()
    return json.loads(server.stdout.readline())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    own = {**os.environ, "CONTROLLIST_HOME": str(tmp_path / "home")}
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own) as started:
        said_to(started, question(1, "initialize", **HELLO))
        yield started
        started.kill()


@pytest.mark.parametrize(
    ("line", "code", "number"),
    [
        (b'{"jsonrpc": "2.0", "id": 7, "meth\n', -32700, None),
        (b"\xff\xfe\n", -32700, None),
        (b"[]\n", -32600, None),
        (b'{"jsonrpc": "2.0", "id": 7}\n', -32600, 7),
        # Half of a sign, as a program writes that cuts a text: whoever asked must not wait for ever.
        (b'{"jsonrpc": "2.0", "id": 7, "method": "ping", "params": {"_meta": {"a": "\\ud83d"}}}\n', -32700, 7),
    ],
)
def test_a_line_that_is_no_message_is_answered(
    server: subprocess.Popen[bytes], line: bytes, code: int, number: int | None
) -> None:
    answer = said_to(server, line)
    assert (answer["id"], answer["error"]["code"]) == (number, code)
    assert said_to(server, question(8, "ping"))["id"] == 8


def test_an_empty_line_is_passed_over(server: subprocess.Popen[bytes]) -> None:
    assert said_to(server, b"\n\r\n" + question(8, "ping"))["id"] == 8


def test_it_ends_with_its_input_whatever_is_being_worked_out(server: subprocess.Popen[bytes]) -> None:
    assert server.stdin is not None
    many = [{"description": f"pump number {n} of tin"} for n in range(5000)]
    asked = {"articles": many, "old": "eu-dual-use@2021-09-09", "new": "eu-dual-use@2025-11-15"}
    server.stdin.write(question(9, "tools/call", name="impact", arguments=asked))
    assert said_to(server, question(10, "ping"))["id"] == 10  # which it answers while the other is worked out
    begun = time.monotonic()
    server.stdin.close()
    assert server.wait(timeout=60) == 0
    assert time.monotonic() - begun < 5  # the articles take half a minute


def test_nothing_listens(tmp_path: Path) -> None:
    """While it waits for questions, the process holds no socket of the network."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only Linux tells the open files of a process")
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        answer = said_to(server, question(1, "initialize", **HELLO))
        assert answer["result"]["serverInfo"]["name"] == "controllist"
        # The event loop wakes itself through a pair of unnamed sockets; those of the network have lines here.
        inodes = {
            target[8:-1]
            for fd in Path(f"/proc/{server.pid}/fd").iterdir()
            if (target := str(fd.readlink())).startswith("socket:[")
        }
        network = "".join(Path(f"/proc/{server.pid}/net/{kind}").read_text() for kind in ("tcp", "tcp6", "udp", "udp6"))
        assert not any(f" {inode} " in network for inode in inodes)
        server.stdin.close()
        assert server.wait(timeout=60) == 0
