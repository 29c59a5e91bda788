/** What a person in the workspace asked can't be done: one sentence that the page shows. */
export class WorkspaceRefusal extends Error {
  readonly status: 400 | 404;

  constructor(sentence: string, status: 400 | 404 = 400) {
    super(sentence);
    this.status = status;
  }
}
