import type { Choice } from '#callboard/core/answers/answer.ts';
import type { Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Source } from '../catalog-store.ts';
import { bareAddress } from '../chat-address.ts';
import { displayName } from '../entity-text.ts';
import { readFileAddress } from '../file-address.ts';
import { repositoryKey } from '../source-target.ts';
import { findSubject, pressFor } from './find-subject.ts';
import type { SourceCommandContext } from './source-context.ts';
import { originName, sourceName } from './source-fields.ts';

/** The one source that is meant, or what is answered instead. */
export type FoundSource = { readonly source: Source } | { readonly reply: Reply };

/**
 * Finds the source that somebody names: by its id or name, by an address in it, or by an entity that it brings in.
 * @param command whose answer is wanted: choosing an option asks for it with what was chosen as `name`
 * @throws Refusal where nothing is near what was said
 */
export async function findSource(command: string, text: string, context: SourceCommandContext): Promise<FoundSource> {
  const all = await context.sources.all();
  const named = all.filter((source) => isCalled(source, text, context));
  const meant = named.length > 0 ? named : atAddress(text, all);
  const [source, ...others] = meant;
  if (source && others.length === 0) return { source };
  if (source) return { reply: { answer: chooseSource(command, meant, context) } };
  const subject = findSubject(command, text, context.directory, (entries) => {
    const isOneSource = new Set(entries.map(({ origin }) => origin.sourceId)).size === 1;
    return isOneSource ? entries.slice(0, 1) : entries;
  });
  if ('reply' in subject) return subject;
  const { ref, entity, origin } = subject.entry;
  const found = all.find(({ id }) => id === origin.sourceId);
  if (found) return { source: found };
  throw new Refusal(`The source of ${displayName(entity)} is gone; it will follow within seconds.`, {
    code: 'no-such-source',
    hint: 'Ask for sources to see which there are.',
    subject: ref,
  });
}

const isCalled = ({ id, target }: Source, text: string, context: SourceCommandContext): boolean =>
  id === text || sourceName(target, context).toLowerCase() === text.trim().toLowerCase();

/** Those that read a file which the address is of; else all that read its repository. */
function atAddress(text: string, all: readonly Source[]): readonly Source[] {
  const address = bareAddress(text);
  const file = readFileAddress(address);
  const repository = repositoryKey(file?.repositoryUrl ?? address);
  const inRepository = all.filter(({ target }) => target.kind === 'git' && repositoryKey(target.url) === repository);
  const ofFile = inRepository.filter(
    ({ target }) => target.kind === 'git' && file !== undefined && target.paths.includes(file.path),
  );
  return ofFile.length > 0 ? ofFile : inRepository;
}

const chooseSource = (command: string, sources: readonly Source[], context: SourceCommandContext): Choice => ({
  kind: 'choice',
  question: 'Several sources read that repository. Which one do you mean?',
  options: sources.map((source) => ({
    label: sourceName(source.target, context),
    detail: originName(source),
    press: pressFor(command, source.id),
  })),
});
