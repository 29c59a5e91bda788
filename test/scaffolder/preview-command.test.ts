import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { ada, type StartedScaffolder, startScaffolder } from './start-scaffolder.ts';

const template = (name: string, parameters: string, steps: string) => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${name}, title: ${name} }
spec:
  type: service
  parameters:
${parameters}
  steps:
${steps}
`;
const fetch = `    - { id: fetch, name: Files, action: fetch:template, input: { url: ./skeleton, values: { name: '\${{ parameters.name }}' } } }`;
const publish = `    - { id: publish, name: Repository, action: publish, input: { repoUrl: 'local?owner=callboard&repo=\${{ parameters.name }}', description: '\${{ secrets.token }}' } }`;
const register = `    - id: register
      name: Catalog
      action: catalog:register
      input:
        repository: '\${{ steps.publish.output.repository }}'
        catalogInfoPath: '/\${{ parameters.name }}/\${{ steps.publish.output.commitHash }}.yaml'
        catalogInfoUrl: '\${{ steps.other.output.remoteUrl }}'`;
const asksName = '    required: [name]\n    properties: { name: { type: string } }';
const asksToken = `    required: [name, token]
    properties:
      name: { type: string }
      token: { type: string, ui:field: Secret }`;

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({
    files: {
      'site/template.yaml': template('site', asksName, `${fetch}\n${publish.replace(/, description: [^}]*\}\}'/, '')}`),
      'site/skeleton/README.md': '# ${{ values.name }}\n\nA site.\n',
      'site/skeleton/src/${{ values.name }}.js': 'export const name = 1;\n',
      'chain/template.yaml': template(
        'chain',
        asksName,
        [
          publish.replace(/, description: [^}]*\}\}'/, ''),
          publish.replace('publish, name', 'other, if: \'${{ parameters.name == "both" }}\', name'),
          register,
        ]
          .join('\n')
          .replace('secrets.token', 'parameters.name'),
      ),
      'secret/template.yaml': template('secret', asksToken, publish),
      'broken/template.yaml': template('broken', asksName, fetch),
      'broken/skeleton/a.txt': '${{ values.nmae }}',
    },
  });
});
afterAll(() => started.stop());

async function preview(name: string, values: Readonly<Record<string, string>>): Promise<Answer> {
  const asked = await started.say({ kind: 'sentence', text: `preview ${name}` });
  if (asked === 'kept' || asked.kind !== 'form') throw new Error(`no form: ${JSON.stringify(asked)}`);
  expect(asked.form.submitLabel).toBe('Preview');
  const here = { surface: 'paper', kind: 'place', conversation: 'C1' } as const;
  const draft = await started.core.conversation.openForm(asked, ada, here);
  await started.core.conversation.submitPage(draft.id, ada, values);
  const taken = await started.core.conversation.submitPage(draft.id, ada, {});
  if (taken.kind !== 'reply') throw new Error(`no reply: ${JSON.stringify(taken)}`);
  return (await taken.answer()).answer;
}

test('what a template would make is shown, nothing is made, and a button makes it', async () => {
  const answer = await preview('site', { name: 'manual' });
  const code = (text: string) => ({ kind: 'code', text });
  const strong = (text: string) => ({ kind: 'strong', text });
  expect(answer).toEqual({
    kind: 'card',
    title: ['What ', strong('site'), ' would make'],
    lines: [
      [strong('Files'), ' · ', code('fetch:template')],
      [strong('Repository'), ' · ', code('publish'), ': is left out here, and would get'],
      code('{"repoUrl":"local?owner=callboard&repo=manual"}'),
      strong('2 files'),
      code('README.md'),
      code('src/manual.js'),
      strong('README.md'),
      code('# manual'),
      code('A site.'),
      strong('src/manual.js'),
      code('export const name = 1;'),
    ],
    fields: [],
    buttons: [
      {
        label: 'Create it',
        style: 'primary',
        press: { command: 'create', values: { template: 'template:default/site', name: 'manual', submitted: true } },
      },
    ],
  });
  expect(await started.store.runs.latest(10)).toEqual([]);
  await expect(stat(path.join(started.folder, 'data', 'local-git', 'callboard', 'manual.git'))).rejects.toThrow();
});

test('what a step gives that is left out reads "…" where the next would get it, and nothing where it is not taken', async () => {
  const answer = await preview('chain', { name: 'manual' });
  const inputs = [
    '{"repoUrl":"local?owner=callboard&repo=manual"}',
    '{"repository":"…","catalogInfoPath":"/manual/….yaml","catalogInfoUrl":null}',
  ];
  expect(answer).toMatchObject({ lines: expect.arrayContaining(inputs.map((text) => ({ kind: 'code', text }))) });
});

test('the review of the form that creates it offers the same, without a second button that creates it', async () => {
  const asked = await started.say({ kind: 'sentence', text: 'create site' });
  if (asked === 'kept' || asked.kind !== 'form') throw new Error(`no form: ${JSON.stringify(asked)}`);
  const here = { surface: 'paper', kind: 'place', conversation: 'C1' } as const;
  const { conversation } = started.core;
  const draft = await conversation.openForm(asked, ada, here);
  const filled = await conversation.submitPage(draft.id, ada, { name: 'looked-at' });
  expect(filled).toMatchObject({ draft: { at: 'review', previewLabel: 'Preview' } });
  const { answer } = await conversation.previewForm(draft.id, ada);
  expect(answer).toMatchObject({ title: ['What ', { text: 'site' }, ' would make'], buttons: [] });
  expect(JSON.stringify(answer)).toContain('looked-at');
  expect(await conversation.draft(draft.id, ada)).toMatchObject({ at: 'review' });
  expect(await started.store.runs.latest(10)).toEqual([]);
});

test('secrets are masked, and no button carries them', async () => {
  const answer = await preview('secret', { name: 'hidden', token: 'very-secret-token' });
  expect(JSON.stringify(answer)).toContain('\\"description\\":\\"***\\"');
  expect(JSON.stringify(answer)).not.toContain('very-secret-token');
  expect(answer).toMatchObject({ buttons: [] });
});

test('a mistake in the skeleton is told with its place, before anything is made', async () => {
  const answer = await preview('broken', { name: 'broken-one' });
  expect(answer).toMatchObject({ title: [{}, ' could not be made like this'], buttons: [] });
  expect(JSON.stringify(answer)).toContain('skeleton/a.txt:1:5: undefined variable: values.nmae.');
});
