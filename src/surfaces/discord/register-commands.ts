import { isDeepStrictEqual } from 'node:util';
import { Routes } from 'discord.js';
import type { REST, RESTPutAPIApplicationCommandsJSONBody } from 'discord.js';

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What of a command this bot decides; Discord adds ids, versions and defaults. */
function comparable(command: unknown) {
  const fields = fieldsOf(command);
  const pick = (from: ReadonlyMap<string, unknown>, names: readonly string[]) => names.map((name) => from.get(name));
  return [
    ...pick(fields, ['type', 'name']),
    // One in the menu of a message has none, and Discord gives it back with an empty one.
    fields.get('description') ?? '',
    listOf(fields.get('contexts'))
      .map(String)
      .toSorted((one, other) => one.localeCompare(other)),
    listOf(fields.get('integration_types'))
      .map(String)
      .toSorted((one, other) => one.localeCompare(other)),
    listOf(fields.get('options')).map((option) => {
      const given = fieldsOf(option);
      return [
        ...pick(given, ['type', 'name', 'description']),
        given.get('required') ?? false,
        given.get('autocomplete') ?? false,
      ];
    }),
  ];
}

const byName = (commands: readonly unknown[]) =>
  new Map(commands.map((command) => [fieldsOf(command).get('name'), comparable(command)]));

/**
 * Registers the commands with Discord, in one request, unless they are registered already: Discord allows 200 new
 * commands a day.
 * @returns whether it had to
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: RESTPutAPIApplicationCommandsJSONBody,
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const registered = listOf(await rest.get(route));
  if (isDeepStrictEqual(byName(registered), byName(commands))) return false;
  await rest.put(route, { body: commands });
  return true;
}
