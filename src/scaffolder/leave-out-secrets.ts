import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Has files stay as they were before whose lines with a secret have changed: whoever renders them does not know it.
 * A file whose lines with secrets are the same as before is left as it is, since merging changes nothing there.
 * @param before a folder, absolute; it is not changed
 * @param after the same, rendered later
 * @param standIn what stands for each secret in both
 * @returns the files that were left out, in order
 */
export async function leaveOutSecrets(before: string, after: string, standIn: string): Promise<readonly string[]> {
  const found = await readdir(after, { recursive: true, withFileTypes: true });
  const leftOut: string[] = [];
  for (const file of found.filter((each) => each.isFile())) {
    const name = path.relative(after, path.join(file.parentPath, file.name));
    const now = await linesWith(standIn, path.join(after, name));
    if (now.length === 0) continue;
    const then = await linesWith(standIn, path.join(before, name));
    if (now.join('\n') === then.join('\n')) continue;
    leftOut.push(name);
    await putBack(path.join(before, name), path.join(after, name));
  }
  return leftOut.toSorted();
}

/** None where there is no such file. */
async function linesWith(standIn: string, file: string): Promise<readonly string[]> {
  const content = await unlessGone(readFile(file));
  if (!content?.includes(standIn)) return [];
  return content
    .toString('utf8')
    .split('\n')
    .filter((line) => line.includes(standIn));
}

async function putBack(before: string, after: string): Promise<void> {
  await rm(after);
  await unlessGone(copyFile(before, after));
}

async function unlessGone<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
}
