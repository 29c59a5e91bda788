import type { App } from '@slack/bolt';
import type { ActionsBlock, ModalView } from '@slack/types';
import { fastify } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createLocalWorkspace } from '#callboard/local-workspace/local-workspace.ts';

import { type Started, startWorkspace } from '../local-workspace/start-workspace.ts';
import { hasChromium, launchChromium, openPage } from './open-page.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const option = (value: string) => ({ text: plain(value), value });

const commands = [
  { command: '/who-owns', description: 'Says who owns something', usageHint: '[name]' },
  { command: '/create', description: 'Makes a new component' },
  { command: '/pages', description: 'Leads from page to page' },
];

/** A form with a name and an owner that the app is asked for. */
const form: ModalView = {
  type: 'modal',
  callback_id: 'create',
  title: plain('Create'),
  submit: plain('Go'),
  blocks: [
    { type: 'input', block_id: 'name', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'name' } },
    {
      type: 'input',
      block_id: 'owner',
      label: plain('Owner'),
      element: { type: 'external_select', action_id: 'owner', min_query_length: 1 },
    },
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'preview', text: plain('Preview') }],
    },
  ],
};

const preview: ModalView = {
  type: 'modal',
  title: plain('Preview'),
  blocks: [{ type: 'section', text: plain('Three files') }],
};

const take: ActionsBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'take', text: plain('Take') }],
};

const teams = ['team-payments', 'team-platform'];

/** A form whose pages take each other's place, each with its button where the one before had it. */
const pageOfForm = (number: number): ModalView => ({
  type: 'modal',
  callback_id: 'pages',
  title: plain(`Page ${number}`),
  submit: plain('Next'),
  blocks: [{ type: 'section', text: plain('Nothing to fill in') }],
});

/** A small app: an ephemeral answer, a form with errors, a menu that asks. */
const addBehaviour = (app: App, submitted: unknown[]) => {
  app.command('/who-owns', async ({ ack, respond, command }) => {
    await ack();
    await respond({ response_type: 'ephemeral', text: `*${command.text}* is owned by team-payments` });
  });
  app.command('/create', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.command('/pages', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: pageOfForm(1) });
  });
  app.options('owner', async ({ ack, payload }) => {
    await ack({ options: teams.filter((team) => team.includes(payload.value)).map(option) });
  });
  app.view('pages', async ({ ack, view }) => {
    submitted.push(view.title.text);
    await ack({ response_action: 'update', view: pageOfForm(submitted.length + 1) });
  });
  app.action('take', async ({ ack, respond }) => {
    submitted.push('taken');
    await ack();
    await respond({ replace_original: true, text: 'Taken', blocks: [take] });
  });
  app.action('preview', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: preview });
  });
  app.view('create', async ({ ack, view }) => {
    const { name, owner } = view.state.values;
    if (name?.['name']?.value === 'taken') {
      await ack({ response_action: 'errors', errors: { name: 'That name is taken.' } });
      return;
    }
    submitted.push([name?.['name']?.value, owner?.['owner']?.selected_option?.value]);
    await ack();
  });
};

