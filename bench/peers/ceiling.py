"""No bot at all: one fixed answer of a usual size to every request, to see how fast the load generator can go."""

import asyncio
from typing import cast

import given
import uvloop

BODY = b"<xml><Encrypt><![CDATA[" + b"A" * 1900 + b"]]></Encrypt></xml>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)


class Fixed(asyncio.Protocol):
    """Counts on each request coming in one piece, as the generator sends it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        self.transport.write(ANSWER)


async def main() -> None:
    """Serve until ended."""
    server = await asyncio.get_running_loop().create_server(Fixed, "127.0.0.1", given.PORT, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
