import { unsafeSkeleton } from './unsafe-skeleton.ts';

/**
 * Files and folders that differ only in case, or in how an accent is stored, are one on many a machine.
 * @throws Refusal naming two paths of a skeleton that could not be beside each other
 */
export function requireApart(paths: readonly string[]): void {
  const files = new Set<string>();
  const spellings = new Map<string, string>();
  for (const path of paths) {
    if (files.has(path)) throw unsafeSkeleton(`Two files of the skeleton are both called "${path}"`);
    files.add(path);
    for (let end = path.length; end !== -1; end = path.lastIndexOf('/', end - 1)) {
      const prefix = path.slice(0, end);
      const folded = prefix.normalize('NFC').toLowerCase();
      const known = spellings.get(folded);
      if (known === prefix) break;
      if (known !== undefined)
        throw unsafeSkeleton(`The names "${known}" and "${prefix}" of the skeleton differ only in case`);
      spellings.set(folded, prefix);
    }
  }
  const below = paths.find((path) => isBelowFile(path, files));
  if (below !== undefined) throw unsafeSkeleton(`The skeleton's "${below}" would be below a file`);
}

/** Whether a folder on the way to a path is itself a file. */
function isBelowFile(path: string, files: ReadonlySet<string>): boolean {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (files.has(path.slice(0, end))) return true;
  }
  return false;
}
