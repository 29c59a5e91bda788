import { Refusal } from '#callboard/core/refusal.ts';
import { toJson } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { Action, JsonObject } from '../action.ts';
import { textOf, textsOf } from '../json-object.ts';

/** The action that reads entities of the catalog. */
export function createCatalogFetch(directory: Directory): Action {
  return {
    id: 'catalog:fetch',
    description: 'Reads one or several entities of the catalog.',
    effect: 'workspace',
    examples: [
      { description: 'Read a component', input: { entityRef: 'component:default/orders' } },
      {
        description: 'Read the groups that are named, where they are there',
        input: { entityRefs: ['team-payments', 'team-web'], defaultKind: 'group', optional: true },
      },
    ],
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        entityRef: { type: 'string' },
        entityRefs: { type: 'array', items: { type: 'string' } },
        optional: { type: 'boolean', description: 'One that is not there is null, and no failure.' },
        defaultKind: { type: 'string', description: 'Of refs that name none.' },
        defaultNamespace: { type: 'string', description: 'Of refs that name none.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        entity: { type: ['object', 'null'], description: 'What `entityRef` names.' },
        entities: {
          type: 'array',
          items: { type: ['object', 'null'] },
          description: 'What `entityRefs` name, in their order.',
        },
      },
    },
    run: async ({ input }) => {
      const ref = textOf(input['entityRef']);
      const refs = input['entityRefs'] === undefined ? undefined : textsOf(input['entityRefs']);
      if (ref === undefined && refs === undefined && input['optional'] !== true) throw noRef();
      return {
        ...(ref === undefined ? {} : { entity: find(ref, input, directory) }),
        ...(refs === undefined ? {} : { entities: refs.map((each) => find(each, input, directory)) }),
      };
    },
  };
}

function find(text: string, input: JsonObject, directory: Directory): Json {
  const kind = textOf(input['defaultKind']);
  const namespace = textOf(input['defaultNamespace']);
  const ref = parseEntityRef(text, {
    ...(kind === undefined ? {} : { kind }),
    ...(namespace === undefined ? {} : { namespace }),
  });
  if (!ref) {
    throw new Refusal(`"${text}" is no ref of an entity: its kind is missing.`, {
      code: 'wrong-ref',
      hint: 'Write it as component:default/orders, or give a defaultKind.',
    });
  }
  const entity = directory.get(formatEntityRef(ref))?.entity;
  if (entity) return toJson(entity);
  if (input['optional'] === true) return null;
  throw new Refusal(`The catalog has no ${formatEntityRef(ref)}.`, {
    code: 'no-such-entity',
    hint: 'Give another one; a template may make it optional.',
  });
}

const noRef = (): Refusal =>
  new Refusal('The step catalog:fetch names no entity.', {
    code: 'wrong-input',
    hint: 'Give it an entityRef or entityRefs.',
  });
