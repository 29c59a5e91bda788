import { readFile, stat } from 'node:fs/promises';

/** A megabyte: no catalog file that people write is near it, and what a parser is given stays bounded. */
const maximumFileBytes = 1024 * 1024;

/** A file's text, or why it could not be read: a sentence without its subject and end, such as "is not there". */
export type FileText = { readonly text: string } | { readonly failure: string };

/** Reads a text file of up to 1 MiB in UTF-8. What goes wrong is in its result. */
export async function readTextFile(path: string): Promise<FileText> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return { failure: 'is not a file' };
    if (stats.size > maximumFileBytes) return { failure: `has ${stats.size} bytes; at most 1 MiB (1048576) is read` };
    return decode(await readFile(path));
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function decode(bytes: Uint8Array): FileText {
  if (bytes.includes(0)) return { failure: 'holds binary data, not text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { failure: 'is not UTF-8 text: save it in that encoding' };
  }
}

function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: its permissions forbid it';
  return `could not be read (${error instanceof Error ? error.message : String(error)})`;
}
