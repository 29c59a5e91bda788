/**
 * Whether credentials of an origin, such as `https://github.com`, may be sent to an address: at its own scheme, host
 * and port, and at the same host over HTTPS. Over plain HTTP everyone on the way would read them.
 */
export function mayHaveCredentials(url: string, origin: string): boolean {
  const asked = URL.parse(url);
  const owner = URL.parse(origin);
  if (!asked || !owner || asked.host !== owner.host) return false;
  return asked.protocol === 'https:' || (asked.protocol === 'http:' && owner.protocol === 'http:');
}
