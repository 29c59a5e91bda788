import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { RelationType } from './directory.ts';
import type { Entity } from './entity.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';
import { textsOf } from './json-values.ts';

/** A field of `spec` that names other entities. */
interface ReferenceField {
  readonly field: string;
  /** What the field's entity is to the one it names. */
  readonly relation: RelationType;
  /** The kind of a ref that names none; without a default, a ref must name its kind. */
  readonly kind?: string;
}

/** A ref as an entity's document has it. */
export interface Reference {
  readonly relation: RelationType;
  /** Full, in lower case; undefined where the text is not a ref that can be read. */
  readonly target: string | undefined;
  readonly text: string;
  readonly path: readonly (string | number)[];
}

const owner: ReferenceField = { field: 'owner', relation: 'ownedBy', kind: 'group' };
const system: ReferenceField = { field: 'system', relation: 'partOf', kind: 'system' };
const dependsOn: ReferenceField = { field: 'dependsOn', relation: 'dependsOn' };
const dependencyOf: ReferenceField = { field: 'dependencyOf', relation: 'dependencyOf' };

const fieldsByKind: Readonly<Record<string, readonly ReferenceField[]>> = {
  component: [
    owner,
    system,
    { field: 'subcomponentOf', relation: 'partOf', kind: 'component' },
    { field: 'providesApis', relation: 'providesApi', kind: 'api' },
    { field: 'consumesApis', relation: 'consumesApi', kind: 'api' },
    dependsOn,
    dependencyOf,
  ],
  api: [owner, system],
  resource: [owner, system, dependsOn, dependencyOf],
  airesource: [owner, system, dependsOn],
  system: [owner, { field: 'domain', relation: 'partOf', kind: 'domain' }],
  domain: [owner, { field: 'subdomainOf', relation: 'partOf', kind: 'domain' }],
  group: [
    { field: 'parent', relation: 'childOf', kind: 'group' },
    { field: 'children', relation: 'parentOf', kind: 'group' },
    { field: 'members', relation: 'hasMember', kind: 'user' },
  ],
  user: [{ field: 'memberOf', relation: 'memberOf', kind: 'group' }],
  template: [owner],
  location: [],
};

/** What a kind that a plugin adds may name. */
const commonFields: readonly ReferenceField[] = [owner, system, dependsOn];

/** The refs that a document names in its `spec`, by the fields of its kind. */
export function referencesOf(kind: string, namespace: string, spec: Json | undefined): readonly Reference[] {
  if (!isJsonObject(spec)) return [];
  return (fieldsByKind[kind.toLowerCase()] ?? commonFields).flatMap(({ field, relation, kind: defaultKind }) => {
    const value = spec[field];
    return textsOf(value).map((text, index) => {
      const ref = parseEntityRef(text, { namespace, ...(defaultKind === undefined ? {} : { kind: defaultKind }) });
      return {
        relation,
        target: ref && formatEntityRef(ref),
        text,
        path: ['spec', field, ...(Array.isArray(value) ? [index] : [])],
      };
    });
  });
}

/** The refs that an entity names, in full. */
export const targetsOf = ({ kind, metadata, spec }: Entity): readonly string[] =>
  referencesOf(kind, metadata.namespace ?? 'default', spec).flatMap(({ target }) => target ?? []);

/** The other end of a relation: who is owned by a team is what the team is owner of. */
export const inverseOf: Readonly<Record<RelationType, RelationType>> = {
  ownedBy: 'ownerOf',
  ownerOf: 'ownedBy',
  partOf: 'hasPart',
  hasPart: 'partOf',
  providesApi: 'apiProvidedBy',
  apiProvidedBy: 'providesApi',
  consumesApi: 'apiConsumedBy',
  apiConsumedBy: 'consumesApi',
  dependsOn: 'dependencyOf',
  dependencyOf: 'dependsOn',
  childOf: 'parentOf',
  parentOf: 'childOf',
  memberOf: 'hasMember',
  hasMember: 'memberOf',
};

/** All types of relations, in the order of their names. */
export const relationTypes: readonly RelationType[] = Object.keys(inverseOf)
  .filter((type): type is RelationType => type in inverseOf)
  .toSorted();
