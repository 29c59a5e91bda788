import type { Command } from '#callboard/core/commands/command.ts';
import type { CommandContext } from './command-context.ts';
import { exampleAbout } from './example-about.ts';
import { listOwned } from './list-owned.ts';
import { nameParameter } from './name-parameter.ts';
import { notLinked, type OwnerScopeContext } from './owner-scope.ts';

const everything = { what: 'things', fits: () => true };

/** The command that lists what a team or a person owns. */
export const createOwnedBy = ({ directory }: Pick<CommandContext, 'directory'>): Command => ({
  name: 'owned-by',
  summary: 'What a team or a person owns, with the teams below it or the person’s teams',
  parameters: [nameParameter('A team or a person', directory, ['group', 'user'])],
  examples: ['owned by the payments team', 'owned-by ada'],
  example: exampleAbout(directory, 'group', (known) => `owned by ${known}`),
  phrases: [/^(?:everything )?owned by (?:the )?(?<name>.+?)$/i],
  effect: 'reads',
  run: async ({ values }) => listOwned({ ...everything, owner: String(values['name'] ?? '') }, directory),
});

/** The command that lists what the asker and their teams own. */
export const createMine = ({ directory, userOf }: OwnerScopeContext): Command => ({
  name: 'mine',
  summary: 'What you and your teams own',
  parameters: [],
  home: {},
  question: async ({ user }) => (user === undefined ? undefined : 'What do I own?'),
  examples: ['mine', 'what do I own?'],
  phrases: [
    /^mine$/i,
    /^what (?:do (?:i|we) own|is (?:mine|ours)|(?:are|is) (?:my|our) (?:things|stuff))$/i,
    /^(?:(?:show|list)(?: me)? )?(?:all )?(?:my|our) (?:things|stuff|services|components|apis)$/i,
    /^what am i (?:responsible for|in charge of)$/i,
  ],
  effect: 'reads',
  run: async ({ asker }) => {
    const user = await userOf(asker);
    if (user === undefined) throw notLinked('Or ask what a team owns.');
    return listOwned({ ...everything, owner: user }, directory);
  },
});
