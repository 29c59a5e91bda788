import type { StoredEntity } from '#callboard/catalog/catalog-store.ts';
import { createDirectory, type DirectoryInMemory } from '#callboard/catalog/directory-in-memory.ts';
import type { Entity, EntityMetadata } from '#callboard/catalog/entity.ts';
import type { ReadFile } from '#callboard/catalog/read-tree.ts';
import { refOf } from '#callboard/catalog/validate-entity.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** What every kind must have in its `spec`. */
const leastSpec: Readonly<Record<string, { readonly [key: string]: Json }>> = {
  Component: { type: 'service', lifecycle: 'production', owner: 'team-a' },
  API: { type: 'openapi', lifecycle: 'production', owner: 'team-a', definition: 'openapi: 3.1.0' },
  Resource: { type: 'database', owner: 'team-a' },
  System: { owner: 'team-a' },
  Domain: { owner: 'team-a' },
  Group: { type: 'team', children: [] },
  User: { memberOf: [] },
  Location: {},
  Template: { type: 'service', steps: [] },
  AiResource: { type: 'skill', lifecycle: 'production', owner: 'team-a' },
};

export interface EntityParts {
  readonly kind?: string;
  readonly name?: string;
  readonly metadata?: Partial<EntityMetadata>;
  readonly spec?: { readonly [key: string]: Json };
}

/** A valid entity: what is not given is as little as its kind allows. */
export function buildEntity({
  kind = 'Component',
  name = 'payments',
  metadata = {},
  spec = {},
}: EntityParts = {}): Entity {
  return {
    apiVersion: kind === 'Template' ? 'scaffolder.backstage.io/v1beta3' : 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec: { ...leastSpec[kind], ...spec },
  };
}

/** A file with one valid document, as it is read. */
export function buildFile(parts: EntityParts & { readonly file?: string } = {}): ReadFile {
  const { ref, entity, digest, origin } = buildStored(parts);
  return {
    tree: '',
    path: origin.file,
    file: origin.file,
    version: digest,
    reading: {
      documentCount: 1,
      entities: [{ ref, document: 0, line: 4, column: 9, digest }],
      rejected: [],
      problems: [],
      targets: [],
      included: [],
    },
    targetProblems: [],
    entities: new Map([[0, entity]]),
  };
}

/** An entity as stored. */
export function buildStored(parts: EntityParts & { readonly file?: string } = {}): StoredEntity {
  const entity = buildEntity(parts);
  const origin = { sourceId: 'source', file: parts.file ?? 'catalog-info.yaml', document: 0 };
  return { ref: refOf(entity), entity, origin, digest: JSON.stringify([entity, origin]) };
}

/** A directory with these entities, at revision 1. */
export function buildDirectory(all: readonly (EntityParts & { readonly file?: string })[]): DirectoryInMemory {
  const directory = createDirectory();
  directory.apply({ revision: 1, written: all.map(buildStored), removed: [] });
  return directory;
}

/** An entity as YAML text, which JSON is. */
export const toYaml = (entity: Entity): string => `${JSON.stringify(entity, null, 2)}\n`;