describe.skipIf(!hasChromium)('the page of the local workspace', () => {
  let browser: Browser;
  let started: Started;
  let page: Page;
  let faults: string[];
  let submitted: unknown[];

  const composer = () => page.getByRole('textbox', { name: 'Message #general' });
  const messages = (of = page) => of.getByRole('region', { name: 'Messages' });
  const dialog = () => page.getByRole('dialog');

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    started = await startWorkspace({ commands });
    submitted = [];
    const app = started.app();
    addBehaviour(app, submitted);
    await app.start();
    ({ page, faults } = await openPage(browser, `${started.origin}/#as=U1&channel=C1`));
  });
  afterEach(async () => {
    expect(faults).toEqual([]);
    await page.context().close();
    await started.stop();
  });

  it('posts what is typed, with a mention of the bot in it, when Enter is pressed', async () => {
    await composer().fill('@callboard where is the API for billing?');
    await composer().press('Enter');
    await messages().getByText('where is the API for billing?', { exact: false }).last().waitFor();
    const [message] = started.workspace.messages('C1');
    expect(message?.text).toBe(`<@${started.workspace.bot.userId}> where is the API for billing?`);
    await expect.poll(() => composer().inputValue()).toBe('');
  });

  it('begins a new line with Shift+Enter and sends nothing', async () => {
    await composer().fill('one');
    await composer().press('Shift+Enter');
    await composer().pressSequentially('two');
    expect(await composer().inputValue()).toBe('one\ntwo');
    expect(started.workspace.messages('C1')).toEqual([]);
  });

  it('offers commands after a slash and completes the chosen one with Tab', async () => {
    await composer().fill('/');
    await page.getByRole('option', { name: 'Makes a new component' }).waitFor();
    await composer().press('ArrowDown');
    await composer().press('Tab');
    expect(await composer().inputValue()).toBe('/create ');
  });

  it('marks the ephemeral answer to a slash command as visible to nobody else', async () => {
    await composer().fill('/who-owns payments');
    await composer().press('Enter');
    const answer = page.getByRole('article').filter({ hasText: 'payments is owned by team-payments' });
    await answer.getByText('Only visible to you').waitFor();
    await answer.getByText('App', { exact: true }).waitFor();
  });

  it('fills the composer with a suggestion that is clicked', async () => {
    await page.getByRole('button', { name: '/who-owns paymnts' }).click();
    expect(await composer().inputValue()).toBe('/who-owns paymnts');
  });

  it('says with the server’s sentence what is refused, and keeps the text', async () => {
    await composer().fill('/unknown thing');
    await composer().press('Enter');
    await page.getByRole('alert').getByText('/unknown is not a valid command.').waitFor();
    expect(await composer().inputValue()).toBe('/unknown thing');
  });

  it('shows a form, the errors at its fields, and closes it when it is taken', async () => {
    await composer().fill('/create ');
    await composer().press('Enter');
    await dialog().getByLabel('Name').fill('taken');
    await dialog().getByRole('button', { name: 'Go' }).click();
    await dialog().getByText('Please complete this required field.').waitFor();

    await dialog().getByRole('combobox', { name: 'Owner' }).pressSequentially('plat');
    await page.getByRole('option', { name: 'team-platform' }).click();
    await dialog().getByRole('button', { name: 'Go' }).click();
    await dialog().getByText('That name is taken.').waitFor();
    expect(await dialog().getByLabel('Name').getAttribute('aria-invalid')).toBe('true');

    await dialog().getByLabel('Name').fill('ledger');
    await dialog().getByLabel('Name').press('Enter');
    await dialog().waitFor({ state: 'hidden' });
    expect(submitted).toEqual([['ledger', 'team-platform']]);
  });

  it('asks the bot for options as one types, and Escape closes only the list', async () => {
    await composer().fill('/create ');
    await composer().press('Enter');
    const owner = dialog().getByRole('combobox', { name: 'Owner' });
    await owner.pressSequentially('team');
    await page.getByRole('option', { name: 'team-payments' }).waitFor();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(teams);
    await owner.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    expect(await dialog().isVisible()).toBe(true);
    await owner.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('keeps what was filled in while a view on top comes and goes', async () => {
    await composer().fill('/create ');
    await composer().press('Enter');
    await dialog().getByLabel('Name').fill('ledger');
    await dialog().getByRole('button', { name: 'Preview' }).click();
    await dialog().getByText('Three files').waitFor();
    await dialog().getByRole('button', { name: 'Back' }).click();
    await dialog().getByLabel('Name').waitFor();
    expect(await dialog().getByLabel('Name').inputValue()).toBe('ledger');
  });

  it('forgets an open form, and what was filled in, when it is loaded anew', async () => {
    await composer().fill('/create ');
    await composer().press('Enter');
    await dialog().getByLabel('Name').fill('ledger');
    await page.reload();
    await messages().waitFor();
    await composer().fill('/who-owns payments');
    await composer().press('Enter');
    await page.getByText('Only visible to you').waitFor();
    expect(await dialog().isVisible()).toBe(false);
    await composer().fill('/create ');
    await composer().press('Enter');
    expect(await dialog().getByLabel('Name').inputValue()).toBe('');
  });

  it('takes a double click on a button for one, though the message is drawn anew between', async () => {
    await started.call('chat.postMessage', { channel: 'C1', text: 'Who takes it?', blocks: [take] });
    const button = messages().getByRole('button', { name: 'Take' });
    await button.click();
    await messages().getByText('(edited)').waitFor();
    await button.hover();
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await button.click();
    await expect.poll(() => submitted).toEqual(['taken', 'taken']);
  });

  it('takes a double click on the button of a form for one, and stays on the page that comes', async () => {
    await composer().fill('/pages ');
    await composer().press('Enter');
    await dialog().getByRole('button', { name: 'Next' }).dblclick({ delay: 60 });
    await dialog().getByText('Page 2').waitFor();
    await dialog().getByRole('button', { name: 'Next' }).click();
    await dialog().getByText('Page 3').waitFor();
    expect(submitted).toEqual(['Page 1', 'Page 2']);
  });

  it('keeps hostile text as text', async () => {
    const hostile = '&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|click> &amp;lt;b&amp;gt;';
    await started.call('chat.postMessage', { channel: 'C1', text: hostile });
    await messages().getByText('<img src=x onerror=alert(1)> <javascript:alert(1)|click> &lt;b&gt;').waitFor();
    await started.call('chat.postMessage', {
      channel: 'C1',
      text: 'markdown',
      blocks: [{ type: 'markdown', text: '<img src=x onerror=alert(1)> [click](javascript:alert(2))' }],
    });
    await messages().getByText('<img src=x onerror=alert(1)> [click](javascript:alert(2))').waitFor();
    expect(await messages().locator('img').count()).toBe(0);
    expect(await messages().locator('a[href^="javascript"]').count()).toBe(0);
  });

  it('opens links in a new tab that learns nothing of the page', async () => {
    await started.call('chat.postMessage', { channel: 'C1', text: 'See <https://example.com/a?b=1&amp;c=2|the docs>' });
    const link = messages().getByRole('link', { name: 'the docs' });
    expect(await link.getAttribute('href')).toBe('https://example.com/a?b=1&c=2');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noreferrer');
  });

  it('draws a message anew when it is edited, and takes it away when it is deleted', async () => {
    const { ts } = await started.call('chat.postMessage', { channel: 'C1', text: 'step 1' });
    await messages().getByText('step 1').waitFor();
    await started.call('chat.update', { channel: 'C1', ts, text: 'step 2' });
    await messages().getByText('step 2 (edited)').waitFor();
    expect(await messages().getByText('step 1').count()).toBe(0);
    await started.call('chat.delete', { channel: 'C1', ts });
    await messages().getByText('step 2').waitFor({ state: 'hidden' });
  });

  it('answers in a thread, and Escape closes it', async () => {
    const { ts } = await started.call('chat.postMessage', { channel: 'C1', text: 'A question' });
    await messages().getByText('A question').hover();
    await page.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByLabel('Reply…').fill('An answer');
    await thread.getByLabel('Reply…').press('Enter');
    await thread.getByText('An answer').waitFor();
    await messages().getByText('1 reply').waitFor();
    expect(started.workspace.messages('C1').at(-1)).toMatchObject({ text: 'An answer', threadTs: ts });
    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'hidden' });
  });

  it('shows a second person in a second tab what the first one says', async () => {
    await page.getByRole('button', { name: 'Acting as Jane Doe' }).click();
    const opening = page.context().waitForEvent('page');
    await page.getByRole('menuitem', { name: 'Open Omar Haddad in a new tab' }).click();
    const second = await opening;
    await second.getByRole('button', { name: 'Acting as Omar Haddad' }).waitFor();
    await second.getByRole('link', { name: 'private-to-omar' }).waitFor();
    expect(await page.getByRole('link', { name: 'private-to-omar' }).count()).toBe(0);
    await second.getByRole('textbox', { name: 'Message #general' }).fill('@jane hello');
    await second.keyboard.press('Enter');
    await messages().getByText('@Jane Doe hello').waitFor();
  });

  it('marks a conversation as unread until it is opened', async () => {
    await started.call('chat.postMessage', { channel: 'U1', text: 'Psst' });
    await page.getByRole('link', { name: /callboard.*unread/ }).click();
    await messages().getByText('Psst').waitFor();
    await page.getByRole('link', { name: '(unread)' }).waitFor({ state: 'hidden' });
  });

  it('fits a phone: the conversations come in a drawer and nothing is wider than the window', async () => {
    await started.call('chat.postMessage', { channel: 'C1', text: `${'long'.repeat(80)} \`${'x'.repeat(200)}\`` });
    const phone = await openPage(browser, `${started.origin}/#as=U1&channel=C1`, {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.page.getByText('longlong').waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await phone.page.getByRole('navigation', { name: 'Conversations' }).isVisible()).toBe(false);
    await phone.page.getByRole('button', { name: 'Show conversations' }).click();
    await phone.page.getByRole('link', { name: 'callboard' }).click();
    await phone.page.getByRole('textbox', { name: 'Message callboard' }).waitFor();
    await phone.page.getByRole('navigation', { name: 'Conversations' }).waitFor({ state: 'hidden' });
    expect(phone.faults).toEqual([]);
    await phone.page.context().close();
  });
});

