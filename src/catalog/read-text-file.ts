import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type FileText, type TreeFile, unreadable } from './source-tree.ts';

/** A megabyte: no catalog file that people write is near it, and what a parser is given stays bounded. */
export const maximumFileBytes = 1024 * 1024;

/** Opens a text file of up to 1 MiB in UTF-8. What goes wrong is in what it reads. */
export async function openTextFile(path: string): Promise<TreeFile> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return unreadable('is not a file');
    if (stats.size > maximumFileBytes) return unreadable(tooLarge(stats.size));
    const bytes = await readFile(path);
    return { version: hash('sha256', bytes, 'base64url'), read: () => Promise.resolve(decodeText(bytes)) };
  } catch (error) {
    return unreadable(failureOf(error));
  }
}

/** The text of bytes in UTF-8; says of what is no text what it is. */
export function decodeText(bytes: Uint8Array): FileText {
  if (bytes.byteLength > maximumFileBytes) return { failure: tooLarge(bytes.byteLength) };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { failure: 'is UTF-16 text: save it as UTF-8' };
  }
  if (bytes.includes(0)) return { failure: 'holds binary data, not text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { failure: 'is not UTF-8 text: save it in that encoding' };
  }
}

const tooLarge = (bytes: number): string => `has ${bytes} bytes; at most 1 MiB (${maximumFileBytes}) is read`;

function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: its permissions forbid it';
  return `could not be read (${error instanceof Error ? error.message : String(error)})`;
}
