"""Django settings. Everything that differs between machines comes from the environment (see README)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured

from config import env

# Generic base classes (ModelAdmin[Model]) at run time, as the type checker knows them.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

MODE = os.environ.get("MODE", "demo")
if MODE not in {"demo", "uji", "produksi"}:
    raise ImproperlyConfigured("MODE harus demo, uji atau produksi.")
PRODUKSI = MODE == "produksi"

KUNCI_DEMO = "kunci-demo-bukan-untuk-produksi"
SECRET_KEY = os.environ.get("SECRET_KEY", "" if PRODUKSI else KUNCI_DEMO)
if PRODUKSI and (len(SECRET_KEY) < 50 or SECRET_KEY == KUNCI_DEMO):
    raise ImproperlyConfigured("MODE=produksi menuntut SECRET_KEY acak, sedikitnya 50 huruf.")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "" if PRODUKSI else "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [asal for asal in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if asal]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "config.apps.ConfigApp",
    "dtsen.wilayah",
    "dtsen.accounts",
    "dtsen.registry",
    "dtsen.ranking",
    "verval",
    "ikesos",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.alamat.AlamatTanpaNomor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.LingkupMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dtsen.accounts.penuh.to_page",
            ],
            "builtins": ["config.templatetags.komponen"],
        },
    },
]

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://aplikasi@localhost/dtsen")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
DATABASES: dict[str, dict[str, Any]] = {"default": env.database(DATABASE_URL)}
if DATABASE_OWNER_URL:
    DATABASES["pemilik"] = env.database(DATABASE_OWNER_URL)
DATABASE_ROUTERS = ["config.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_URL, REDIS_CLIENT_URL = env.redis(REDIS_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A late-acknowledged task is delivered twice when it runs longer than this.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("CELERY_QUEUE", "dtsen")
CELERY_TIMEZONE = "Asia/Makassar"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:masuk"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:masuk"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "uji":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Makassar"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "uji"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
BERKAS_DIR = VAR_DIR / "berkas"
"""Uploaded files: outside the web root, served only through a view that checks scope."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUKSI:
    SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.BasicAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["config.lingkup_api.DalamLingkup"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "config.api.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "DTSEN Kutai Kartanegara",
    "DESCRIPTION": "Registri sosial, verval dan IKESOS. NIK dan No KK tersamar; satu nomor dibuka dengan alasan.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

DEFAULT_EXCEPTION_REPORTER = "config.laporan.LaporanTersamar"
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.laporan.SaringanLaporan"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "samar": {"()": "dtsen.lib.samar.SamarkanNik"},
        "bukan_debug": {"()": "django.utils.log.RequireDebugFalse"},
    },
    "formatters": {
        "baris": {
            "()": "dtsen.lib.samar.BarisTersamar",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "konsol": {"class": "logging.StreamHandler", "formatter": "baris", "filters": ["samar"]},
        "surel": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "formatter": "baris",
            "filters": ["samar", "bukan_debug"],
        },
    },
    # Takes the place of Django's own handlers, whose mail would quote the message as it is.
    "loggers": {"django": {"handlers": ["surel"], "level": "INFO"}},
    "root": {"handlers": ["konsol"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
