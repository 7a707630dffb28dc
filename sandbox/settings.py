"""Environment in, Django settings of the sandbox shop out; all data stays below var/."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url

CHECKOUT_DIR = Path(__file__).resolve().parents[1]
VAR_DIR = Path(os.environ.get("SANDBOX_VAR", CHECKOUT_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _secret_key() -> str:
    """Return the key of this checkout, made on first use: web and worker must share it."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        draft = path.with_name(f"secret_key.{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(50))
        draft.chmod(0o600)
        draft.replace(path)
    return path.read_text()


DEBUG = _flag("DEBUG", default=True)
SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key()
# The shop knows its users' passwords are "demo": it answers to this machine only.
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "")

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "sandbox.sqlite3",
    "OPTIONS": {
        # One writer from BEGIN on: a read-modify-write in atomic() needs no row lock.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # A file, since threads of the live server cannot share a database in memory;
    # named by process, so that two test runs of one checkout do not meet.
    "TEST": {"NAME": VAR_DIR / f"test-{os.getpid()}.sqlite3"},
}
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL) if DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "sandbox.account",
    "sandbox.channel",
    "sandbox.product",
    "sandbox.checkout",
    "sandbox.order",
    "sandbox.shop",
    "saleor_w2p_plugin",
]
AUTH_USER_MODEL = "account.User"
W2P_HOST = "sandbox.host.SandboxHost"

ROOT_URLCONF = "sandbox.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sandbox.shop.session.signed_in",
            ]
        },
    }
]
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT_DIR / "sandbox" / "shop" / "static"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

# Saleor's default, per item.
LIMIT_QUANTITY_PER_CHECKOUT = 50

JWT_TTL_ACCESS = timedelta(minutes=5)
JWT_TTL_REFRESH = timedelta(days=30)

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
# The plugin adds its periodic task, for a shop that runs `celery beat`.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # The GraphQL view logs what was not meant for the caller; the library would log all.
    "loggers": {"graphql": {"level": "CRITICAL"}, "promise": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
