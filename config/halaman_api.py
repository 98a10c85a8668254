"""How many rows one answer of the API holds. Apart from config/api.py, for the same reason as config/lingkup_api.py."""

from __future__ import annotations

from rest_framework.pagination import LimitOffsetPagination


class HalamanApi(LimitOffsetPagination):
    """Whoever asks for more rows gets `max_limit` of them, and the address of the next ones."""

    max_limit = 200
    limit_query_description = "Banyaknya baris: bawaan 50, paling banyak 200; yang lebih besar dibaca 200."
