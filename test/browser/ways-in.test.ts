import type { App } from '@slack/bolt';
import type { HomeView, ModalView } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from '../local-workspace/start-workspace.ts';
import { hasChromium, launchChromium, openPage } from './open-page.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const url = 'https://catalog.example.com/ledger';
const entity = {
  entity_type: 'slack#/entities/item',
  url,
  app_unfurl_url: url,
  external_ref: { id: 'component:default/ledger' },
  entity_payload: {
    attributes: { title: { text: 'ledger' }, display_type: 'Component', product_name: 'Callboard' },
    custom_fields: [{ label: 'Owner', key: 'owner', type: 'string', value: 'team-payments' }],
  },
};

const modal = (title: string): ModalView => ({ type: 'modal', title: plain(title), blocks: [{ type: 'divider' }] });

const home = (count: number): HomeView => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain(`Looked at ${count} times`) },
    { type: 'actions', elements: [{ type: 'button', action_id: 'create', text: plain('Create a component') }] },
  ],
});

/** A small app with a home, shortcuts, an unfurl, a work object and prompts. */
const addBehaviour = (app: App) => {
  let looks = 0;
  app.shortcut(/create|who/, async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal(`Shortcut ${body.callback_id}`) });
  });
  app.action('create', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: modal('From the home') });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'messages') {
      const prompts = [{ title: 'What do I own?', message: 'what do I own?' }];
      await client.assistant.threads.setSuggestedPrompts({ channel_id: event.channel, title: 'Ask about', prompts });
      return;
    }
    looks += 1;
    await client.views.publish({ user_id: event.user, view: home(looks) });
  });
  app.event('link_shared', async ({ event, client }) => {
    const where =
      event.source === 'composer'
        ? ({ unfurl_id: event.unfurl_id ?? '', source: 'composer' } as const)
        : { channel: event.channel, ts: event.message_ts };
    if (event.links[0]?.url === url) await client.chat.unfurl({ ...where, metadata: { entities: [entity] } });
    else {
      const blocks = [{ type: 'section', text: plain('A preview') }];
      await client.chat.unfurl({ ...where, unfurls: { [event.links[0]?.url ?? '']: { blocks } } });
    }
  });
  app.event('entity_details_requested', async ({ event, client }) => {
    const { app_unfurl_url: _, ...metadata } = entity;
    await client.entity.presentDetails({ trigger_id: event.trigger_id, metadata });
  });
  app.message('own', async ({ event, say }) => {
    if ('ts' in event) await say({ text: 'You own the ledger.', thread_ts: event.ts });
  });
};

