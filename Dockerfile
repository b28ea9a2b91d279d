# The desk in production: give it DATABASE_URL (PostgreSQL 14 or newer), and REDIS_URL where there are several machines.
FROM node:24-bookworm-slim
# tini reaps what a browser leaves behind.
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini chromium \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .puppeteerrc.cjs ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
RUN mkdir -p /data && chown node:node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8112 DATA_DIR=/data
VOLUME /data
EXPOSE 8112
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "src/main.ts"]
