import { access } from 'node:fs/promises';
import path from 'node:path';

/** The root of the repository that a folder is in; the folder itself where it is in none. @param folder absolute */
export async function repositoryOf(folder: string): Promise<string> {
  for (let current = folder; ; current = path.dirname(current)) {
    if (await isThere(path.join(current, '.git'))) return current;
    if (path.dirname(current) === current) return folder;
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
