"""What robots may read of the site."""

from __future__ import annotations

from intlgraph.project import Project

__all__ = ["text"]


def text(project: Project) -> str:
    """Return robots.txt (RFC 9309); what demonstrates is kept out of search engines."""
    rule = "Disallow: /" if project.demonstration else "Disallow:"
    return f"User-agent: *\n{rule}\n\nSitemap: {project.base}/sitemap.xml\n"
