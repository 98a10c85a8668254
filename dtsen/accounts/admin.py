"""Pages of users and assignments under /kelola/.

Nobody gives rights to oneself, and nothing is deleted: an account is closed, an assignment ends on a day.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from dtsen.accounts import audit
from dtsen.accounts.models import AlasanBuka, Penugasan, Token, TugasKeluarga, User
from dtsen.accounts.oidc import PENYEDIA

admin.site.unregister(Group)  # rights come from penugasan, never from groups
# Secrets, sessions and tokens are not edited as rows: accounts:pengguna_keamanan does that, with a reason and a trail.
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, Token):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def _admin(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


class PenugasanInline(admin.TabularInline[Penugasan, User]):
    """The assignments of one account; one's own can be looked at only."""

    model = Penugasan
    extra = 0
    can_delete = False
    autocomplete_fields = ("wilayah",)

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (obj is None or obj.pk != request.user.pk) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (obj is None or obj.pk != request.user.pk) and super().has_change_permission(request, obj)


class TugasInline(admin.TabularInline[TugasKeluarga, Penugasan]):
    """The families that the holder of an assignment is to visit."""

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

    def has_change_permission(self, request: HttpRequest, obj: Penugasan | None = None) -> bool:
        return (obj is None or obj.user_id != request.user.pk) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Penugasan | None = None) -> bool:
        return False

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.exclude(username=request.user.get_username())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(AlasanBuka)
class AlasanBukaAdmin(admin.ModelAdmin[AlasanBuka]):
    """Reasons for opening full numbers. One that was used stays; it can be taken off the list."""

    list_display = ("label", "kode", "urut", "aktif")
    ordering = ("urut", "kode")


@admin.register(User)
class PenggunaAdmin(UserAdmin[User]):
    """Accounts; what one may do stands in its assignments below."""

    list_display = ("username", "nama", "is_active", "last_login")
    list_filter = ("is_active", "demo")
    search_fields = ("username", "nama", "email")
    filter_horizontal = ()
    inlines = (PenugasanInline,)
    readonly_fields = ("keamanan", "demo", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "keamanan", "nama", "email")}),
        ("Keadaan", {"fields": ("is_active", "demo", "last_login", "date_joined")}),
    )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list filters by: `?sidik_sandi__startswith=` would read out what no page shows."""
        return lookup.partition("__")[0] in self.list_filter and super().lookup_allowed(lookup, value, request)

    @admin.display(description="sesi dan faktor kedua")
    def keamanan(self, orang: User) -> str:
        """Link to the page that ends sessions and resets the second factor."""
        return format_html('<a href="{}">Atur</a>', reverse("accounts:pengguna_keamanan", args=[orang.pk]))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


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
