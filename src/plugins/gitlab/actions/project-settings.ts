import { isRefusal } from '#callboard/core/refusal.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import type { GitLabCall } from './gitlab-at-hand.ts';

const text = { type: 'string' } as const;
const isTrue = { type: 'boolean' } as const;
const texts = { type: 'array', items: text } as const;

/** Settings that GitLab takes of a project that is there, under the names that it has for them. */
const settings = {
  auto_devops_enabled: isTrue,
  ci_config_path: text,
  merge_method: { enum: ['merge', 'rebase_merge', 'ff'] },
  squash_option: { enum: ['default_off', 'default_on', 'never', 'always'] },
  topics: texts,
  only_allow_merge_if_all_discussions_are_resolved: isTrue,
  only_allow_merge_if_pipeline_succeeds: isTrue,
  allow_merge_on_skipped_pipeline: isTrue,
} as const;

/** Inputs of an action that makes a project, beside those of all hosts: Backstage's. */
export const settingsInputs = {
  topics: { ...texts, description: 'Or `settings.topics`.' },
  settings: {
    type: 'object',
    description: 'Of the project, by the names of the GitLab API.',
    properties: {
      ...settings,
      description: text,
      visibility: { enum: ['private', 'internal', 'public'] },
      path: { ...text, description: 'The name in `repoUrl`, or nothing.' },
    },
  },
  branches: {
    type: 'array',
    description: 'Branches that are made from another, or protected.',
    items: {
      type: 'object',
      required: ['name'],
      properties: {
        name: text,
        create: isTrue,
        protect: isTrue,
        ref: { ...text, description: 'The default branch where none is given.' },
      },
    },
  },
  projectVariables: {
    type: 'array',
    description: 'CI/CD variables, there before the first pipeline.',
    items: {
      type: 'object',
      required: ['key', 'value'],
      properties: {
        key: text,
        value: text,
        description: text,
        variable_type: { enum: ['env_var', 'file'] },
        protected: isTrue,
        masked: isTrue,
        raw: isTrue,
        environment_scope: text,
      },
    },
  },
  setUserAsOwner: { ...isTrue, description: 'Whoever makes a project owns it.' },
} as const;

/** What a template says of a project under `settings`. */
export const settingsOf = (input: JsonObject): JsonObject => (isJsonObject(input['settings']) ? input['settings'] : {});

/** Gives a project its settings, topics and variables. Done again, it changes nothing. */
export async function applySettings({ input, ask }: GitLabCall): Promise<void> {
  const said = settingsOf(input);
  const topics = [...textsOf(said['topics']), ...textsOf(input['topics'])];
  const wanted = Object.keys(settings).flatMap((name) =>
    said[name] === undefined ? [] : [[name, said[name]] as const],
  );
  const body = { ...Object.fromEntries(wanted), ...(topics.length > 0 && { topics }) };
  if (Object.keys(body).length > 0) await ask({ method: 'PUT', path: '', body });
  for (const variable of objectsOf(input['projectVariables'])) {
    await unlessThere(() => ask({ method: 'POST', path: '/variables', body: variable }));
  }
}

/** Makes and protects the branches that a template names. Done again, it changes nothing. */
export async function applyBranches({ input, ask }: GitLabCall, defaultBranch: string): Promise<void> {
  for (const branch of objectsOf(input['branches'])) {
    const name = textOf(branch['name']) ?? '';
    if (branch['create'] === true) {
      const body = { branch: name, ref: textOf(branch['ref']) ?? defaultBranch };
      await unlessThere(() => ask({ method: 'POST', path: '/repository/branches', body }));
    }
    if (branch['protect'] === true) {
      await unlessThere(() => ask({ method: 'POST', path: '/protected_branches', body: { name } }));
    }
  }
}

const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (
      !isRefusal(error, ['gitlab-request-refused', 'gitlab-conflict']) ||
      !/already (?:exists|been taken)/i.test(error.message)
    )
      throw error;
  }
}
