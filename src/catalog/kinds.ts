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

/** The kinds that the catalog knows. */
export const kinds: readonly KindRules[] = [
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

const byKind = new Map(kinds.map((rules) => [rules.kind, rules]));
const checks = new Map<string, SchemaCheck>();

/** The rules of a kind, as written in `kind:`; undefined where it is none of ours. */
export const rulesOf = (kind: string): KindRules | undefined => byKind.get(kind);

/** The check of a whole entity of a kind; of the envelope alone where there are no rules. Compiled at first use. */
export function checkOf(rules: KindRules | undefined): SchemaCheck {
  const name = rules?.kind ?? '';
  const known = checks.get(name);
  if (known) return known;
  const check = compileSchema(rules === undefined ? envelope : entitySchema(rules));
  checks.set(name, check);
  return check;
}

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
