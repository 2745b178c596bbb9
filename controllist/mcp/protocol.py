"""The tools over standard input and output, by the Model Context Protocol.

Nothing listens on a network. The protocol is the official package's (`pip install 'controllist[mcp]'`).
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from controllist.errors import ControlListError, MisuseError
from controllist.mcp.tools import INSTRUCTIONS, TOOLS, answer
from controllist.version import __version__


def serve() -> None:
    """Answer an assistant over standard input and output until it closes them.

    Raises `MisuseError` where the package `mcp` is not installed, or is older than version 2.
    """
    mcp, types, server, session = _packages()
    anyio = importlib.import_module("anyio")

    async def list_tools(_context: Any, _params: Any) -> Any:
        read_only = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    description=tool.description,
                    input_schema=tool.input_schema(),
                    output_schema=tool.output_schema(),
                    annotations=read_only,
                )
                for tool in TOOLS
            ]
        )

    async def call_tool(_context: Any, params: Any) -> Any:
        try:
            found = await anyio.to_thread.run_sync(answer, params.name, params.arguments or {}, abandon_on_cancel=True)
        except ControlListError as error:
            return result(" ".join(error.message.split()), is_error=True)
        except Exception as error:  # one question must not end the others
            return result(f"the program failed ({type(error).__name__}: {str(error)[:200]}); please report it", True)
        return result(json.dumps(found, ensure_ascii=False), structured=found if isinstance(found, dict) else None)

    def result(text: str, is_error: bool = False, structured: Any = None) -> Any:
        content = [types.TextContent(type="text", text=text)]
        return types.CallToolResult(content=content, structured_content=structured, is_error=is_error)

    offered = server.Server(
        "controllist", version=__version__, instructions=INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool
    )

    async def run() -> None:
        async with mcp.stdio_server() as (read, write), anyio.create_task_group() as group:
            send, messages = anyio.create_memory_object_stream(0)
            group.start_soon(pass_on, read, send, write)
            await offered.run(messages, write, offered.create_initialization_options())
            group.cancel_scope.cancel()

    async def pass_on(read: Any, send: Any, write: Any) -> None:
        """Pass messages on; a line that is none is answered, where the package would say nothing to it."""
        with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
            async with send:
                async for item in read:
                    if not isinstance(item, Exception):
                        await send.send(item)
                    elif fault := _fault(item):
                        await write.send(refused(fault))

    def refused(fault: Mapping[str, Any]) -> Any:
        no_json = fault["type"] == "json_invalid"
        code, found = (types.PARSE_ERROR, "no JSON") if no_json else (types.INVALID_REQUEST, "JSON that is none")
        problem = types.ErrorData(code=code, message=f"expected a message of JSON-RPC 2.0 on a line, found {found}")
        return session.SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=_number(fault["input"]), error=problem))

    anyio.run(run)


def _fault(error: Any) -> Mapping[str, Any]:
    """The first thing wrong with a line, as the package reports it; nothing for an empty line."""
    fault: dict[str, Any] = error.errors()[0] if hasattr(error, "errors") else {"type": "", "input": None}
    return {} if isinstance(fault["input"], str) and not fault["input"].strip() else fault


def _number(found: Any) -> str | int | None:
    """The number of the question in what could not be read, so that whoever asked does not wait.

    A line with half of a sign (`\\ud83d`, where a program cut a text) is no JSON to the package, and is to Python.
    """
    if isinstance(found, str):
        with suppress(ValueError, RecursionError):
            found = json.loads(found)
    number = found.get("id") if isinstance(found, dict) else None
    return number if isinstance(number, str | int) and not isinstance(number, bool) else None


def _packages() -> tuple[Any, ...]:
    try:
        names = ("mcp", "mcp_types", "mcp.server.lowlevel.server", "mcp.shared.message")
        return tuple(map(importlib.import_module, names))
    except ImportError:
        raise MisuseError("expected the package mcp, version 2 or later; pip install 'controllist[mcp]'") from None
