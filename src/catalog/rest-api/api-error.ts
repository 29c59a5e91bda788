/** A request that cannot be answered as it is put: status 400. */
export class InputProblem extends Error {}

/** The names of failures in Backstage's API, by status. */
const names: Readonly<Record<number, string>> = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  413: 'InputError',
  501: 'NotImplementedError',
};

/** A failure in the shape that Backstage's clients read. */
export function apiError(status: number, message: string, request: { readonly method: string; readonly url: string }) {
  return {
    error: { name: names[status] ?? 'Error', message },
    request: { method: request.method, url: request.url },
    response: { statusCode: status },
  };
}
