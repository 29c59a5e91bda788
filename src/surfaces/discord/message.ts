import { ComponentType, MessageFlags } from 'discord.js';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIMediaGalleryComponent,
  APIMessageTopLevelComponent,
} from 'discord.js';

/** A row of a message: buttons, or one select. */
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A picture that goes with a message as a file. */
export interface MessagePicture {
  readonly png: Uint8Array;
  /** What it shows, in words, at most 1,024 characters. */
  readonly alt: string;
  /** What is sent where Discord does not take the file. */
  readonly without: MessageBody;
  /** Called with what Discord said then. */
  readonly onRefused: (error: unknown) => void;
}

/** The body of a message, for every request of Discord's that posts or edits one; {@link sendBody} sends it. */
export interface MessageBody {
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  /** Nobody is pinged but these, whatever the text says. */
  readonly allowed_mentions: { readonly parse: []; readonly users: string[]; readonly replied_user: false };
  readonly picture?: MessagePicture;
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

/** The name of the file of a picture, by which its message shows it. */
export const pictureFile = 'picture.png';

/** A message of text (markdown, at most 4,000 characters), a picture where `alt` tells what it shows, and rows in one frame. */
export function messageBody(
  text: string,
  rows: readonly Row[],
  options: { readonly color?: number; readonly notify?: readonly string[]; readonly alt?: string } = {},
): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        ...(options.color === undefined ? {} : { accent_color: options.color }),
        components: [{ type: ComponentType.TextDisplay, content: text }, ...gallery(options.alt), ...rows],
      },
    ],
    allowed_mentions: { parse: [], users: (options.notify ?? []).slice(0, mentionLimit), replied_user: false },
  };
}

const gallery = (alt: string | undefined): APIMediaGalleryComponent[] =>
  alt === undefined
    ? []
    : [
        {
          type: ComponentType.MediaGallery,
          items: [{ media: { url: `attachment://${pictureFile}` }, description: alt }],
        },
      ];
