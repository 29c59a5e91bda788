import { Refusal } from '#callboard/core/refusal.ts';
import { hasNoRoom } from './database-refusal.ts';
import type { Prisma, PrismaClient } from './generated/sqlite/client.ts';

/** The client that everything in this room is written against, whichever database is behind it. */
export type DatabaseClient = PrismaClient;

/** The same within a transaction. */
export type Transaction = Prisma.TransactionClient;

/** @returns whether a row could not be added because one with its key is there */
function isDuplicate(error: unknown): boolean {
  // P2002: https://www.prisma.io/docs/orm/reference/error-reference#p2002
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}

/**
 * Adds something.
 * @returns false if it is there already
 * @throws Refusal `disk-full` where the database has no room for it
 */
export async function addOnce(create: Promise<unknown>): Promise<boolean> {
  try {
    await create;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw hasNoRoom(error) ? noRoom(error) : error;
  }
}

const noRoom = (cause: unknown): Refusal =>
  new Refusal(
    'The disk that holds the database is full, so that nothing could be kept.',
    { code: 'disk-full', hint: 'Have some space freed, then try again.' },
    { cause },
  );
