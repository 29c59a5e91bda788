import type { Answer, Button } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Source } from '../catalog-store.ts';
import { refuseCredentials } from '../chat-address.ts';
import type { Problem } from '../problem.ts';
import { maximumListed } from './entity-list.ts';
import { findSource } from './find-source.ts';
import { pressFor } from './find-subject.ts';
import { nameParameter } from './name-parameter.ts';
import type { SourceCommandContext } from './source-context.ts';
import { entityCount, kindFields, originName, placeFields, problemLines, sourceName } from './source-fields.ts';
import { sourcesPhrases } from './source-phrases.ts';

/** The command that tells where the catalog comes from, and what came of it when it was last read. */
export function createListSources(context: SourceCommandContext): Command {
  const name = nameParameter('One source: something that it brings in, or its address', context.directory);
  return {
    name: 'sources',
    summary: 'Where the catalog comes from, and what is wrong there; or one source',
    parameters: [{ ...name, isRequired: false }],
    examples: ['sources', 'which source does billing come from?'],
    phrases: sourcesPhrases,
    effect: 'reads',
    run: (invocation) => run(invocation, context),
  };
}

async function run({ values, asker }: Invocation, context: SourceCommandContext): Promise<Reply> {
  const text = String(values['name'] ?? '');
  const problems = await context.problems();
  if (text === '') return { answer: await listAll(await context.sources.all(), problems, asker, context) };
  refuseCredentials(text);
  const found = await findSource('sources', text, context);
  if ('reply' in found) return found.reply;
  return { answer: await describeSource(found.source, problems.get(found.source.id) ?? [], asker, context) };
}

async function listAll(
  sources: readonly Source[],
  problems: ReadonlyMap<string, readonly Problem[]>,
  asker: Asker,
  context: SourceCommandContext,
): Promise<Answer> {
  const problemCount = ({ id }: Source) => problems.get(id)?.length ?? 0;
  const shown = sources.toSorted((a, b) => problemCount(b) - problemCount(a)).slice(0, maximumListed);
  const isAdministrator = await context.rights.isAdministrator(asker);
  const all: Button = { label: 'Refresh all', press: { command: 'refresh', values: {} } };
  const title = `The catalog comes from ${counted(sources.length, 'source')}`;
  return {
    kind: 'list',
    title: sources.length === 0 ? 'The catalog has no source yet: register a repository by its address' : title,
    items: shown.map((source) => ({
      title: [{ kind: 'strong', text: sourceName(source.target, context) }, ` · ${originName(source)}`],
      detail: [
        entityCount(context.directory.ofSource(source.id).length),
        problemCount(source) === 0 ? 'no problem' : counted(problemCount(source), 'problem'),
      ].join(', '),
      button: { label: `Show ${sourceName(source.target, context)}`, press: pressFor('sources', source.id) },
    })),
    omitted: sources.length - shown.length,
    buttons: isAdministrator && sources.length > 0 ? [all] : [],
  };
}

async function describeSource(
  source: Source,
  problems: readonly Problem[],
  asker: Asker,
  context: SourceCommandContext,
): Promise<Answer> {
  const { id, target, origin } = source;
  const entries = context.directory.ofSource(id);
  const orphaned = entries.filter(({ standing }) => standing?.kind === 'orphaned').length;
  const mayRefresh = await context.rights.mayRegister(asker);
  const mayUnregister = origin !== 'configured' && (await context.rights.mayUnregister(asker, id));
  return {
    kind: 'card',
    title: sourceName(target, context),
    lines: [
      entries.length === 0 ? 'No entity comes from it.' : `${entityCount(entries.length)} came from it.`,
      ...(orphaned === 0 ? [] : [`${entityCount(orphaned)} of them lost their file.`]),
      ...problemLines(problems, context),
    ],
    fields: [
      ...placeFields(target, context),
      { label: 'Is a source by', value: originName(source) },
      ...kindFields(entries.map(({ ref }) => ref)),
    ],
    buttons: [
      ...(mayRefresh ? [{ label: 'Refresh', press: pressFor('refresh', id) }] : []),
      ...(mayUnregister ? [{ label: 'Unregister', style: 'danger' as const, press: pressFor('unregister', id) }] : []),
    ],
  };
}
