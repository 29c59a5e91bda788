import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { findPlaceholders, type Placeholder, replacePlaceholders } from './placeholders.ts';
import { readTextFile } from './read-text-file.ts';
import { isWithin, pathOf, type SourceTree } from './source-tree.ts';

/** What a document came to once the files that it names were read. */
export interface LoadedDocument {
  readonly value: Json;
  readonly failures: readonly { readonly placeholder: Placeholder; readonly message: string }[];
}

type Content = { readonly value: Json } | { readonly failure: string };

/**
 * Puts the content of files in the place of `$text`, `$json` and `$yaml`. Only files of the same tree are read:
 * below the tree's root, or below the document's own folder where it lies outside of that.
 * @param path the file that holds the document, absolute
 */
export async function loadPlaceholders(tree: SourceTree, path: string, value: Json): Promise<LoadedDocument> {
  const placeholders = findPlaceholders(value);
  if (placeholders.length === 0) return { value, failures: [] };
  const contents = new Map<string, Content>();
  for (const placeholder of placeholders) {
    contents.set(keyOf(placeholder), await load(tree, path, placeholder));
  }
  const failures = placeholders.flatMap((placeholder) => {
    const content = contents.get(keyOf(placeholder));
    return content && 'failure' in content
      ? [{ placeholder, message: `${placeholder.key} names ${placeholder.target}, which ${content.failure}.` }]
      : [];
  });
  const loaded = replacePlaceholders(value, (placeholder) => {
    const content = contents.get(keyOf(placeholder));
    return content && 'value' in content ? content.value : placeholder.target;
  });
  return { value: loaded, failures };
}

const keyOf = ({ key, target }: Placeholder): string => `${key} ${target}`;

async function load(tree: SourceTree, path: string, { key, target }: Placeholder): Promise<Content> {
  if (isRemote(target))
    return { failure: 'is elsewhere on the network, and is not read yet: put the file beside this one' };
  const boundary = isWithin(tree.root, path) ? tree.root : dirname(path);
  const named = pathOf(dirname(path), target);
  if (!isWithin(boundary, named) || !(await isReallyWithin(boundary, named))) {
    return { failure: 'is outside of the folder or repository that this file belongs to' };
  }
  const file = await readTextFile(named);
  return 'failure' in file ? file : parse(key, file.text);
}

/** Whether a target names a place on the network instead of a file. */
export const isRemote = (target: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(target);

/** A link on the disk may lead out of a folder that its own path is in. */
async function isReallyWithin(folder: string, path: string): Promise<boolean> {
  const [realFolder, realPath] = await Promise.all([realpath(folder), realpath(path).catch(() => undefined)]);
  return realPath === undefined || isWithin(realFolder, realPath);
}

function parse(key: Placeholder['key'], text: string): Content {
  if (key === '$text') return { value: text };
  if (key === '$json') {
    try {
      const value: Json = JSON.parse(text);
      return { value };
    } catch (error) {
      return { failure: `is not JSON (${error instanceof Error ? error.message : String(error)})` };
    }
  }
  const [document, ...more] = readYaml(text);
  if (more.length > 0) return { failure: 'holds several YAML documents; only one can stand here' };
  if (document?.value !== undefined) return { value: document.value };
  return { failure: `is not well-formed YAML (${document?.problems[0]?.message ?? 'it is empty'})` };
}