describe.skipIf(!hasChromium)('on the page of the local workspace', () => {
  let browser: Browser;
  let started: Started;
  let page: Page;
  let faults: string[];

  const composer = () => page.getByRole('textbox', { name: 'Message #general' });
  const messages = () => page.getByRole('region', { name: 'Messages' });
  const dialog = () => page.getByRole('dialog');

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    started = await startWorkspace({
      channels: [
        { id: 'C1', name: 'general' },
        { id: 'C2', name: 'secret', isPrivate: true, isBotMember: false },
      ],
      shortcuts: [
        { kind: 'global', callbackId: 'create', name: 'Create a component', description: 'From a template' },
        { kind: 'global', callbackId: 'find', name: 'Find in the catalog' },
        { kind: 'message', callbackId: 'who', name: 'Who owns this?' },
      ],
      subscriptions: ['app_home_opened', 'message.im', 'link_shared', 'entity_details_requested'],
      unfurlDomains: ['example.com'],
      agentView: 'agent',
    });
    const app = started.app();
    addBehaviour(app);
    await app.start();
    ({ page, faults } = await openPage(browser, `${started.origin}/#as=U1&channel=C1`));
  });
  afterEach(async () => {
    expect(faults).toEqual([]);
    await page.context().close();
    await started.stop();
  });

  it('global shortcuts are in the composer’s menu, which the keyboard goes through', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Create a component' }).waitFor();
    await page.keyboard.press('ArrowDown');
    const second = page.getByRole('menuitem', { name: 'Find in the catalog' });
    expect(await second.evaluate((node) => node.matches(':focus'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Shortcuts' }).evaluate((node) => node.matches(':focus'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await dialog().getByText('Shortcut create').waitFor();
  });

  it('message shortcuts are in the menu of a message', async () => {
    started.workspace.as('U2').say('general', 'payments is down');
    const article = page.getByRole('article').filter({ hasText: 'payments is down' });
    await article.hover();
    await article.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Who owns this?' }).click();
    await dialog().getByText('Shortcut who').waitFor();
  });

  it('the app’s home is a tab of its conversation, drawn anew when it is published, with buttons that work', async () => {
    await page.getByRole('link', { name: 'callboard' }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Looked at 1 times' }).waitFor();
    await page.getByRole('tab', { name: 'Home' }).press('ArrowRight');
    await page.getByRole('textbox', { name: 'Message callboard' }).waitFor();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Looked at 2 times' }).waitFor();
    await page.getByRole('button', { name: 'Create a component' }).click();
    await dialog().getByText('From the home').waitFor();
  });

  it('a link is followed by its preview, a work object by its card, which opens its details', async () => {
    await composer().fill('see https://example.com/a');
    // already while it is typed
    const preview = page.getByRole('group', { name: 'Preview of https://example.com/a' });
    await preview.getByText('A preview').waitFor();
    await composer().press('Enter');
    await messages().getByRole('group', { name: 'Preview of https://example.com/a' }).getByText('A preview').waitFor();
    await composer().fill(url);
    await composer().press('Enter');
    await messages().getByRole('button', { name: 'ledger Component in Callboard' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('link', { name: 'ledger' }).waitFor();
    await details.getByText('team-payments').waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
  });

  it('the agent’s pane offers prompts, says what the app does, and shows its answer', async () => {
    await page.getByRole('button', { name: 'Ask callboard' }).click();
    const agent = page.getByRole('complementary', { name: 'Agent' });
    await agent.getByRole('button', { name: 'What do I own?' }).click();
    await agent.getByText('You own the ledger.').waitFor();
    const channel = started.workspace.as('U1').openDirectMessage();
    const asked = started.workspace.messages(channel).find(({ isBot }) => !isBot);
    await started.call('assistant.threads.setStatus', {
      channel_id: channel,
      thread_ts: asked?.ts,
      status: 'is looking in the catalog…',
    });
    await agent.getByText('callboard is looking in the catalog…').waitFor();
    await page.keyboard.press('Escape');
    await agent.waitFor({ state: 'hidden' });
  });

  it('what is said to the agent directly opens the thread that it begins, where the answer comes', async () => {
    await page.getByRole('link', { name: 'callboard' }).click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByRole('textbox', { name: 'Message callboard' }).fill('what do I own?');
    await page.getByRole('textbox', { name: 'Message callboard' }).press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('You own the ledger.').waitFor();
    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'hidden' });
  });

  it('a channel takes the app in, and is archived', async () => {
    await page.getByRole('link', { name: 'secret' }).click();
    await page.getByText('callboard is not in this channel.').waitFor();
    await page.getByRole('button', { name: 'Add callboard' }).click();
    await page.getByText('callboard is not in this channel.').waitFor({ state: 'hidden' });
    expect(await started.call('chat.postMessage', { channel: 'C2', text: 'hello' })).toMatchObject({ ok: true });
    await page.getByRole('button', { name: 'secret' }).click();
    await page.getByRole('menuitem', { name: 'Archive the channel' }).click();
    await page.getByText('secret is archived: nothing can be said here.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Message #secret' }).isVisible()).toBe(false);
  });

  it('a person is added, and gone once their account is closed', async () => {
    await page.getByRole('button', { name: 'Acting as Jane Doe' }).click();
    await page.getByRole('menuitem', { name: 'Add a person…' }).click();
    await dialog().getByLabel('Name').fill('Zoë Brien');
    await dialog().getByLabel('Name').press('Enter');
    await page.getByRole('button', { name: 'Acting as Zoë Brien' }).click();
    await page.getByRole('menuitem', { name: 'Deactivate Zoë Brien' }).click();
    await page.getByRole('button', { name: 'Acting as Jane Doe' }).waitFor();
  });

  it('a fault is switched on, shown for as long as it is on, and switched off', async () => {
    await page.getByRole('button', { name: 'Switch a fault on…' }).click();
    await dialog().getByLabel('What goes wrong').selectOption('rateLimited');
    await dialog().getByLabel('Which method').selectOption('chat.postMessage');
    await dialog().getByLabel('Retry after (seconds)').fill('7');
    await dialog().getByRole('button', { name: 'Switch on' }).click();
    const says = 'chat.postMessage answers 429, Retry-After 7 s';
    await page.getByRole('status').getByText(says).waitFor();
    expect(started.workspace.faults.all()).toMatchObject([
      { fault: { kind: 'rateLimited', method: 'chat.postMessage', retryAfterSeconds: 7 } },
    ]);
    await page.getByRole('button', { name: `Switch off: ${says}` }).click();
    await page.getByRole('status').getByText(says).waitFor({ state: 'hidden' });
    expect(started.workspace.faults.all()).toEqual([]);
  });

  it('a type of block is made unknown, which is the one thing that is asked for then', async () => {
    await page.getByRole('button', { name: 'Switch a fault on…' }).click();
    await dialog().getByLabel('What goes wrong').selectOption('unknownBlock');
    await dialog().getByLabel('Which type').selectOption('plan');
    expect(await dialog().getByLabel('Which method').isVisible()).toBe(false);
    await dialog().getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('status').getByText('messages with a plan block are refused').waitFor();
    expect(started.workspace.faults.all()).toMatchObject([{ fault: { kind: 'unknownBlock', block: 'plan' } }]);
  });

  it('each of these fits a phone', async () => {
    started.workspace.as('U2').say('general', `see ${url} and https://example.com/${'long'.repeat(40)}`);
    const dm = started.workspace.as('U1').openDirectMessage();
    for (const [place, text] of [
      [`channel=C1`, 'team-payments'],
      [`channel=${dm}&tab=home`, 'Create a component'],
      [`channel=${dm}`, 'What do I own?'],
    ]) {
      const phone = await openPage(browser, `${started.origin}/#as=U1&${place}`, {
        viewport: { width: 375, height: 760 },
        hasTouch: true,
        isMobile: true,
      });
      await phone.page
        .getByText(text ?? '')
        .first()
        .waitFor();
      expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBe(375);
      expect(phone.faults).toEqual([]);
      await phone.page.context().close();
    }
  });
});