/** A workspace that listens on a given port, so that it can come back where it was. */
const serve = async (port: number) => {
  const workspace = createLocalWorkspace({
    people: [{ id: 'U1', handle: 'jane', name: 'Jane Doe' }],
    channels: [{ id: 'C1', name: 'general' }],
    commands,
    delivery: { kind: 'socket' },
  });
  const server = fastify({ forceCloseConnections: true });
  await workspace.register(server);
  const origin = await server.listen({ host: '127.0.0.1', port });
  return { workspace, origin, close: () => server.close() };
};

describe.skipIf(!hasChromium)('the page, when the server restarts', () => {
  it('says that it reconnects, then shows what is there now', async () => {
    const browser = await launchChromium();
    const before = await serve(0);
    const { page } = await openPage(browser, `${before.origin}/#as=U1&channel=C1`);
    await page.getByRole('textbox', { name: 'Message #general' }).fill('before the restart');
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('before the restart').waitFor();

    await before.close();
    await page.getByRole('status').getByText('Reconnecting…').waitFor();
    const after = await serve(Number(new URL(before.origin).port));
    after.workspace.as('U1').say('C1', 'after the restart');

    await page.getByRole('article').getByText('after the restart').waitFor();
    await page.getByText('Reconnecting…').waitFor({ state: 'hidden' });
    expect(await page.getByText('before the restart').count()).toBe(0);
    await browser.close();
    await after.close();
  });
});
