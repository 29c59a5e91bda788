import { oneLine } from '#callboard/catalog/entity-text.ts';

/** What somebody typed, in quotes, to be told back to them: one line of at most 60 characters. */
export const quote = (text: string): string => `"${oneLine(text, 60)}"`;
