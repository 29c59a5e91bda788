import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Press } from '#callboard/core/answers/answer.ts';
import { lineText } from '#callboard/core/answers/plain-text.ts';
import { keptLines } from '#callboard/scaffolder/run-log.ts';
import { startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const template = `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: says, title: Says }
spec:
  type: thing
  owner: payments
  steps: [{ id: tell, name: Tell, action: debug:log, input: { message: Told } }]
`;

let started: StartedScaffolder;
let run: string;
let message: Answer;

beforeEach(async () => {
  started = await startScaffolder({ files: { 'template.yaml': template } });
  await started.say({ kind: 'press', press: { command: 'create', values: { template: 'says', submitted: true } } });
  run = (await started.whenRun(({ status }) => status === 'done')).id;
  message = await started.whenShown((answer) => answer.kind === 'progress' && answer.status === 'done');
});
afterEach(() => started.stop());

function pressOf(answer: Answer | 'kept', label: string): Press {
  const buttons = answer !== 'kept' && 'buttons' in answer ? answer.buttons : [];
  const button = buttons.find((each) => each.label === label);
  if (!button || 'url' in button) throw new Error(`no button ${label}: ${JSON.stringify(answer)}`);
  return button.press;
}

async function logOf(press: Press) {
  const answer = await started.say({ kind: 'press', press });
  if (answer === 'kept' || answer.kind !== 'card') throw new Error(`no card: ${JSON.stringify(answer)}`);
  return { answer, title: lineText(answer.title), lines: answer.lines.map(lineText) };
}

describe('the log of a run', () => {
  test('is shown by a button of its message, in the thread of that', async () => {
    const press = pressOf(message, 'Log');
    expect(press.seen).toBe('in-thread');
    const { title, lines, answer } = await logOf(press);
    expect(title).toBe(`Log of Says: ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`);
    expect(lines.join('\n')).toMatch(/^\d\d:\d\d:\d\d tell: /);
    expect(lines.join('\n')).toContain('Told');
    expect(answer.buttons).toEqual([]);
  });

  test('is shown page by page from its end where it is long, each line once', async () => {
    const text = (index: number) => `line ${index} ${'x'.repeat(index % 400)}`;
    const lines = Array.from({ length: keptLines }, (_, index) => ({
      stepId: 'tell',
      at: new Date(0),
      text: text(index),
    }));
    await started.store.runs.addLines(run, lines, keptLines);
    let page = await logOf(pressOf(message, 'Log'));
    expect(page.title).toMatch(/: lines \d+ to 500 of 500$/);
    const shown: string[] = [];
    for (;;) {
      expect(page.lines.join('').length).toBeLessThan(7000);
      shown.unshift(...page.lines);
      if (page.answer.buttons.length === 0) break;
      page = await logOf(pressOf(page.answer, 'Earlier lines'));
    }
    expect(shown).toEqual(lines.map((line) => `00:00:00 tell: ${line.text}`));
  });

  test('is told to be gone with its run', async () => {
    const press = { command: 'run-log', values: { run: 'gone' } };
    expect(await started.say({ kind: 'press', press })).toMatchObject({ kind: 'refusal', code: 'no-such-run' });
  });
});
