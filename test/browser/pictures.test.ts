import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPainter } from '#callboard/pictures/painter.ts';
import { type Started, startWorkspace } from '../local-workspace/start-workspace.ts';
import { sampleNode, samplePicture } from '../pictures/sample-picture.ts';
import { hasChromium, launchChromium, openPage } from './open-page.ts';

describe.skipIf(!hasChromium)("pictures in the workspace's page", () => {
  let browser: Browser;
  let started: Started;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    started = await startWorkspace({ fileProcessingMs: 0 });
  });
  afterEach(() => started.stop());

  const upload = async (png: Uint8Array) => {
    const named = await started.call('files.getUploadURLExternal', { filename: 'a.png', length: png.byteLength });
    await fetch(String(named['upload_url']), { method: 'POST', body: new Uint8Array(png) });
    await started.call('files.completeUploadExternal', { files: [{ id: named['file_id'] }] });
    return String(named['file_id']);
  };

  it('are shown whole, about as wide as they are meant, with the end of the message in sight', async () => {
    const { page, faults } = await openPage(browser, started.origin);
    const id = await upload(await createPainter().draw(samplePicture(['a', 'b', 'c'].map((name) => sampleNode(name)))));
    const blocks = [
      { type: 'image', slack_file: { id }, alt_text: 'Payments needs three' },
      { type: 'section', text: { type: 'mrkdwn', text: 'The end of it' } },
    ];
    await started.call('chat.postMessage', { channel: 'C1', text: 'a picture', blocks });
    const picture = page.getByRole('img', { name: 'Payments needs three' });
    await picture.waitFor();
    await expect
      .poll(() => page.evaluate("document.querySelector('img.block-image').naturalWidth"))
      .toBeGreaterThan(800);
    const box = await picture.boundingBox();
    expect(box?.width).toBeGreaterThan(400);
    await expect.poll(() => page.getByText('The end of it').isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });
});
