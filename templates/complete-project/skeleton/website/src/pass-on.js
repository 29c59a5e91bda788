const timeoutMs = 10_000;

/**
 * Asks the service in the place of a visitor, and answers with what it says.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {URL} serviceUrl
 * @param {string} target path and query at the service, beginning with a slash
 */
export async function passOn(request, response, serviceUrl, target) {
  const { method = 'GET', headers } = request;
  try {
    // Not resolved against the address: "//elsewhere" would lead elsewhere.
    const answer = await fetch(serviceUrl.origin + target, {
      method,
      headers: headers['content-type'] ? { 'content-type': headers['content-type'] } : {},
      body: ['GET', 'HEAD'].includes(method) ? undefined : request,
      duplex: 'half',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const content = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(content);
  } catch (error) {
    console.error(JSON.stringify({ message: 'the service was not reached', target, error: String(error) }));
    response.writeHead(502, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ error: 'The service can not be reached' }));
  }
}
