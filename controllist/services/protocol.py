"""The tools of `assistants` over standard input and output, by the Model Context Protocol.

Nothing listens on a network. The protocol is the official package's (`pip install 'controllist[mcp]'`).
"""

from __future__ import annotations

import importlib
import json
from typing import Any

from controllist import __version__
from controllist.errors import ControlListError, MisuseError
from controllist.services.assistants import INSTRUCTIONS, TOOLS, answer


def serve() -> None:
    """Answer an assistant over standard input and output until it closes them.

    Raises `MisuseError` where the package `mcp` is not installed, or is older than version 2.
    """
    mcp, types, server = _packages()
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
            found = await anyio.to_thread.run_sync(answer, params.name, params.arguments or {})
        except ControlListError as error:
            return said(" ".join(error.message.split()), is_error=True)
        except Exception as error:  # one question must not end the others
            return said(f"the program failed ({type(error).__name__}: {str(error)[:200]}); please report it", True)
        return said(json.dumps(found, ensure_ascii=False), structured=found if isinstance(found, dict) else None)

    def said(text: str, is_error: bool = False, structured: Any = None) -> Any:
        content = [types.TextContent(type="text", text=text)]
        return types.CallToolResult(content=content, structured_content=structured, is_error=is_error)

    offered = server.Server(
        "controllist",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )

    async def run() -> None:
        async with mcp.stdio_server() as (read, write):
            await offered.run(read, write, offered.create_initialization_options())

    anyio.run(run)


def _packages() -> tuple[Any, Any, Any]:
    try:
        types = importlib.import_module("mcp_types")
        return importlib.import_module("mcp"), types, importlib.import_module("mcp.server.lowlevel.server")
    except ImportError:
        raise MisuseError("expected the package mcp, version 2 or later; pip install 'controllist[mcp]'") from None
