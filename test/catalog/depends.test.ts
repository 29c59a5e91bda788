import { describe, expect, test } from 'vitest';
import { createDepends } from '#callboard/catalog/commands/depends.ts';
import type { Card } from '#callboard/core/answers/answer.ts';
import { lineText } from '#callboard/core/answers/plain-text.ts';
import { readCommandLine } from '#callboard/core/commands/read-sentence.ts';
import { buildDirectory, type EntityParts } from './entity-builder.ts';

const company: readonly EntityParts[] = [
  {
    name: 'payments',
    metadata: { title: 'Payments' },
    spec: { providesApis: ['pay'], dependsOn: ['resource:db', 'resource:gone'] },
  },
  { name: 'web', spec: { type: 'website', consumesApis: ['pay'], lifecycle: 'deprecated' } },
  { name: 'portal', spec: { dependsOn: ['component:web'] } },
  { kind: 'API', name: 'pay', metadata: { title: 'Pay API' } },
  { kind: 'Resource', name: 'db', spec: { dependsOn: ['component:payments'] } },
  { kind: 'Group', name: 'team-a', metadata: { title: 'Team A' } },
];

async function ask(line: string, entities = company): Promise<Card> {
  const depends = createDepends({ directory: buildDirectory(entities) });
  const asker = { surface: 'terminal', personId: 'ada' };
  const address = { surface: 'terminal', kind: 'person', personId: 'ada' } as const;
  const values = readCommandLine(depends, line);
  const { answer } = await depends.run({ id: '1', command: 'depends', values, asker, address });
  if (answer.kind !== 'card') throw new Error(`a card, not ${answer.kind}`);
  return answer;
}

const fieldOf = ({ fields }: Card, label: string) =>
  fields.filter((field) => field.label === label).map(({ value }) => lineText(value))[0];

describe('the answer about dependencies', () => {
  test('names the direct ones with owner, API and whether they are deprecated', async () => {
    const card = await ask('payments');
    expect(fieldOf(card, 'Depends on')).toBe('db (owner Team A), resource:default/gone, which is not in the catalog');
    expect(fieldOf(card, 'Needed by')).toBe('db (owner Team A), web (deprecated, owner Team A, through Pay API)');
    expect(fieldOf(card, 'Needed by, further away')).toBe('1 at level 2');
  });

  test('tells of a circle, and of what is named and missing', async () => {
    const { lines } = await ask('payments');
    expect(lines.map(lineText)).toEqual([
      'It is in a circle: it needs db, and is needed there in turn.',
      'Named, but not in the catalog: resource:default/gone. Add them, or mend the files that name them.',
    ]);
  });

  test('has a picture of the same, told in words too', async () => {
    const { picture } = await ask('payments');
    expect(picture?.nodes[0]).toEqual({
      id: 'component:default/payments',
      label: 'Payments',
      word: 'service',
      shape: 'box',
      mark: 'subject',
    });
    expect(picture?.nodes.map(({ label, word, mark }) => [label, word, mark])).toEqual(
      expect.arrayContaining([
        ['gone', 'not in the catalog', 'missing'],
        ['web', 'website, deprecated', 'fading'],
      ]),
    );
    expect(picture?.arrows).toContainEqual({ from: 'component:default/portal', to: 'component:default/web' });
    expect(picture?.alt).toBe(
      'Dependencies of Payments, 2 levels each way. It needs db, gone. It is needed by db, web, and 1 further away.',
    );
  });

  test('has no picture, and no deeper level to look at, where there is nothing', async () => {
    const card = await ask('team-a');
    expect(card.picture).toBeUndefined();
    expect(fieldOf(card, 'Depends on')).toBe('nothing in the catalog');
    expect(card.buttons.map(({ label }) => label)).toEqual(['Who owns it']);
  });

  test('offers one more level while there may be more', async () => {
    expect((await ask('payments')).buttons[0]).toEqual({
      label: 'Look 3 levels deep',
      press: { command: 'depends', values: { name: 'component:default/payments', depth: '3' } },
    });
    expect((await ask('payments 5')).buttons.map(({ label }) => label)).toEqual(['Who owns it']);
  });

  test.each(['payments 1', 'payments to depth 1', 'payments depth of 1', 'payments 1 level'])(
    '“%s” looks one level far',
    async (line) => {
      expect(fieldOf(await ask(line), 'Needed by, further away')).toBeUndefined();
    },
  );

  test.each(['payments 0', 'payments 6', 'payments -1'])(
    '“%s” is refused with the depths that there are',
    async (line) => {
      await expect(ask(line)).rejects.toMatchObject({
        code: 'wrong-depth',
        message: expect.stringContaining('from 1 to 5'),
      });
    },
  );

  test('shows the nearest sixty of a crowd, of both directions', async () => {
    const crowd = Array.from({ length: 90 }, (_, index) => ({
      name: `user-${index}`,
      spec: { dependsOn: ['component:payments'] },
    }));
    const { picture } = await ask('payments', [...company, ...crowd]);
    expect(picture?.nodes).toHaveLength(60);
    expect(picture?.omitted).toBe(35);
    expect(picture?.nodes.map(({ id }) => id)).toContain('resource:default/gone');
  });
});
