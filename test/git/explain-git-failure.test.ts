import { describe, expect, it } from 'vitest';
import { redact } from '#callboard/core/text/redact.ts';
import { explainGitFailure } from '#callboard/git/explain-git-failure.ts';

const url = 'https://github.com/acme/payments.git';
const explain = (output: string) => explainGitFailure(output, { url, secrets: ['ghp_secret'] });

describe('a failure of git', () => {
  it.each([
    ['Error: spawn git ENOENT', 'git-missing'],
    ["fatal: unable to access 'https://x/': Could not resolve host: x", 'git-host-down'],
    ["fatal: unable to access 'https://x/': The requested URL returned error: 502", 'git-host-down'],
    ['ssh: connect to host x port 22: Connection refused', 'git-host-down'],
    ["fatal: Authentication failed for 'https://x/'", 'git-access-refused'],
    ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'git-access-refused'],
    ['git@x: Permission denied (publickey).', 'git-access-refused'],
    ['remote: Repository not found.', 'git-not-found'],
    ["fatal: '/x' does not appear to be a git repository", 'git-not-found'],
    [
      'warning: Could not find remote branch x\nfatal: Remote branch x not found in upstream origin',
      'git-branch-missing',
    ],
    [' ! [remote rejected] main -> main (protected branch hook declined)', 'git-push-refused'],
    ["fatal: unable to access 'https://x/': server certificate verification failed.", 'git-host-untrusted'],
    ['usage: git merge-tree <base-tree> <branch1> <branch2>', 'git-too-old'],
    ['fatal: write error: No space left on device', 'disk-full'],
    ['fatal: something new', 'git-failed'],
  ])('"%s" is %s', (output, code) => {
    expect(explain(output)).toMatchObject({ name: 'Refusal', code });
  });

  it.each([
    [url, 'git-host-full', `${url} has no room for what was pushed.`],
    ['/data/payments.git', 'disk-full', "The disk that holds Callboard's data is full."],
    ['file:///data/payments.git', 'disk-full', "The disk that holds Callboard's data is full."],
  ])('for want of room at %s says whose it is', (at, code, message) => {
    const output = `remote: fatal: write error: No space left on device
error: remote unpack failed: unpack-objects abnormal exit
 ! [remote rejected] main -> main (unpacker error)`;
    expect(explainGitFailure(output, { url: at, secrets: [] })).toMatchObject({ code, message });
  });

  it('names the repository, and where credentials slipped in, not them', () => {
    const refusal = explainGitFailure('Connection refused', { url: 'https://a:b@x/y', secrets: [] });
    expect(refusal.message).toBe('https://x/y cannot be reached.');
  });

  it('gives the host’s reason for a refused push', () => {
    const reason = 'refusing to allow a Personal Access Token to create or update workflow without `workflow` scope';
    expect(explain(`To ${url}\n ! [remote rejected] main -> main (${reason})\nerror: failed`).message).toBe(
      `${url} refused the push: ${reason}.`,
    );
  });

  it('shows the last line of what is unknown, without secrets', () => {
    const refusal = explain('Cloning into x\nfatal: something about ghp_secret\n');
    expect(refusal.message).toBe(`git failed at ${url}: fatal: something about ***`);
  });

  it('hides a secret in each form it may have', () => {
    const forms = ['a/b', 'a%2Fb', Buffer.from('a/b').toString('base64')];
    expect(redact(forms.join(' '), ['a/b'])).toBe('*** *** ***');
  });
});
