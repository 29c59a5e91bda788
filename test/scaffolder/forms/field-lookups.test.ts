import { expect, test } from 'vitest';
import { Refusal } from '#callboard/core/refusal.ts';
import { createBranchLookup } from '#callboard/scaffolder/forms/branch-lookup.ts';
import { createFieldLookups } from '#callboard/scaffolder/forms/field-lookups.ts';
import { buildDirectory } from '../../catalog/entity-builder.ts';
import { hostNamed } from '../template-documents.ts';

const directory = buildDirectory([
  { name: 'cart', metadata: { tags: ['java', 'web'] }, spec: { type: 'service', owner: 'team-a' } },
  { name: 'desk', metadata: { tags: ['java'] }, spec: { type: 'website', owner: 'user:ada' } },
  { name: 'till', spec: { type: 'service', owner: 'team-b' } },
  { kind: 'API', name: 'carts', metadata: { tags: ['jolly'] }, spec: { owner: 'team-a' } },
  { kind: 'Group', name: 'team-a', spec: { members: ['ada'] } },
  { kind: 'Group', name: 'team-b' },
  { kind: 'User', name: 'ada', spec: { memberOf: ['team-a'] } },
]);
const ada = { surface: 'paper', personId: 'ada' };
const stranger = { surface: 'paper', personId: 'stranger' };
const lookups = createFieldLookups(directory, {
  userOf: async ({ personId }) => (personId === 'ada' ? 'user:default/ada' : undefined),
});
const found = async (name: keyof typeof lookups, query: string, filter = '', asker = ada) =>
  (await lookups[name](query, filter, asker, 10)).map(({ value }) => value).toSorted();

test('what is mine is what I own, and what my groups do, narrowed by the filter', async () => {
  const all = ['api:default/carts', 'component:default/cart', 'component:default/desk'];
  expect(await found('owned-entities', '')).toEqual(all);
  expect(await found('owned-entities', '', '{"kind":["Component"],"spec.type":["service"]}')).toEqual([all[1]]);
  expect(await found('owned-entities', 'desk')).toEqual([all[2]]);
});

test('my groups are those that I am a member of', async () => {
  expect(await found('my-groups', '')).toEqual(['group:default/team-a']);
});

test('who is not known has neither', async () => {
  expect(await found('owned-entities', '', '', stranger)).toEqual([]);
  expect(await found('my-groups', '', '', stranger)).toEqual([]);
});

test('tags are those in use, of the kinds asked for, the usual ones first', async () => {
  expect((await lookups.tags('j', '', ada, 10)).map(({ value }) => value)).toEqual(['java', 'jolly']);
  expect(await found('tags', 'j', '{"kinds":["API"]}')).toEqual(['jolly']);
});

test('branches are those of the repository that the filter names, as many as are asked for', async () => {
  const asked: string[][] = [];
  const host = {
    ...hostNamed('local', []),
    branches: async (owner: string, name: string, begin: string) => {
      asked.push([owner, name, begin]);
      return ['main', 'mainline', 'mast'];
    },
  };
  const look = createBranchLookup([host], ({ message }) => expect.unreachable(message));
  const found = await look('ma', 'local?owner=acme&repo=shop', ada, 2);
  expect(found.map(({ value }) => value)).toEqual(['main', 'mainline']);
  expect(asked).toEqual([['acme', 'shop', 'ma']]);
});

test('branches of a host that does not answer are none, and why is told', async () => {
  const down = new Refusal('local is down.', { code: 'down' });
  const told: Refusal[] = [];
  const look = createBranchLookup([{ ...hostNamed('local', []), branches: () => Promise.reject(down) }], (refusal) =>
    told.push(refusal),
  );
  expect(await look('', 'local?owner=acme&repo=shop', ada, 2)).toEqual([]);
  expect(told).toEqual([down]);
});
