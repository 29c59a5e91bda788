/** What a part of the made-up company does: a word of its names, and how people speak of it. */
export interface Area {
  readonly word: string;
  readonly about: string;
}

const area = (word: string, about: string): Area => ({ word, about });

/** Fernway carries parcels and people: trains, vans, lockers, and the shops that use them. */
export const areas: readonly Area[] = [
  area('parcel', 'parcels on their way'),
  area('booking', 'seats and berths that are booked'),
  area('customs', 'declarations and duties at borders'),
  area('depot', 'depots and what lies in them'),
  area('fleet', 'vans, trucks and their upkeep'),
  area('locker', 'lockers where parcels are fetched'),
  area('routing', 'the way that each van takes'),
  area('tariff', 'prices by distance, weight and season'),
  area('invoice', 'invoices to merchants'),
  area('payout', 'money that goes to carriers'),
  area('claim', 'parcels that were lost or broken'),
  area('voucher', 'vouchers and gift cards'),
  area('loyalty', 'points and what they buy'),
  area('identity', 'accounts and how people sign in'),
  area('consent', 'what customers allow'),
  area('merchant', 'shops that send with us'),
  area('courier', 'couriers and their tours'),
  area('timetable', 'trains and when they leave'),
  area('platform', 'clusters, pipelines and secrets'),
  area('telemetry', 'what vehicles measure'),
  area('forecast', 'how much will have to be carried'),
  area('roster', 'who works when'),
  area('payroll', 'wages'),
  area('purchase', 'what the company buys'),
  area('address', 'addresses and their spelling'),
  area('weather', 'storms, snow and heat on the way'),
  area('label', 'the labels on parcels'),
  area('returns', 'parcels that go back'),
  area('insurance', 'what is insured, and for how much'),
  area('messaging', 'mail, text messages and push'),
  area('helpdesk', 'questions of customers and their answers'),
  area('storefront', 'the pages where people book'),
  area('search', 'connections and offers that fit'),
  area('experiment', 'what is tried on some customers first'),
  area('warehouse', 'figures for those who decide'),
  area('fraud', 'bookings that nobody means to pay'),
  area('ticket', 'tickets and their barcodes'),
  area('catering', 'meals on trains'),
  area('signal', 'signals and what they show'),
  area('emission', 'what the journeys emit'),
];

/** What a component is: the last word of its name, its `spec.type` and what it does. */
export interface Trade {
  readonly word: string;
  readonly type: 'service' | 'website' | 'library' | 'data-pipeline' | 'tool';
  readonly does: string;
}

const trade = (word: string, type: Trade['type'], does: string): Trade => ({ word, type, does });

export const trades: readonly Trade[] = [
  trade('gateway', 'service', 'Lets the outside in'),
  trade('service', 'service', 'Keeps the truth'),
  trade('worker', 'service', 'Does in the background what is slow'),
  trade('scheduler', 'service', 'Decides what runs when'),
  trade('importer', 'data-pipeline', 'Brings in files of partners'),
  trade('exporter', 'data-pipeline', 'Hands figures out at night'),
  trade('notifier', 'service', 'Tells people'),
  trade('validator', 'service', 'Checks what comes in'),
  trade('calculator', 'service', 'Works out amounts'),
  trade('planner', 'service', 'Plans the next day'),
  trade('tracker', 'service', 'Follows every step'),
  trade('matcher', 'service', 'Brings together what belongs together'),
  trade('archiver', 'data-pipeline', 'Puts old records away'),
  trade('reconciler', 'service', 'Compares two books and reports what differs'),
  trade('console', 'website', 'Shows colleagues what goes on'),
  trade('portal', 'website', 'Shows partners their own'),
  trade('web', 'website', 'Shows customers what they came for'),
  trade('dashboard', 'website', 'Draws the figures'),
  trade('sdk', 'library', 'Calls it from other programs'),
  trade('models', 'library', 'Gives the shapes of the data'),
  trade('components', 'library', 'Gives pages their parts'),
  trade('cli', 'tool', 'Does it from a terminal'),
  trade('simulator', 'tool', 'Pretends to be the real thing in tests'),
  trade('aggregator', 'data-pipeline', 'Sums up'),
];

/** What tells two things of one area and trade apart. */
export const facets: readonly string[] = [
  'express', 'night', 'border', 'rural', 'bulk', 'cold-chain', 'partner', 'internal', 'mobile', 'realtime',
  'batch', 'regional', 'harbour', 'airport', 'station', 'corporate', 'student', 'seasonal', 'heavy', 'priority',
  'offline', 'public', 'audit', 'sandbox', 'nordic', 'alpine', 'iberian', 'baltic', 'island', 'metro',
  'weekend', 'refund', 'quality', 'safety', 'capacity', 'contract', 'credit', 'document', 'photo', 'signature',
]; // oxfmt-ignore

