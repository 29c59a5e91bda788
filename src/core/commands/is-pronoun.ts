/** Whether a text is a word that stands for something said before. */
export const isPronoun = (text: string): boolean => /^(?:it|its|this|that|them|they|these|those)$/i.test(text.trim());
