import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CompanyFile } from './company-document.ts';
import { describeCompany } from './describe-company.ts';

/** What was written. */
export interface CompanyCounts {
  readonly entities: number;
  readonly files: number;
  /** Folders under `repos/`, each with one catalog-info.yaml. */
  readonly repositories: number;
  /** By kind, the root Location apart. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** How many files are written side by side. */
const together = 64;

/**
 * Writes the catalog of a made-up company as its repositories would hold it: `repos/NAME/catalog-info.yaml`, groups and
 * users in `org/`, and `catalog.yaml`, the Location to register. The same for the same seed.
 * @param folder where to; made where it is missing
 * @param entities about how many, the root Location apart; the last repository is written whole
 */
export async function generateCompany(
  folder: string,
  { entities, seed }: { readonly entities: number; readonly seed: number },
): Promise<CompanyCounts> {
  const files = describeCompany({ entities, seed });
  for (let start = 0; start < files.length; start += together) {
    await Promise.all(files.slice(start, start + together).map((file) => write(folder, file)));
  }
  const kinds: Record<string, number> = {};
  for (const { kind } of files.flatMap(({ documents }) => documents)) {
    if (kind !== 'Location') kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return {
    entities: Object.values(kinds).reduce((sum, count) => sum + count, 0),
    files: files.length,
    repositories: files.filter(({ path }) => path.startsWith('repos/')).length,
    kinds,
  };
}

async function write(folder: string, { path, documents }: CompanyFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, documents.map(({ text }) => text).join('---\n'));
}
