import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cell, dataTable, long, many, mrkdwn, plain, section } from './checks/samples.ts';
import { type Started, startWorkspace } from './start-workspace.ts';

describe('a message', () => {
  let started: Started;
  let ts: unknown;
  beforeAll(async () => {
    started = await startWorkspace();
    ({ ts } = await started.call('chat.postMessage', { channel: 'C1', text: 'first' }));
  });
  afterAll(async () => await started.stop());

  const post = async (content: object) => await started.call('chat.postMessage', { channel: 'C1', ...content });
  const postForOne = async (content: object) =>
    await started.call('chat.postEphemeral', { channel: 'C1', user: 'U1', ...content });
  const update = async (content: object) => await started.call('chat.update', { channel: 'C1', ts, ...content });
  const taken = { ok: true };
  const refused = (error: string) => ({ ok: false, error });

  it.each([
    ['posted', 40_000, post],
    ['posted for one', 40_000, postForOne],
    ['updated', 4_000, update],
  ])('that is %s has %i characters of text', async (_how, limit, send) => {
    expect(await send({ text: long(limit) })).toMatchObject(taken);
    expect(await send({ text: long(limit + 1) })).toEqual(refused('msg_too_long'));
  });

  it('has 13,200 characters of text in its blocks', async () => {
    const blocks = (count: number) => [
      ...many(5, () => section({ text: mrkdwn(long(2_640)) }))
        .flat()
        .slice(0, 4),
      ...section({ text: plain(long(count - 4 * 2_640)) }),
    ];
    expect(await post({ blocks: blocks(13_200) })).toMatchObject(taken);
    expect(await post({ blocks: blocks(13_201) })).toEqual(refused('msg_blocks_too_long'));
  });

  it('has more characters in a table', async () =>
    expect(
      await post({ blocks: [dataTable(2, 1, { rows: [[cell(long(10_000))], [cell(long(10_000))]] })] }),
    ).toMatchObject(taken));

  it('has one table of any kind', async () => {
    const table = { type: 'table', rows: [[cell()]] };
    const said = { error: 'invalid_attachments', response_metadata: { messages: ['[ERROR] only_one_table_allowed'] } };
    expect(await post({ blocks: [table] })).toMatchObject(taken);
    expect(await post({ blocks: [table, table] })).toMatchObject(said);
    expect(await post({ blocks: [table, dataTable(2)] })).toMatchObject(said);
    const container = { type: 'container', title: plain('a'), child_blocks: [table] };
    expect(await post({ blocks: [table, container] })).toMatchObject(said);
  });

  it('has 50 blocks', async () => {
    const blocks = (count: number) => many(count, () => ({ type: 'divider' }));
    expect(await post({ text: 'a', blocks: blocks(50) })).toMatchObject(taken);
    expect(await post({ text: 'a', blocks: blocks(51) })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['no more than 50 items allowed [json-pointer:/blocks]'],
    });
  });

  it.each([
    ['no text', {}, 'no_text'],
    ['only spaces', { text: ' \n' }, 'no_text'],
    ['no blocks', { blocks: [] }, 'no_text'],
    ['blocks that are no JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { blocks: { type: 'divider' } }, 'invalid_blocks'],
    ['text that is no string', { text: 5 }, 'invalid_arguments'],
    ['metadata of no kind', { text: 'a', metadata: { event_payload: {} } }, 'invalid_metadata_format'],
    ['metadata without a payload', { text: 'a', metadata: { event_type: 'run' } }, 'invalid_metadata_format'],
    ['metadata that are no object', { text: 'a', metadata: '"run"' }, 'invalid_metadata_format'],
  ])('with %s is refused', async (_what, content, error) => expect(await post(content)).toMatchObject(refused(error)));

  it.each([
    ['replies to no message', { thread_ts: '1.000000' }, 'thread_not_found'],
    ['goes nowhere', { channel: '' }, 'invalid_arguments'],
    ['goes to a channel that is not', { channel: 'C9' }, 'channel_not_found'],
    ['goes where the app is not', { channel: 'C2' }, 'not_in_channel'],
    ['parses its text in an unknown way', { parse: 'some' }, 'invalid_arguments'],
  ])('that %s is refused', async (_what, more, error) =>
    expect(await post({ text: 'a', ...more })).toMatchObject(refused(error)),
  );

  it('that replies to a reply stands in the thread of the first', async () => {
    const reply = await post({ text: 'reply', thread_ts: ts });
    expect(await post({ text: 'reply to it', thread_ts: reply['ts'] })).toMatchObject({ message: { thread_ts: ts } });
  });
});
