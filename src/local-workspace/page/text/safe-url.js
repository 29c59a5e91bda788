const allowedProtocols = ['http:', 'https:', 'mailto:'];

/**
 * The address, if a link may lead there.
 * @param {string} text not escaped
 * @returns {string | null} null for anything but an absolute http, https or mailto address
 */
export const safeUrl = (text) => {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url && allowedProtocols.includes(url.protocol) ? url.href : null;
};
