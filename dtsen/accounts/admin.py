"""Admin pages of users and assignments; the trail is read-only."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from dtsen.accounts import audit
from dtsen.accounts.models import Jejak, Penugasan, Token, TugasKeluarga, User
from dtsen.accounts.oidc import PENYEDIA

# Secrets, sessions and tokens are not edited as rows: accounts:pengguna_keamanan does that, with a reason and a trail.
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, Token):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def _admin(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


class PenugasanInline(admin.TabularInline[Penugasan, User]):
    model = Penugasan
    extra = 0
    autocomplete_fields = ("wilayah",)


class TugasInline(admin.TabularInline[TugasKeluarga, Penugasan]):
    model = TugasKeluarga
    extra = 1


@admin.register(Penugasan)
class PenugasanAdmin(admin.ModelAdmin[Penugasan]):
    """One assignment with the families it is to visit."""

    list_display = ("user", "peran", "wilayah", "rt", "rw", "mulai", "selesai", "hanya_tugas")
    list_filter = ("peran",)
    search_fields = ("user__username", "user__nama")
    autocomplete_fields = ("user", "wilayah")
    inlines = (TugasInline,)


@admin.register(User)
class PenggunaAdmin(UserAdmin[User]):
    list_display = ("username", "nama", "is_active", "last_login")
    inlines = (PenugasanInline,)
    readonly_fields = ("keamanan",)
    fieldsets = (
        (None, {"fields": ("username", "password", "keamanan", "nama", "email")}),
        (
            "Keadaan",
            {"fields": ("is_active", "is_staff", "is_superuser", "demo", "last_login", "date_joined")},
        ),
    )

    @admin.display(description="sesi dan faktor kedua")
    def keamanan(self, orang: User) -> str:
        """Link to the page that ends sessions and resets the second factor."""
        return format_html('<a href="{}">Atur</a>', reverse("accounts:pengguna_keamanan", args=[orang.pk]))


@admin.register(SocialAccount)
class TautanSsoAdmin(admin.ModelAdmin[SocialAccount]):
    """Links the `sub` of a person at the identity provider to a user, before the first sign-in or instead of e-mail."""

    list_display = ("user", "uid", "last_login")
    fields = ("user", "uid")
    autocomplete_fields = ("user",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.provider = PENYEDIA
        super().save_model(request, obj, form, change)
        audit.record(pelaku=_admin(request), aksi="akun.sso_hubungkan", objek=f"user:{obj.user_id}")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record(pelaku=_admin(request), aksi="akun.sso_lepas", objek=f"user:{obj.user_id}")
        super().delete_model(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}  # one by one, each with its line in the trail

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Jejak)
class JejakAdmin(admin.ModelAdmin[Jejak]):
    list_display = ("waktu", "pelaku", "aksi", "objek", "alasan")
    list_filter = ("aksi",)
    search_fields = ("objek",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Jejak | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Jejak | None = None) -> bool:
        return False
