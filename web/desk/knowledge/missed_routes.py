"""To come."""

from aiohttp import web

routes = web.RouteTableDef()
