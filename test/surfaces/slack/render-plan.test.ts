import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Progress, ProgressStatus } from '#callboard/core/answers/answer.ts';
import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { standIn } from '#callboard/surfaces/slack/long-texts.ts';
import { renderAnswer } from '#callboard/surfaces/slack/render-answer.ts';
import { renderPlan } from '#callboard/surfaces/slack/render-plan.ts';

type Step = Progress['steps'][number];

const step = (name: string, status: ProgressStatus, detail?: string): Step => ({
  name,
  status,
  ...(detail === undefined ? {} : { detail }),
});
const progress = (steps: readonly Step[]): Progress => ({
  kind: 'progress',
  title: 'Creating from Node service',
  status: 'running',
  steps,
  lines: ['A line.'],
  buttons: [{ label: 'Cancel', press: { command: 'cancel-run', values: { run: 'r1' } } }],
});
const planOf = (steps: readonly Step[]) =>
  renderPlan(progress(steps), (answer) => renderAnswer({ answer, buttons: [] }, standIn));

describe('work as a plan', () => {
  it('has a task card for each step, between its title and what is said of it', () => {
    const message = planOf([step('Write', 'done'), step('Publish', 'running'), step('Register', 'waiting')]);
    expect(message?.blocks.map(({ type }) => type)).toEqual(['rich_text', 'plan', 'rich_text', 'actions']);
    expect(message?.blocks[1]).toEqual({
      type: 'plan',
      title: '1 of 3 steps done',
      tasks: [
        { type: 'task_card', task_id: '1', title: 'Write', status: 'complete' },
        { type: 'task_card', task_id: '2', title: 'Publish', status: 'in_progress' },
        { type: 'task_card', task_id: '3', title: 'Register', status: 'pending' },
      ],
    });
    expect(message?.text).toContain('✓ Write');
  });

  it('says below the plan why a step failed, and in its title which one', () => {
    const message = planOf([step('Write', 'done'), step('Publish', 'failed', 'The host is away.')]);
    expect(message?.blocks[1]).toMatchObject({
      title: 'Step 2 of 2 failed',
      tasks: [{}, { status: 'error' }],
    });
    expect(JSON.stringify(message?.blocks[2])).toContain(
      '"Publish","style":{"bold":true}},{"type":"text","text":": "},{"type":"text","text":"The host is away."',
    );
  });

  it('says of a step that was skipped that it was', () => {
    expect(planOf([step('Write', 'done'), step('Tell', 'skipped')])?.blocks[1]).toMatchObject({
      title: '2 steps done',
      tasks: [{}, { status: 'complete', output: { elements: [{ elements: [{ text: 'Skipped' }] }] } }],
    });
  });

  it('is not made of more steps, or longer ones, than Slack takes', () => {
    const steps = (count: number, name: string) => Array.from({ length: count }, () => step(name, 'waiting'));
    expect(planOf(steps(50, 'Write'))).toBeDefined();
    expect(planOf(steps(51, 'Write'))).toBeUndefined();
    expect(planOf(steps(10, 'x'.repeat(900)))).toBeUndefined();
    expect(planOf([])).toBeUndefined();
  });

  it('is taken by Slack whatever its steps are', () => {
    const anyStep = fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 1200 }),
      status: fc.constantFrom<ProgressStatus>('waiting', 'running', 'done', 'skipped', 'failed'),
      detail: fc.string({ unit: 'grapheme', maxLength: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        const message = planOf(steps);
        expect(checkBlocks(message?.blocks ?? [], 'message', '/blocks')).toEqual([]);
      }),
    );
  });
});
