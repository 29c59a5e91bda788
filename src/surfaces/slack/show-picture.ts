import { WebAPIPlatformError } from '@slack/web-api';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Painter } from '#callboard/pictures/painter.ts';
import type { Wait } from '#callboard/core/wait.ts';
import type { ShownPicture, SlackMessage } from './render-answer.ts';
import { refusalOf, type SlackClients } from './slack-clients.ts';
import { uploadPicture } from './upload-picture.ts';

/** Whoever asked waits for the text no longer than this because of a picture. */
const uploadBoundMs = 6000;
/** Slack looks into a file after its upload, and takes no message with it until then: it is asked after each of these. */
const lookingIntoMs = [400, 400, 800, 1500];

/** Brings the pictures of answers into messages; where one can't be shown, the message says so. */
export interface Pictures {
  /** Uploads the picture of an answer. @returns the id of its file; undefined where there is none, or it failed */
  readonly upload: (answer: Answer) => Promise<string | undefined>;
  /**
   * Sends a message with a file, or without it where there is none or Slack does not take it.
   * @throws what `send` throws for any other reason
   */
  readonly sendWith: <Sent>(
    fileId: string | undefined,
    render: (picture: ShownPicture) => Promise<SlackMessage>,
    send: (message: SlackMessage) => Promise<Sent>,
  ) => Promise<Sent>;
}

export interface PictureParts {
  readonly clients: SlackClients;
  readonly painter: Painter;
  readonly logger: Logger;
  readonly wait: Wait;
  /** Ends waiting when the surface stops. */
  readonly signal: AbortSignal;
}

/** See {@link Pictures}. */
export function createPictures({ clients, painter, logger, wait, signal }: PictureParts): Pictures {
  const late = async (): Promise<never> => {
    await wait(uploadBoundMs, signal);
    throw new Error(`a picture was not uploaded within ${uploadBoundMs} ms`);
  };
  return {
    upload: async (answer) => {
      if (answer.kind !== 'card' || answer.picture === undefined) return undefined;
      try {
        return await Promise.race([uploadPicture(clients, painter, answer.picture), late()]);
      } catch (error) {
        logger.warn({ error: refusalOf(error) }, 'a picture could not be uploaded to Slack');
        return undefined;
      }
    },
    sendWith: async (fileId, render, send) => {
      if (fileId === undefined) return send(await render('none'));
      const message = await render({ fileId });
      for (const delayMs of lookingIntoMs) {
        await wait(delayMs, signal);
        try {
          return await send(message);
        } catch (error) {
          if (!isFileRefused(error)) throw error;
        }
      }
      logger.warn({ fileId }, 'Slack does not show a picture that it has');
      return send(await render('none'));
    },
  };
}

/** Whether Slack refuses a message for its file alone: `invalid slack file [json-pointer:/blocks/1/slack_file]`. */
function isFileRefused(error: unknown): boolean {
  return (
    error instanceof WebAPIPlatformError &&
    error.data.error === 'invalid_blocks' &&
    JSON.stringify(error.data).includes('slack_file')
  );
}
