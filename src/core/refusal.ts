/** What a {@link Refusal} says, beside its message. */
export interface RefusalDetails {
  /** A stable word for programs and tests, such as `no-such-entity`. */
  readonly code: string;
  /** What the person can do about it, as one sentence. */
  readonly hint?: string;
  /** The ref of the entity it is about, where there is one. */
  readonly subject?: string;
}

/** An expected "no": written for the person who asked. Anything else that is thrown is a fault. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly hint: string | undefined;
  readonly subject: string | undefined;

  /** @param message one sentence: what happened, and to what */
  constructor(message: string, details: RefusalDetails, options?: ErrorOptions) {
    super(message, options);
    this.code = details.code;
    this.hint = details.hint;
    this.subject = details.subject;
  }
}

/** Whether an error is a refusal with one of the codes. */
export function isRefusal(error: unknown, codes: readonly string[]): error is Refusal {
  return error instanceof Refusal && codes.includes(error.code);
}
