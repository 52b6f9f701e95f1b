"""Pages as HTML: for people, without scripts, with what machines read beside it.

`Renderer` knows the frame that all pages share; each kind of page is a module with a function that fills it. One
renderer serves the static site and the server.
"""

from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.html.sheets import assets

__all__ = ["Renderer", "assets"]
