/** A platform could not be reached, or failed: what was to be said is worth another try, once it is back. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
  /** Whether it may have been said all the same: saying it again may say it twice. */
  readonly mayBeSaid: boolean;

  /** @param message what happened, as a sentence */
  constructor(message: string, mayBeSaid: boolean, options?: ErrorOptions) {
    super(message, options);
    this.mayBeSaid = mayBeSaid;
  }
}
