import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsFolder } from '#callboard/store/open-options.ts';
import { temporaryFolder } from './fresh-store.ts';

/** A copy of the committed migrations with one more after them. @returns the folder of the copy */
export async function migrationsWith(name: string, sql: string): Promise<string> {
  const folder = temporaryFolder();
  await cp(migrationsFolder, folder, { recursive: true });
  for (const provider of ['sqlite', 'postgresql']) {
    await mkdir(join(folder, provider, name));
    await writeFile(join(folder, provider, name, 'migration.sql'), sql);
  }
  return folder;
}
