"""Pages that stand alone, the network and the ontology, shown among those of the explorer with a way back."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from cyberkg.serve.gate import POLICY

if TYPE_CHECKING:
    from starlette.responses import Response

__all__ = ["framed"]

_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"<>]+)">')
# for each page where the link goes, before or behind, and the link
_WAYS_BACK = MappingProxyType(
    {
        "network": ('<div class="tools">', '<div class="tools"><a class="tool" href="/">Explorer</a>'),
        "ontology": ('<p class="brand">', '<p><a href="/">← Explorer</a></p><p class="brand">'),
    }
)


def framed(page: str, name: str) -> Response:
    """Show a page under the policy that it names itself; a link leads from it to the start page.

    :param name: ``network`` or ``ontology``.
    """
    from starlette.responses import HTMLResponse

    own = _OWN_POLICY.search(page[:2000])
    policy = f"{own[1].replace('&#39;', chr(39))}; frame-ancestors 'none'" if own else POLICY
    return HTMLResponse(page.replace(*_WAYS_BACK[name], 1), headers={"content-security-policy": policy})
