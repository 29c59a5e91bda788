/**
 * The colour that an app gave in hexadecimal, with its "#".
 * @param {string | undefined} colour with or without "#"
 * @returns {string | null} null for none, or for what is no colour
 */
export const safeColour = (colour) => {
  const [, digits] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(colour ?? '') ?? [];
  return digits ? `#${digits}` : null;
};
