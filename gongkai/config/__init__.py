"""Settings, addresses, and the ``gongkai`` command."""
