/** How a Git host lets this bot in over HTTP. */
export interface GitCredentials {
  /** The host, with its port where it is not the default one, such as `github.com`. */
  readonly host: string;
  /** Asked for at each use, since tokens expire. */
  readonly read: () => Promise<{ readonly username: string; readonly password: string }>;
}
