"""Django settings. Everything that differs between machines comes from the environment (see README)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from celery.schedules import crontab
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
SECRET_KEY_FALLBACKS = [kunci for kunci in os.environ.get("SECRET_KEY_LAMA", "").split(",") if kunci]
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "" if PRODUKSI else "127.0.0.1,localhost,[::1],testserver").split(",")
ALAMAT_PUBLIK = os.environ.get(
    "ALAMAT_PUBLIK", f"https://{ALLOWED_HOSTS[0]}" if PRODUKSI else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
).rstrip("/")
"""Where residents reach the public pages. It stands on papers and in their QR, so that a paper has the same bytes
under whatever address it was fetched."""
ADMINS = [("Admin", alamat) for alamat in os.environ.get("ADMIN_EMAIL", "").split(",") if alamat]
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS", "0") == "1"
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_SANDI", "")
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs does not hold a worker
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_DARI", "dtsen@localhost")
CSRF_TRUSTED_ORIGINS = [asal for asal in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if asal]

INSTALLED_APPS = [
    "config.apps.KelolaConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "knox",
    "config.apps.ConfigApp",
    "dtsen.wilayah",
    "dtsen.accounts",
    "dtsen.registry",
    "dtsen.ranking",
    "verval",
    "ikesos",
]

MIDDLEWARE = [
    # What sets headers stands before what answers, so that static files and refusals carry them too.
    "config.kepala.KepalaMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.alamat.AlamatTanpaNomor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.JejakMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dtsen.accounts.middleware.SesiMiddleware",
    "dtsen.accounts.middleware.DuaFaktorMiddleware",
    "dtsen.accounts.middleware.SandiSementaraMiddleware",
    "config.kepala.PanjangMiddleware",
    "config.middleware.LingkupMiddleware",
    "config.batas.BatasMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.galat.BukanHalaman",
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
                "verval.kalender.to_page",
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
# A broker that hangs holds no page: a worker asks it every second, so five without an answer mean that it is away.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("CELERY_QUEUE", "dtsen")
CELERY_TIMEZONE = "Asia/Makassar"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # Expires: a queue that was stopped for an hour does not seal 120 times when it starts again.
    "jejak.segel": {"task": "jejak.segel", "schedule": 30.0, "options": {"expires": 30}},
    "jejak.siapkan": {"task": "jejak.siapkan", "schedule": crontab(hour=0, minute=30)},
    "jejak.periksa": {"task": "jejak.periksa", "schedule": crontab(hour=2, minute=15)},
    "pesan.susulkan": {"task": "pesan.susulkan", "schedule": 60.0, "options": {"expires": 60}},
    "pengingat.tulis": {"task": "pengingat.tulis", "schedule": crontab(hour=6, minute=30)},
    "pesan.buang": {"task": "pesan.buang", "schedule": crontab(hour=3, minute=30)},
    "sanggah.naikkan": {"task": "sanggah.naikkan", "schedule": crontab(hour=0, minute=20)},
    "kasus.kedaluwarsa": {"task": "kasus.kedaluwarsa", "schedule": crontab(hour=0, minute=10)},
    "reaktivasi.kewajiban": {"task": "reaktivasi.kewajiban", "schedule": crontab(hour=0, minute=20)},
    "kiriman.sapu": {"task": "kiriman.sapu", "schedule": crontab(hour=3, minute=20)},
    "kasus.desil_baru": {"task": "kasus.desil_baru", "schedule": 300.0, "options": {"expires": 300}},
    "jejak.jangkar": {"task": "jejak.jangkar", "schedule": crontab(hour=23, minute=55)},
}

PESAN_SALURAN = tuple(filter(None, os.environ.get("PESAN_SALURAN", "wa,surel").split(",")))
"""Channels of messages about cases, the first choice first; one that is not configured is passed over."""
if not set(PESAN_SALURAN) <= {"wa", "surel"}:
    raise ImproperlyConfigured("PESAN_SALURAN hanya mengenal wa dan surel, dipisah koma.")
PESAN_WA_URL = os.environ.get("PESAN_WA_URL", "")
PESAN_WA_TOKEN = os.environ.get("PESAN_WA_TOKEN", "")
PESAN_WA_DETIK = int(os.environ.get("PESAN_WA_DETIK", "10"))
PESAN_MUNDUR_DETIK = int(os.environ.get("PESAN_MUNDUR_DETIK", "60"))
"""Wait before the second attempt on a channel; each further one waits twice as long."""
if PESAN_WA_URL and not PESAN_WA_URL.startswith("https://" if PRODUKSI else ("https://", "http://")):
    raise ImproperlyConfigured("PESAN_WA_URL harus alamat https: nomor warga tidak dikirim terbuka.")

CACHES = {
    "default": {
        "BACKEND": "config.cache.CacheLunak",
        "LOCATION": REDIS_CLIENT_URL,
        "KEY_PREFIX": "dtsen",
        "OPTIONS": {"serializer": "config.cache.Json", "socket_connect_timeout": 1, "socket_timeout": 1},
    },
    # Worked out numbers of regions: objects, so they stay inside the process that made them.
    "angka": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

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
    {"NAME": "dtsen.accounts.sandi.TidakMudahDitebak"},
    {"NAME": "dtsen.accounts.sandi.TidakDipakaiBersama"},
]

# allauth gives the second factor, the list of sessions and OIDC; its own pages are not in urls.
ACCOUNT_ADAPTER = "dtsen.accounts.adaptor.AkunAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # dtsen/accounts/pembatas.py counts, by account and by address
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
MFA_ADAPTER = "dtsen.accounts.adaptor.DuaFaktorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "DTSEN Kukar"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones drift; a code is taken once all the same
MFA_FORMS = {"authenticate": "dtsen.accounts.forms.KodeMasukForm"}
USERSESSIONS_ADAPTER = "allauth.usersessions.adapter.DefaultUserSessionsAdapter"
PROKSI_TEPERCAYA = int(os.environ.get("PROKSI_TEPERCAYA", "0"))
"""How many reverse proxies stand in front and append to X-Forwarded-For; 0: the address of the connection counts."""

OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "").rstrip("/")
OIDC_NAMA = os.environ.get("OIDC_NAMA", "SSO Pemerintah")
OIDC_DUA_FAKTOR = frozenset(filter(None, os.environ.get("OIDC_DUA_FAKTOR", "").split(",")))
"""Values of `amr` or `acr` that count as a second factor given at the identity provider; empty: none does."""
SOCIALACCOUNT_ADAPTER = "dtsen.accounts.adaptor.SsoAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "sso",
            "name": OIDC_NAMA,
            "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
            "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": OIDC_ISSUER, "fetch_userinfo": False},
        }
    ]

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Makassar"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
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
# Every test client builds the middleware anew; without this each one would read all static files first.
WHITENOISE_AUTOREFRESH = MODE == "uji"
BERKAS_DIR = VAR_DIR / "berkas"
"""Uploaded files: outside the web root, served only through a view that checks scope."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_AGE = 12 * 3600
SESI_DIAM_DETIK = 30 * 60
"""A session without a click for so long ends; after SESSION_COOKIE_AGE it ends in any case."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
WHITENOISE_ALLOW_ALL_ORIGINS = False
if PRODUKSI:
    SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # A browser takes a cookie of such a name only from https, for this host alone and for the whole of it.
    SESSION_COOKIE_NAME = "__Host-sesi"
    CSRF_COOKIE_NAME = "__Host-csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # Browsers hold the way a form is redirected to this rule as well: signing in through SSO begins with a form.
        "form-action": ["'self'", *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER))] if OIDC_ISSUER else [])],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["config.lingkup_api.DalamLingkup"],
    "DEFAULT_THROTTLE_CLASSES": ["config.batas.BatasApi"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "config.halaman_api.HalamanApi",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "config.api.exception_handler",
}
KNOX_TOKEN_MODEL = "accounts.Token"
REST_KNOX = {"TOKEN_TTL": timedelta(hours=12)}
# The library's own table is replaced by accounts.Token; its migrations would create it all the same.
MIGRATION_MODULES = {"knox": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "DTSEN Kutai Kartanegara",
    "DESCRIPTION": "Registri sosial, verval dan IKESOS. NIK dan No KK tersamar; satu nomor dibuka dengan alasan.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["config.lingkup_api.DalamLingkup"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.skema.add_errors",
    ],
    # Two answers carry the statuses of a pembaruan, two kinds of cases a `jenis`: names that are given, not guessed.
    "ENUM_NAME_OVERRIDES": {
        "StatusPembaruanEnum": "verval.models.pembaruan.PILIHAN_STATUS",
        "JenisEnum": "verval.models.pembaruan.PILIHAN_MACAM",
        "JenisTemuanEnum": "verval.models.daftar_temuan.PILIHAN_JENIS",
    },
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
