import { Refusal } from '#callboard/core/refusal.ts';

/** What a file system says when there is no room: the disk, the quota, the number of files. */
const noRoom = ['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE'];
const noRight = ['EACCES', 'EPERM', 'EROFS'];

/**
 * What a person is told of a failure of this machine's disk.
 * @returns the error itself where it is about something else
 */
export function explainDiskFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFull = noRoom.includes(code);
  if (!isFull && !noRight.includes(code)) return error;
  const message = isFull
    ? "The disk that holds Callboard's data is full."
    : "The bot may not write to the folder that holds Callboard's data.";
  const hint = isFull ? 'Have some space freed, then try again.' : 'Have its rights corrected, then try again.';
  return new Refusal(message, { code: isFull ? 'disk-full' : 'disk-not-writable', hint }, { cause: error });
}
