"""Every address that a publication mints, in one class.

`{base}` has no final slash. Things live at `{base}/id/<class>/<slug>`, graphs at `{base}/graph/<name>`, published
tables at `{base}/data/tables/<file>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Iris"]

_PLAIN = re.compile(r"[A-Za-z0-9_.~-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Iris:
    """The addresses of one publication.

    >>> Iris("https://example.org/x").thing("network", "ubc")
    'https://example.org/x/id/network/ubc'
    """

    base: str

    def thing(self, kind: str, slug: str) -> str:
        """Return the IRI of the thing with this slug in this class."""
        # Most slugs are plain, and looking is several times as fast as quoting.
        return f"{self.base}/id/{kind}/{slug if _PLAIN.fullmatch(slug) else quote(slug, safe='')}"

    def reference(self, reference: str) -> str:
        """Return the IRI of a thing written as in a cell: class, slash, slug.

        >>> Iris("https://example.org/x").reference("network/ubc")
        'https://example.org/x/id/network/ubc'
        """
        kind, _, slug = reference.partition("/")
        return self.thing(kind, slug)

    def document(self, slug: str) -> str:
        """Return the IRI of a document that rows cite."""
        return self.thing("document", slug)

    def passage(self, document: str, start: int, end: int) -> str:
        """Return the IRI of a passage: the document's with a character range (RFC 5147, section 2.2.1).

        `start` and `end` count code points of the NFC text from 0; `end` is the first that is left out.

        >>> Iris("https://example.org/x").passage("page", 3, 9)
        'https://example.org/x/id/document/page#char=3,9'
        """
        return f"{self.document(document)}#char={start},{end}"

    @property
    def selector_start(self) -> str:
        """What the IRI of a passage's position selector begins with; `<document>-<start>-<end>` follows."""
        return self.thing("selector", "")

    def graph(self, name: str) -> str:
        """Return the IRI of the named graph of an origin, or of `derived`, `editorial`, `ontology`, `links`."""
        return f"{self.base}/graph/{name}"

    def table(self, name: str) -> str:
        """Return the published address of a table, against which its templates are resolved."""
        return f"{self.base}/data/tables/{name}"

    def dataset(self, name: str) -> str:
        """Return the IRI of a declared dataset, whatever it is published as.

        >>> Iris("https://example.org/x").dataset("all")
        'https://example.org/x/dataset/all'
        """
        return f"{self.base}/dataset/{name}"

    def dump(self, dataset: str, extension: str) -> str:
        """Return the address of one dump of one dataset."""
        return f"{self.base}/data/{dataset}.{extension}"
