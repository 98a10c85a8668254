"""History that can be taken back: lineage beside the values, numbers apart from them, and which row undoes which."""

import django.db.models.deletion
from django.db import migrations, models

BERLAKU = """
CREATE FUNCTION registry_riwayat_berlaku(dicari text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- Only how many, never of whom: what one ground has changed is undone as a whole or not at all, and part of it may
    -- lie outside the scope.
    SELECT count(*) FROM registry_riwayatfakta r
    WHERE r.dasar = dicari AND NOT (r.dasar LIKE 'impor:%') AND r.membatalkan_id IS NULL
        AND NOT EXISTS (SELECT FROM registry_riwayatfakta b WHERE b.membatalkan_id = r.id)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_lingkup")]

    operations = [
        migrations.AddField(
            model_name="riwayatfakta",
            name="nomor",
            field=models.JSONField(db_default={}, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="riwayatfakta",
            name="asal",
            field=models.JSONField(db_default={}, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="riwayatfakta",
            name="membatalkan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pembatalan",
                to="registry.riwayatfakta",
            ),
        ),
        migrations.AddIndex(
            model_name="riwayatfakta",
            index=models.Index(
                fields=["dasar", "-id"],
                condition=models.Q(("dasar__startswith", "impor:"), _negated=True),
                name="riwayat_dasar",
            ),
        ),
        migrations.AddIndex(
            model_name="riwayatfakta",
            index=models.Index(
                fields=["individu", "-id"],
                condition=models.Q(("dasar__startswith", "impor:"), _negated=True),
                name="riwayat_individu",
            ),
        ),
        migrations.AddConstraint(
            model_name="riwayatfakta",
            constraint=models.UniqueConstraint(
                fields=("membatalkan",),
                condition=models.Q(("membatalkan__isnull", False)),
                name="riwayat_batal_sekali",
                violation_error_message="Perubahan ini sudah dibatalkan.",
            ),
        ),
        migrations.RunSQL(BERLAKU, "DROP FUNCTION registry_riwayat_berlaku(text)"),
    ]
