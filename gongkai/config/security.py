"""Settings of security: the key, who is listened to, sign-in, cookies and headers.

Taken in whole by ``gongkai.config.settings``, which lists the variables of the environment.
"""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key(folder: Path) -> str:
    """Return the key of this installation, made on first use and readable by its owner only.

    Two processes may start at once: each writes a file of its own and links it to the common
    name; linking fails for the second, which then reads the first one's key.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="secret_key.", dir=folder)  # mode 0600
        own = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(get_random_secret_key())
        try:
            path.hardlink_to(own)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_text(encoding="utf-8")


HTTPS = os.environ.get("GONGKAI_HTTPS") == "1"
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("GONGKAI_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if host.strip()
]
# Addresses and networks of our own proxies, whose word on who asks is taken; on the same machine
# unless said otherwise, for the server listens to nobody else.
PROXIES = [
    one.strip()
    for one in os.environ.get("GONGKAI_PROXIES", "127.0.0.1,::1").split(",")
    if one.strip()
]

# --- sign-in --------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_LENGTH = 10  # at least
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "gongkai.core.passwords.MixedCharactersValidator"},
]
# Idle for this long and one must sign in again (GB/T 22239 level 3); a working day at most.
SESSION_IDLE = timedelta(minutes=int(os.environ.get("GONGKAI_IDLE_MINUTES", "30")))
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Five wrong tries for one name from one address lock that pair for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "gongkai.office.accounts.locking.locked"

# --- cookies and headers --------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# The proxy in front ends TLS and says so; from anybody else the header is taken away.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
