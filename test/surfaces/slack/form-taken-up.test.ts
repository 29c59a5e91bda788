import { afterEach, describe, expect, it } from 'vitest';
import type { OpenView } from '#callboard/local-workspace/open-view.ts';
import { createChanging } from '../../fixtures/changing-form.ts';
import { type Bot, startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const more = { 'field:count': { value: { text: '2' } }, 'field:size': { value: { option: 's' } } };

const showing = (bot: Bot, words: string) =>
  bot.workspace.nextView('U1', ({ content }) => JSON.stringify(content).includes(words));

async function openMake(bot: Bot): Promise<OpenView> {
  await bot.workspace.as('U1').slash('C1', '/make');
  return bot.workspace.nextView('U1');
}

/** What the first page of that form is filled with. */
async function firstPage(bot: Bot, view: OpenView, title: string) {
  const { options } = await bot.workspace.as('U1').suggest(view, 'lookup:owner', 'alp');
  return {
    'field:title': { value: { text: title } },
    'field:owner': { 'lookup:owner': { option: options[0] ?? null } },
  };
}

describe.each(['socket', 'http'] as const)('a form over %s', (mode) => {
  it('that was closed goes on where it was left when it is asked for again', async () => {
    const bot = await startBot({ mode });
    const person = bot.workspace.as('U1');
    const view = await openMake(bot);
    await person.submitView(view.id, await firstPage(bot, view, 'shop'));
    await showing(bot, 'field:count');
    await person.closeView(view.id);

    const again = await openMake(bot);
    expect(JSON.stringify(again.content)).toContain('it goes on where you left it');
    await person.submitView(again.id, more);
    const review = JSON.stringify((await showing(bot, 'Is this right?')).content);
    expect(review).toContain('Title: shop');
    expect(review).not.toContain('it goes on where you left it');
    expect(bot.refused).toEqual([]);
  });

  it('that was closed has what was typed on its page, as far as Slack tells it', async () => {
    const bot = await startBot({ mode });
    const person = bot.workspace.as('U1');
    const view = await openMake(bot);
    // What is wrong is typed all the same, and not taken.
    await person.submitView(view.id, await firstPage(bot, view, 'Shop!'));
    await person.closeView(view.id);
    expect(JSON.stringify((await openMake(bot)).content)).toContain('"initial_value":"Shop!"');
  });

  it('that was begun is begun afresh by a button, with nothing in its fields', async () => {
    const bot = await startBot({ mode });
    const person = bot.workspace.as('U1');
    const view = await openMake(bot);
    await person.submitView(view.id, await firstPage(bot, view, 'Shop!'));
    await person.closeView(view.id);
    await person.click(await openMake(bot), 'restart');
    const fresh = await bot.workspace.nextView('U1', ({ content }) => {
      const shown = JSON.stringify(content);
      return shown.includes('field:title') && !shown.includes('Start afresh');
    });
    expect(JSON.stringify(fresh.content)).not.toContain('Shop!');
    expect(fresh.entries).toEqual({});
    expect(bot.refused).toEqual([]);
  });

  it('that is submitted twice at once, page by page, makes one thing', async () => {
    const bot = await startBot({ mode });
    const person = bot.workspace.as('U1');
    const view = await openMake(bot);
    const first = await firstPage(bot, view, 'shop');
    const twice = (values: typeof first | typeof more | object) =>
      Promise.all([person.submitView(view.id, { ...values }), person.submitView(view.id, { ...values })]);
    await twice(first);
    await showing(bot, 'field:count');
    await twice(more);
    await showing(bot, 'Is this right?');
    expect(await twice({})).toContainEqual({ outcome: 'closed' });
    await bot.workspace.nextMessage(({ text }) => text.includes('Made shop'));
    expect(bot.made).toHaveLength(1);
    expect(bot.refused).toEqual([]);
  });

  it('that went on meanwhile is shown as it is by now, and not as a press that came late would have it', async () => {
    const bot = await startBot({ mode, commands: [createChanging([])] });
    const person = bot.workspace.as('U1');
    await person.slash('C1', '/change');
    const view = await bot.workspace.nextView('U1');
    const first = { 'field:kind': { value: { option: 'wood' } }, 'field:token': { value: { text: 'hunter2' } } };
    await person.submitView(view.id, first);
    const listed = await showing(bot, 'None so far.');
    await Promise.all([person.click(listed, 'add-item:ports'), person.click(listed, 'add-item:ports')]);
    await showing(bot, 'field:ports.0.name');
    await expect.poll(() => bot.refused).toEqual(['views.update hash_conflict ']);
    await person.submitView(view.id, { 'field:ports.0.name': { value: { text: 'http' } } });
    const list = JSON.stringify((await showing(bot, '• Port 0')).content);
    expect(list).not.toContain('• Port 1');
  });
});

describe('Back', () => {
  it('leads to one page however often it is pressed at once', async () => {
    const bot = await startBot({ commands: [createChanging([])] });
    const person = bot.workspace.as('U1');
    await person.slash('C1', '/change');
    const view = await bot.workspace.nextView('U1');
    const first = { 'field:kind': { value: { option: 'wood' } }, 'field:token': { value: { text: 'hunter2' } } };
    await person.submitView(view.id, first);
    await person.click(await showing(bot, 'None so far.'), 'add-item:ports');
    const port = await showing(bot, 'field:ports.0.name');
    await Promise.all([person.click(port, 'back'), person.click(port, 'back'), person.click(port, 'back')]);
    await showing(bot, '• Port 0');
    await expect.poll(() => bot.refused.length).toBe(2);
    expect(JSON.stringify(person.view()?.content)).toContain('Second (2 of 2)');
  });
});
