"""Settings. Safe by default: no debug pages, loopback only, no secret in the repository.

Environment: ``GONGKAI_SECRET_KEY``, ``GONGKAI_ALLOWED_HOSTS`` (comma separated),
``GONGKAI_SITE_NAME`` and ``GONGKAI_PORTAL_NAME`` (of the office and of the public pages),
``GONGKAI_VAR`` (folder of what this installation writes), ``DATABASE_URL``
(PostgreSQL instead of the file), ``GONGKAI_HTTPS=1`` (behind TLS), ``GONGKAI_PROXIES`` (addresses
of proxies in front, comma separated), ``GONGKAI_RATE_FACTOR`` (multiplies all rate limits),
``GONGKAI_DEMO=1`` (sign-in page lists the demo accounts), ``GONGKAI_SMTP_HOST`` and its companions
below (mail), ``GONGKAI_DEBUG=1`` (developers only).
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from gongkai.config.security import *  # noqa: F403 - to Django all settings are of one module
from gongkai.config.security import secret_key

ROOT = Path(__file__).resolve().parents[2]
IS_CHECKOUT = (ROOT / "pyproject.toml").exists()
VAR = Path(os.environ.get("GONGKAI_VAR") or (ROOT if IS_CHECKOUT else Path.cwd()) / "var")

SECRET_KEY = os.environ.get("GONGKAI_SECRET_KEY") or secret_key(VAR)
DEBUG = os.environ.get("GONGKAI_DEBUG") == "1"

# Rounds and local packs of this installation (see gongkai.assessment.archive).
GONGKAI_DATA = Path(os.environ.get("GONGKAI_DATA") or VAR / "data")

SITE_NAME = os.environ.get("GONGKAI_SITE_NAME") or _("政务公开工作平台")
# What the public pages call themselves; left empty, the name of the government.
PORTAL_NAME = os.environ.get("GONGKAI_PORTAL_NAME", "")
# The public address without a scheme (www.example.gov.cn), and the ten-digit site code.
SITE_DOMAIN = os.environ.get("GONGKAI_SITE_DOMAIN", "")
SITE_ID_CODE = os.environ.get("GONGKAI_SITE_ID_CODE", "")

# --- application ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "gongkai.ui",
    "gongkai.core",
    "gongkai.disclosure",
    "gongkai.assessment",
    "gongkai.portal",
    "gongkai.api",
    "gongkai.counter",
    "gongkai.office.accounts",
    "gongkai.office.organisation",
    "gongkai.office.audit",
    "gongkai.office.desk",
    "gongkai.office.disclosure",
    "gongkai.office.assessment",
    "gongkai.office.rounds",
    "gongkai.office.surveys",
    "gongkai.office.ledger",
    "gongkai.office.selfing",
    "gongkai.office.spot",
    "gongkai.office.indicators",
    "gongkai.office.field",
    "gongkai.office.scoring",
    "gongkai.office.mending",
    "gongkai.office.appeals",
    "gongkai.office.approving",
    "gongkai.office.sites",
    "gongkai.office.bulletins",
    "gongkai.office.selfchecks",
]
MIDDLEWARE = [
    "gongkai.core.proxies.behind_proxies",
    "django.middleware.security.SecurityMiddleware",
    "gongkai.ui.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.ui.middleware.chosen_language",
    "gongkai.ui.middleware.plain_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.core.middleware.ViewerMiddleware",
    "gongkai.core.middleware.BodyMiddleware",
    "gongkai.ui.middleware.plain_texts",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.core.throttling.ThrottleMiddleware",
    "gongkai.ui.access.AccessMiddleware",
    "gongkai.office.desk.refusing.RefusedMiddleware",
    # Last, so that it sees the refused sign-in of the view and answers in its place.
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "gongkai.ui.chrome.chrome",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gongkai.ui.templatetags.ui",
            ],
        },
    }
]
# One file out of the box. IMMEDIATE takes the write lock at the start of a transaction, so two
# writers wait for each other instead of failing half-way; FULL keeps what was acknowledged even
# when the power goes.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'gongkai.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What the header links to: (name of the address, title, permission), in order; a permission left
# empty is open to all. No more than fit beside the search on a small screen: packs are reached from
# the rounds, the report on searches from the dashboard.
NAVIGATION = [
    ("desk", _("工作台"), "desk.view"),
    ("items", _("公开事项"), "disclosure.view"),
    ("dashboard", _("看板"), "dashboard.view"),
    ("ledger", _("工作台账"), "ledger.write"),
    ("rounds", _("考核"), "assessment.view"),
    ("sites", _("示范点"), "assessment.view"),
    ("bulletins", _("月度通报"), "assessment.oversee"),
    ("orders", _("整改"), "assessment.view"),
    ("org", _("单位"), "units.view"),
    ("people", _("人员"), "units.view"),
    ("roles", _("角色"), "roles.assign"),
    ("audit", _("操作记录"), "audit.view"),
    ("jobs", _("后台任务"), "jobs.manage"),
    ("wordings", _("通知方式"), "notices.manage"),
    ("gallery", _("组件"), ""),
]
# Of those, what the header shows only to whom it concerns: a function of the request.
NAVIGATION_WHEN = {"orders": "gongkai.office.mending.searching.in_menu"}
# Tells the header who is signed in; see gongkai.ui.chrome.
ACCOUNT = "gongkai.office.desk.account.account"
# Decides what `requires("…")` means; see gongkai.ui.access.
ACCESS_POLICY = "gongkai.core.access.by_role"

# --- people ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "core.Person"
LOGIN_URL = "sign-in"
PASSWORD_URL = "own-password"  # noqa: S105 - the name of an address
DEMO = os.environ.get("GONGKAI_DEMO") == "1"

# --- files, portal, search ------------------------------------------------------------------

# Files as received, under the hash of their bytes; never served from here directly.
GONGKAI_FILES = VAR / "files"
GONGKAI_PORTAL = VAR / "portal"
GONGKAI_SEARCH = VAR / "search"
# One file at most (bytes); the web server in front should have the same limit.
UPLOAD_LIMIT = int(os.environ.get("GONGKAI_UPLOAD_MB", "50")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# All that one request may send: to who is signed in, and to everybody else.
BODY_LIMIT = 4 * UPLOAD_LIMIT
PUBLIC_BODY_LIMIT = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- rate limits ----------------------------------------------------------------------------

# Multiplies what gongkai.core.throttling allows; 0 for no limits at all.
RATE_FACTOR = int(os.environ.get("GONGKAI_RATE_FACTOR", "1"))
# Counts of who asked how often, in the memory of each process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# --- background jobs, mail, webhooks --------------------------------------------------------

# A worker that has not renewed its lease for this long is taken for dead.
JOB_LEASE = timedelta(seconds=int(os.environ.get("GONGKAI_LEASE_SECONDS", "300")))
# Where links in mails and group chats lead to.
OFFICE_URL = os.environ.get("GONGKAI_OFFICE_URL", "http://127.0.0.1:8000").rstrip("/")
EMAIL_HOST = os.environ.get("GONGKAI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("GONGKAI_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("GONGKAI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GONGKAI_SMTP_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("GONGKAI_SMTP_TLS") == "ssl"
EMAIL_USE_TLS = os.environ.get("GONGKAI_SMTP_TLS") == "starttls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")
# Without a mail server mails are written to standard output.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
# Hosts inside the government's own network that webhooks may reach (comma separated).
WEBHOOK_HOSTS = [
    host.strip().lower()
    for host in os.environ.get("GONGKAI_WEBHOOK_HOSTS", "").split(",")
    if host.strip()
]

# --- log ------------------------------------------------------------------------------------

# Everything that goes wrong is said on standard error, where the service manager keeps it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "gongkai.ui.log_lines.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# --- language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
USE_I18N = True
# Scores are printed as computed: no thousands separators put in by a locale.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- static files ---------------------------------------------------------------------------

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gongkai.ui.storage.HashedStaticFilesStorage"},
}
# Files are served from the packages themselves: an installed wheel needs no collecting step.
WHITENOISE_USE_FINDERS = True
