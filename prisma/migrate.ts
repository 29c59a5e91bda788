/** Writes the migration that leads from the last one to schema.prisma, for both databases: `npm run migration -- NAME`. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { postgresqlSchema } from './postgresql-schema.ts';
import { startSchemaEngine } from './schema-engine.ts';

const schemaPath = join(import.meta.dirname, 'schema.prisma');
const migrations = join(import.meta.dirname, 'migrations');
/** The schema as of the last migration: what the next one starts from, without a database. */
const lastSchemaPath = join(migrations, 'schema.prisma');

const [name] = process.argv.slice(2);
if (!name || !/^[a-z0-9_]+$/.test(name)) exit('Name the migration in lower case: npm run migration -- add_a_table');

const schema = await readFile(schemaPath, 'utf8');
const lastSchema = existsSync(lastSchemaPath) ? await readFile(lastSchemaPath, 'utf8') : undefined;
const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
const engine = await startSchemaEngine(schema, new PrismaBetterSqlite3({ url: ':memory:' }));
for (const [provider, schemaOf] of [
  ['sqlite', (text: string) => text],
  ['postgresql', postgresqlSchema],
] as const) {
  const sql = await engine.diff(lastSchema === undefined ? undefined : schemaOf(lastSchema), schemaOf(schema));
  const folder = join(migrations, provider, `${timestamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  await writeFile(join(migrations, provider, 'migration_lock.toml'), `provider = "${provider}"\n`);
  process.stdout.write(`${folder}\n`);
}
await copyFile(schemaPath, lastSchemaPath);
await engine.close();

function exit(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
