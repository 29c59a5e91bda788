import { Agent, request } from 'node:http';
import { type Times, times } from './times.ts';

/** How long questions to the catalog's API take, one after the other over one connection, in milliseconds. */
export type ApiTimes = Readonly<Record<string, Times>>;

interface Sample {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly relations?: readonly { readonly type: string; readonly targetRef: string }[];
}

/** What is asked. */
interface Question {
  readonly path: string;
  /** Sent with POST where it is there. */
  readonly body?: object;
}

const timesAsked = 1000;
const pagesAsked = 40;
const componentsByName = '/entities/by-query?filter=kind=component&orderField=metadata.name,asc';

const ownerOf = ({ relations = [] }: Sample): string =>
  encodeURIComponent(relations.find(({ type }) => type === 'ownedBy')?.targetRef ?? 'group:default/nobody');

const refOf = ({ kind, metadata: { namespace, name } }: Sample): string => `${kind}:${namespace}/${name}`.toLowerCase();

/** Each is asked about one sample after the other. */
const questions: readonly (readonly [name: string, questionOf: (sample: Sample, index: number) => Question])[] = [
  [
    'by-name',
    ({ kind, metadata: { namespace, name } }) => ({ path: `/entities/by-name/${kind}/${namespace}/${name}` }),
  ],
  [
    'by-query: kind and name',
    ({ kind, metadata: { name } }) => ({ path: `/entities/by-query?filter=kind=${kind},metadata.name=${name}` }),
  ],
  [
    'by-query: relations.ownedBy',
    (sample) => ({ path: `/entities/by-query?filter=relations.ownedBy=${ownerOf(sample)}` }),
  ],
  [
    'by-query: a page of a kind by name',
    (_sample, index) => ({ path: `${componentsByName}&offset=${(index % pagesAsked) * 20}` }),
  ],
  [
    'by-query: full text in a kind by name',
    ({ metadata: { name } }) => ({
      path: `${componentsByName}&fullTextFilterFields=metadata.name,metadata.title&fullTextFilterTerm=${name.slice(1, 6)}`,
    }),
  ],
  [
    'by-query: namespace and annotation',
    ({ metadata: { namespace } }) => ({
      path: `/entities/by-query?filter=metadata.namespace=${namespace},metadata.annotations.backstage.io/managed-by-location`,
    }),
  ],
  [
    'by-refs: one, with a filter',
    (sample) => ({ path: '/entities/by-refs?filter=kind=component', body: { entityRefs: [refOf(sample)] } }),
  ],
  ['entity-facets: owners of a kind', () => ({ path: '/entity-facets?facet=relations.ownedBy&filter=kind=component' })],
];

/** Asks for entities that there are. @param url of a running bot on this machine, without tokens configured */
export async function measureCatalogApi(url: string): Promise<ApiTimes> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (question: Question) => answerOf(`${url}/api/catalog${question.path}`, question.body, agent);
  const page: { readonly items: readonly Sample[] } = JSON.parse(
    await ask({
      path: '/entities/by-query?limit=1000&filter=kind=component&filter=kind=api&orderField=metadata.uid,asc',
    }),
  );
  const measure = async (questionOf: (sample: Sample, index: number) => Question): Promise<Times> => {
    const took: number[] = [];
    for (let index = 0; index < timesAsked; index += 1) {
      const sample = page.items[index % page.items.length];
      if (!sample) throw new Error('the catalog is empty');
      const started = performance.now();
      await ask(questionOf(sample, index));
      took.push(performance.now() - started);
    }
    return times(took);
  };
  const measured = new Map<string, Times>();
  for (const [name, questionOf] of questions) measured.set(name, await measure(questionOf));
  agent.destroy();
  return Object.fromEntries(measured);
}

function answerOf(url: string, body: object | undefined, agent: Agent): Promise<string> {
  const options = body ? { agent, method: 'POST', headers: { 'content-type': 'application/json' } } : { agent };
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answered with ${response.statusCode}: ${text}`));
      });
    })
      .once('error', reject)
      .end(body && JSON.stringify(body));
  });
}
