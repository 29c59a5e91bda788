import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether there is a Chromium to drive; where there is none, that is printed. */
export const hasChromium = existsSync(path);
if (!hasChromium) process.stderr.write(`Browser tests are skipped: there is no Chromium at ${path} (CHROMIUM_PATH).\n`);

/** Quiet: no sandbox inside a container, and no request to anyone but the page's server. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: path, args: flags });

/** A page, and the faults it had: exceptions, and what the content security policy stopped. */
export type Opened = { readonly page: Page; readonly faults: string[] };

/** Opens an address in a window of its own and waits until a conversation is shown. */
export const openPage = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  await page.goto(url);
  // The pane names its conversation once its messages are read, and whatever is said from then on arrives.
  await page.locator('h2.pane-title', { hasText: /\S/ }).first().waitFor();
  return { page, faults };
};
