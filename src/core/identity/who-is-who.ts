import type { Profile, Surface } from '../messages/surface.ts';
import type { Records } from '../storage/records.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Asker } from './asker.ts';
import type { Identity, People } from './identity.ts';

export interface IdentityContext {
  readonly surfaces: ReadonlyMap<string, Surface>;
  /** The links that administrators made: `slack/U024BE7LH` to a user's ref. */
  readonly links: Records;
  /** Groups whose members may change what is everybody's; refs. */
  readonly administrators: readonly string[];
  readonly now: () => Date;
  readonly logger: Logger;
}

/** A profile is asked of the platform once in that time. */
const profileLifetimeMs = 15 * 60 * 1000;
const maximumProfiles = 10_000;
/** How soon an instance knows a link that another made. */
const linksLifetimeMs = 2000;

/** `slack/U024BE7LH` to a user's ref. */
type Links = ReadonlyMap<string, string>;
type Accounts = Readonly<Record<string, string>>;

/** Who is who, from links, the catalog's annotations, and e-mail addresses, in that order. */
export function createIdentity({ surfaces, links, administrators, now, logger }: IdentityContext): Identity {
  let people: People | undefined;
  const emails = new Map<string, { readonly email: string | undefined; readonly until: number }>();

  /** `unknown` where the platform did not answer: who asks is then nobody, and is asked for again next time. */
  const profileOf = async ({ surface, personId }: Asker): Promise<Profile | undefined | 'unknown'> => {
    try {
      return await surfaces.get(surface)?.profile(personId);
    } catch (error) {
      logger.warn({ error, surface }, 'a profile could not be read');
      return 'unknown';
    }
  };

  /** What the platform has said lately of an account's address. */
  const emailAtHand = ({ surface, personId }: Asker) => {
    const known = emails.get(`${surface}/${personId}`);
    return known && known.until > now().getTime() ? known : undefined;
  };

  const emailOf = async ({ surface, personId }: Asker): Promise<string | undefined> => {
    const key = `${surface}/${personId}`;
    const known = emailAtHand({ surface, personId });
    if (known) return known.email;
    const profile = await profileOf({ surface, personId });
    if (profile === 'unknown') return undefined;
    if (emails.size >= maximumProfiles) emails.clear();
    emails.set(key, { email: profile?.email, until: now().getTime() + profileLifetimeMs });
    return profile?.email;
  };

  let linksAtHand: { readonly links: Links; readonly until: number } | undefined;
  const readLinks = async (): Promise<Links> => {
    if (!linksAtHand || linksAtHand.until <= now().getTime()) {
      const all = [...(await links.all())].flatMap(([key, { value }]): [string, string][] =>
        typeof value === 'string' ? [[key, value]] : [],
      );
      linksAtHand = { links: new Map(all), until: now().getTime() + linksLifetimeMs };
    }
    return linksAtHand.links;
  };

  /** Who an account is without asking its platform: by link, else by annotation. */
  const knownUserOf = ({ surface, personId }: Asker, linked: Links): string | undefined => {
    const link = linked.get(`${surface}/${personId}`);
    if (link !== undefined) return link;
    const annotation = surfaces.get(surface)?.userAnnotation;
    return annotation === undefined ? undefined : people?.findByAnnotation(annotation, personId);
  };

  const accountsOf = async (userRef: string): Promise<Accounts> => {
    const annotations = people?.annotationsOf(userRef) ?? {};
    const known = await readLinks();
    const annotated = [...surfaces.values()].flatMap(({ id, userAnnotation }): [string, string][] => {
      const personId = annotations[userAnnotation];
      // Whoever it is linked to would be reached.
      const isTheirs = personId !== undefined && knownUserOf({ surface: id, personId }, known) === userRef;
      return isTheirs ? [[id, personId]] : [];
    });
    const linked = [...known].flatMap(([key, user]): [string, string][] => {
      const [surface = '', personId = ''] = key.split('/');
      return user === userRef ? [[surface, personId]] : [];
    });
    return Object.fromEntries([...annotated, ...linked]);
  };

  const byEmail = new Map<string, { readonly personId: string | undefined; readonly until: number }>();
  const emailAccount = async (surface: string, email: string, find: Surface['findByEmail']) => {
    const key = `${surface}/${email}`;
    const before = byEmail.get(key);
    if (before && before.until > now().getTime()) return before.personId;
    try {
      const personId = await find(email);
      if (byEmail.size >= maximumProfiles) byEmail.clear();
      byEmail.set(key, { personId, until: now().getTime() + profileLifetimeMs });
      return personId;
    } catch (error) {
      // Whoever is to be reached may have another account; the platform is asked again next time.
      logger.warn({ error, surface }, 'an account could not be looked up by e-mail address');
      return undefined;
    }
  };

  const findAccounts = async (userRef: string): Promise<Accounts> => {
    const accounts = await accountsOf(userRef);
    const email = people?.emailOf(userRef);
    if (email === undefined) return accounts;
    const unknown = [...surfaces.values()].filter(({ id }) => accounts[id] === undefined);
    const found = await Promise.all(
      unknown.map(async ({ id, findByEmail }): Promise<[string, string][]> => {
        const personId = await emailAccount(id, email, findByEmail);
        if (personId === undefined) return [];
        const known = knownUserOf({ surface: id, personId }, await readLinks());
        return known === undefined || known === userRef ? [[id, personId]] : [];
      }),
    );
    return { ...accounts, ...Object.fromEntries(found.flat()) };
  };

  const userOf = async (asker: Asker): Promise<string | undefined> => {
    // On the command line a person says who they are.
    if (asker.surface === 'terminal') return people?.findByName(asker.personId);
    const known = knownUserOf(asker, await readLinks());
    if (known !== undefined) return known;
    const email = await emailOf(asker);
    return email === undefined ? undefined : people?.findByEmail(email);
  };

  const named = async (asker: Asker): Promise<Asker> => {
    const email = emailAtHand(asker)?.email;
    const byAddress = email === undefined ? undefined : people?.findByEmail(email);
    const user = knownUserOf(asker, await readLinks()) ?? byAddress;
    const name = user === undefined ? undefined : people?.nameOf(user);
    return name === undefined ? asker : { ...asker, name };
  };

  return {
    userOf,
    named,
    accountsOf,
    findAccounts,
    isAdministrator: async (asker) => {
      if (asker.surface === 'terminal' || surfaces.get(asker.surface)?.everyoneIsAdministrator) return true;
      const user = await userOf(asker);
      return user !== undefined && administrators.some((group) => people?.isMember(user, group));
    },
    profileOf,
    annotatedOf: ({ surface, personId }, userRef) => {
      const annotation = surfaces.get(surface)?.userAnnotation ?? '';
      return {
        annotation,
        userRef: people?.findByAnnotation(annotation, personId),
        personId: people?.annotationsOf(userRef)[annotation],
      };
    },
    link: async (surface, personId, userRef) => {
      await links.put(`${surface}/${personId}`, userRef);
      linksAtHand = undefined;
    },
    unlink: async (surface, personId) => {
      const key = `${surface}/${personId}`;
      const linked = (await links.get(key))?.value;
      await links.remove(key);
      linksAtHand = undefined;
      return typeof linked === 'string' ? linked : undefined;
    },
    usePeople: (given) => {
      people = given;
    },
    findUser: (text) => people?.findByName(text),
  };
}
