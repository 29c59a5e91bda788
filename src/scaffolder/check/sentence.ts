/** A text with a full stop, where it does not end yet. */
export const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
