/** @type {Record<string, string>} */
const characters = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Undoes Slack's escaping, once: "&amp;lt;" becomes "&lt;".
 * @param {string} text
 * @returns {string}
 */
export const unescapeText = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity] ?? entity);
