import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createClock } from '../clock.ts';
import { type Started, startWorkspace } from '../start-workspace.ts';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');

describe('files', () => {
  let started: Started;
  const clock = createClock();
  beforeEach(async () => {
    started = await startWorkspace({ now: clock.now, fileProcessingMs: 300 });
  });
  afterEach(async () => await started.stop());

  const announce = async (bytes: Buffer) => {
    const answer = await started.call('files.getUploadURLExternal', { filename: 'a.png', length: bytes.length });
    return { id: String(answer['file_id']), url: String(answer['upload_url']) };
  };
  const put = (url: string, bytes: Buffer) => fetch(url, { method: 'POST', body: new Uint8Array(bytes) });
  const complete = (id: string) =>
    started.call('files.completeUploadExternal', { files: [{ id, title: 'A picture' }] });
  const upload = async (bytes = png) => {
    const { id, url } = await announce(bytes);
    expect((await put(url, bytes)).status).toBe(200);
    expect(await complete(id)).toMatchObject({ ok: true, files: [{ id, title: 'A picture' }] });
    return id;
  };
  const imageBlocks = (id: string) => [{ type: 'image', slack_file: { id }, alt_text: 'A picture' }];
  const post = (id: string, method = 'chat.postMessage', more: object = {}) =>
    started.call(method, { channel: 'C1', text: 'a picture', blocks: imageBlocks(id), ...more });
  const refused = {
    ok: false,
    error: 'invalid_blocks',
    errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
  };

  it('are shown by a message once Slack has looked into them, and not before', async () => {
    const id = await upload();
    expect(await post(id)).toMatchObject(refused);
    clock.advance(300);
    expect(await post(id)).toMatchObject({ ok: true });
    const served = await fetch(`${started.origin}/workspace/files/${id}`);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer())).toEqual(png);
  });

  it('are in no message that one person alone sees', async () => {
    const id = await upload();
    clock.advance(300);
    expect(await post(id, 'chat.postEphemeral', { user: 'U1' })).toMatchObject(refused);
  });

  it('are shown only where they are pictures that were uploaded and completed', async () => {
    const text = await upload(Buffer.from('not a picture'));
    const { id: announced } = await announce(png);
    const { id: uploaded, url } = await announce(png);
    await put(url, png);
    clock.advance(300);
    for (const id of [text, announced, uploaded, 'F404']) expect(await post(id)).toMatchObject(refused);
  });

  it('are taken once, in the length announced, and completed once', async () => {
    const { id, url } = await announce(png);
    expect(await complete(id)).toMatchObject({ ok: false, error: 'file_not_found' });
    expect((await put(url, png.subarray(1))).status).toBe(400);
    expect((await put(url, png)).status).toBe(200);
    expect((await put(url, png)).status).toBe(400);
    expect(await complete(id)).toMatchObject({ ok: true });
    expect(await complete(id)).toMatchObject({ ok: false, error: 'file_not_found' });
  });

  it('are announced with a name and a length, by the bot, of 5 MiB at most', async () => {
    const call = (body: object) => started.call('files.getUploadURLExternal', body);
    expect(await call({ filename: 'a.png' })).toMatchObject({ error: 'invalid_arguments' });
    expect(await call({ length: 1 })).toMatchObject({ error: 'invalid_arguments' });
    expect(await call({ filename: 'a.png', length: 6_000_000 })).toMatchObject({
      error: 'file_upload_size_restricted',
    });
    expect(await started.call('files.completeUploadExternal', {})).toMatchObject({ error: 'invalid_arguments' });
  });

  it('are forgotten, the oldest first, when there are more than a hundred', async () => {
    const first = await upload();
    clock.advance(300);
    expect(await post(first)).toMatchObject({ ok: true });
    for (let count = 0; count < 100; count += 1) await announce(png);
    expect((await fetch(`${started.origin}/workspace/files/${first}`)).status).toBe(404);
  });
});
