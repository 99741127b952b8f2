"""The same function as a tool of FastMCP, over stdio."""

from fastmcp import FastMCP
from sums import add

server = FastMCP('sums')
server.tool(add)

if __name__ == '__main__':
    server.run(show_banner=False)
