import { join } from 'node:path';
import { defineConfig } from 'prisma/config';

const url = process.env['DATABASE_URL'] ?? 'file:data/callboard.db';
const provider = url.startsWith('file:') ? 'sqlite' : 'postgresql';

/** For `prisma migrate deploy` and `prisma studio` on the database of DATABASE_URL; Callboard itself needs neither. */
export default defineConfig({
  schema:
    provider === 'sqlite' ? join('prisma', 'schema.prisma') : join('src', 'store', 'generated', 'postgresql.prisma'),
  migrations: { path: join('prisma', 'migrations', provider) },
  datasource: { url },
});
