"""Admin pages of users and assignments; the trail is read-only."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from dtsen.accounts.models import AlasanBuka, Jejak, Penugasan, TugasKeluarga, User


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


@admin.register(AlasanBuka)
class AlasanBukaAdmin(admin.ModelAdmin[AlasanBuka]):
    """Reasons for opening full numbers. One that was used stays; it can be taken off the list."""

    list_display = ("label", "kode", "urut", "aktif")
    ordering = ("urut", "kode")


@admin.register(User)
class PenggunaAdmin(UserAdmin[User]):
    list_display = ("username", "nama", "is_active", "last_login")
    inlines = (PenugasanInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "nama", "email")}),
        (
            "Keadaan",
            {"fields": ("is_active", "is_staff", "is_superuser", "demo", "last_login", "date_joined")},
        ),
    )


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
