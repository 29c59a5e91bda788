import { expect, test } from 'vitest';
import { viewUrl } from '#callboard/catalog/view-url.ts';

test.each([
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop/blob/main/docs/a%20b.yaml'],
  ['https://github.acme.example/acme/shop', 'https://github.acme.example/acme/shop/blob/main/docs/a%20b.yaml'],
  ['https://gitlab.com/acme/tools/shop.git', 'https://gitlab.com/acme/tools/shop/-/blob/main/docs/a%20b.yaml'],
  ['https://bitbucket.org/acme/shop.git', 'https://bitbucket.org/acme/shop/src/main/docs/a%20b.yaml'],
  ['https://codeberg.org/acme/shop.git', 'https://codeberg.org/acme/shop/src/branch/main/docs/a%20b.yaml'],
])('a file of %s is read where its host shows it', (repository, page) => {
  expect(viewUrl(repository, 'main', 'docs/a b.yaml')).toBe(page);
});

test.each([
  ['https://git.acme.example/shop.git', 'https://git.acme.example/shop'],
  ['http://localhost:3000/git/callboard/shop', 'http://localhost:3000/git/callboard/shop'],
  ['https://ada:secret@git.acme.example/shop.git', 'https://git.acme.example/shop'],
])('a file of %s, whose host may spell it in any way, is read in its repository', (repository, page) => {
  expect(viewUrl(repository, 'main', 'catalog-info.yaml')).toBe(page);
});

test.each(['file:///srv/git/shop.git', 'git@github.com:acme/shop.git', 'ssh://git@git.acme.example/shop.git'])(
  'a file of %s has no page',
  (repository) => {
    expect(viewUrl(repository, 'main', 'catalog-info.yaml')).toBeUndefined();
  },
);
