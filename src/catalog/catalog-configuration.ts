import { resolve } from 'node:path';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { channelAnnotations } from './annotations.ts';
import type { SourceTarget } from './catalog-store.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';
import { defaultPaths, parseTarget } from './source-target.ts';

/** Who may register and refresh sources in chat: all whom the catalog knows, administrators alone, or members of groups. */
export type RegisterRule = 'everyone' | 'administrators' | { readonly groups: readonly string[] };

/** The key `catalog` of callboard.yaml, read. */
export interface CatalogConfiguration {
  readonly targets: readonly SourceTarget[];
  readonly refreshSeconds: number;
  /** How long an entity stays whose file is gone. */
  readonly orphanGraceMs: number;
  /** Hosts that may be read although they are not on the public internet, in lower case. */
  readonly allowedHosts: readonly string[];
  /** Who bears one of these may read the catalog over HTTP; without any, whoever is on this machine. */
  readonly apiTokens: readonly string[];
  /** The surface on which owners are told when a file of theirs breaks, and when it is mended; nobody is told without. */
  readonly tellOwnersOn?: string;
  readonly registerRule: RegisterRule;
  /** Where people see the catalog as pages, such as `https://backstage.example.com/catalog`. */
  readonly pages?: string;
}

const path = { type: 'string', minLength: 1 };
const groupRef = {
  type: 'string',
  pattern: '^(?:[gG]roup:)?(?:[^:/\\s]+/)?[^:/\\s]+$',
  examples: ['group:default/team-platform'],
};

/** The JSON Schema of the key `catalog`. */
export const catalogConfigurationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    sources: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { file: path, git: path, branch: path, paths: { type: 'array', minItems: 1, items: path } },
        oneOf: [{ required: ['file'] }, { required: ['git'] }],
        dependentRequired: { paths: ['git'], branch: ['git'] },
      },
    },
    refreshSeconds: { type: 'integer', minimum: 10 },
    orphanDays: { type: 'number', minimum: 0 },
    allowedHosts: {
      type: 'array',
      items: { type: 'string', pattern: '^[A-Za-z0-9.:[\\]-]+$', examples: ['git.internal', '10.0.0.5:3000'] },
    },
    api: {
      type: 'object',
      additionalProperties: false,
      properties: { tokens: { type: 'array', items: { type: 'string', minLength: 24 } } },
    },
    tellOwnersOn: {
      oneOf: [
        { enum: Object.keys(channelAnnotations) },
        { type: 'string', pattern: '^slack:[TE][A-Z0-9]+$', examples: ['slack:T024BE7LD'] },
      ],
    },
    pages: { type: 'string', pattern: '^https?://', examples: ['https://backstage.example.com/catalog'] },
    register: {
      oneOf: [{ enum: ['everyone', 'administrators'] }, { type: 'array', minItems: 1, items: groupRef }],
    },
  },
};

const defaultRefreshSeconds = 300;
/** Long enough for somebody to notice who was away. */
const defaultOrphanDays = 7;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Reads what the schema has checked.
 * @param folder where relative paths start, absolute
 */
export function readCatalogConfiguration(configuration: unknown, folder: string): CatalogConfiguration {
  const part = isJsonObject(configuration) ? configuration : {};
  const sources: readonly unknown[] = Array.isArray(part['sources']) ? part['sources'] : [];
  const { refreshSeconds, orphanDays, tellOwnersOn, allowedHosts, api, register, pages } = part;
  const tokens = isJsonObject(api) ? api['tokens'] : undefined;
  return {
    targets: sources.flatMap((source) => readTarget(source, folder)),
    refreshSeconds: typeof refreshSeconds === 'number' ? refreshSeconds : defaultRefreshSeconds,
    orphanGraceMs: (typeof orphanDays === 'number' ? orphanDays : defaultOrphanDays) * dayMs,
    apiTokens: Array.isArray(tokens) ? tokens.map(String) : [],
    allowedHosts: Array.isArray(allowedHosts) ? allowedHosts.map((host) => String(host).toLowerCase()) : [],
    ...(typeof tellOwnersOn === 'string' && { tellOwnersOn }),
    registerRule: readRegisterRule(register),
    ...(typeof pages === 'string' && { pages }),
  };
}

function readRegisterRule(register: unknown): RegisterRule {
  if (!Array.isArray(register)) return register === 'administrators' ? 'administrators' : 'everyone';
  return {
    groups: register.flatMap((text) => {
      const ref = parseEntityRef(String(text), { kind: 'group' });
      return ref === undefined ? [] : [formatEntityRef(ref)];
    }),
  };
}

function readTarget(source: unknown, folder: string): readonly SourceTarget[] {
  if (!isJsonObject(source)) return [];
  const { file, git, branch, paths } = source;
  if (typeof file === 'string') return [{ kind: 'file', glob: resolve(folder, file) }];
  if (typeof git !== 'string') return [];
  const named = parseTarget(git, folder);
  const target: SourceTarget =
    named.kind === 'git' ? named : { kind: 'git', url: resolve(folder, git), paths: defaultPaths };
  return [
    {
      ...target,
      ...(typeof branch === 'string' && { branch }),
      ...(Array.isArray(paths) && { paths: paths.map(String) }),
    },
  ];
}
