import { expect, test } from 'vitest';
import { readMessage, readSlashCommand } from '#callboard/surfaces/slack/read-event.ts';

const said = (text: string): string => {
  const read = readMessage({ user: 'U1', channel: 'C1', ts: '1.0', text }, 'UBOT', 'slack');
  return read.kind === 'sentence' ? read.text : '';
};

test.each([
  ['<@UBOT> who owns <http://deploy.sh|deploy.sh>', 'who owns deploy.sh'],
  ['<@UBOT> who owns <https://github.com/a/b|github.com/a/b>', 'who owns github.com/a/b'],
  ['<@UBOT> who owns <https://github.com/a/b|this repository>', 'who owns https://github.com/a/b'],
  ['<@UBOT> who owns <https://github.com/a/b>', 'who owns https://github.com/a/b'],
  ['<@UBOT> who is <mailto:ada@acme.example|ada@acme.example>', 'who is ada@acme.example'],
  ['<@UBOT> what does <@U2> own', 'what does <@U2> own'],
  ['<!here> <@UBOT> who owns payments', 'who owns payments'],
  ['<@UBOT>, <!channel|channel>: who owns payments <!everyone> <@UBOT>', 'who owns payments'],
  ['<@UBOT> what does <!subteam^S1|@payments-team> own', 'what does @payments-team own'],
  ['<@UBOT> page payments: tell <!here> it is down', 'page payments: tell @here it is down'],
  ['<@UBOT> who owns &lt;!here&gt;', 'who owns <!here>'],
])('%s is read as: %s', (text, expected) => {
  expect(said(text)).toBe(expected);
});

test.each([
  ['<@U2|ben> to user:default/ben', '<@U2|ben> to user:default/ben'],
  ['<https://github.com/a/b|github.com/a/b>', 'github.com/a/b'],
  ['<https://github.com/a/b?c=d&amp;e=f>', 'https://github.com/a/b?c=d&e=f'],
  ['R&amp;D &lt;platform&gt;', 'R&D <platform>'],
  ['<#C024BE7LR|payments>', '#payments'],
])('the text of a slash command %s is read as: %s', (text, expected) => {
  const body = { token: 't', command: '/who-owns', text, response_url: '', trigger_id: '1', api_app_id: 'A1' };
  const where = { user_id: 'U1', user_name: 'ada', team_id: 'T1', team_domain: 'acme', channel_id: 'C1' };
  expect(readSlashCommand({ ...body, ...where, channel_name: 'general' }, 'slack')).toMatchObject({ text: expected });
});

test('a mention and a direct message begin a thread, where their answer stays', () => {
  const message = { user: 'U1', channel: 'D1', ts: '2.0', text: 'who owns it' };
  const address = { surface: 'slack', kind: 'place', conversation: 'D1', askedBy: 'U1' };
  expect(readMessage({ ...message, beside: 'C1' }, 'UBOT', 'slack').address).toEqual({
    ...address,
    thread: '2.0',
    beginsThread: true,
    beside: 'C1',
  });
  expect(readMessage({ ...message, thread_ts: '1.0' }, 'UBOT', 'slack').address).toEqual({ ...address, thread: '1.0' });
});
