/** The text with every secret, and its URL-encoded and base64 forms, replaced by `***`. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
}
