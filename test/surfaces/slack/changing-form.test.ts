import { afterEach, describe, expect, it } from 'vitest';
import { createChanging, look } from '../../fixtures/changing-form.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

async function open() {
  const given: object[] = [];
  const bot = await startBot({ commands: [createChanging(given), look] });
  const person = bot.workspace.as('U1');
  await person.slash('C1', '/change');
  const { id } = await bot.workspace.nextView('U1');
  /** What is shown, once it has that text in it. */
  const shown = async (words: string): Promise<string> =>
    JSON.stringify(
      (await bot.workspace.nextView('U1', ({ content }) => JSON.stringify(content).includes(words))).content,
    );
  return { ...bot, given, person, view: { id }, shown };
}

describe('a form whose fields come and go', () => {
  it('shows them as soon as something is chosen, and keeps what was typed', async () => {
    const { person, view, shown, refused, workspace } = await open();
    const typed = { 'field:token': { value: { text: 'hunter2' } } };
    await person.click(view, 'value', { option: 'paint' }, { blockId: 'field:kind', values: typed });
    const painted = await shown('field:colour');
    expect(painted.indexOf('field:kind')).toBeLessThan(painted.indexOf('field:colour'));
    expect(painted).not.toContain('hunter2');
    await person.click(view, 'value', { option: 'wood' }, { blockId: 'field:kind' });
    await workspace.nextView('U1', ({ content }) => !JSON.stringify(content).includes('field:colour'));
    const submitted = await person.submitView(view.id, { 'field:token': { value: { text: '' } } });
    expect(submitted).toMatchObject({ outcome: 'updated' });
    expect(await shown('Second (2 of 2)')).not.toContain('field:colour');
    expect(refused).toEqual([]);
  });

  it('has a list of things filled one by one, and everything shown once more without its secret', async () => {
    const { person, view, shown, given, refused, workspace } = await open();
    const first = { 'field:kind': { value: { option: 'wood' } }, 'field:token': { value: { text: 'hunter2' } } };
    await person.submitView(view.id, first);
    expect(await shown('Second (2 of 2)')).toContain('None so far.');
    await person.click(view, 'add-item:ports');
    await shown('field:ports.0.name');
    await person.submitView(view.id, { 'field:ports.0.name': { value: { text: 'http' } } });
    await shown('• Port 0');
    await person.click(view, 'add-item:ports');
    await shown('field:ports.1.name');
    await person.submitView(view.id, { 'field:ports.1.name': { value: { text: 'grpc' } } });
    await shown('• Port 1');
    await person.click(view, 'edit-item:ports', { option: '0' });
    expect(await shown('field:ports.0.name')).toContain('"initial_value":"http"');
    await person.click(view, 'back');
    await shown('• Port 1');
    await person.click(view, 'remove-item:ports', { option: '0' });
    await workspace.nextView('U1', ({ content }) => !JSON.stringify(content).includes('• Port 0'));
    await person.submitView(view.id, {});
    const review = await shown('Is this right?');
    expect(review).toContain('• Token: ••••••');
    expect(review).toContain('• Ports 1 › ports.1.name: grpc');
    await person.click(view, 'preview');
    expect(await shown('Would be')).toContain('"text":"Callboard"');
    await person.submitView(view.id, {});
    await workspace.nextMessage(({ text }) => text.includes('Changed'));
    expect(given).toEqual([
      { kind: 'wood', token: expect.stringMatching(/^sealed:1:/), ports: ['1'], 'ports.1.name': 'grpc' },
    ]);
    expect(refused).toEqual([]);
  });
});
