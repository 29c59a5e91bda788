import type { List } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, oneLine } from '../entity-text.ts';
import type { CommandContext } from './command-context.ts';

/** The command that lists what fits some words. */
export function createFind({ directory }: Pick<CommandContext, 'directory'>): Command {
  return {
    name: 'find',
    summary: 'Finds things by a part of their name, title, tags or description',
    parameters: [{ name: 'text', description: 'Words of its name, title, tags or description', isRequired: true }],
    examples: ['find invoice', 'search for kafka'],
    phrases: findPhrases,
    catchAll: 'text',
    effect: 'reads',
    run: async ({ values }) => {
      const text = String(values['text'] ?? '');
      const found = directory.search(text, {}, maximumFound + 1).filter(({ score }) => score >= worthShowing);
      const subject = found.length === 1 ? found[0]?.entry.ref : undefined;
      const answer = describeFound(
        text,
        found.map(({ entry }) => entry),
        directory,
      );
      return { answer, ...(subject === undefined ? {} : { subject }) };
    },
  };
}

const text = String.raw`(?<text>.+?)`;

/** How people ask for a search. */
const findPhrases: readonly RegExp[] = [
  new RegExp(`^(?:find|search|look up|lookup|look for|search for|searching for|looking for|find me) ${text}$`, 'i'),
  new RegExp(
    `^(?:i(?:'m| am) looking for|do we have|is there|are there)(?: a| an| any| some)?(?: thing| things)?(?: called| named| about| for)? ${text}$`,
    'i',
  ),
  new RegExp(
    `^(?:what|which) (?:things|services|components|apis) (?:are called|are named|are about|match|deal with) ${text}$`,
    'i',
  ),
  new RegExp(`^(?:list|show)(?: me)? (?:all|everything)(?: about| for| with)? ${text}$`, 'i'),
];

const maximumFound = 10;
/** Below that, a match shares some letters by chance. */
const worthShowing = 0.4;

/**
 * What was found, as a list.
 * @throws Refusal where nothing was
 */
function describeFound(words: string, entries: readonly DirectoryEntry[], directory: Directory): List {
  if (entries.length === 0) {
    throw new Refusal(`Nothing in the catalog fits “${words}”.`, {
      code: 'no-such-entity',
      hint: 'Try a shorter part of its name, or another word for it.',
    });
  }
  const shown = entries.slice(0, maximumFound);
  const isMore = entries.length > maximumFound;
  return {
    kind: 'list',
    title: isMore ? `The ${maximumFound} that fit “${words}” best` : `What fits “${words}”`,
    items: shown.map(({ ref, entity }) => ({
      title: [{ kind: 'strong', text: displayName(entity) }, ' ', { kind: 'code', text: ref }],
      detail: detailOf(ref, entity.metadata.description, directory),
    })),
    omitted: 0,
    buttons: shown.slice(0, maximumButtons).map((entry) => ({
      label: `Show ${displayName(entry.entity)}`,
      press: { command: 'show', values: { name: entry.ref } },
    })),
  };
}

const maximumButtons = 3;

function detailOf(ref: string, description: string | undefined, directory: Directory): string {
  const owner = directory.related(ref, 'ownedBy')[0];
  const entry = owner === undefined ? undefined : directory.get(owner);
  const owned = owner === undefined ? [] : [`Owned by ${entry ? displayName(entry.entity) : owner}`];
  return [...owned, ...(description ? [oneLine(description, 160)] : [])].join('. ');
}
