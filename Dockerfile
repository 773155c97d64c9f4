# Kernelscope in a container, by the same steps as `make run`.
#   GPU:  docker build -t kernelscope .                                   (PyPI's torch, with CUDA; run with --gpus all)
#   CPU:  docker build -t kernelscope --build-arg VARIANT=cpu --build-arg TORCH_INDEX=… .
#         where TORCH_INDEX is the CPU package index that pytorch.org's "Get Started" page names.
FROM python:3.11-slim-bookworm AS build
ARG VARIANT=gpu
ARG TORCH_INDEX=""
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/kernelscope
COPY Makefile pyproject.toml constraints.txt README.md ./
COPY tools tools
COPY app/__init__.py app/
RUN case "$VARIANT" in \
      gpu) ;; \
      cpu) [ -n "$TORCH_INDEX" ] || { echo "VARIANT=cpu needs TORCH_INDEX: the CPU index from pytorch.org's Get Started page." >&2; exit 1; }; \
           export PIP_EXTRA_INDEX_URL="$TORCH_INDEX" ;; \
      *)   echo "VARIANT is gpu or cpu, not $VARIANT." >&2; exit 1 ;; \
    esac && PIP_NO_CACHE_DIR=1 make .make/python
COPY static/package.json static/package-lock.json static/.npmrc static/
RUN make .make/node
COPY static static
RUN make build

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home kernelscope && install -d -o kernelscope /var/lib/kernelscope
WORKDIR /srv/kernelscope
COPY --from=build /srv/kernelscope/.venv .venv
COPY --from=build /srv/kernelscope/static/dist static/dist
COPY pyproject.toml README.md ./
COPY app app
COPY templates templates
COPY models models
ENV KERNELSCOPE_HOME=/var/lib/kernelscope KERNELSCOPE_LOG_JSON=1 OMP_WAIT_POLICY=PASSIVE PYTHONUNBUFFERED=1
USER kernelscope
VOLUME /var/lib/kernelscope
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD [".venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD [".venv/bin/python", "-m", "app", "serve", "--host", "0.0.0.0", "--port", "8000"]
