import type { Card, Line, Values } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import type { JsonObject } from './action.ts';
import type { PreviewedFile } from './preview-files.ts';
import type { RunStep } from './run.ts';
import type { DryRun } from './scaffolder.ts';

const shownFiles = 30;
const shownBeginnings = 3;
const shownLines = 6;
const lineLength = 120;

/**
 * What a dry run came to, to be seen: its steps, the files it made, and how the first of them begin.
 * @param create the values that make it come true with a button; undefined where there is to be none
 */
export function previewAnswer({ run, inputs }: DryRun, files: readonly PreviewedFile[], create?: Values): Card {
  const failed = run.status !== 'done';
  const title = { kind: 'strong', text: run.templateTitle } as const;
  return {
    kind: 'card',
    title: failed ? [title, ' could not be made like this'] : ['What ', title, ' would make'],
    lines: [
      ...run.steps.flatMap((step) => stepLines(step, inputs.get(step.id) ?? [])),
      { kind: 'strong', text: counted(files.length, 'file') },
      ...files.slice(0, shownFiles).map(({ path }): Line => ({ kind: 'code', text: path })),
      ...(files.length > shownFiles ? [`… and ${counted(files.length - shownFiles, 'other file')}`] : []),
      ...beginnings(files),
    ],
    fields: [],
    buttons:
      failed || create === undefined
        ? []
        : [{ label: 'Create it', press: { command: 'create', values: create }, style: 'primary' }],
  };
}

function stepLines({ name, action, status, message }: RunStep, inputs: readonly JsonObject[]): readonly Line[] {
  const told: Line = [{ kind: 'strong', text: name }, ' · ', { kind: 'code', text: action }];
  if (status === 'failed') return [[...told, `: ${message ?? 'failed'}`]];
  if (status === 'waiting') return [[...told, ': not tried']];
  if (status === 'done') return [told];
  if (inputs.length === 0) return [[...told, ': left out']];
  const wouldGet = inputs.map((input): Line => ({ kind: 'code', text: cut(JSON.stringify(input), 3 * lineLength) }));
  return [[...told, ': is left out here, and would get'], ...wouldGet];
}

/** How some of the files begin: those that are read first, at the top of the tree. */
function beginnings(files: readonly PreviewedFile[]): readonly Line[] {
  const depth = ({ path }: PreviewedFile): number => path.split('/').length;
  const texts = files.filter(({ preview }) => preview !== undefined && preview.trim() !== '');
  const first = texts.toSorted((a, b) => depth(a) - depth(b)).slice(0, shownBeginnings);
  return first.flatMap(({ path, preview = '' }): readonly Line[] => [
    { kind: 'strong', text: path },
    ...preview
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, shownLines)
      .map((line): Line => ({ kind: 'code', text: cut(line, lineLength) })),
  ]);
}

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);
