import { Refusal } from '#callboard/core/refusal.ts';
import { withoutUserInfo } from './check-url.ts';

const megabyte = 1_000_000;

/**
 * @param url of the repository, where it is known
 * @param bytesAtMost what it went beyond
 * @param file the largest of those that it is about
 */
export function repositoryTooLarge(
  url: string | undefined,
  bytesAtMost: number,
  file?: { readonly path: string; readonly bytes: number },
): Refusal {
  const where = url === undefined ? 'the repository' : `the repository at ${withoutUserInfo(url)}`;
  const largest = file ? ` "${file.path}" alone has ${inMegabytes(file.bytes)}.` : '';
  return new Refusal(`What is to be read of ${where} is more than ${inMegabytes(bytesAtMost)}.${largest}`, {
    code: 'git-too-large',
    hint: 'Name a smaller folder of it, or take large files out of the repository.',
  });
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / megabyte).toLocaleString('en')} MB`;
