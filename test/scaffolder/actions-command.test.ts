import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { type StartedScaffolder, startScaffolder } from './start-scaffolder.ts';

const magic: Action = {
  id: 'fetch:magic',
  description: 'Fetches out of nothing.',
  effect: 'outside',
  examples: [{ description: 'A rabbit', input: { animal: 'rabbit', options: { white: true } } }],
  inputSchema: {
    type: 'object',
    required: ['animal'],
    properties: {
      animal: { type: 'string', description: 'What comes out.' },
      from: { enum: ['hat', 'sleeve'] },
      count: { type: ['integer', 'null'] },
    },
  },
  outputSchema: { type: 'object', properties: { name: { type: 'string' } } },
  run: async () => ({}),
};

const files = {
  'demo/template.yaml':
    'apiVersion: callboard.dev/v1\nkind: Template\nmetadata: { name: demo }\nspec: { type: service, steps: [{ action: debug:log }] }\n',
};

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({ actions: [magic], files });
});
afterAll(() => started.stop());

const ask = (text: string) => started.say({ kind: 'sentence', text });

describe('in chat', () => {
  test.each(['which actions are there?', 'show actions', 'actions'])(
    '"%s" lists all, with their plugins',
    async (text) => {
      const answer = await ask(text);
      expect(answer).toMatchObject({ kind: 'list', title: expect.stringMatching(/^\d+ actions for the steps/) });
      if (answer === 'kept' || answer.kind !== 'list') return;
      expect(answer.items).toContainEqual({
        title: [{ kind: 'code', text: 'fetch:magic' }, ' · extras'],
        detail: 'Fetches out of nothing.',
      });
      expect(answer.items).toContainEqual(
        expect.objectContaining({ title: [{ kind: 'code', text: 'fetch:template' }, ' · scaffolder'] }),
      );
    },
  );

  test('one is told with its inputs, outputs and examples', async () => {
    const code = (text: string) => ({ kind: 'code', text });
    expect(await ask('action fetch:magic')).toEqual({
      kind: 'card',
      title: code('fetch:magic'),
      lines: [
        'Fetches out of nothing.',
        { kind: 'strong', text: 'Takes' },
        [code('animal'), ' text, required: What comes out.'],
        [code('from'), ' hat or sleeve'],
        [code('count'), ' whole number or nothing'],
        { kind: 'strong', text: 'Gives' },
        [code('name'), ' text'],
        { kind: 'strong', text: 'A rabbit' },
        ...['- action: fetch:magic', '  input:', '    animal: rabbit', '    options:', '      white: true'].map(
          (line) => code(line.replace(/^ +/, (blanks) => '\u{a0}'.repeat(blanks.length))),
        ),
      ],
      fields: [
        { label: 'Plugin', value: 'extras' },
        { label: 'Effect', value: "outside of the run's folder" },
      ],
      buttons: [],
    });
  });

  test('one that is not there is refused, with those that are near', async () => {
    expect(await ask('action template')).toMatchObject({
      kind: 'refusal',
      message: 'No plugin provides an action "template".',
      hint: 'Did you mean fetch:template or fetch:template:file?',
    });
  });
});

test('every action has examples that its input schema takes', () => {
  for (const { id, examples, inputSchema } of started.service.actions()) {
    expect(examples.length, id).toBeGreaterThan(0);
    for (const { input } of examples) expect(compileSchema(inputSchema)(input), id).toEqual([]);
  }
});

test('two plugins can not provide the same action', async () => {
  await expect(startScaffolder({ actions: [{ ...magic, id: 'debug:log' }], files })).rejects.toThrow(
    'An action debug:log is there already',
  );
});
