import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Identity, People } from '#callboard/core/identity/identity.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { accountAnnotations } from './annotations.ts';
import type { RegisterRule } from './catalog-configuration.ts';
import type { DirectoryInMemory } from './directory-in-memory.ts';
import { ownerOf } from './owner.ts';

export interface RightsContext {
  readonly rule: RegisterRule;
  readonly identity: Pick<Identity, 'isAdministrator' | 'userOf'>;
  readonly isMember: People['isMember'];
  readonly directory: DirectoryInMemory;
}

/** Who may do what with the sources of the catalog. */
export interface SourceRights {
  readonly isAdministrator: (asker: Asker) => Promise<boolean>;
  /** Whether the asker may register and refresh sources: as the rule says, and administrators always. */
  readonly mayRegister: (asker: Asker) => Promise<boolean>;
  /** Whether they may take a source out: administrators, and who belongs to every owner of what would go with it. */
  readonly mayUnregister: (asker: Asker, sourceId: string) => Promise<boolean>;
  /** @throws Refusal `not-allowed`, with the rule */
  readonly requireRegister: (asker: Asker) => Promise<void>;
  /** @throws Refusal `not-allowed`, with the rule */
  readonly requireUnregister: (asker: Asker, sourceId: string) => Promise<void>;
  /** @throws Refusal `not-allowed` */
  readonly requireRefreshAll: (asker: Asker) => Promise<void>;
}

/** Reads what people may do from the rule of callboard.yaml and from who owns what. */
export function createSourceRights({ rule, identity, isMember, directory }: RightsContext): SourceRights {
  const { isAdministrator, userOf } = identity;

  const fits = (user: string): boolean => {
    if (rule === 'everyone') return true;
    return rule !== 'administrators' && rule.groups.some((group) => isMember(user, group));
  };

  const mayRegister = async (asker: Asker): Promise<boolean> => {
    if (await isAdministrator(asker)) return true;
    const user = await userOf(asker);
    return user !== undefined && fits(user);
  };

  const mayUnregister = async (asker: Asker, sourceId: string): Promise<boolean> => {
    if (await isAdministrator(asker)) return true;
    const user = await userOf(asker);
    if (user === undefined || !fits(user)) return false;
    const owners = new Set(directory.ofSource(sourceId).flatMap((entry) => ownerOf(entry, directory) ?? []));
    return [...owners].every((owner) => owner === user || isMember(user, owner));
  };

  const refuse = async (asker: Asker, message: string, hint: string): Promise<never> => {
    const isKnown = (await userOf(asker)) !== undefined;
    throw new Refusal(isKnown ? message : `${message} The catalog does not know who you are.`, {
      code: 'not-allowed',
      hint: isKnown ? hint : howToBeKnown,
    });
  };

  return {
    isAdministrator,
    mayRegister,
    mayUnregister,
    requireRegister: async (asker) => {
      if (await mayRegister(asker)) return;
      await refuse(asker, `Sources are registered and refreshed by ${describeRule(rule)}.`, askAnother);
    },
    requireUnregister: async (asker, sourceId) => {
      if (await mayUnregister(asker, sourceId)) return;
      const others = 'whoever may register and belongs to every owner of what it brings in';
      await refuse(asker, `A source is unregistered by administrators, and by ${others}.`, 'Ask an administrator.');
    },
    requireRefreshAll: async (asker) => {
      if (await isAdministrator(asker)) return;
      throw new Refusal('Only administrators may refresh all sources at once.', {
        code: 'not-allowed',
        hint: 'Name one, by an entity of it or by its address: refresh payments-api',
      });
    },
  };
}

const askAnother = 'Ask one of them; `catalog.register` in callboard.yaml says who may.';

const howToBeKnown = `An administrator can say so: link @you user:default/NAME. You are known too once your user in the catalog has your account (${accountAnnotations.join(', ')}) or your e-mail address.`;

function describeRule(rule: RegisterRule): string {
  if (rule === 'everyone') return 'everyone whom the catalog knows as a user';
  return rule === 'administrators' ? 'administrators' : `members of ${rule.groups.join(' or ')}, and by administrators`;
}