export const languages: readonly string[] = ['go', 'java', 'kotlin', 'typescript', 'python', 'rust', 'scala', 'csharp'];
export const lifecycles: readonly string[] = [
  ...Array.from({ length: 7 }, () => 'production'),
  'experimental',
  'deprecated',
];

/** Teams with names of their own, as teams like to have. */
export const crews: readonly string[] = [
  'otters', 'falcons', 'lynx', 'night-owls', 'badgers', 'foxgloves', 'kestrels', 'herons', 'puffins', 'marmots',
  'larks', 'salmon', 'wolves', 'hedgehogs', 'swifts', 'magpies', 'beavers', 'ibex', 'adders', 'cranes',
]; // oxfmt-ignore

export const givenNames: readonly string[] = [
  'Amara', 'Anders', 'Beatriz', 'Björn', 'Carmen', 'Chidi', 'Dagmar', 'Dmitri', 'Élodie', 'Emre',
  'Fatima', 'Florian', 'Giulia', 'Goran', 'Hana', 'Henrik', 'Ioana', 'Isak', 'Jelena', 'João',
  'Kaori', 'Kofi', 'Léa', 'Luca', 'Magda', 'Mateusz', 'Nadia', 'Nils', 'Olena', 'Oskar',
  'Paula', 'Piotr', 'Rania', 'Ronan', 'Saskia', 'Søren', 'Tariq', 'Tereza', 'Ulrike', 'Viktor',
  'Wanda', 'Xavier', 'Yara', 'Zoltán',
]; // oxfmt-ignore

export const familyNames: readonly string[] = [
  'Abara', 'Almeida', 'Andersson', 'Bakker', 'Bianchi', 'Castaño', 'Černý', 'Demir', 'Dubois', 'Eriksen',
  'Fischer', 'Fontaine', 'García', 'Grünwald', 'Haddad', 'Horváth', 'Ibarra', 'Ivanova', 'Jansen', 'Jovanović',
  'Kowalski', 'Kühn', 'Larsson', 'Leclerc', 'Marković', 'Mensah', 'Müller', 'Nakamura', 'Novák', "O'Brien",
  'Okonkwo', 'Olsen', 'Papadakis', 'Petrov', 'Quispe', 'Rossi', 'Sánchez', 'Schäfer', 'Smit', 'Szabó',
  'Tanaka', 'Toivonen', 'Urban', 'Varga', 'Virtanen', 'Weber', 'Wójcik', 'Yıldız', 'Zhang', 'Zimmermann',
]; // oxfmt-ignore

/** What owners write into `callboard.dev/aliases`, by the component's name. */
export const nicknames: Readonly<Record<string, string>> = {
  'parcel-tracker': 'where is my parcel, wismp',
  'platform-console': 'mission control',
  'storefront-web': 'homepage',
  'routing-planner': 'tour brain',
  'messaging-notifier': 'pigeon',
  'storefront-gateway': 'front door',
};

/** Components with names as nobody would generate them, there in a company of any size. */
export const landmarks: readonly {
  readonly name: string;
  readonly title?: string;
  readonly type: Trade['type'];
  readonly area: string;
  readonly does: string;
  readonly aliases?: string;
}[] = [
  { name: 'PriceBrain', type: 'service', area: 'tariff', does: 'Learns what people would pay' },
  { name: 'geo_lookup', type: 'service', area: 'address', does: 'Turns an address into a place on the map' },
  { name: 'eu.fernway.rates', type: 'library', area: 'tariff', does: 'Exchange rates of each day' },
  { name: 'kubernetes-operators', type: 'tool', area: 'platform', does: 'Runs what runs everything else' },
  { name: 'internationalization', type: 'library', area: 'storefront', does: 'Texts in eleven languages' },
  { name: 'authentication-service', type: 'service', area: 'identity', does: 'Checks who somebody is', aliases: 'login' },
  { name: 'authorization-service', type: 'service', area: 'identity', does: 'Decides what somebody may do' },
  { name: 'single-sign-on', title: 'Single sign-on (SSO)', type: 'service', area: 'identity', does: 'One password for colleagues' },
  { name: 'zrh-hall', title: 'Zürich sorting hall', type: 'service', area: 'depot', does: 'Steers the belts' },
  { name: 'sp-hub', title: 'Hub São Paulo', type: 'service', area: 'depot', does: 'Steers the belts overseas' },
  { name: 'olap-cubes', title: 'Data cubes', type: 'data-pipeline', area: 'warehouse', does: 'Prepares figures', aliases: 'dwh, numbers' },
  { name: 'chaos-monkey-business', type: 'tool', area: 'platform', does: 'Breaks things on purpose' },
  { name: 'thermal-printer-bridge', type: 'service', area: 'label', does: 'Talks to the printers in shops' },
  { name: 'legacy-mainframe-adapter', title: 'Mainframe adapter', type: 'service', area: 'booking', does: 'Speaks COBOL' },
]; // oxfmt-ignore
