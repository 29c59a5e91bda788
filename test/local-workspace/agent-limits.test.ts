import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { long, many } from './checks/samples.ts';
import { type Started, startWorkspace } from './start-workspace.ts';

describe('what an agent says of its conversation', () => {
  let started: Started;
  let thread: object;
  beforeAll(async () => {
    started = await startWorkspace({ agentView: 'agent' });
    const channel = started.workspace.as('U1').openDirectMessage();
    thread = { channel_id: channel, thread_ts: started.workspace.as('U1').say(channel, 'hello').ts };
  });
  afterAll(async () => await started.stop());

  const setStatus = async (more: object) => await started.call('assistant.threads.setStatus', { ...thread, ...more });
  const suggest = async (prompts: unknown) =>
    await started.call('assistant.threads.setSuggestedPrompts', { ...thread, prompts });
  const refused = (said: string) => ({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: [`[ERROR] ${said}`] },
  });

  it('while it works are 10 messages of 50 characters', async () => {
    const status = 'is looking';
    const messages = (count: number, length: number) => ({ status, loading_messages: many(count, () => long(length)) });
    expect(await setStatus(messages(10, 50))).toEqual({ ok: true });
    expect(await setStatus(messages(11, 50))).toEqual(
      refused('no more than 10 items allowed [json-pointer:/loading_messages]'),
    );
    expect(await setStatus(messages(1, 51))).toEqual(
      refused('must be less than 51 characters [json-pointer:/loading_messages/0]'),
    );
  });

  it('are four prompts, each with a title and a message', async () => {
    const prompts = (count: number) => many(count, () => ({ title: 'a', message: 'a' }));
    expect(await suggest(prompts(4))).toEqual({ ok: true });
    expect(await suggest(prompts(5))).toEqual(refused('no more than 4 items allowed [json-pointer:/prompts]'));
    expect(await suggest([])).toEqual(refused('no less than 1 items allowed [json-pointer:/prompts]'));
    expect(await suggest([{ title: 'a' }])).toEqual(
      refused('missing required field: message [json-pointer:/prompts/0]'),
    );
  });

  it('needs a status, which may be empty, and a thread', async () => {
    expect(await setStatus({ status: '' })).toEqual({ ok: true });
    expect(await setStatus({})).toEqual(refused('missing required field: status'));
    expect(await setStatus({ status: 'a', thread_ts: '1.000000' })).toEqual({ ok: false, error: 'invalid_thread_ts' });
    expect(await setStatus({ status: 'a', channel_id: 'C9' })).toEqual({ ok: false, error: 'channel_not_found' });
  });
});
