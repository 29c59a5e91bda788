import type { PlanBlock, TaskCardBlock } from '@slack/types';
import type { Answer, Line, Progress, ProgressStatus } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import { spansOf } from '#callboard/core/answers/plain-text.ts';
import { shorten } from './shorten.ts';
import type { SlackMessage } from './render-answer.ts';
import { richLine, richText } from './rich-text.ts';

/**
 * Slack says no limits of a plan, and refuses long ones: messages of some 10,600 bytes of titles and outputs were.
 * https://github.com/openclaw/openclaw/pull/143882
 */
const planTextLimit = 6000;
const planStepLimit = 50;
const titleLimit = 1000;

const cardStatuses: Readonly<Record<ProgressStatus, TaskCardBlock['status']>> = {
  waiting: 'pending',
  running: 'in_progress',
  done: 'complete',
  skipped: 'complete',
  failed: 'error',
};

/**
 * Work as a plan of task cards; undefined where that would be longer than Slack takes, or there are no steps. What went
 * wrong stands below the plan, which a person may have folded.
 * https://docs.slack.dev/reference/block-kit/blocks/plan-block
 * @param render renders what is not the plan
 */
export function renderPlan(progress: Progress, render: (answer: Answer) => SlackMessage): SlackMessage | undefined {
  const { steps, lines } = progress;
  const tasks = steps.map(taskOf);
  const length = Buffer.byteLength(JSON.stringify(tasks.map(({ title, output }) => [title, output])));
  if (tasks.length === 0 || tasks.length > planStepLimit || length > planTextLimit) return undefined;
  const failures = steps.flatMap(({ name, status, detail }): readonly Line[] =>
    status === 'failed' && detail !== undefined ? [[{ kind: 'strong', text: name }, ': ', ...spansOf(detail)]] : [],
  );
  const { blocks } = render({ ...progress, steps: [], lines: [...failures, ...lines] });
  const plan: PlanBlock = { type: 'plan', title: titleOf(steps), tasks };
  return { text: render(progress).text, blocks: blocks.toSpliced(1, 0, plan) };
}

function taskOf({ name, status, detail }: Progress['steps'][number], index: number): TaskCardBlock {
  const output = status === 'failed' ? undefined : richText([richLine(outputOf(status, detail))]);
  return {
    type: 'task_card',
    task_id: String(index + 1),
    title: shorten(name.trim() === '' ? '–' : name, titleLimit),
    status: cardStatuses[status],
    ...(output && { output }),
  };
}

function outputOf(status: ProgressStatus, detail: Line | undefined): Line {
  const told = detail === undefined ? [] : spansOf(detail);
  if (status !== 'skipped') return told;
  return told.length === 0 ? 'Skipped' : ['Skipped: ', ...told];
}

/** How far it is, in words: what the steps are of stands above. */
function titleOf(steps: Progress['steps']): string {
  const done = steps.filter(({ status }) => status === 'done' || status === 'skipped').length;
  const failed = steps.findIndex(({ status }) => status === 'failed');
  if (failed >= 0) return `Step ${failed + 1} of ${steps.length} failed`;
  return done === steps.length ? `${counted(done, 'step')} done` : `${done} of ${counted(steps.length, 'step')} done`;
}
