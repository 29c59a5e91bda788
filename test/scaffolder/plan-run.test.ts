import { describe, expect, test } from 'vitest';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { debugLog } from '#callboard/scaffolder/actions/debug-log.ts';
import { createPublish } from '#callboard/scaffolder/actions/publish.ts';
import { planRun } from '#callboard/scaffolder/plan-run.ts';
import { readTemplate } from '#callboard/scaffolder/template.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';
import { inputScope, templateScope } from '#callboard/scaffolder/template-scope.ts';
import { buildDocument } from './template-documents.ts';

const actions = new Map<string, Action>([debugLog, createPublish(() => [])].map((action) => [action.id, action]));
const parameters = { properties: { name: { type: 'string' }, docs: { type: 'string' } } };
const log = (message: string, more: JsonObject = {}): JsonObject => ({
  action: 'debug:log',
  input: { message },
  ...more,
});

function plan(spec: JsonObject, document: JsonObject = {}) {
  const template = readTemplate(
    { ...buildDocument({ parameters, ...spec }), ...document },
    createLanguages(),
    (path) => `t.yaml/${path.join('/')}`,
  );
  const environment = { parameters: { region: 'eu' }, secrets: { registry: 'hush' } };
  const values = { name: 'shop' };
  const scope = templateScope(template, { values, runId: 'run1', user: undefined, environment, outputs: new Map() });
  return planRun({ template, actions, scope, inputScope: inputScope(scope, { token: 'hush' }, environment) });
}

test('what depends on the values alone is rendered; what needs an earlier step waits', () => {
  const steps = [
    { id: 'publish', action: 'publish', input: { repoUrl: 'local?owner=a&repo=${{ parameters.name }}' } },
    log('at ${{ steps.publish.output.remoteUrl }}'),
    log('run ${{ context.task.id }}'),
  ];
  expect(plan({ steps }).map(({ input, step }) => [step.id, input])).toEqual([
    ['publish', { repoUrl: 'local?owner=a&repo=shop' }],
    ['step-2', undefined],
    ['step-3', { message: 'run run1' }],
  ]);
});

test('a parameter that was not given renders to nothing', () => {
  expect(plan({ steps: [log('[${{ parameters.docs }}]')] })[0]?.input).toEqual({ message: '[]' });
});

test('a secret that was not given renders to nothing', () => {
  expect(plan({ steps: [log('[${{ secrets.docs }}]')] })[0]?.input).toEqual({ message: '[]' });
  expect(() => plan({ steps: [log('${{ secrets.dosc }}')] })).toThrow('dosc');
});

test.each<[unknown, boolean]>([
  [true, true],
  [false, false],
  ['${{ parameters.docs }}', false],
  ['${{ parameters.name == "shop" }}', true],
  [[], false],
  ['', false],
  ['false', false],
])('the condition %j decides whether a step is taken', (condition, isTaken) => {
  expect(plan({ steps: [log('x', JSON.parse(JSON.stringify({ if: condition })))] })[0]?.isTaken).toBe(isTaken);
});

describe("in Backstage's language", () => {
  const backstage = { apiVersion: 'scaffolder.backstage.io/v1beta3' };

  test('what is not there is nothing: an input without a value is not given, a step of later has no output', () => {
    const steps = [
      log('${{ parameters.nmae }}!${{ parameters.docs }}'),
      {
        action: 'publish',
        input: { repoUrl: 'local?owner=a&repo=${{ parameters.name }}', description: '${{ parameters.docs }}' },
      },
      log('${{ steps.later.output.x }}'),
    ];
    expect(plan({ steps }, backstage).map(({ input }) => input)).toEqual([
      { message: '!' },
      { repoUrl: 'local?owner=a&repo=shop' },
      undefined,
    ]);
  });

  test('an unknown action and a syntax error are found before it begins all the same', () => {
    expect(() => plan({ steps: [{ action: 'fetch:magic' }] }, backstage)).toThrow('uses the action fetch:magic');
    expect(() => plan({ steps: [log('${{ steps.a.output.b | }}')] }, backstage)).toThrow(
      't.yaml/spec/steps/0/input/message: ',
    );
  });
});

test('a step that is left out may be without what it would need', () => {
  const publish = (condition: string) => ({ action: 'publish', if: condition, input: { description: 'x' } });
  expect(plan({ steps: [publish('${{ parameters.docs }}')] })[0]).toMatchObject({ isTaken: false, input: undefined });
  expect(() => plan({ steps: [publish('${{ parameters.name }}')] })).toThrow('"repoUrl" of publish is missing');
  expect(() => plan({ steps: [log('a', { id: 'a' }), publish('${{ always() }}')] })).toThrow('is missing');
  const backstage = { apiVersion: 'scaffolder.backstage.io/v1beta3' };
  expect(plan({ steps: [log('a', { id: 'a' }), publish('${{ always() }}')] }, backstage)[1]).toMatchObject({
    isTaken: undefined,
    input: undefined,
  });
});

