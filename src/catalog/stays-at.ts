import { isIP } from 'node:net';
import type { CheckedHost } from '#callboard/core/http/public-host.ts';

/** git's configuration: the host stays at the address that was checked, and no redirection is followed. */
export const staysAt = ({ hostname, port, addresses }: CheckedHost): Readonly<Record<string, string>> =>
  addresses === undefined
    ? {}
    : {
        'http.followRedirects': 'false',
        // Understood since git 2.37; an older one looks the host up again.
        ...(isIP(hostname) === 0 &&
          port !== '' && { 'http.curloptResolve': `${hostname}:${port}:${addresses.join(',')}` }),
      };
