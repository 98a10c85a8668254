# One image for web, worker, beat and migrate; the command says which.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=config.settings VAR_DIR=/data

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin dtsen \
    && mkdir /data && chown dtsen:dtsen /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --disable-pip-version-check -r requirements.txt
COPY manage.py ./
COPY config config
COPY dtsen dtsen
COPY verval verval
COPY ikesos ikesos
COPY templates templates
COPY static static

USER dtsen
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--timeout", "120"]
