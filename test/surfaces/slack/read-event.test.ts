import { expect, test } from 'vitest';
import { readMessage } from '#callboard/surfaces/slack/read-event.ts';

const said = (text: string): string => {
  const read = readMessage({ user: 'U1', channel: 'C1', ts: '1.0', text, isDirect: false }, 'UBOT');
  return read.kind === 'sentence' ? read.text : '';
};

test.each([
  ['<@UBOT> who owns <http://deploy.sh|deploy.sh>', 'who owns deploy.sh'],
  ['<@UBOT> who owns <https://github.com/a/b|github.com/a/b>', 'who owns github.com/a/b'],
  ['<@UBOT> who owns <https://github.com/a/b|this repository>', 'who owns https://github.com/a/b'],
  ['<@UBOT> who owns <https://github.com/a/b>', 'who owns https://github.com/a/b'],
  ['<@UBOT> who is <mailto:ada@acme.example|ada@acme.example>', 'who is ada@acme.example'],
  ['<@UBOT> what does <@U2> own', 'what does <@U2> own'],
])('%s is read as: %s', (text, expected) => {
  expect(said(text)).toBe(expected);
});
