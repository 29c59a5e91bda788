import { randomBytes } from 'node:crypto';

import type { Identifiers } from './identifiers.ts';
import { SlackError } from './slack-error.ts';

/** Slack takes far larger ones; this workspace has them in memory. */
const fileLimitBytes = 5 * 1024 * 1024;
/** The oldest files go when there are more, or more bytes, than these. */
const filesKept = 100;
const keptLimitBytes = 50 * 1024 * 1024;

/** A picture that was uploaded. */
export type ImageFile = { readonly contentType: string; readonly bytes: Buffer };

/** The files of a workspace, in memory: announced, uploaded, completed, and looked into for a while before they are shown. */
export type Files = {
  /**
   * Announces a file.
   * @returns its id, and the path for its upload, below the workspace's origin
   * @throws SlackError `file_upload_size_restricted`
   */
  announce(name: string, lengthBytes: number): { readonly id: string; readonly path: string };
  /** Takes the bytes of an upload. @returns false for an unknown ticket, one that was used, or another length */
  upload(ticket: string, bytes: Buffer): boolean;
  /** Completes an upload. @throws SlackError `file_not_found` where nothing was uploaded, or it was completed before */
  complete(id: string): { readonly name: string; readonly length: number };
  /** A picture that a message may show by now: completed, looked into, and an image by its bytes. */
  image(id: string): ImageFile | undefined;
};

type KeptFile = {
  readonly name: string;
  readonly lengthBytes: number;
  readonly ticket: string;
  bytes?: Buffer;
  completedAtMs?: number;
};

const signatures: readonly (readonly [string, string])[] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
];

const contentTypeOf = (bytes: Buffer): string | undefined =>
  signatures.find(([, signature]) => bytes.toString('hex', 0, signature.length / 2) === signature)?.[0];

/**
 * Files that follow the clock `now`.
 * @param processingMs how long Slack looks into a file after its upload
 */
export const createFiles = (identifiers: Identifiers, now: () => Date, processingMs: number): Files => {
  const files = new Map<string, KeptFile>();
  const keptBytes = () => [...files.values()].reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  return {
    announce: (name, lengthBytes) => {
      if (lengthBytes > fileLimitBytes) throw new SlackError('file_upload_size_restricted');
      const id = identifiers.next('F');
      const ticket = randomBytes(18).toString('base64url');
      files.set(id, { name, lengthBytes, ticket });
      for (const [oldest] of files) {
        if (files.size <= filesKept && keptBytes() <= keptLimitBytes) break;
        files.delete(oldest);
      }
      return { id, path: `/upload/v1/${ticket}` };
    },
    upload: (ticket, bytes) => {
      const file = [...files.values()].find((each) => each.ticket === ticket);
      if (file === undefined || file.bytes !== undefined || bytes.length !== file.lengthBytes) return false;
      file.bytes = bytes;
      return true;
    },
    complete: (id) => {
      const file = files.get(id);
      if (file?.bytes === undefined || file.completedAtMs !== undefined) throw new SlackError('file_not_found');
      file.completedAtMs = now().getTime();
      return { name: file.name, length: file.lengthBytes };
    },
    image: (id) => {
      const { bytes, completedAtMs } = files.get(id) ?? {};
      if (bytes === undefined || completedAtMs === undefined) return undefined;
      if (now().getTime() - completedAtMs < processingMs) return undefined;
      const contentType = contentTypeOf(bytes);
      return contentType === undefined ? undefined : { contentType, bytes };
    },
  };
};
