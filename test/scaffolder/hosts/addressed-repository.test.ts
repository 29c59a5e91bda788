import { expect, it } from 'vitest';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import { addressedRepository } from '#callboard/scaffolder/hosts/addressed-repository.ts';
import { ownerAndName, type RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';

const never = () => Promise.reject(new Error('nothing is asked here'));

const hostWith = (owners: readonly string[]): RemoteHost => ({
  id: 'forge',
  host: 'forge.example',
  owners,
  api: { find: never, branches: never, create: never, finish: never, request: never, remove: never },
  names: { owner: /^\w+$/, repository: /^\w+$/, hint: 'Use letters.' },
  cloneUrlOf: ({ owner, name }) => `https://forge.example/${owner}/${name}.git`,
  pagePattern: ownerAndName,
  readCredentials: never,
  author: defaultAuthor,
  wait: async () => undefined,
});

it.each([
  ['forge.example?owner=Acme&repo=shop', ['acme'], { owner: 'Acme', name: 'shop' }],
  ['forge.example?owner=anybody&repo=shop', [], { owner: 'anybody', name: 'shop' }],
])('%s is a repository of the owners %j', (repoUrl, owners, expected) => {
  expect(addressedRepository(hostWith(owners), repoUrl)).toEqual(expected);
});

it.each([
  ['forge.example?owner=other&repo=shop', 'no-such-owner'],
  ['forge.example?owner=acme&repo=..', 'name-refused'],
  ['forge.example?owner=a%2Fb&repo=shop', 'name-refused'],
  ['elsewhere.example?owner=acme&repo=shop', 'no-such-git-host'],
  ['acme/shop', 'wrong-repo-url'],
])('%s is refused: %s', (repoUrl, code) => {
  expect(() => addressedRepository(hostWith(['acme']), repoUrl)).toThrow(expect.objectContaining({ code }));
});
