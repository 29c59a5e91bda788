import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Source, SourceTarget } from '../catalog-store.ts';
import { readChatTarget } from '../chat-address.ts';
import { readsAlready, sourceId } from '../source-target.ts';
import type { SyncReport } from '../sync-report.ts';
import type { Field } from './entity-fields.ts';
import { pressFor } from './find-subject.ts';
import { readClaims } from './read-claims.ts';
import { sayIfSlow } from './say-if-slow.ts';
import type { SourceCommandContext } from './source-context.ts';
import { entityCount, kindFields, listed, placeFields, problemLines, sourceName } from './source-fields.ts';
import { registerPhrases } from './source-phrases.ts';
import { describeSync, describeUnread } from './describe-sync.ts';

/** A question must have its answer while the platform still takes one, and who asked still waits. */
const previewTimeoutMs = 120_000;

/** The command that brings a repository into the catalog: first it shows what would come in, then a button does it. */
export function createRegister(context: SourceCommandContext): Command {
  return {
    name: 'register',
    summary: 'Bring a repository into the catalog: shows what would come in first',
    parameters: [
      {
        name: 'url',
        description: 'The address of a repository, or of a catalog file in it',
        isRequired: true,
      },
    ],
    examples: ['register https://github.com/acme/orders', 'add https://github.com/acme/orders to the catalog'],
    isFor: context.rights.mayRegister,
    phrases: registerPhrases,
    effect: 'changes',
    isQuestion: ({ values }) => values['confirmed'] !== true,
    run: (invocation) => run(invocation, context),
  };
}

async function run(invocation: Invocation, context: SourceCommandContext): Promise<Reply> {
  const { values, asker } = invocation;
  const { sources, rights } = context;
  await rights.requireRegister(asker);
  const url = String(values['url']);
  const target = readChatTarget(url);
  const known = (await sources.all()).find((source) => readsAlready(source.target, target));
  if (values['confirmed'] === true) return register(known?.target ?? target, invocation, context);
  if (known) return { answer: alreadyThere(known, context) };
  return { answer: describePreview(target, url, await preview(target, context), await sources.all(), context) };
}

/** Keeping it again changes nothing, so that a second press, or a second try after a crash, does no harm. */
async function register(target: SourceTarget, invocation: Invocation, context: SourceCommandContext): Promise<Reply> {
  const { sources, messages } = context;
  const name = sourceName(target, context);
  const report = await sayIfSlow(`Reading ${name} …`, invocation, messages, () => sources.add(target, 'registered'));
  if (report.files === 0) return { answer: describeUnread(name, report, context) };
  return describeSync(`${name} is a source of the catalog`, report, context);
}

async function preview(target: SourceTarget, { sources }: SourceCommandContext): Promise<SyncReport> {
  const signal = AbortSignal.timeout(previewTimeoutMs);
  try {
    return await sources.preview(target, signal);
  } catch (error) {
    if (!(error instanceof Refusal) && !signal.aborted) throw error;
    if (!(error instanceof Refusal)) throw tooSlow(error);
    if (error.code !== 'nothing-to-read') throw error;
    throw new Refusal(error.message, {
      code: error.code,
      hint: 'Add the file, or register the address of the page of the one that is to be read.',
    });
  }
}

const tooSlow = (cause: unknown): Refusal =>
  new Refusal(
    `It could not be read within ${previewTimeoutMs / 1000} seconds.`,
    { code: 'too-slow', hint: 'Name it in callboard.yaml, or bring it in on the command line: callboard ingest URL' },
    { cause },
  );

function alreadyThere({ id, target }: Source, context: SourceCommandContext): Card {
  const refs = context.directory.ofSource(id).map(({ ref }) => ref);
  return {
    kind: 'card',
    title: `${sourceName(target, context)} is a source of the catalog already`,
    lines: [],
    fields: [...placeFields(target, context), ...kindFields(refs)],
    buttons: [{ label: 'Refresh', press: pressFor('refresh', id) }],
  };
}

function describePreview(
  target: SourceTarget,
  url: string,
  report: SyncReport,
  all: readonly Source[],
  context: SourceCommandContext,
): Card {
  const { files, documents, refs } = report;
  const name = sourceName(target, context);
  const claims = readClaims(report, sourceId(target), context.directory);
  const nameOf = (id: string): string => {
    const source = all.find((other) => other.id === id);
    return source ? sourceName(source.target, context) : id;
  };
  const claimed = (label: string, items: readonly { readonly ref: string; readonly sourceId: string }[]): Field[] =>
    items.length === 0 ? [] : [{ label, value: listed(items.map((item) => `${item.ref} (${nameOf(item.sourceId)})`)) }];
  const press = { command: 'register', values: { url, confirmed: true }, seen: 'in-place' } as const;
  const coming = refs.length === 0 ? 'Nothing would come in' : `${entityCount(refs.length)} would come in`;
  const lines: readonly Line[] = [
    `${counted(documents, 'document')} in ${counted(files, 'file')}. ${coming}.`,
    ...(claims.elsewhere.length === 0 ? [] : [keptElsewhere]),
    ...problemLines(claims.ownProblems, context),
  ];
  return {
    kind: 'card',
    title: `Register ${name}?`,
    lines,
    fields: [
      ...placeFields(target, context),
      ...kindFields(refs),
      ...claimed('Changes hands', claims.changingHands),
      ...claimed('Is elsewhere already', claims.elsewhere),
    ],
    buttons: [refs.length === 0 ? { label: 'Register anyway', press } : { label: 'Register', press, style: 'primary' }],
  };
}

const keptElsewhere =
  'What is elsewhere already stays with the source that has it: give it another name here, or take it out there.';
