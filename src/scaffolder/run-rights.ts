import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { membersOf, ownerOf } from '#callboard/catalog/owner.ts';
import type { Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';

/**
 * Lets those control a run who asked for it, administer the bot, or own the template.
 * @throws Refusal `not-allowed` to anybody else
 */
export async function requireControl(
  { context, catalog }: Pick<Scaffolder, 'context' | 'catalog'>,
  run: Run,
  asker: Asker,
): Promise<void> {
  if (asker.surface === run.asker.surface && asker.personId === run.asker.personId) return;
  if (await context.identity.isAdministrator(asker)) return;
  const user = await context.identity.userOf(asker);
  const entry = catalog.directory.get(run.templateRef);
  const owner = entry && ownerOf(entry, catalog.directory);
  const isOwner = owner !== undefined && (owner === user || membersOf(owner, catalog.directory).includes(user ?? ''));
  if (user !== undefined && (user === run.userRef || isOwner)) return;
  throw new Refusal(`This run is ${run.asker.name ?? run.asker.personId}'s.`, {
    code: 'not-allowed',
    hint: 'Whoever asked for it, an owner of the template or an administrator may do that.',
  });
}
