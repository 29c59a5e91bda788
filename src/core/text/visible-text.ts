/** Control characters, those that turn the direction of text, and those that take no room: with them a text is disguised. */
const disguises = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;
/** Joiners shape some scripts, and make one pictograph of several; in Latin letters they only hide. */
const hiddenJoiners = /(?<=[!-~])[\u200c\u200d]+|[\u200c\u200d]+(?=[!-~])/gu;

/** One line of a text, in which nothing is hidden and nothing turned: what stands there is what is read. */
export function visibleText(text: string): string {
  return text.replaceAll(disguises, (found) => (/[\s\p{Cc}]/u.test(found) ? ' ' : '')).replaceAll(hiddenJoiners, '');
}
