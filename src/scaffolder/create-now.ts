import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { lineText } from '#callboard/core/answers/plain-text.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { listed } from '#callboard/core/listed.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { createDirectory } from '#callboard/catalog/directory-in-memory.ts';
import { abandonedAfterMs, abandonedAt } from './abandoned.ts';
import type { JsonObject } from './action.ts';
import { loadTemplate, readTemplateFile, type TemplateAtHand } from './find-template.ts';
import { checkValues } from './forms/check-values.ts';
import { fillAnswers } from './forms/fill-answers.ts';
import { questionsAt } from './forms/form-at.ts';
import { sealTyped } from './forms/secret-answers.ts';
import { leftLines } from './left-lines.ts';
import { previewFiles, type PreviewedFile } from './preview-files.ts';
import { requireRunnable } from './require-runnable.ts';
import type { Run, RunStatus, StepStatus } from './run.ts';
import { workOfRun } from './run-work.ts';
import { type DryRun, performDryRun, performKeptRun, planNewRun, type Scaffolder, templateFor } from './scaffolder.ts';

/** A template that is to be run, and what it is to be run with. */
export interface CreateRequest {
  /** A ref or name of a template in the catalog, or the path of a template's file. */
  readonly template: string;
  /** By parameter, or by field of its form. */
  readonly values: JsonObject;
  /** A folder, absolute: the files are rendered into it, nothing outside is made and no row kept. It must be empty or not there. */
  readonly dryRunInto?: string;
  /** Owners and other entities that the values name need not be in the catalog. */
  readonly valuesAreSamples?: boolean;
  readonly asker: Asker;
  /** The ref of the catalog user who asks. */
  readonly userRef?: string;
}

/** What a run came to, as the command line prints it. */
export interface CreateResult {
  readonly run: string;
  readonly status: RunStatus;
  /** `message` says why a step failed. */
  readonly steps: readonly {
    readonly id: string;
    readonly action: string;
    readonly status: StepStatus;
    readonly message?: string;
    /** Of a dry run: what each call got, or would get, without secrets. */
    readonly inputs?: readonly JsonObject[];
  }[];
  readonly output: JsonObject;
  /** What a run that failed has left behind, a sentence each. */
  readonly left?: readonly string[];
  /** Of a dry run: what it rendered. */
  readonly files?: readonly PreviewedFile[];
}

/**
 * Runs a template from start to end for somebody who waits for it; what takes longer than a minute goes on in an instance
 * that serves.
 * @throws Refusal where it can't be started: no such template, wrong values, a folder that is not empty
 */
export async function createNow(
  scaffolder: Scaffolder,
  request: CreateRequest,
  signal: AbortSignal,
): Promise<CreateResult> {
  const atHand = await findTemplate(scaffolder, request.template);
  requireRunnable(atHand.template, scaffolder.actions);
  const run = planNewRun(scaffolder, atHand, {
    id: scaffolder.newId(),
    ...requireValues(scaffolder, atHand, request),
    asker: request.asker,
    userRef: request.userRef,
    address: { surface: request.asker.surface, kind: 'person', personId: request.asker.personId },
    createdAt: scaffolder.context.now(),
  });
  const { dryRunInto } = request;
  if (dryRunInto === undefined) {
    if (atHand.template.approval) throw needsApproval(atHand);
    return resultOf(await performNow(scaffolder, run, signal));
  }
  await requireEmpty(dryRunInto);
  const dry = await performDryRun(scaffolder, run, dryRunInto, signal);
  return { ...resultOf(dry.run, dry.inputs), files: await previewFiles(dryRunInto) };
}

const needsApproval = ({ template }: TemplateAtHand): Refusal =>
  new Refusal(`A run of ${template.title} must be approved, and on the command line nobody is known.`, {
    code: 'needs-approval',
    hint: `Ask for it in chat: create ${template.ref}. With --dry-run it is tried here.`,
    subject: template.ref,
  });

async function performNow(scaffolder: Scaffolder, run: Run, signal: AbortSignal): Promise<Run> {
  const { context, runs } = scaffolder;
  await runs.create(run);
  await context.work.add(workOfRun(run.id, abandonedAt(context.now())));
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(abandonedAfterMs)]);
  return performKeptRun(scaffolder, run, async () => {}, bounded);
}

async function findTemplate(scaffolder: Scaffolder, named: string): Promise<TemplateAtHand> {
  const file = path.resolve(named);
  if (await isFile(file)) return readTemplateFile(file, scaffolder.languages);
  const found = scaffolder.catalog.directory.resolve(named, { kinds: ['template'] });
  if (found.kind === 'one') return loadTemplate(found.entry, scaffolder);
  const near = (found.kind === 'several' ? found.entries : found.nearest).map(({ ref }) => ref);
  throw new Refusal(
    found.kind === 'several'
      ? `Several templates fit "${named}".`
      : `There is no template "${named}", and no file of that name.`,
    {
      code: 'no-such-template',
      ...(near.length > 0 ? { hint: `Did you mean ${listed(near.slice(0, 5), 'or')}?` } : {}),
    },
  );
}

function requireValues(scaffolder: Scaffolder, atHand: TemplateAtHand, request: CreateRequest) {
  const { catalog, context } = scaffolder;
  const { values, userRef, valuesAreSamples = false } = request;
  // A catalog that has nothing takes every name for one that is to come.
  const directory = valuesAreSamples ? createDirectory() : catalog.directory;
  const template = templateFor(scaffolder, atHand.template, userRef);
  const filled = fillAnswers(template, values, scaffolder);
  const given = sealTyped(questionsAt(template, filled.values, scaffolder).flat(), filled.values, context.secrets);
  const shared = { ...scaffolder, template, directory, secrets: context.secrets };
  const checked = checkValues(shared, given);
  const unknown = filled.unknown.map((name) => `${name}: The template does not ask for "${name}"`);
  if (checked.kind === 'values' && unknown.length === 0) return { values: checked.values, secrets: checked.secrets };
  const wrong = checked.kind === 'values' ? [] : checked.problems.map(({ field, message }) => `${field}: ${message}`);
  throw new Refusal(`${[...unknown, ...wrong].join('; ')}.`, {
    code: 'wrong-values',
    hint: `Give the values that ${template.title} asks for.`,
    subject: template.ref,
  });
}

async function requireEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return;
  throw new Refusal(`The folder ${folder} is not empty.`, {
    code: 'folder-not-empty',
    hint: 'Name a folder that is empty or not there.',
  });
}

async function isFile(file: string): Promise<boolean> {
  const stats = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  });
  return stats?.isFile() ?? false;
}

function resultOf(run: Run, inputs?: DryRun['inputs']): CreateResult {
  const { id, status, steps, output } = run;
  const left = leftLines(run).map(lineText);
  return {
    run: id,
    status,
    steps: steps.map(({ id: step, action, status: stepStatus, message }) => ({
      id: step,
      action,
      status: stepStatus,
      ...(message === undefined ? {} : { message }),
      ...(inputs && { inputs: inputs.get(step) ?? [] }),
    })),
    output,
    ...(left.length > 0 && { left }),
  };
}
