import type { Button, Line, Progress } from '#callboard/core/answers/answer.ts';
import { textOf } from './json-object.ts';
import { linksOf, textLinesOf } from './render-output.ts';
import type { Run } from './run.ts';

/** Where a run stands, to be seen: its steps, and at its end what it led to or what it left. */
export function runProgress(run: Run): Progress {
  return {
    kind: 'progress',
    title: titleOf(run),
    status: run.status,
    steps: run.steps.map(({ name, status, message }) => ({
      name,
      status,
      ...(message === undefined ? {} : { detail: message }),
    })),
    lines: run.status === 'failed' ? leftBehind(run) : textLinesOf(run.output),
    buttons: [...linksOf(run.output).map(button), ...retryButton(run)],
  };
}

function titleOf({ status, templateTitle }: Run): Line {
  const title = { kind: 'strong', text: templateTitle } as const;
  switch (status) {
    case 'waiting':
    case 'running':
      return ['Creating from ', title];
    case 'done':
      return ['Created from ', title];
    case 'failed':
      return ['Could not create from ', title];
  }
}

/** Repositories that a failed run made: nobody should have to find them by accident. */
function leftBehind(run: Run): readonly Line[] {
  return run.steps
    .filter(({ status }) => status === 'done')
    .flatMap(({ output }) => textOf(output['repoContentsUrl']) ?? [])
    .map((url): Line => ['It left a repository: ', { kind: 'link', text: url, url }]);
}

/** A run that left nothing behind can be asked for again with other values, or once what it needs is up. */
function retryButton(run: Run): readonly Button[] {
  if (run.status !== 'failed' || leftBehind(run).length > 0) return [];
  return [{ label: 'Correct and try again', press: { command: 'create', values: { again: run.id } } }];
}

function button(link: ReturnType<typeof linksOf>[number]): Button {
  return 'url' in link
    ? { label: link.title, url: link.url }
    : { label: link.title, press: { command: 'show', values: { name: link.entityRef } } };
}
