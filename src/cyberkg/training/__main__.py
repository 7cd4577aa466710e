"""``python -m cyberkg.training``: see ``command``, which the processes that help it can import, as they could not this."""

from __future__ import annotations

from cyberkg.training.command import main

if __name__ == "__main__":
    main()
