import type { Picture } from '#callboard/core/answers/picture.ts';
import type { Painter } from '#callboard/pictures/painter.ts';
import { shorten } from './shorten.ts';
import type { SlackClients } from './slack-clients.ts';

/** What is shown of a description as the title of the file, in characters. */
const titleLimit = 100;
const uploadTimeoutMs = 2500;

/**
 * Draws a picture and uploads it, seen by nobody but the bot until a message shows it.
 * @returns the id of the file, which Slack may still be looking into
 * @throws Error, or what Slack said, where it can't be drawn or uploaded
 */
export async function uploadPicture(
  { interactive }: Pick<SlackClients, 'interactive'>,
  painter: Painter,
  picture: Picture,
): Promise<string> {
  const png = await painter.draw(picture);
  const { upload_url: url, file_id: id } = await interactive.files.getUploadURLExternal({
    filename: 'picture.png',
    length: png.byteLength,
  });
  if (url === undefined || id === undefined) throw new Error('Slack did not say where to upload the picture');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array(png),
    signal: AbortSignal.timeout(uploadTimeoutMs),
  });
  if (!response.ok) throw new Error(`Slack answered ${response.status} to the upload of a picture`);
  await interactive.files.completeUploadExternal({ files: [{ id, title: shorten(picture.alt, titleLimit) }] });
  return id;
}
