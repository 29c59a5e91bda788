import type { JsonObject } from '../json.ts';
import type { SocketDelivery } from '../socket-delivery.ts';
import type { Workspace } from '../workspace.ts';
import type { ArgumentName } from './argument-shapes.ts';
import type { Arguments } from './arguments.ts';

/** What a method is called with. */
export type Call = {
  readonly workspace: Workspace;
  readonly arguments: Arguments;
  /** Null where the app is reached over HTTP. */
  readonly socketDelivery: SocketDelivery | null;
};

/** One method of the Web API. */
export type Method = {
  readonly token: 'bot' | 'app' | 'any' | 'none';
  /** The arguments it takes besides `token`; any other is refused. */
  readonly takes: readonly ArgumentName[];
  /** What to answer besides `ok: true`. Throws SlackError. */
  readonly call: (call: Call) => JsonObject;
};
