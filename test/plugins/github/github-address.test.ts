import { describe, expect, it } from 'vitest';
import { gitHubAddress } from '#callboard/plugins/github/github-address.ts';

describe('the address of a GitHub', () => {
  it.each([
    [{}, 'github.com', 'https://api.github.com'],
    [{ host: 'github.com' }, 'github.com', 'https://api.github.com'],
    [{ host: 'acme.ghe.com' }, 'acme.ghe.com', 'https://api.acme.ghe.com'],
    [{ host: 'git.acme.example' }, 'git.acme.example', 'https://git.acme.example/api/v3'],
    [{ apiUrl: 'https://api.github.com/' }, 'github.com', 'https://api.github.com'],
    [{ apiUrl: 'https://git.acme.example/api/v3' }, 'git.acme.example', 'https://git.acme.example/api/v3'],
    [{ apiUrl: 'http://127.0.0.1:4001' }, '127.0.0.1:4001', 'http://127.0.0.1:4001'],
    [{ host: 'a.example', apiUrl: 'https://b.example/api' }, 'a.example', 'https://b.example/api'],
  ])('%o is %s with its API at %s', (configured, host, apiUrl) => {
    expect(gitHubAddress(configured)).toEqual({ host, apiUrl });
  });
});
