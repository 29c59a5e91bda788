import { ComponentType, MessageFlags } from 'discord.js';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
} from 'discord.js';

/** A row of a message: buttons, or one select. */
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The body of a message, for every request of Discord's that posts or edits one. */
export interface MessageBody {
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  /** Nobody is pinged but these, whatever the text says. */
  readonly allowed_mentions: { readonly parse: []; readonly users: string[]; readonly replied_user: false };
}

/** Discord's limit for the users of `allowed_mentions`. */
const mentionLimit = 100;
/** Discord's limit for the buttons of a row, and what this bot uses of the 40 components of a message. */
const rowLength = 5;
/** Rows of buttons or selects in a message: five of five, with text and frame, stay below Discord's 40 components. */
export const rowLimit = 5;

/** Buttons in rows of five. */
export function buttonRows(buttons: readonly APIButtonComponent[]): Row[] {
  const rows = Array.from({ length: Math.ceil(buttons.length / rowLength) }, (_, row) =>
    buttons.slice(row * rowLength, (row + 1) * rowLength),
  );
  return rows.map((components) => ({ type: ComponentType.ActionRow, components }));
}

/** A message of text (markdown, at most 4,000 characters) and rows in one frame. */
export function messageBody(
  text: string,
  rows: readonly Row[],
  options: { readonly color?: number; readonly notify?: readonly string[] } = {},
): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        ...(options.color === undefined ? {} : { accent_color: options.color }),
        components: [{ type: ComponentType.TextDisplay, content: text }, ...rows],
      },
    ],
    allowed_mentions: { parse: [], users: (options.notify ?? []).slice(0, mentionLimit), replied_user: false },
  };
}
