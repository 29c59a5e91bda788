/** How to answer an interaction: good for 15 minutes from `issuedAtMs` (Discord's limit for its token). */
export interface ReplyToken {
  readonly issuedAtMs: number;
  readonly applicationId: string;
  readonly token: string;
}

/** Discord's 15 minutes, less a margin for the request that uses the token. */
const usableForMs = 14.5 * 60 * 1000;

/** A reply token as the text that an address carries. */
export function formatReplyToken({ issuedAtMs, applicationId, token }: ReplyToken): string {
  return `${issuedAtMs}:${applicationId}:${token}`;
}

/** The reply token of an address, if it can still be used. */
export function usableReplyToken(text: string | undefined, now: Date): ReplyToken | undefined {
  const [issued, applicationId, token] = text?.split(':') ?? [];
  if (issued === undefined || applicationId === undefined || token === undefined) return undefined;
  const issuedAtMs = Number(issued);
  return now.getTime() - issuedAtMs < usableForMs ? { issuedAtMs, applicationId, token } : undefined;
}
