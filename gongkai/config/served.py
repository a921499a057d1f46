"""The application as ``gongkai serve`` runs it: its process ends with the one that started it.

Killed outright, a server cannot stop its child, which would keep the port and the lock of the
installation (ADR 13), and nobody could start the office again.
"""

from gongkai.config.wsgi import application
from gongkai.core.parent import end_with_parent

end_with_parent()

__all__ = ["application"]
