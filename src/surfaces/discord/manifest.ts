import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord.js';
import type { Command, Parameter } from '#callboard/core/commands/command.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { cut } from './escape-text.ts';

/** Discord's limit for the description of a command or an option. */
const descriptionLimit = 100;
/** Discord's limit for the options of a command. */
const optionLimit = 25;
/** Discord's limit for the commands in the menu of a message. */
const messageCommandLimit = 5;
/** Discord's numbers, here as such since a manifest is written without loading its SDK. */
const chatInput = 1;
const inMessageMenu = 3;
const stringOption = 3;
const inGuild = 0;
const inDirectMessage = 1;
const installedInGuild = 0;
/** What the bot may do in a server: view channels, send messages (in threads too), attach pictures, read the history it
 * replies to. */
const permissions = (1n << 10n) | (1n << 11n) | (1n << 38n) | (1n << 15n) | (1n << 16n);

const describe = (text: string, name: string) => cut(visibleText(text), descriptionLimit).trim() || name;

/** Whether Discord is to insist on it: what a question is about may be left out where the channel says it. */
const isNeeded = ({ isRequired, isSubject }: Parameter): boolean => isRequired && isSubject !== true;

function renderParameter(parameter: Parameter) {
  const { name, description, lookup } = parameter;
  return {
    type: stringOption,
    name,
    description: describe(description, name),
    required: isNeeded(parameter),
    autocomplete: lookup !== undefined,
  } as const;
}

/** Where a command can be asked for, and for whom the bot is installed. */
const reach = { contexts: [inGuild, inDirectMessage], integration_types: [installedInGuild] };

/**
 * The commands that people may type, and those in the menu of a message, as Discord registers them: required options
 * first, as Discord asks.
 */
export function applicationCommands(commands: readonly Command[]): RESTPutAPIApplicationCommandsJSONBody {
  const typed = commands
    .filter((command) => command.isHidden !== true)
    .map(({ name, summary, parameters }) => ({
      type: chatInput,
      name,
      description: describe(summary, name),
      options: parameters
        .toSorted((one, other) => Number(isNeeded(other)) - Number(isNeeded(one)))
        .slice(0, optionLimit)
        .map(renderParameter),
      ...reach,
    }));
  const ofMessages = commands
    .flatMap(({ messageAction: name }) => (name === undefined ? [] : [{ type: inMessageMenu, name, ...reach }]))
    .slice(0, messageCommandLimit);
  return [...typed, ...ofMessages];
}

/** What an installer of the Discord application needs: its commands, and what it is installed with. */
export interface DiscordManifest {
  readonly commands: RESTPutAPIApplicationCommandsJSONBody;
  /** For `install_params` of the application, and for the address that invites the bot. */
  readonly installParameters: { readonly scopes: readonly string[]; readonly permissions: string };
  /** The gateway intents it connects with; none of them is privileged. */
  readonly intents: readonly string[];
}

/** The Discord manifest of a command table. */
export function discordManifest(commands: readonly Command[]): DiscordManifest {
  return {
    commands: applicationCommands(commands),
    installParameters: { scopes: ['bot', 'applications.commands'], permissions: permissions.toString() },
    intents: ['Guilds', 'GuildMessages', 'DirectMessages'],
  };
}
