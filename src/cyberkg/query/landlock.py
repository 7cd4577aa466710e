"""Leave this process one folder of all the files there are, to read and to no other end; and no TCP.

Sources: landlock(7), https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import struct

__all__ = ["keep_only"]

# linux/landlock.h, linux/prctl.h; the calls have the same numbers on every machine
_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_PR_SET_NO_NEW_PRIVS = 38
# version of the interface: rights over files that it can take away, rights over the network (bind, connect)
_RIGHTS = {1: ((1 << 13) - 1, 0), 2: ((1 << 14) - 1, 0), 3: ((1 << 15) - 1, 0), 4: ((1 << 15) - 1, 3)}


def keep_only(folder: str | os.PathLike[str]) -> bool:
    """Take away the right to open any file but those in a folder, for good; False where the kernel cannot.

    Files that are open stay open. Only the thread that calls is bound, which is the one that runs the query.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = int(libc.syscall(_CREATE, None, 0, _VERSION))
    if version < 1:
        return False
    files, network = _RIGHTS[min(version, max(_RIGHTS))]
    rights = struct.pack("QQ", files, network) if network else struct.pack("Q", files)
    rules = int(libc.syscall(_CREATE, rights, len(rights), 0))
    if rules < 0:
        return False
    place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = struct.pack("=Qi", _READ_FILE | _READ_FOLDER, place)
        return bool(
            libc.syscall(_ADD_RULE, rules, _BENEATH, beneath, 0) == 0
            and libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            and libc.syscall(_RESTRICT, rules, 0) == 0
        )
    finally:
        os.close(place)
        os.close(rules)
