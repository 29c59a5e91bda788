import { createDirectory, type DirectoryInMemory } from '#callboard/catalog/directory-in-memory.ts';
import { createFolderTree } from '#callboard/catalog/folder-tree.ts';
import { readTrees } from '#callboard/catalog/read-trees.ts';

const sourceId = 'folder';
const refuse = () => Promise.reject(new Error('nothing on the network is read here'));

/** A directory with all that `catalog.yaml` of a folder names, without a database. @throws Error where it is not valid */
export async function loadDirectory(folder: string): Promise<DirectoryInMemory> {
  const root = () => Promise.resolve(folder);
  const tree = createFolderTree({ root, patterns: ['catalog.yaml'] });
  const { files } = await readTrees([tree], {
    sourceId,
    memory: { files: new Map(), versions: {} },
    addedKinds: [],
    openRepository: refuse,
    openRemote: refuse,
  });
  const [problem] = files.flatMap(({ reading, targetProblems }) => [...reading.problems, ...targetProblems]);
  if (problem) throw new Error(`${problem.file}:${problem.line}:${problem.column}: ${problem.message}`);
  const written = files.flatMap(({ file, reading, entities }) =>
    reading.entities.flatMap(({ ref, document, digest }) => {
      const entity = entities?.get(document);
      return entity ? [{ ref, entity, origin: { sourceId, file, document }, digest }] : [];
    }),
  );
  const directory = createDirectory();
  directory.apply({ revision: 1, written, removed: [] });
  return directory;
}
