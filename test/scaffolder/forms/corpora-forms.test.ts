import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Values } from '#callboard/core/answers/answer.ts';
import type { Draft } from '#callboard/core/commands/conversation.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { SecretBox } from '#callboard/core/storage/secret-box.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { createDirectory } from '#callboard/catalog/directory-in-memory.ts';
import { checkView } from '#callboard/local-workspace/checks/view.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { checkValues } from '#callboard/scaffolder/forms/check-values.ts';
import { formAt } from '#callboard/scaffolder/forms/form-at.ts';
import { readTemplate, type Template } from '#callboard/scaffolder/template.ts';
import { continueMessage, reviewMessage } from '#callboard/surfaces/discord/form-messages.ts';
import { fieldGroups } from '#callboard/surfaces/discord/form-step.ts';
import { renderForm as renderModal } from '#callboard/surfaces/discord/render-form.ts';
import { standIn } from '#callboard/surfaces/slack/long-texts.ts';
import { renderForm as renderView } from '#callboard/surfaces/slack/render-form.ts';
import { createRequestCheck } from '../../fixtures/discord/check-request.ts';
import { fillWhole } from '../../fixtures/form-filler.ts';
import { hostNamed } from '../template-documents.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

const folder = join(import.meta.dirname, '../../../../shared/corpora');
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`Skipped: the corpora of public templates are not at ${folder}.\n`);

const directory = createDirectory();
const customFields = new Map();

/** Every template of the corpora, with the Git hosts that it names. */
function templates(): readonly (readonly [
  string,
  { readonly template: Template; readonly hosts: readonly string[] },
])[] {
  const files = globSync('*/**/*.{yaml,yml}', { cwd: folder }).filter((file) => !file.startsWith('mutated'));
  return files.toSorted().flatMap((file) =>
    readYaml(readFileSync(join(folder, file), 'utf8')).flatMap(({ value }, index) => {
      if (!isJsonObject(value) || value['kind'] !== 'Template' || !isJsonObject(value['spec'])) return [];
      const name = index === 0 ? file : `${file} (${index + 1})`;
      return [
        [
          name,
          { template: readTemplate(value, createLanguages()), hosts: hostsIn(value['spec']['parameters'] ?? null) },
        ],
      ] as const;
    }),
  );
}

function hostsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => hostsIn(item));
  if (!isJsonObject(value)) return [];
  const { allowedHosts } = value;
  const own = Array.isArray(allowedHosts) ? allowedHosts.filter((host) => typeof host === 'string') : [];
  return [...own, ...Object.values(value).flatMap(hostsIn)];
}

const checkRequest = createRequestCheck();

/** What Slack and Discord would refuse of what is shown. */
function refused(draft: Draft): readonly unknown[] {
  const slack = checkView(renderView(draft, standIn));
  const callback = (data: object, type: number) =>
    checkRequest('POST', '/interactions/1/token/callback', JSON.parse(JSON.stringify({ type, data })));
  if (draft.at === 'review') return [...slack, ...callback(reviewMessage(draft), 4)];
  const discord = fieldGroups(draft.page).flatMap((group, index) => {
    const state = { typed: {}, candidates: {}, asked: [] };
    const modal = group.kind === 'modal' ? callback(renderModal(draft, index, state), 9) : [];
    return [...modal, ...callback(continueMessage(draft, index), 4)];
  });
  return [...slack, ...discord];
}

describe.skipIf(!isThere)('each template of the corpora', () => {
  test.each(isThere ? templates() : [])(
    '%s is asked for from end to end, within the limits, and with what its conditions bring',
    async (_file, { template, hosts }) => {
      const names = hosts.length > 0 ? [...new Set(hosts)] : ['github.com'];
      const context = { hosts: names.map((host) => hostNamed(host, [])), customFields };
      const check = (values: Values, secrets: SecretBox) =>
        checkValues({ ...context, template, directory, secrets }, values);
      for (const isOther of [false, true]) {
        const problems: unknown[] = [];
        const filled = await fillWhole({
          form: (values) => formAt(template, values, context),
          check: (values, secrets) => {
            const checked = check(values, secrets);
            return checked.kind === 'problems' ? checked.problems : [];
          },
          shown: (draft) => problems.push(...refused(draft)),
          isOther,
        });
        expect(problems).toEqual([]);
        const checked = check(filled.values, filled.secrets);
        if (checked.kind === 'problems') throw new Error(JSON.stringify(checked.problems));
        expect(template.pages.flatMap((page) => schemaProblems(page, checked.values))).toEqual([]);
        const asked = formAt(template, filled.values, context).pages.flatMap(({ fields }) =>
          fields.map(({ name }) => name),
        );
        for (const { name, isMeant } of template.pages.flatMap((page) => conditional(page, checked.values))) {
          const isAsked = asked.some((field) => field === name || field.startsWith(`${name}.`));
          expect({ name, isAsked }).toEqual({ name, isAsked: isMeant });
        }
      }
    },
  );

  test('there are over a hundred', () => {
    expect(templates().length).toBeGreaterThan(100);
  });
});

/** What is asked for only if something else holds: by the validator of its own, whether it is to be with these values. */
function conditional(page: JsonObject, values: JsonObject): readonly { name: string; isMeant: boolean }[] {
  const { if: condition, then, else: otherwise } = page;
  const always = propertiesOf(page);
  const dependent = Object.entries(isJsonObject(page['dependencies']) ? page['dependencies'] : {});
  const brought = dependent.flatMap(([name, one]) => (values[name] === undefined ? [] : [one]));
  const inside = [page['allOf'] ?? [], ...brought].flat().filter(isJsonObject);
  const deeper = inside.flatMap((one) => conditional(one, values)).filter(({ name }) => !always.includes(name));
  if (!isJsonObject(condition)) return deeper;
  const holds = schemaProblems(condition, values).length === 0;
  const [so, not] = [propertiesOf(then), propertiesOf(otherwise)];
  const only = (these: readonly string[], those: readonly string[], isMeant: boolean) =>
    these.filter((name) => !always.includes(name) && !those.includes(name)).map((name) => ({ name, isMeant }));
  return [...only(so, not, holds), ...only(not, so, !holds), ...deeper];
}

const propertiesOf = (schema: Json | undefined): readonly string[] =>
  isJsonObject(schema) && isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];

/** What a validator of its own says of the values, with the template's schema as it stands but for what none takes. */
function schemaProblems(page: object, values: object): readonly unknown[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile({ type: 'object', ...page });
  return validate(values) ? [] : (validate.errors ?? []);
}
