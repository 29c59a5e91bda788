const limitBytes = 10_000;

/**
 * The body of a request.
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<unknown>} undefined where it is no JSON or over 10,000 bytes
 */
export async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Read to the end all the same, so that the answer reaches who sent it.
    if (size <= limitBytes) chunks.push(chunk);
  }
  if (size > limitBytes) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
