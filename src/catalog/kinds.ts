import { compileSchema, type SchemaCheck } from '#callboard/core/json-schema/compile-schema.ts';
import type { KindRules } from './kind-rules.ts';
import { aiResource } from './schemas/ai-resource.ts';
import { api } from './schemas/api.ts';
import { component } from './schemas/component.ts';
import { domain } from './schemas/domain.ts';
import { envelope, envelopeAdvice } from './schemas/envelope.ts';
import { group } from './schemas/group.ts';
import { location } from './schemas/location.ts';
import { resource } from './schemas/resource.ts';
import { system } from './schemas/system.ts';
import { template } from './schemas/template.ts';
import { user } from './schemas/user.ts';

/** The kinds that entities may have. */
export interface Kinds {
  readonly all: readonly KindRules[];
  /** The rules of a kind, as written in `kind:`; undefined where it is none of these. */
  readonly rulesOf: (kind: string) => KindRules | undefined;
  /** The check of a whole entity of a kind; of the envelope alone where there are no rules. Compiled at first use. */
  readonly checkOf: (rules: KindRules | undefined) => SchemaCheck;
}

/** Backstage's own kinds. */
const backstageKinds: readonly KindRules[] = [
  component,
  api,
  resource,
  system,
  domain,
  group,
  user,
  location,
  template,
  aiResource,
];

/** Those kinds, and what plugins add to them. */
export function createKinds(added: readonly KindRules[]): Kinds {
  const all = [...backstageKinds, ...added];
  const byKind = new Map(all.map((rules) => [rules.kind, rules]));
  const checks = new Map<string, SchemaCheck>();
  return {
    all,
    rulesOf: (kind) => byKind.get(kind),
    checkOf: (rules) => {
      const name = rules?.kind ?? '';
      const check = checks.get(name) ?? compileSchema(rules === undefined ? envelope : entitySchema(rules));
      checks.set(name, check);
      return check;
    },
  };
}

/** Where no plugin adds any. */
export const builtInKinds = createKinds([]);

/** What to do about a field, by its path without indices. */
export const adviceFor = (path: string, rules: KindRules | undefined): string | undefined =>
  rules?.advice[path] ?? envelopeAdvice[path];

function entitySchema(rules: KindRules): object {
  return {
    ...envelope,
    required: rules.isSpecOptional ? envelope.required : [...envelope.required, 'spec'],
    properties: { ...envelope.properties, spec: rules.spec },
  };
}
