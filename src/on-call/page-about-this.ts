import type { FormAnswer } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { entitiesSpokenOf } from '#callboard/catalog/entities-spoken-of.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { kindOf } from '#callboard/catalog/entity-ref.ts';
import { subjectKinds } from './find-subject.ts';
import type { OnCallContext } from './on-call-context.ts';

/** So much of a message is quoted in a page, in characters: what follows is read at its link. */
const quotedLimit = 500;

/** What is asked of a message: to call the owner of what it speaks of, with the message quoted. It is asked for first. */
export function createPageAboutThis({ directory }: Pick<OnCallContext, 'directory'>): Command {
  return {
    name: 'page-about-this',
    summary: 'Call whoever is on call for what a message speaks of, with the message quoted',
    parameters: [],
    examples: [],
    phrases: [],
    effect: 'reads',
    isHidden: true,
    messageAction: 'Page the owner about this',
    run: async ({ values }) => {
      const text = String(values['text'] ?? '');
      const spokenOf = entitiesSpokenOf(text, directory).filter(({ ref }) => isPageable(kindOf(ref)));
      const [first, ...others] = spokenOf;
      const subject = others.length === 0 ? first?.ref : undefined;
      const answer = formFor(spokenOf, text, String(values['link'] ?? ''));
      return subject === undefined ? { answer } : { answer, subject };
    },
  };
}

const isPageable = (kind: string): boolean => subjectKinds.some((known) => known === kind);

/** Nobody is called by a slip in a menu: whom the page is for and what it says is shown, to be changed or sent. */
function formFor(spokenOf: readonly DirectoryEntry[], text: string, link: string): FormAnswer {
  const options = spokenOf.map(({ ref, entity }) => ({ label: displayName(entity), value: ref, detail: ref }));
  const [only, ...others] = options;
  const isClear = only !== undefined && others.length === 0;
  return {
    kind: 'form',
    form: {
      title: 'Page about a message',
      submitLabel: 'Page',
      pages: [
        {
          id: 'page',
          title: 'Whoever is on call is called',
          fields: [
            {
              kind: 'lookup',
              name: 'name',
              label: 'About',
              help: isClear ? 'What the message speaks of.' : helpFor(options.map(({ label }) => label)),
              isRequired: true,
              lookup: 'entities',
              filter: subjectKinds.join(','),
              ...(isClear && { initial: only }),
            },
            {
              kind: 'text',
              name: 'message',
              label: 'What they should know',
              ...(link !== '' && { help: 'The link to the message goes with it.' }),
              isRequired: false,
              isMultiline: true,
              initial: quote(text),
            },
          ],
        },
      ],
    },
    submit: { command: 'page', values: link === '' ? {} : { link } },
  };
}

const helpFor = (names: readonly string[]): string =>
  names.length === 0
    ? 'The message speaks of nothing that the catalog has.'
    : `The message speaks of several things: ${names.join(', ')}.`;

/** The message, each line marked as quoted. */
function quote(text: string): string {
  const whole = text.trim();
  const cut = whole.length > quotedLimit ? `${whole.slice(0, quotedLimit).trimEnd()}…` : whole;
  return cut === '' ? '' : cut.replaceAll(/^/gm, '> ');
}
