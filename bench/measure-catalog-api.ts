import { Agent, request } from 'node:http';
import { type Times, times } from './times.ts';

/** How long questions to the catalog's API take, one after the other over one connection, in milliseconds. */
export interface ApiTimes {
  readonly 'by-name': Times;
  readonly 'by-query: kind and name': Times;
  readonly 'by-query: relations.ownedBy': Times;
}

interface Sample {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly relations?: readonly { readonly type: string; readonly targetRef: string }[];
}

const questions = 1000;

/** Asks for entities that there are. @param url of a running bot on this machine, without tokens configured */
export async function measureCatalogApi(url: string): Promise<ApiTimes> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string) => ask(`${url}/api/catalog${path}`, agent);
  const page: { readonly items: readonly Sample[] } = JSON.parse(
    await get('/entities/by-query?limit=1000&filter=kind=component&filter=kind=api&orderField=metadata.uid,asc'),
  );
  const measure = async (pathOf: (sample: Sample) => string): Promise<Times> => {
    const took: number[] = [];
    for (let index = 0; index < questions; index += 1) {
      const sample = page.items[index % page.items.length];
      if (!sample) throw new Error('the catalog is empty');
      const started = performance.now();
      await get(pathOf(sample));
      took.push(performance.now() - started);
    }
    return times(took);
  };
  const ownerOf = ({ relations = [] }: Sample) =>
    relations.find(({ type }) => type === 'ownedBy')?.targetRef ?? 'group:default/nobody';
  const measured = {
    'by-name': await measure(
      ({ kind, metadata: { namespace, name } }) => `/entities/by-name/${kind}/${namespace}/${name}`,
    ),
    'by-query: kind and name': await measure(
      ({ kind, metadata: { name } }) => `/entities/by-query?filter=kind=${kind},metadata.name=${name}`,
    ),
    'by-query: relations.ownedBy': await measure(
      (sample) => `/entities/by-query?filter=relations.ownedBy=${encodeURIComponent(ownerOf(sample))}`,
    ),
  };
  agent.destroy();
  return measured;
}

function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answered with ${response.statusCode}: ${text}`));
      });
    })
      .once('error', reject)
      .end();
  });
}
