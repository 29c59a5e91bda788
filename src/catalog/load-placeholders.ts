import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { findPlaceholders, type Placeholder, replacePlaceholders } from './placeholders.ts';
import type { TreeFile } from './source-tree.ts';

/** A file whose content stands in a document. */
export interface IncludedFile {
  readonly target: string;
  readonly version: string;
}

/** What a document came to once the files that it names were read. */
export interface LoadedDocument {
  readonly value: Json;
  readonly included: readonly IncludedFile[];
  readonly failures: readonly { readonly placeholder: Placeholder; readonly message: string }[];
}

type Content = { readonly value: Json } | { readonly failure: string };

/**
 * Puts the content of files in the place of `$text`, `$json` and `$yaml`.
 * @param include opens the file that a target names
 */
export async function loadPlaceholders(
  include: (target: string) => Promise<TreeFile>,
  value: Json,
): Promise<LoadedDocument> {
  const placeholders = findPlaceholders(value);
  if (placeholders.length === 0) return { value, included: [], failures: [] };
  const included = new Map<string, string>();
  const contents = new Map<string, Content>();
  for (const placeholder of placeholders) {
    const file = await include(placeholder.target);
    included.set(placeholder.target, file.version);
    contents.set(keyOf(placeholder), await load(file, placeholder.key));
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
  return { value: loaded, included: [...included].map(([target, version]) => ({ target, version })), failures };
}

const keyOf = ({ key, target }: Placeholder): string => `${key} ${target}`;

async function load(file: TreeFile, key: Placeholder['key']): Promise<Content> {
  const content = await file.read();
  return 'failure' in content ? content : parse(key, content.text);
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
