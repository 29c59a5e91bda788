/** Writes the PostgreSQL schema from the SQLite one and generates a client for each: `npm run prepare`. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { postgresqlSchema } from './postgresql-schema.ts';

const root = dirname(import.meta.dirname);
const sqlitePath = join(root, 'prisma', 'schema.prisma');
const postgresqlPath = join(root, 'src', 'store', 'generated', 'postgresql.prisma');
const commandLine = createRequire(import.meta.url).resolve('prisma/build/index.js');

/** Prisma's command line downloads its schema engine unless it is told of a file; `generate` never runs that file. */
const environment = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};

const generate = (schema: string) =>
  promisify(execFile)(process.execPath, [commandLine, 'generate', '--no-hints', '--schema', schema], {
    cwd: root,
    env: environment,
  });

await mkdir(dirname(postgresqlPath), { recursive: true });
await writeFile(postgresqlPath, postgresqlSchema(await readFile(sqlitePath, 'utf8')));
await Promise.all([sqlitePath, postgresqlPath].map(generate));
process.stdout.write('Generated the database clients for SQLite and PostgreSQL.\n');
