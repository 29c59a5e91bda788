import { Refusal } from '#callboard/core/refusal.ts';

/** A skeleton whose files could not be where they would be written. @param message without its full stop */
export const unsafeSkeleton = (message: string): Refusal =>
  new Refusal(`${message}.`, {
    code: 'unsafe-skeleton',
    hint: 'Correct the template, or a value that is used in the name.',
  });
