import { Refusal } from '#callboard/core/refusal.ts';
import { readFileAddress } from './file-address.ts';
import { type NamedRepository, sentenceOf } from './read-named.ts';
import { type FileText, type SourceTree, type TreeFile, unreadable } from './source-tree.ts';

/**
 * Opens files on the network: the page of a file at a Git host through its repository, anything else by its address.
 * Each is asked for once.
 * @param fetchText @throws Refusal where the address may not be read, or does not answer
 */
export function createRemoteFiles(
  openRepository: (repository: NamedRepository) => Promise<SourceTree>,
  fetchText: (url: string) => Promise<{ readonly version: string; readonly text: FileText }>,
): (url: string) => Promise<TreeFile> {
  const opened = new Map<string, Promise<TreeFile>>();
  const open = async (url: string): Promise<TreeFile> => {
    try {
      const address = readFileAddress(url);
      if (!address) {
        const { version, text } = await fetchText(url);
        return { version, read: () => Promise.resolve(text) };
      }
      const { repositoryUrl, branch, path } = address;
      const paths = [path];
      const tree = await openRepository({
        name: url,
        url: repositoryUrl,
        ...(branch !== undefined && { branch }),
        paths,
      });
      return { version: tree.version ?? '', read: async () => readFrom(tree, path) };
    } catch (error) {
      if (error instanceof Refusal) return unreadable(`could not be read: ${withoutEnd(sentenceOf(error))}`);
      throw error;
    }
  };
  return (url) => {
    const known = opened.get(url) ?? open(url);
    opened.set(url, known);
    return known;
  };
}

async function readFrom(tree: SourceTree, path: string): Promise<FileText> {
  try {
    return await (await tree.open(path)).read();
  } catch (error) {
    if (error instanceof Refusal) return { failure: `could not be read: ${withoutEnd(sentenceOf(error))}` };
    throw error;
  }
}

const withoutEnd = (sentence: string): string => sentence.replace(/\.$/, '');
