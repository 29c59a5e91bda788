import { mentionsOfMany } from './mentions-of-many.ts';

/** Of more people in one text the names are not asked for. */
const mostPeople = 10;

/**
 * A text with people, groups and channels as their names, for where nobody is to be notified:
 * https://docs.slack.dev/messaging/formatting-message-text#advanced
 * @param text as Slack sends it
 * @param nameOf the name of a person by their id; undefined where it is not known
 */
export async function nameMentions(
  text: string,
  nameOf: (personId: string) => Promise<string | undefined>,
): Promise<string> {
  const ids = new Set([...text.matchAll(/<@(\w+)>/g)].flatMap(([, id]) => id ?? []));
  const asked = [...ids].slice(0, mostPeople).map(async (id) => [id, await nameOf(id)] as const);
  const names = new Map(await Promise.all(asked));
  return mentionsOfMany(text).replaceAll(/<@(\w+)(?:\|([^>]*))?>/g, (mention, id: string, label = '') => {
    const name = label === '' ? names.get(id) : String(label);
    return name === undefined ? mention : `@${name}`;
  });
}
