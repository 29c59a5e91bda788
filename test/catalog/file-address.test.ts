import { describe, expect, test } from 'vitest';
import { readFileAddress } from '#callboard/catalog/file-address.ts';

describe('the address of a file', () => {
  test.each([
    ['github.com/acme/pay/blob/main/a/catalog-info.yaml', 'github.com/acme/pay.git', 'main', 'a/catalog-info.yaml'],
    ['github.com/acme/pay/tree/main/services', 'github.com/acme/pay.git', 'main', 'services'],
    ['github.com/acme/pay/tree/main', 'github.com/acme/pay.git', 'main', '.'],
    ['github.com/acme/pay/blob/a%2Fb/c.yaml', 'github.com/acme/pay.git', 'a/b', 'c.yaml'],
    ['github.com/acme/pay/blob/HEAD/c.yaml', 'github.com/acme/pay.git', undefined, 'c.yaml'],
    ['git.acme.example/acme/pay/raw/main/c.yaml', 'git.acme.example/acme/pay.git', 'main', 'c.yaml'],
    ['raw.githubusercontent.com/acme/pay/main/c.yaml', 'github.com/acme/pay.git', 'main', 'c.yaml'],
    ['raw.githubusercontent.com/acme/pay/refs/heads/main/c.yaml', 'github.com/acme/pay.git', 'main', 'c.yaml'],
    ['gitlab.com/a/b/pay/-/blob/main/c.yaml', 'gitlab.com/a/b/pay.git', 'main', 'c.yaml'],
    ['gitlab.acme.example/a/pay/-/raw/main/d/c.yaml', 'gitlab.acme.example/a/pay.git', 'main', 'd/c.yaml'],
    ['bitbucket.org/acme/pay/src/main/c.yaml', 'bitbucket.org/acme/pay.git', 'main', 'c.yaml'],
    [
      'bb.acme.example/projects/PAY/repos/api/browse/c.yaml?at=refs%2Fheads%2Fx%2Fy',
      'bb.acme.example/scm/pay/api.git',
      'x/y',
      'c.yaml',
    ],
    [
      'dev.azure.com/acme/shop/_git/pay?path=/d/c.yaml&version=GBmain',
      'dev.azure.com/acme/shop/_git/pay',
      'main',
      'd/c.yaml',
    ],
    ['dev.azure.com/acme/shop/_git/pay?path=%2Fc.yaml', 'dev.azure.com/acme/shop/_git/pay', undefined, 'c.yaml'],
    ['gitea.acme.example/acme/pay/src/branch/main/c.yaml', 'gitea.acme.example/acme/pay.git', 'main', 'c.yaml'],
    ['codeberg.org/acme/pay/raw/branch/main/c.yaml', 'codeberg.org/acme/pay.git', 'main', 'c.yaml'],
  ])('%s is read', (text, repository, branch, path) => {
    expect(readFileAddress(`https://${text}`)).toEqual({
      repositoryUrl: `https://${repository}`,
      ...(branch !== undefined && { branch }),
      path,
    });
  });

  test.each([
    'https://github.com/acme/pay',
    'https://github.com/acme/pay.git',
    'git@github.com:acme/pay.git',
    'https://dev.azure.com/acme/shop/_git/pay',
    './catalog-info.yaml',
    'ftp://github.com/acme/pay/blob/main/a.yaml',
  ])('is not what %s is', (text) => {
    expect(readFileAddress(text)).toBeUndefined();
  });

  test('stands for itself where it is not encoded as it should be', () => {
    expect(readFileAddress('https://github.com/a/b/blob/main/50%.yaml')?.path).toBe('50%.yaml');
  });
});
