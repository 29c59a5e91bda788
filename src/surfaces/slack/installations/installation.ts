import type { BotIds } from '../create-app.ts';

/** The bot's token in a workspace, or in all workspaces of an organisation. */
export interface BotToken {
  readonly token: string;
  /** Where Slack has tokens expire: what the next one is asked for with, and until when this one is good. */
  readonly rotation?: { readonly refreshToken: string; readonly expiresAt: number };
}

/** The bot in one workspace, or in an organisation of many. All moments are in milliseconds. */
export interface Installation extends BotIds, BotToken {
  /** The id of the workspace (`T…`), or of the organisation (`E…`). */
  readonly id: string;
  readonly name: string;
  readonly installedAt: number;
}
