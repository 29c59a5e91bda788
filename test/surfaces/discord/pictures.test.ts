import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldsOf, listOf } from '../../fixtures/discord/check-request.ts';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { people, places } from '../../fixtures/discord/world.ts';
import { samplePicture } from '../../pictures/sample-picture.ts';

const picture = samplePicture();
const card = { kind: 'card', title: 'Drawn', lines: [], fields: [], buttons: [], picture } as const;
const notShown = 'There is a picture of this, but it could not be shown.';

/** The pictures of a message, in its frame. */
const galleryOf = (body: unknown) =>
  listOf(fieldsOf(listOf(fieldsOf(body)['components'])[0])['components'])
    .map(fieldsOf)
    .filter(({ type }) => type === 12);

describe('an answer with a picture', () => {
  let test: SurfaceUnderTest;
  beforeEach(async () => {
    test = await surfaceUnderTest();
    test.conversation.table = [command('draw', { effect: 'reads' })];
    test.conversation.reply = () => card;
  });
  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });
  const posts = () =>
    test.discord.requests.filter(
      ({ method, path }) => method === 'POST' && path === `/channels/${places.channel.id}/messages`,
    );
  const sent = (isRight: (body: unknown) => boolean = () => true) =>
    test.discord.request(
      ({ method, path, body, status }) =>
        method === 'POST' && path === `/channels/${places.channel.id}/messages` && status === 200 && isRight(body),
    );

  it('to a mention shows it in the same message, with what it shows in words', async () => {
    test.discord.say(`<@${people.bot.id}> draw payments`);
    const { body } = await sent();
    expect(galleryOf(body)).toEqual([
      { type: 12, items: [{ media: { url: 'attachment://picture.png' }, description: picture.alt }] },
    ]);
    expect(body['attachments']).toEqual([{ id: '0', filename: 'picture.png', description: picture.alt }]);
    expect(listOf(body['files'])).toEqual([
      { field: 'files[0]', name: 'picture.png', type: 'image/png', size: expect.any(Number) },
    ]);
    expect(posts()).toHaveLength(1);
  });

  it('to a slash command shows it in the place of the deferred response, to the one who asked', async () => {
    const shown = await test.discord.slash('draw').shown();
    expect(galleryOf(shown)).toHaveLength(1);
    expect(listOf(shown['files'])).toHaveLength(1);
  });

  it('still comes, and says that the picture does not, where the bot may attach no files', async () => {
    const missing = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };
    test.discord.refuse('POST', /\/channels\/\d+\/messages$/u, missing, 1);
    test.discord.say(`<@${people.bot.id}> draw payments`);
    const { body } = await sent();
    expect(textOf(body)).toContain(notShown);
    expect(galleryOf(body)).toEqual([]);
    expect(body['files']).toBeUndefined();
    await test.logged(/A picture could not be shown in Discord \(Missing Permissions\)/u);
  });

  it('still comes, and says that the picture does not, where it can not be drawn', async () => {
    test.conversation.reply = () => ({ ...card, picture: { ...picture, nodes: [] } });
    test.discord.say(`<@${people.bot.id}> draw nothing`);
    const { body } = await sent();
    expect(textOf(body)).toContain(notShown);
    await test.logged(/nothing is in it/u);
  });
});
