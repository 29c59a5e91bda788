import { open, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { listFolder } from './actions/list-folder.ts';

/** A file that a dry run has made. */
export interface PreviewedFile {
  /** With slashes. */
  readonly path: string;
  readonly bytes: number;
  /** The beginning of its text; undefined for a file that is none, and for those after the first ones. */
  readonly preview?: string;
}

const previewedFiles = 50;
const previewedBytes = 2000;

/**
 * The files in a folder, in the order of their paths, of the first ones with the beginning of their texts.
 * @param folder absolute
 */
export async function previewFiles(folder: string): Promise<readonly PreviewedFile[]> {
  const entries = (await listFolder(folder, folder, true)).filter(({ kind }) => kind !== 'folder');
  const files: PreviewedFile[] = [];
  for (const { path: name, kind } of entries) {
    const file = path.join(folder, name);
    if (kind === 'other') {
      files.push({ path: name, bytes: 0, preview: `→ ${await readlink(file)}` });
      continue;
    }
    const { size } = await stat(file);
    const preview = files.length < previewedFiles ? await readBeginning(file) : undefined;
    files.push({ path: name, bytes: size, ...(preview !== undefined && { preview }) });
  }
  return files;
}

/** Whole lines, where there is more than one; undefined for what is no text. */
async function readBeginning(file: string): Promise<string | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(previewedBytes), 0, previewedBytes, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes.includes(0)) return undefined;
    const text = bytes.toString('utf8');
    const end = bytesRead < previewedBytes ? -1 : text.lastIndexOf('\n');
    // A sign that is cut in two at the end is no sign of a binary file.
    return text.slice(0, -4).includes('\u{fffd}') ? undefined : text.slice(0, end === -1 ? undefined : end + 1);
  } finally {
    await handle.close();
  }
}
