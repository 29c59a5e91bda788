/** A platform takes no more for now; nothing was sent. What is a row is said later, and loses no attempt by it. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  /** After how long it is worth another try, in milliseconds. */
  readonly afterMs: number;

  /** @param message what is waited for, as a sentence */
  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}
