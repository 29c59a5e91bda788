/** How a Git host lets this bot in over HTTP. */
export interface GitCredentials {
  /** Scheme, host and port, such as `https://github.com`; they are for it, and for the same host over HTTPS. */
  readonly origin: string;
  /** Asked for at each use, since tokens expire. */
  readonly read: () => Promise<{ readonly username: string; readonly password: string }>;
}
