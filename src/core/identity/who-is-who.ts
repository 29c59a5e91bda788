import type { Surface } from '../messages/surface.ts';
import type { Records } from '../storage/records.ts';
import type { Asker } from './asker.ts';
import type { Identity, People } from './identity.ts';

export interface IdentityContext {
  readonly surfaces: ReadonlyMap<string, Surface>;
  /** The links that administrators made: `slack/U024BE7LH` to a user's ref. */
  readonly links: Records;
  /** Groups whose members may change what is everybody's; refs. */
  readonly administrators: readonly string[];
  readonly now: () => Date;
}

/** A profile is asked of the platform once in that time. */
const profileLifetimeMs = 15 * 60 * 1000;
const maximumProfiles = 10_000;

/** Who is who, from links, the catalog's annotations, and e-mail addresses, in that order. */
export function createIdentity({ surfaces, links, administrators, now }: IdentityContext): Identity {
  let people: People | undefined;
  const emails = new Map<string, { readonly email: string | undefined; readonly until: number }>();

  const emailOf = async ({ surface, personId }: Asker): Promise<string | undefined> => {
    const key = `${surface}/${personId}`;
    const known = emails.get(key);
    if (known && known.until > now().getTime()) return known.email;
    const profile = await surfaces.get(surface)?.profile(personId);
    if (emails.size >= maximumProfiles) emails.clear();
    emails.set(key, { email: profile?.email, until: now().getTime() + profileLifetimeMs });
    return profile?.email;
  };

  const linked = async ({ surface, personId }: Asker): Promise<string | undefined> => {
    const record = await links.get(`${surface}/${personId}`);
    return typeof record?.value === 'string' ? record.value : undefined;
  };

  const userOf = async (asker: Asker): Promise<string | undefined> => {
    // On the command line a person says who they are.
    if (asker.surface === 'terminal') return people?.findByName(asker.personId);
    const link = await linked(asker);
    if (link !== undefined) return link;
    const annotation = surfaces.get(asker.surface)?.userAnnotation;
    const annotated = annotation === undefined ? undefined : people?.findByAnnotation(annotation, asker.personId);
    if (annotated !== undefined) return annotated;
    const email = await emailOf(asker);
    return email === undefined ? undefined : people?.findByEmail(email);
  };

  return {
    userOf,
    accountsOf: async (userRef) => {
      const annotations = people?.annotationsOf(userRef) ?? {};
      const annotated = [...surfaces.values()].flatMap(({ id, userAnnotation }): [string, string][] => {
        const personId = annotations[userAnnotation];
        return personId === undefined ? [] : [[id, personId]];
      });
      const byLink = [...(await links.all())].flatMap(([key, { value }]): [string, string][] => {
        const [surface = '', personId = ''] = key.split('/');
        return value === userRef ? [[surface, personId]] : [];
      });
      return Object.fromEntries([...annotated, ...byLink]);
    },
    isAdministrator: async (asker) => {
      if (asker.surface === 'terminal' || surfaces.get(asker.surface)?.everyoneIsAdministrator) return true;
      const user = await userOf(asker);
      return user !== undefined && administrators.some((group) => people?.isMember(user, group));
    },
    link: (surface, personId, userRef) => links.put(`${surface}/${personId}`, userRef),
    usePeople: (known) => {
      people = known;
    },
    findUser: (text) => people?.findByName(text),
  };
}
