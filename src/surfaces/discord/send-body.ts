import { DiscordAPIError, type RawFile, RESTJSONErrorCodes } from 'discord.js';
import { type MessageBody, pictureFile } from './message.ts';
import { hasCode } from './undeliverable.ts';

/** What a request that posts or edits a message carries. */
export interface BodyRequest {
  readonly body: Omit<MessageBody, 'picture'> & { readonly attachments?: readonly object[] };
  readonly files?: RawFile[];
}

/** Sends a message with its picture; without, where Discord does not take the file. @throws what `send` throws else */
export async function sendBody<Sent>(
  { picture, ...body }: MessageBody,
  send: (request: BodyRequest) => Promise<Sent>,
): Promise<Sent> {
  if (picture === undefined) return send({ body });
  const { png, alt, without, onRefused } = picture;
  try {
    return await send({
      body: { ...body, attachments: [{ id: '0', filename: pictureFile, description: alt }] },
      files: [{ name: pictureFile, data: Buffer.from(png), contentType: 'image/png' }],
    });
  } catch (error) {
    if (!isFileRefused(error)) throw error;
    onRefused(error);
    return sendBody({ ...without, flags: body.flags }, send);
  }
}

/** Whether it may be for the file that Discord refuses a message: the bot may attach none there, or it is too large. */
const isFileRefused = (error: unknown): boolean =>
  hasCode(error, RESTJSONErrorCodes.MissingPermissions, RESTJSONErrorCodes.RequestEntityTooLarge) ||
  (error instanceof DiscordAPIError && error.status === 413);
