import { hash } from 'node:crypto';
import { createListedTree } from './listed-tree.ts';
import type { SourceTree } from './source-tree.ts';

/** Entities of one file: far from the 1 MiB that is read of one. */
const entitiesPerFile = 500;

/** Entities that a plugin makes of what a host tells, such as its people, in files that nobody wrote. */
export function createEntitiesTree(name: string, entities: readonly object[]): SourceTree {
  const texts = new Map<string, string>();
  for (let start = 0; start < entities.length; start += entitiesPerFile) {
    const part = entities.slice(start, start + entitiesPerFile);
    texts.set(`people-${start / entitiesPerFile}.yaml`, part.map((entity) => JSON.stringify(entity)).join('\n---\n'));
  }
  const versions = new Map([...texts].map(([path, text]) => [path, hash('sha256', text, 'base64url')]));
  return createListedTree({
    name,
    patterns: ['*.yaml'],
    version: [...versions.values()].join(' '),
    files: () => Promise.resolve(versions),
    readText: (path) => Promise.resolve({ text: texts.get(path) ?? '' }),
    viewUrlOf: () => undefined,
  });
}
