import { createDirectory, type DirectoryInMemory } from '#callboard/catalog/directory-in-memory.ts';
import { readTree } from '#callboard/catalog/read-tree.ts';

/** A directory with all that catalog.yaml of a folder leads to. */
export async function loadDirectory(folder: string): Promise<DirectoryInMemory> {
  const { entities } = await readTree({ sourceId: 'company', root: folder, isConfined: false }, ['catalog.yaml']);
  const directory = createDirectory();
  const written = entities.map(({ ref, entity, origin }) => ({ ref, entity, origin, digest: '' }));
  directory.apply({ revision: 1, written, removed: [] });
  return directory;
}
