# syntax=docker/dockerfile:1
# Two stages: the first builds the wheel and installs it with the locked dependencies, the second only runs it. Modules are
# compiled in the first, since the user of the second may not write beside them.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements/uv.txt requirements/runtime.txt requirements/
RUN python -m venv /uv && /uv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/uv.txt \
 && python -m venv --without-pip /opt/fatu \
 && /uv/bin/uv pip sync --no-cache --compile-bytecode --python /opt/fatu/bin/python --require-hashes requirements/runtime.txt
COPY . .
RUN /uv/bin/uv pip install --no-cache --no-deps --compile-bytecode --python /opt/fatu/bin/python .

FROM python:3.11-slim-bookworm
COPY --from=build /opt/fatu /opt/fatu
RUN useradd --system --uid 10001 --create-home fatu && install -d -o fatu /data
USER 10001
ENV PATH=/opt/fatu/bin:$PATH FATU_DATA=/data FATU_HOST=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["fatu"]
CMD ["serve"]
