"""Requests to the one server that the user named: addresses looked over, sending with repeats and limits.

address      is this the URL of a server, is it this machine
transport    send a request, take the answer, or say what kept it from coming
"""

from __future__ import annotations

from cyberkg.net.address import is_loopback, split_url
from cyberkg.net.transport import Failure, Reason, Reply, Transport

__all__ = ["Failure", "Reason", "Reply", "Transport", "is_loopback", "split_url"]
