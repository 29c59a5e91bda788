FROM node:24-bookworm-slim AS clients
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY prisma prisma
RUN node prisma/generate.ts

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Prisma's command line is an optional peer of its client, which npm leaves out only with --omit=optional.
RUN npm ci --omit=dev --omit=optional --ignore-scripts
# Types, source maps, SQLite's sources, the query compilers of other databases and fonts that no picture has: more than
# half of it, read by nobody.
RUN find node_modules -type f -regex '.*\.\(d\.ts\|d\.mts\|d\.cts\|map\)' -delete \
  && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
  && rm -f node_modules/@prisma/client/runtime/*.cockroachdb.* \
    node_modules/@prisma/client/runtime/*.mysql.* \
    node_modules/@prisma/client/runtime/*.sqlserver.* \
  && find node_modules/dejavu-fonts-ttf/ttf -type f ! -name DejaVuSans.ttf ! -name DejaVuSans-Bold.ttf -delete

FROM node:24-bookworm-slim
# git clones, pushes and serves repositories; tini is process 1, which must reap what git leaves in the background.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git tini \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=1000 --group=1000 /data /config
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=dependencies /app/node_modules node_modules
# What draws pictures is an optional package for each platform: the one of this platform.
COPY --from=clients /app/node_modules/@resvg node_modules/@resvg
COPY prisma/migrations prisma/migrations
COPY templates templates
COPY examples examples
COPY src src
COPY --from=clients /app/src/store/generated src/store/generated
RUN ln -s /app/src/main.ts /usr/local/bin/callboard

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CALLBOARD_DATA=/data
# callboard.yaml is looked for here; its plugins too. Everything written goes to /data and /tmp.
WORKDIR /config
VOLUME /data
EXPOSE 3000
# The user `node` of the base image, as a number: Kubernetes must see that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--max-semi-space-size=4", "/app/src/main.ts"]
CMD ["start"]
