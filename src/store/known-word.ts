/** @returns the word of a closed list that a column holds. @throws Error where it holds another */
export function knownWord<Word extends string>(words: readonly Word[], text: string): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new Error(`the database holds "${text}" where one of ${words.join(', ')} belongs`);
  return word;
}
