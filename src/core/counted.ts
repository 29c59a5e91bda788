/** A number with what is counted, such as `1 file` or `2 files`. */
export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
