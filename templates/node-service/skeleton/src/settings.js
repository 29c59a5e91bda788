const defaultPort = ${{ values.port }};

/**
 * What the environment says about how to run.
 * @param {Record<string, string | undefined>} environment
 * @returns {{ host: string, port: number, stopTimeoutMs: number }}
 * @throws {Error} where a value can't be used
 */
export function readSettings(environment) {
  const port = Number(environment.PORT ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, and is "${environment.PORT}"`);
  }
  return { host: environment.HOST ?? '0.0.0.0', port, stopTimeoutMs: 10_000 };
}
