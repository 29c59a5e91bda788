import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { Refusal } from '../refusal.ts';

/** Finds the addresses of a host. @throws where it has none */
export type Lookup = (hostname: string) => Promise<readonly { readonly address: string }[]>;

const lookupAll: Lookup = (hostname) => lookup(hostname, { all: true });

/** What is not on the public internet, as IANA's registries of special-purpose addresses (RFC 6890) have it. */
const privateAddresses = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privateAddresses.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privateAddresses.addSubnet(network, bits, 'ipv6');
}

/** A host that may be asked. */
export interface CheckedHost {
  readonly hostname: string;
  /** The port, also where it is the usual one; empty where the scheme has none that is known. */
  readonly port: string;
  /** Where it is to be asked, and nowhere else; undefined for a host that is allowed wherever it is. */
  readonly addresses: readonly string[] | undefined;
}

/**
 * Sees to it that an address which somebody merely names is on the public internet, or at a host that is allowed: else
 * whoever may write a catalog file could reach what only this machine can.
 * @param url http, https or ssh, or `user@host:path`
 * @param allowedHosts names of hosts, with the port where it is not the usual one
 * @throws Refusal where the address is a private one, the machine's own, or of no host
 */
export async function requirePublicHost(
  url: string,
  allowedHosts: ReadonlySet<string>,
  find: Lookup = lookupAll,
): Promise<CheckedHost> {
  const { hostname, host, port } = hostOf(url);
  if (allowedHosts.has(host) || allowedHosts.has(hostname)) return { hostname, port, addresses: undefined };
  const addresses = await addressesOf(hostname, find);
  const found = addresses.find((address) => privateAddresses.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'));
  if (found === undefined) return { hostname, port, addresses };
  const where = found === hostname ? found : `${hostname} is at ${found}, which`;
  throw new Refusal(`${where} is a private address.`, {
    code: 'private-address',
    hint: `If it may be read, name ${host} under catalog.allowedHosts in callboard.yaml.`,
  });
}

async function addressesOf(hostname: string, find: Lookup): Promise<readonly string[]> {
  if (isIP(hostname) !== 0) return [hostname];
  try {
    return (await find(hostname)).map(({ address }) => address);
  } catch (cause) {
    throw new Refusal(
      `The host ${hostname} is not known.`,
      { code: 'host-unknown', hint: 'Check the address, and that the bot can look names up.' },
      { cause },
    );
  }
}

function hostOf(url: string): { readonly hostname: string; readonly host: string; readonly port: string } {
  const scp = /^(?:[^@/:]+@)([^:/]+):/.exec(url)?.[1];
  const parsed = URL.parse(scp === undefined ? url : `ssh://${scp}`);
  if (parsed === null || !/^(?:https?|ssh):$/.test(parsed.protocol) || parsed.hostname === '') {
    throw new Refusal(`${url} is not an address on the network.`, {
      code: 'not-an-address',
      hint: 'Give an address that begins with https:// or ssh://.',
    });
  }
  const usual = parsed.protocol === 'https:' ? '443' : parsed.protocol === 'http:' ? '80' : '';
  const hostname = parsed.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return { hostname, host: parsed.host.toLowerCase(), port: parsed.port === '' ? usual : parsed.port };
}
