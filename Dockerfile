# The service in a container: docs/deploy.md says how to run it and which tier of isolation it then has.
ARG NODE_IMAGE=node:22-bookworm-slim

# What both the build and the service run on: the record of the Python environment names this very interpreter.
FROM ${NODE_IMAGE} AS system
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 tini ca-certificates \
    && rm -rf /var/lib/apt/lists/*

# /app becomes what the npm package would be, with the packages of the lock file beside it.
FROM system AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build \
    && npm pack --ignore-scripts --silent \
    && mkdir /app \
    && tar -xzf python-coder-*.tgz -C /app --strip-components=1 \
    && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
    && mv node_modules /app/

# The Python packages are installed here, so that no start needs a network. `doctor` installs them, and also ends with an
# error where the builder has no isolation, which says nothing about where the image will run; the record says it is whole.
FROM system AS python
ENV XDG_CACHE_HOME=/opt/cache XDG_STATE_HOME=/tmp/state
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
RUN (node /app/dist/apps/cli/main.js doctor || true) && ls /opt/cache/python-coder/venvs/*/.ok

FROM system
LABEL org.opencontainers.image.title="python-coder" \
      org.opencontainers.image.description="Answers questions about files with Python that is verified and isolated by the kernel." \
      org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin coder \
    && install -d -o 10001 -g 10001 -m 700 /data \
    && ln -s /app/dist/apps/cli/main.js /usr/local/bin/python-coder
COPY --from=python /opt/cache /opt/cache
COPY --from=build /app /app
ENV NODE_ENV=production \
    XDG_CACHE_HOME=/opt/cache \
    XDG_CONFIG_HOME=/etc/xdg \
    XDG_STATE_HOME=/data/state \
    PYTHON_CODER_SERVICE_DIR=/data/service \
    PYTHON_CODE_AUDIT_DIR=/data/audit \
    PYTHON_CODE_OUTPUT_DIR=/data/artifacts \
    PYTHON_CODE_EXECUTION_DIR=/data/execution
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8720
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8720/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# tini ends what interpreters leave behind; without PYTHON_CODER_TOKENS the service says so and ends.
ENTRYPOINT ["tini", "--", "python-coder", "serve", "--host", "0.0.0.0"]
