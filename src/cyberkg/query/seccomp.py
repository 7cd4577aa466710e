"""A filter in the Linux kernel for the calls of this process: the network is fatal, files cannot be altered.

A call for a socket ends the process (SIGSYS) instead of failing: a query may ask for the network SILENTly,
and then a failure would look like an empty answer.

Sources: seccomp(2), https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html;
numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import platform
import struct

__all__ = ["filter_calls"]

# linux/bpf_common.h, linux/seccomp.h, linux/prctl.h
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_KILL_PROCESS, _REFUSE, _ALLOW = 0x8000_0000, 0x0005_0000 | 13, 0x7FFF_0000  # 13 is EACCES
_PR_SET_NO_NEW_PRIVS, _SET_MODE_FILTER, _ALL_THREADS = 38, 1, 1
_X32 = 0x4000_0000  # from here on x86-64 numbers the same calls a second time

_MACHINES = {
    "x86_64": (0xC000_003E, 317),
    "aarch64": (0xC000_00B7, 277),
}  # audit number, number of seccomp(2)
# name, number on x86_64, on aarch64
_FATAL = """
socket 41 198         connect 42 203        accept 43 202         accept4 288 242       bind 49 200
listen 50 201         socketpair 53 199     sendmsg 46 211        sendmmsg 307 269      io_uring_setup 425 425
io_uring_enter 426 426                      io_uring_register 427 427
"""
_REFUSED = """
execve 59 221         execveat 322 281      creat 85 -            rename 82 -           renameat 264 38
renameat2 316 276     mkdir 83 -            mkdirat 258 34        rmdir 84 -            unlink 87 -
unlinkat 263 35       link 86 -             linkat 265 37         symlink 88 -          symlinkat 266 36
truncate 76 45        chmod 90 -            fchmodat 268 53       chown 92 -            fchownat 260 54
mknod 133 -           mknodat 259 33        ptrace 101 117        process_vm_readv 310 270
process_vm_writev 311 271
"""


class _Program(ctypes.Structure):
    """``struct sock_fprog``: how many instructions, and where."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def filter_calls() -> bool:
    """Install the filter, for good, on all threads; False where kernel or machine do not know it."""
    machine = platform.machine()
    if machine not in _MACHINES:
        return False
    column = list(_MACHINES).index(machine)
    architecture, seccomp = _MACHINES[machine]
    program = _assemble(architecture, _numbers(_FATAL, column), _numbers(_REFUSED, column))
    buffer = ctypes.create_string_buffer(program, len(program))
    handle = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    libc.syscall.restype = ctypes.c_long
    return bool(libc.syscall(seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(handle)) == 0)


def _numbers(table: str, column: int) -> list[int]:
    """Read the numbers of one machine; a dash says that it does not have the call."""
    words = table.split()
    return [int(number) for number in words[1 + column :: 3] if number != "-"]


def _assemble(architecture: int, fatal: list[int], refused: list[int]) -> bytes:
    """Write the filter: a call of another interface or of the fatal ones kills, a refused one fails."""
    calls = len(fatal) + len(refused)
    steps = [
        _step(_LOAD, 4),  # seccomp_data.arch
        _step(_JUMP_IF_EQUAL, architecture, 0, calls + 4),
        _step(_LOAD, 0),  # seccomp_data.nr
        _step(_JUMP_IF_AT_LEAST, _X32, calls + 2, 0),
    ]
    for index, number in enumerate(fatal + refused):
        left = calls - index - 1  # steps from here to the three that return
        steps.append(_step(_JUMP_IF_EQUAL, number, left + (2 if index < len(fatal) else 1), 0))
    steps += [_step(_RETURN, _ALLOW), _step(_RETURN, _REFUSE), _step(_RETURN, _KILL_PROCESS)]
    return b"".join(steps)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """Pack a ``struct sock_filter``: jumps count the steps to leave out."""
    return struct.pack("HBBI", code, then, otherwise, value)
