const lists = {
  and: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
} as const;

/** Names as a sentence has them: `a, b and c`. */
export const listed = (names: readonly string[], last: keyof typeof lists): string => lists[last].format(names);
