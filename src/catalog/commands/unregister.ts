import type { Card } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Source } from '../catalog-store.ts';
import { refuseCredentials } from '../chat-address.ts';
import { findSource } from './find-source.ts';
import { nameParameter } from './name-parameter.ts';
import type { SourceCommandContext } from './source-context.ts';
import { entityCount, kindFields, placeFields, sourceName } from './source-fields.ts';
import { unregisterPhrases } from './source-phrases.ts';

/** The command that takes a registered source out: first it shows what would go, then a button does it. */
export function createUnregister(context: SourceCommandContext): Command {
  return {
    name: 'unregister',
    summary: 'Take a registered source out of the catalog: shows what would go first',
    parameters: [nameParameter('Something that it brings in, or its address', context.directory)],
    examples: ['unregister https://github.com/acme/orders', 'take orders out of the catalog'],
    // Whose things would go is asked when it is known which.
    isFor: context.rights.mayRegister,
    phrases: unregisterPhrases,
    effect: 'changes',
    isQuestion: ({ values }) => values['confirmed'] !== true,
    run: (invocation) => run(invocation, context),
  };
}

async function run({ values, asker }: Invocation, context: SourceCommandContext): Promise<Reply> {
  const text = String(values['name']);
  refuseCredentials(text);
  if (values['confirmed'] === true) return remove(text, asker, context);
  const found = await findSource('unregister', text, context);
  if ('reply' in found) return found.reply;
  refuseConfigured(found.source, context);
  await context.rights.requireUnregister(asker, found.source.id);
  return { answer: describeLoss(found.source, context) };
}

/** A source that is gone already is what was wanted: a second press, or a second try after a crash, does no harm. */
async function remove(id: string, asker: Invocation['asker'], context: SourceCommandContext): Promise<Reply> {
  const source = (await context.sources.all()).find((kept) => kept.id === id);
  if (!source) return { answer: card('That source is out of the catalog, with all that came from it') };
  refuseConfigured(source, context);
  await context.rights.requireUnregister(asker, id);
  const count = context.directory.ofSource(id).length;
  await context.sources.remove(id);
  const gone = count === 0 ? '' : `, and with it ${entityCount(count)}`;
  return { answer: card(`${sourceName(source.target, context)} is out of the catalog${gone}`) };
}

function refuseConfigured({ origin, target }: Source, context: SourceCommandContext): void {
  if (origin !== 'configured') return;
  throw new Refusal(`${sourceName(target, context)} is a source because callboard.yaml says so.`, {
    code: 'configured-source',
    hint: 'Take it out of callboard.yaml and start the bot again: then it goes, with all that came from it.',
  });
}

function describeLoss({ id, origin, target }: Source, context: SourceCommandContext): Card {
  const refs = context.directory.ofSource(id).map(({ ref }) => ref);
  const loss = refs.length === 0 ? 'No entity comes from it' : `${entityCount(refs.length)} would go from the catalog`;
  return {
    ...card(`Unregister ${sourceName(target, context)}?`),
    lines: [
      `${loss}; no file is changed.`,
      ...(origin === 'example' ? ['It comes back at a start without callboard.yaml and without any source.'] : []),
    ],
    fields: [...placeFields(target, context), ...kindFields(refs)],
    buttons: [
      {
        label: 'Unregister',
        style: 'danger',
        press: { command: 'unregister', values: { name: id, confirmed: true }, seen: 'in-place' },
      },
    ],
  };
}

const card = (title: string): Card => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });
