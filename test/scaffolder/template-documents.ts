import type { JsonObject } from '#callboard/scaffolder/action.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import { readTemplate, type Template } from '#callboard/scaffolder/template.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

/** A template that asks for these pages and takes these steps. */
export function buildTemplate(parameters: JsonObject | readonly JsonObject[], spec: JsonObject = {}): Template {
  return readTemplate(buildDocument({ parameters, ...spec }), createLanguages());
}

/** Its document. */
export function buildDocument(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'callboard.dev/v1',
    kind: 'Template',
    metadata: { name: 'demo', title: 'Demo' },
    spec: { type: 'service', steps: [{ id: 'log', action: 'debug:log', input: { message: 'hi' } }], ...spec },
  };
}

const [onlyIf, ifSo, ifNot] = ['if', 'then', 'else'] as const;

/** A schema's `if`, `then` and `else`. */
export function branching(condition: JsonObject, so: JsonObject, otherwise: JsonObject): JsonObject {
  return { [onlyIf]: condition, [ifSo]: so, [ifNot]: otherwise };
}

/** A Git host that is only looked at: its name and owners. */
export function hostNamed(host: string, owners: readonly string[]): GitHost {
  const never = () => Promise.reject(new Error(`${host} is not to be reached here`));
  return {
    id: host,
    host,
    owners,
    look: never,
    branches: never,
    publish: never,
    remove: never,
    propose: never,
    repositoryAt: () => undefined,
    catalogSource: () => ({ kind: 'git', url: host, paths: [] }),
  };
}
