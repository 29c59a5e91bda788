import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createChanging } from '../fixtures/changing-form.ts';
import { type Bot, startBot, stopBots } from '../surfaces/slack/start-bot.ts';
import { hasChromium, launchChromium, openPage } from './open-page.ts';

describe.skipIf(!hasChromium)("a form of the bot's in the workspace's page", () => {
  let browser: Browser;
  let bot: Bot;
  let given: object[];
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    given = [];
    bot = await startBot({ commands: [createChanging(given)] });
    ({ page, faults } = await openPage(browser, `${bot.origin}/#as=U1&channel=C1`));
    page.setDefaultTimeout(10_000);
  });
  afterEach(async () => {
    await page.context().close();
    await stopBots();
  });

  const dialog = () => page.getByRole('dialog');
  const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  it('is filled from end to end: a field that comes and goes, a list of things, and the review', async () => {
    const composer = page.getByRole('textbox', { name: 'Message #general' });
    await composer.fill('/change ');
    await composer.press('Enter');

    await dialog().getByLabel('Token').fill('hunter2');
    await dialog().getByRole('radio', { name: 'Paint' }).check();
    await dialog().getByLabel('colour').waitFor();
    await press('Next');
    await dialog().getByText('Please complete this required field.').waitFor();
    await dialog().getByRole('radio', { name: 'Wood' }).check();
    await dialog().getByLabel('colour').waitFor({ state: 'hidden' });
    await dialog().getByRole('radio', { name: 'Paint' }).check();
    await dialog().getByLabel('colour').fill('red');
    await press('Next');

    await dialog().getByText('Second (2 of 2)').waitFor();
    await press('Add one');
    await dialog().getByLabel('ports.0.name').fill('http');
    await press('Done');
    await dialog().getByText('• Port 0').waitFor();
    await press('Add another');
    await dialog().getByLabel('ports.1.name').fill('grpc');
    await press('Done');
    await dialog().getByText('• Port 1').waitFor();
    await dialog().getByRole('combobox', { name: 'Take one away' }).click();
    await page.getByRole('option', { name: 'Port 0' }).click();
    await dialog().getByText('• Port 0').waitFor({ state: 'hidden' });
    await press('Next');

    await dialog().getByText('Is this right?').waitFor();
    const review = await dialog().innerText();
    const lines = review.split('\n').filter((line) => line.startsWith('•'));
    expect(lines).toEqual(['• kind: Paint', '• colour: red', '• Token: ••••••', '• Ports 1 › ports.1.name: grpc']);
    await press('Back');
    await dialog().getByText('• Port 1').waitFor();
    await press('Next');
    await dialog().getByText('Is this right?').waitFor();
    await press('Make');
    await dialog().waitFor({ state: 'hidden' });
    await page.getByRole('article').getByText('Changed').waitFor();
    const token: unknown = expect.stringMatching(/^sealed:/);
    expect(given).toEqual([{ kind: 'paint', colour: 'red', token, ports: ['1'], 'ports.1.name': 'grpc' }]);
    expect(bot.refused).toEqual([]);
    expect(faults).toEqual([]);
  });
});
