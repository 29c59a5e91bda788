import type { Answer, Button, Card, Press } from '../answers/answer.ts';
import type { Asker } from '../identity/asker.ts';
import type { Identity } from '../identity/identity.ts';
import type { Bindings } from './bindings.ts';
import type { Command, SuggestedTo } from './command.ts';
import { helpName } from './help.ts';
import type { Linked, LinkReader } from './link-reader.ts';
import { settle, type SettleContext } from './settle.ts';
import { shortcutButtons } from './shortcut-buttons.ts';

/** What a surface shows of the bot where nobody has asked it anything. */
export interface Offers {
  /** A person's home, as answers one below the other: what they may do, then what is theirs. It never rejects. */
  readonly home: (asker: Asker) => Promise<readonly Answer[]>;
  /**
   * Questions that are worth asking for a person, at most four (Slack's limit). It never rejects.
   * @param beside the surface's id of the channel that they look at meanwhile
   */
  readonly questions: (asker: Asker, beside?: string) => Promise<readonly string[]>;
  /** What an address leads to; undefined where nobody knows. */
  readonly linkedAt: (url: string) => Promise<Linked | undefined>;
  /** What has that id, with all there is to know of it; undefined where it is gone. */
  readonly linked: (id: string) => Promise<Linked | undefined>;
}

export interface OffersContext extends SettleContext {
  readonly commands: ReadonlyMap<string, Command>;
  readonly links: readonly LinkReader[];
  readonly identity: Pick<Identity, 'userOf' | 'annotatedOf'>;
  readonly bindings: Pick<Bindings, 'of'>;
}

/** A home has little room for each of its parts: the rest is asked for. */
const itemsOnHome = 5;
const maximumQuestions = 4;

/** What the command table and the links of features offer. */
export function createOffers(context: OffersContext): Offers {
  const { commands, links, newId } = context;
  const table = () => [...commands.values()];

  const firstOf = async (read: (reader: LinkReader) => Promise<Linked | undefined>): Promise<Linked | undefined> => {
    for (const reader of links) {
      const linked = await read(reader);
      if (linked) return linked;
    }
    return undefined;
  };

  const partOf = async (command: Command, asker: Asker): Promise<readonly Answer[]> => {
    if (!command.home) return [];
    const { surface, personId } = asker;
    const press = { command: command.name, values: command.home };
    const address = { surface, kind: 'person', personId } as const;
    const { answer } = await settle(
      command.name,
      () => command.run({ id: newId(), ...press, asker, address }),
      context,
    );
    // Who is nobody here is told so once, at the top.
    return answer.kind === 'refusal' && answer.code === 'not-linked' ? [] : [shortened(answer, press)];
  };

  return {
    home: async (asker) => {
      const parts = await Promise.all(table().map((command) => partOf(command, asker)));
      return [await greeting(asker, context), ...parts.flat()];
    },
    questions: async (asker, beside) => {
      const [user, subject] = await Promise.all([userOf(asker, context), boundTo(asker, beside, context)]);
      const asked = await Promise.all(table().map((command) => questionOf(command, { user, subject }, context)));
      return asked.filter((text) => text !== undefined).slice(0, maximumQuestions);
    },
    linkedAt: (url) => firstOf(({ at }) => at(url)),
    linked: (id) => firstOf(({ byId }) => byId(id)),
  };
}

async function userOf(asker: Asker, { identity, logger }: OffersContext): Promise<string | undefined> {
  try {
    return await identity.userOf(asker);
  } catch (error) {
    logger.warn({ error, surface: asker.surface }, 'who somebody is could not be found out');
    return undefined;
  }
}

async function boundTo(
  { surface }: Asker,
  conversation: string | undefined,
  { bindings, logger }: OffersContext,
): Promise<string | undefined> {
  if (conversation === undefined) return undefined;
  try {
    return await bindings.of({ surface, kind: 'place', conversation });
  } catch (error) {
    logger.warn({ error, surface, conversation }, 'what a channel is bound to could not be found out');
    return undefined;
  }
}

async function questionOf(
  { name, question }: Command,
  to: SuggestedTo,
  { logger }: OffersContext,
): Promise<string | undefined> {
  try {
    return await question?.(to);
  } catch (error) {
    logger.warn({ error, command: name }, 'a command could not say what is worth asking');
    return undefined;
  }
}

/** What can be done without words, and for whom the catalog does not know how that is mended. */
async function greeting(asker: Asker, context: OffersContext): Promise<Card> {
  const { annotation } = context.identity.annotatedOf(asker, '');
  const isKnown = (await userOf(asker, context)) !== undefined;
  return {
    kind: 'card',
    title: 'What would you like to know?',
    lines: [
      'Ask me in a sentence, here in Messages or by mentioning me in a channel: who owns it, where it is, who is on call.',
      ...(isKnown
        ? []
        : [
            '⚠️ Nobody in the catalog is known to be you, so nothing of yours is listed here.',
            [
              'An administrator says who you are with ',
              { kind: 'code', text: 'link @you NAME' } as const,
              '; or your user in the catalog gets the annotation ',
              { kind: 'code', text: `${annotation}: ${asker.personId}` } as const,
              ', or your e-mail address.',
            ],
          ]),
    ],
    fields: [],
    buttons: [
      ...shortcutButtons([...context.commands.values()]),
      { label: 'Help', press: { command: helpName, values: {} } },
    ],
  };
}

/** An answer of which a list has few items, and a button for all of them. */
function shortened(answer: Answer, press: Press): Answer {
  if (answer.kind !== 'list' || answer.items.length <= itemsOnHome) return answer;
  const all: Button = { label: 'Show all', press };
  const items = answer.items.slice(0, itemsOnHome);
  return {
    ...answer,
    items,
    omitted: answer.omitted + answer.items.length - items.length,
    buttons: [...answer.buttons, all],
  };
}