test('inputs read secrets and what the configuration says to all', () => {
  const message = '${{ secrets.token }} ${{ environment.secrets.registry }} ${{ environment.parameters.region }}';
  expect(plan({ steps: [log(message)] })[0]?.input).toEqual({ message: 'hush hush eu' });
});

test('a step in a file of steps that the template includes has its place', () => {
  const steps = [log('a'), [log('b'), log('${{ parameters.nmae }}')]];
  expect(() => plan({ steps })).toThrow('t.yaml/spec/steps/1/1/input/message: parameters.nmae is not asked for');
});

describe('what would stop a run in the middle is found before it begins', () => {
  test.each<[string, JsonObject, string]>([
    [
      'an unknown action',
      { steps: [{ action: 'fetch:magic' }] },
      'Demo uses the action fetch:magic, which no plugin provides',
    ],
    [
      'two steps of one id',
      { steps: [log('a', { id: 'x' }), log('b', { id: 'x' })] },
      't.yaml/spec/steps/1/id: two steps have the id "x"',
    ],
    [
      'a misspelt parameter',
      { steps: [log('${{ parameters.nmae }}')] },
      't.yaml/spec/steps/0/input/message: parameters.nmae is not asked for; parameters.name is',
    ],
    [
      'a misspelt parameter in the output',
      { output: { text: ['${{ parameters.nmae }}'] } },
      't.yaml/spec/output/text/0: parameters.nmae is not asked for; parameters.name is',
    ],
    [
      'a misspelt parameter beside what an earlier step gives',
      {
        steps: [
          {
            id: 'publish',
            action: 'publish',
            input: { repoUrl: 'local?owner=a&repo=b', description: '${{ parameters.nmae }}' },
          },
        ],
      },
      't.yaml/spec/steps/0/input/description: parameters.nmae is not asked for; parameters.name is',
    ],
    [
      'a step that comes later',
      { steps: [log('${{ steps.later.output.x }}'), log('b', { id: 'later' })] },
      '"later" is not the id of an earlier step',
    ],
    [
      'an output that the action does not have',
      {
        steps: [
          { id: 'publish', action: 'publish', input: { repoUrl: 'local?owner=a&repo=b' } },
          log('${{ steps.publish.output.url }}'),
        ],
      },
      'the step "publish" has no output "url"; it has remoteUrl, repoContentsUrl, commitHash, repository',
    ],
    [
      'an input that the action does not know',
      { steps: [log('a', { input: { message: 'a', loud: true } })] },
      'the input "loud" of debug:log is not known here',
    ],
    ['a missing input', { steps: [{ action: 'publish' }] }, 'the input "repoUrl" of publish is missing'],
    ['a syntax error', { steps: [log('${{ parameters.name')] }, 't.yaml/spec/steps/0/input/message: output'],
    [
      'an each that is no list',
      { steps: [log('a', { each: '${{ parameters.name }}' })] },
      't.yaml/spec/steps/0/each: "each" is neither a list nor an object but "shop"',
    ],
    [
      'an input that is wrong for one item of an each',
      { steps: [log('a', { each: ['b', 1], input: { message: '${{ each.value }}' } })] },
      't.yaml/spec/steps/0/input/message: the input "message" of debug:log must be a string',
    ],
    [
      'a secret where it could be seen',
      { output: { text: ['${{ secrets.token }}'] } },
      't.yaml/spec/output/text/0: secrets.token is nothing that can be read here',
    ],
    [
      "a secret of the environment in a step's condition",
      { steps: [log('a', { if: '${{ environment.secrets.registry == "x" }}${{ environment.secrets.registry }}' })] },
      'undefined variable: environment.secrets.registry',
    ],
    ['a user who is not known', { steps: [log('${{ user.ref }}')] }, 'needs to know which catalog user you are'],
  ])('%s', (_what, spec, message) => {
    expect(() => plan(spec)).toThrow(message);
  });

  test('a language that is not known', () => {
    expect(() => plan({}, { apiVersion: 'scaffolder.backstage.io/v1beta2' })).toThrow(
      'The template demo has the apiVersion "scaffolder.backstage.io/v1beta2", which is not known here.',
    );
  });

  test('a document that is no template, with every place', () => {
    expect(() => plan({ steps: [{ id: 1 }], output: [] })).toThrow(
      /steps\/0\/action: spec\.steps\[0\]\.action is missing; .*id must be a string; .*output must be an object/,
    );
  });
});
