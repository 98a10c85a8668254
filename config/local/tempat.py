"""Where the embedded servers keep data and sockets, and as whom they run.

Three traps decide the places: PostgreSQL refuses to run as root, an unprivileged user cannot enter a
0700 home, and the path of a unix socket must stay under 108 bytes (104 on macOS).
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

SOKET_TERPANJANG = 80  # bytes for the folder; the longest file name in it is ".s.PGSQL.5432.lock"
TEMPAT_UMUM = Path("/var/tmp")  # readable by every user and kept over a reboot


class TempatSalah(RuntimeError):
    """A folder cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Pemakai:
    """The unprivileged user of the server processes; None means "whoever runs this"."""

    uid: int | None
    gid: int | None

    @property
    def akar(self) -> bool:
        return self.uid is not None

    def milikkan(self, jalur: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(jalur, self.uid, self.gid)


@dataclass(frozen=True, slots=True)
class Tempat:
    """Folders of one pair of servers."""

    var: Path
    data: Path
    soket: Path
    pemakai: Pemakai


def pemakai_for(data: Path) -> Pemakai:
    """As root: the owner of existing data, otherwise nobody. As anybody else: oneself."""
    if os.geteuid() != 0:
        _require_name()
        return Pemakai(None, None)
    if (data / "pg").exists():
        keadaan = (data / "pg").stat()
        if keadaan.st_uid != 0:
            return Pemakai(keadaan.st_uid, keadaan.st_gid)
    siapa = pwd.getpwnam("nobody")
    return Pemakai(siapa.pw_uid, siapa.pw_gid)


def terbuka(jalur: Path) -> bool:
    """True when any user can walk down to this folder."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [jalur, *jalur.parents] if folder.exists())


def prepare(var: Path) -> Tempat:
    """Create (where missing) and return the folders for the servers of `var`."""
    var = var.resolve()
    var.mkdir(parents=True, exist_ok=True)
    tanda = hashlib.sha256(str(var).encode()).hexdigest()[:10]
    pendek = TEMPAT_UMUM / f"dtsen-{os.geteuid()}-{tanda}"
    data = pendek if os.geteuid() == 0 and not terbuka(var) else var
    if data == pendek:
        _own_folder(pendek, 0o755)
    pemakai = pemakai_for(data)
    if pemakai.uid is None and (data / "pg").exists() and (data / "pg").stat().st_uid != os.geteuid():
        raise TempatSalah(
            f"{data / 'pg'} dibuat oleh pemakai lain. Jalankan dengan pemakai itu, atau hapus dengan: make clean"
        )
    soket = data / "soket"
    if len(os.fsencode(soket)) > SOKET_TERPANJANG:
        _own_folder(pendek, 0o755)
        soket = pendek / "soket"
    soket.mkdir(mode=0o700, exist_ok=True)
    pemakai.milikkan(soket)
    return Tempat(var=var, data=data, soket=soket, pemakai=pemakai)


def remove(var: Path) -> None:
    """Delete everything that `prepare` and the servers have written for `var`."""
    tanda = hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:10]
    for jalur in (TEMPAT_UMUM / f"dtsen-{os.geteuid()}-{tanda}", var.resolve()):
        if jalur.exists():
            shutil.rmtree(jalur)


def readable_copy(sumber: Path, data: Path, *, dengan: Path | None = None) -> Path:
    """`sumber`, or a copy of it (and of the sibling folder `dengan`) that every user can execute.

    The copy keeps the relative place of both folders, since the binaries look for `../../x.libs`.
    """
    if terbuka(sumber):
        return sumber
    tujuan = data / "bin" / hashlib.sha256(str(sumber).encode()).hexdigest()[:10]
    if not tujuan.exists():
        sementara = tujuan.with_name(tujuan.name + ".baru")
        shutil.rmtree(sementara, ignore_errors=True)
        shutil.copytree(sumber, sementara / sumber.name, symlinks=True)
        if dengan is not None and dengan.exists():
            shutil.copytree(dengan, sementara / dengan.name, symlinks=True)
        for folder in [sementara, *sementara.rglob("*")]:
            if not folder.is_symlink():
                folder.chmod(0o755 if folder.is_dir() or os.access(folder, os.X_OK) else 0o644)
        (data / "bin").chmod(0o755)
        sementara.rename(tujuan)
    return tujuan / sumber.name


def _require_name() -> None:
    """PostgreSQL refuses a user number that has no name (as in `docker run --user 1234`)."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        raise TempatSalah(
            f"Pemakai nomor {os.geteuid()} tidak punya nama di /etc/passwd. Jalankan dengan pemakai biasa, "
            "atau sebagai root: server turun sendiri ke pemakai nobody."
        ) from None


def _own_folder(jalur: Path, mode: int) -> None:
    jalur.mkdir(mode=mode, exist_ok=True)
    keadaan = jalur.lstat()
    if not stat.S_ISDIR(keadaan.st_mode) or keadaan.st_uid != os.geteuid():
        raise TempatSalah(f"{jalur} milik pemakai lain. Hapus folder itu, atau pilih folder lain dengan VAR_DIR.")
