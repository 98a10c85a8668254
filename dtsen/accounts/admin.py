"""Pages of users and assignments under /kelola/.

Nobody gives rights to oneself, and nothing is deleted: an account is closed, an assignment ends on a day.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, ModelForm, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from dtsen.accounts import audit, pemulihan
from dtsen.accounts.forms import PETUNJUK_SANDI
from dtsen.accounts.models import AlasanBuka, Penugasan, Token, TugasKeluarga, User
from dtsen.wilayah.kelola import HalamanKelola

admin.site.unregister(Group)  # rights come from penugasan, never from groups
# Secrets, sessions and tokens are not edited as rows: accounts:pengguna_keamanan does that, with a reason and a trail.
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, Token):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def _admin(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


class AkunBaruForm(AdminUserCreationForm[User]):
    """A new account: its password is temporary, as whoever made it knows it."""

    usable_password = None  # type: ignore[assignment]  # Django's way of leaving a field out

    class Meta:
        model = User
        fields = ("username", "nama", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nama"].required = True
        for nama, label in (("password1", "Kata sandi sementara"), ("password2", "Ulangi kata sandi")):
            self.fields[nama].required, self.fields[nama].label = True, label
        self.fields["password1"].help_text = f"Diganti saat masuk pertama. {PETUNJUK_SANDI}"


TETAP = {"user", "peran", "wilayah", "rt", "rw", "mulai", "hanya_tugas"}


class PenugasanForm(ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """What counts already is not rewritten: a peran with a second factor can be ended, anything else is a new row."""

    class Meta:
        model = Penugasan
        fields = ("user", "peran", "wilayah", "rt", "rw", "mulai", "selesai", "hanya_tugas")
        widgets = {"rt": TextInput(attrs={"size": 3}), "rw": TextInput(attrs={"size": 3})}  # noqa: RUF012 (Django's)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama in {"user", "wilayah"} & set(self.fields):
            alat = self.fields[nama].widget
            # A region is chosen here, not made, changed or deleted in passing.
            for pintasan in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
                setattr(alat, pintasan, False)

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        lama = self.instance
        if lama.pk is None or not {lama.peran, isi.get("peran")} & pemulihan.DIJAGA:
            return isi
        selesai = isi.get("selesai")
        lebih_lama = lama.selesai is not None and (selesai is None or selesai > lama.selesai)
        if lebih_lama or any(isi[k] != getattr(lama, k) for k in set(isi) & TETAP):
            raise ValidationError(
                "Penugasan ini hanya dapat diakhiri lebih awal. Untuk selain itu buat penugasan baru."
            )
        return isi


class PenugasanInline(admin.StackedInline[Penugasan, User]):
    """The assignments of one account; one's own can be looked at only."""

    model = Penugasan
    form = PenugasanForm
    fk_name = "user"
    formfield_overrides = HalamanKelola.formfield_overrides
    fields = (("peran", "wilayah"), ("rt", "rw"), ("mulai", "selesai"), "hanya_tugas")
    extra = 0
    can_delete = False
    autocomplete_fields = ("wilayah",)

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (obj is None or obj.pk != request.user.pk) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (obj is None or obj.pk != request.user.pk) and super().has_change_permission(request, obj)


def _hold(request: HttpRequest, penugasan: Penugasan) -> None:
    admin_ = _admin(request)
    assert admin_ is not None  # the pages of Kelola open to nobody else
    if pemulihan.hold(penugasan, pelaku=admin_):
        messages.warning(request, f"{penugasan} belum berlaku: menunggu orang kedua mengesahkannya di Pemulihan akun.")


class TugasInline(admin.TabularInline[TugasKeluarga, Penugasan]):
    """The families that the holder of an assignment is to visit."""

    model = TugasKeluarga
    extra = 0
    formfield_overrides = HalamanKelola.formfield_overrides


@admin.register(Penugasan)
class PenugasanAdmin(HalamanKelola):
    """One assignment with the families it is to visit."""

    form = PenugasanForm
    list_display = ("user", "peran", "wilayah", "rt", "rw", "mulai", "selesai", "hanya_tugas")
    list_filter = ("peran",)
    search_fields = ("user__username", "user__nama")
    autocomplete_fields = ("user", "wilayah")
    inlines = (TugasInline,)

    def has_change_permission(self, request: HttpRequest, obj: Penugasan | None = None) -> bool:
        return (obj is None or obj.user_id != request.user.pk) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Penugasan | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Penugasan, form: Any, change: bool) -> None:
        if not change:
            _hold(request, obj)
        super().save_model(request, obj, form, change)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.exclude(username=request.user.get_username())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(AlasanBuka)
class AlasanBukaAdmin(HalamanKelola):
    """Reasons for opening full numbers. One that was used stays; it can be taken off the list."""

    list_display = ("label", "kode", "urut", "aktif")
    ordering = ("urut", "kode")


@admin.register(User)
class PenggunaAdmin(UserAdmin[User]):
    """Accounts; what one may do stands in its assignments below."""

    add_form = AkunBaruForm
    list_display = ("username", "nama", "is_active", "last_login")
    list_filter = ("is_active", "demo")
    search_fields = ("username", "nama", "email")
    filter_horizontal = ()
    inlines = (PenugasanInline,)
    readonly_fields = ("email", "keamanan", "demo", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "nama", "email", "keamanan")}),
        ("Keadaan", {"fields": ("is_active", "demo", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "nama", "email", "password1", "password2")}),)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Nobody types the password of another: the page of this house gives a temporary one."""
        return redirect("accounts:pengguna_keamanan", id)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.sandi_sementara = obj.sandi_sementara or not change
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for satu in formset.extra_forms:
            if satu.has_changed():
                _hold(request, satu.instance)
        super().save_formset(request, form, formset, change)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list filters by: `?sidik_sandi__startswith=` would read out what no page shows."""
        return lookup.partition("__")[0] in self.list_filter and super().lookup_allowed(lookup, value, request)

    @admin.display(description="keamanan akun")
    def keamanan(self, orang: User) -> str:
        """Link to the page that ends sessions and resets the second factor."""
        return format_html(
            '<a href="{}">Kata sandi, faktor kedua, surel, sesi</a>',
            reverse("accounts:pengguna_keamanan", args=[orang.pk]),
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(SocialAccount)
class TautanSsoAdmin(admin.ModelAdmin[SocialAccount]):
    """The links between users and their `sub` at the identity provider; made at accounts:pengguna_keamanan."""

    list_display = ("user", "uid", "last_login")
    fields = ("user", "uid")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record(pelaku=_admin(request), aksi="akun.sso_lepas", objek=f"user:{obj.user_id}")
        super().delete_model(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}  # one by one, each with its line in the trail

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
