"""What robots may read of the site."""

from __future__ import annotations

from intlgraph.errors import sentence
from intlgraph.project import Project

__all__ = ["text"]


def text(project: Project) -> str:
    """Return robots.txt (RFC 9309); what demonstrates says so, and is kept out of search engines."""
    rule = "Disallow: /" if project.demonstration else "Disallow:"
    notes = [sentence("page-demonstration", "text", each, {}) for each in project.languages]
    said = "".join(f"# {each}\n" for each in notes) if project.demonstration else ""
    return f"{said}User-agent: *\n{rule}\n\nSitemap: {project.base}/sitemap.xml\n"
