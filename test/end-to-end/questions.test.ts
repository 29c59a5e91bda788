import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { type ExampleCompany, startExampleCompany } from '../fixtures/example-company.ts';

let company: ExampleCompany;
beforeAll(async () => {
  company = await startExampleCompany();
});
afterAll(() => company.stop());

const component = (name: string) => `component:default/${name}`;
const api = (name: string) => `api:default/${name}`;
const resource = (name: string) => `resource:default/${name}`;
const group = (name: string) => `group:default/${name}`;
const user = (name: string) => `user:default/${name}`;
const template = (name: string) => `template:default/${name}`;

const payments = component('payments');
const paymentsTeam = group('team-payments');
const ada = user('ada.moreno');
/** A list, a form to choose, or a question back: about nothing in particular. */
const nothing = undefined;

describe('over the example company', () => {
  test.each<readonly [text: string, command: string, subject: string | undefined]>([
    ['who owns payments?', 'who-owns', payments],
    ['who owns paymnts', 'who-owns', payments],
    ['whose is the ledger export', 'who-owns', component('ledger-export')],
    ["who's the maintainer of deploy bot", 'who-owns', component('deploy-bot')],
    ['which team is responsible for the search index?', 'who-owns', resource('product-index')],
    ['who do I ask about the order events topic?', 'who-owns', resource('order-events')],
    ['the team behind payments', 'who-owns', payments],
    ['show me the team behind payments', 'who-owns', payments],
    ['/who-owns payments', 'who-owns', payments],
    ['/who-owns who owns payments', 'who-owns', payments],

    ['where is the API for billing?', 'where-is', api('billing-api')],
    ['wheres the repo of billing', 'where-is', component('billing')],
    ["where is billing's api", 'where-is', api('billing-api')],
    ["where is the payments service's repo", 'where-is', payments],
    ['/where-is the api for billing', 'where-is', api('billing-api')],

    ['who is on call for payments?', 'on-call', payments],
    ['who is on call for the team behind payments', 'on-call', payments],
    ['whos on call 4 payments', 'on-call', payments],
    ['/on-call for payments', 'on-call', payments],

    ['what is payments-api?', 'show', api('payments-api')],
    ['tell me about the checkout team', 'show', group('team-checkout')],
    ['who is in the payments team?', 'show', paymentsTeam],
    ['which services depend on payments', 'depends', payments],
    ['what depends on order-events?', 'depends', resource('order-events')],
    ['who uses the orders api?', 'depends', api('orders-api')],
    ['show services that use the accounts api', 'depends', api('accounts-api')],
    ['what does payments depend on', 'depends', payments],
    ['what does the payments service depend on?', 'depends', payments],
    ['what breaks if accounts is down?', 'depends', component('accounts')],
    ['what would break if the accounts service goes down', 'depends', component('accounts')],
    ['which services fail when order-events is unavailable', 'depends', resource('order-events')],
    ['what happens if payments fails', 'depends', payments],
    ['dependencies of payments', 'depends', payments],
    ['show me the dependents of the design system', 'depends', component('design-system')],
    ['show the dependency graph of checkout to depth 3', 'depends', component('checkout-web')],
    ["what are payments' dependencies", 'depends', payments],
    ["show ledger export's dependency graph", 'depends', component('ledger-export')],
    ['draw the dependency tree for payments with depth 1', 'depends', payments],
    ['what is the blast radius of order-events', 'depends', resource('order-events')],
    ['/depends payments 3', 'depends', payments],
    ['/depends payments service', 'depends', payments],
    ['/depends who uses the orders api', 'depends', api('orders-api')],
    ['depends payments to depth 4', 'depends', payments],
    ['waht depends on paymnts', 'depends', payments],

    ['find invoices', 'find', nothing],
    ['payments api', 'find', nothing],
    ['search for pdf', 'find', resource('invoice-archive')],
    ['help me find the ledger export', 'find', component('ledger-export')],
    ['what does the payments team own?', 'find', paymentsTeam],
    ['what does team-payments own', 'find', paymentsTeam],
    ['what do payments own', 'find', paymentsTeam],
    ['which services does the payments team own?', 'find', paymentsTeam],
    ['what belongs to the search team', 'find', group('team-search')],
    ['what does Ada own?', 'find', ada],
    ['/find services owned by the payments team', 'find', paymentsTeam],
    ['list apis', 'find', nothing],
    ['list components', 'find', nothing],
    ['show me all services', 'find', nothing],
    ['show me the apis', 'find', nothing],
    ['which systems do we have?', 'find', nothing],
    ['/find apis', 'find', nothing],

    ['sources', 'sources', nothing],
    ['where does the catalog come from?', 'sources', nothing],
    ['which source does billing come from?', 'sources', nothing],
    ['unregister payments', 'unregister', nothing],
    ['take payments out of the catalog', 'unregister', nothing],
    ['refresh payments-api', 'refresh', nothing],
    ['relaod payments', 'refresh', nothing],
    ['/refresh all', 'refresh', nothing],

    ['help', 'help', nothing],
    ['help me', 'help', nothing],
    ['can you help?', 'help', nothing],
    ['I need help', 'help', nothing],
    ['help with page', 'help', nothing],
    ['/help me', 'help', nothing],

    ['create', 'create', nothing],
    ['I need a new project', 'create', nothing],
    ['I need a new service', 'create', nothing],
    ['new service', 'create', nothing],
    ['I need a new node service', 'create', template('node-service')],
    ['create a python service', 'create', template('python-service')],
    ['make me a new library', 'create', template('typescript-library')],
    ["we'd like a new website please", 'create', template('static-website')],
    ['how do I create a new service?', 'create', nothing],
    ['/create a new service', 'create', nothing],
    ['show my runs', 'runs', nothing],

    ['who ownes payments', 'who-owns', payments],
    ['wo owns payments', 'who-owns', payments],
    ['who is onwer of payments', 'who-owns', payments],
    ['who is responsable for billing', 'who-owns', component('billing')],
    ["where's teh api for billing", 'where-is', api('billing-api')],
    ['whre are the docs for accounts', 'where-is', component('accounts')],
    ['who is on cal for payments', 'on-call', payments],
    ['waht is payments', 'show', payments],
    ['serach invoices', 'find', nothing],
    ['what dose the payments team own', 'find', paymentsTeam],
    ['crate a new service', 'create', nothing],

    ['show <@U01ADA0001>', 'show', ada],
    ['who is <@U01ADA0001|ada.moreno>?', 'show', ada],
    ['what does <@U01ADA0001> own?', 'find', ada],
    ['/show @ada.moreno', 'show', ada],
    ['who owns https://github.com/brightwave/payments', 'who-owns', payments],
    ['who owns <https://github.com/brightwave/payments|github.com/brightwave/payments>?', 'who-owns', payments],
    ['/who-owns <https://github.com/brightwave/payments|that one>', 'who-owns', payments],
    ['who owns github.com/brightwave/billing/blob/main/src/index.ts', 'who-owns', component('billing')],
    ['who owns git@github.com:brightwave/order-service.git', 'who-owns', component('order-service')],
    ['what is https://runbooks.brightwave.example/payments', 'show', payments],
    ['https://github.com/brightwave/payments', 'find', payments],

    ['who owns the order-events topic', 'who-owns', resource('order-events')],
    ['who owns payments repo', 'who-owns', payments],
    ['who owns the production kubernetes cluster', 'who-owns', resource('production-cluster')],
    ['who owns the checkout service', 'who-owns', component('checkout-web')],
    ['who owns component payments', 'who-owns', payments],
    ['who owns the billing database', 'who-owns', resource('billing-db')],
    ['who owns the design system library', 'who-owns', component('design-system')],
    ['who owns the thing called ledger export', 'who-owns', component('ledger-export')],

    // What could be a slip, and is a search.
    ['pages payments', 'find', nothing],
    ['late payments', 'find', nothing],
    ['net payments', 'find', nothing],
  ])('“%s” is answered by %s about %s', async (text, command, subject) => {
    const answered = await company.ask(text);
    expect(answered).toMatchObject({ command, subject });
    expect(answered.answer.kind).not.toBe('refusal');
  });

  test.each([
    ['who owns', 'who-owns'],
    ['who owns this?', 'who-owns'],
    ['wo owns', 'who-owns'],
    ['who is responsible for', 'who-owns'],
    ['who is on call', 'on-call'],
    ['who is on call for', 'on-call'],
    ['where is the api', 'where-is'],
    ['where are the docs?', 'where-is'],
    ['show me', 'show'],
    ['tell me about', 'show'],
    ['/page', 'page'],
  ])('“%s” is answered with how to name what %s is about', async (text, command) => {
    const answered = await company.ask(text);
    expect(answered).toMatchObject({ command, subject: undefined, answer: { code: 'missing-value' } });
    expect(toPlainText(answered.answer)).toContain(`Type /${command} <name>`);
  });

  test.each([
    'who owns spaceship',
    'who owns https://github.com/brightwave/spaceship',
    'who owns <@U0NOBODY01>',
    'where is the API for teleport',
    'who is on call for the spaceship team',
    'what depends on spaceship',
    'what does the spaceship team own',
    'show me all spaceships',
    'list spaceships',
    'page spaceship it is down',
    '/page the spaceship is down',
  ])('“%s” is refused, since nothing is called that', async (text) => {
    expect(await company.ask(text)).toMatchObject({ subject: undefined, answer: { code: 'no-such-entity' } });
  });

  test.each([
    ['who owns payments teleport', payments],
    ['who owns the payments queue', payments],
    ['who owns https://gitlab.com/elsewhere/payments', payments],
  ])('“%s” is asked back with what is near: %s', async (text, nearest) => {
    const { subject, answer } = await company.ask(text);
    expect(subject).toBeUndefined();
    expect(toPlainText(answer)).toContain('Nothing in the catalog is called');
    expect(toPlainText(answer)).toContain(`(${nearest})`);
  });

  test('what owns nothing by its kind is said to be no owner', async () => {
    expect(await company.ask('what does billing own')).toMatchObject({
      subject: component('billing'),
      answer: { message: 'Billing is of kind Component, and only teams and people own things.' },
    });
  });
});

describe('paging', () => {
  test.each<readonly [text: string, subject: string, message: string]>([
    ['/page payments', payments, ''],
    ['/page payments api slow', api('payments-api'), 'slow'],
    ['/page payments api is slow', api('payments-api'), 'is slow'],
    ['/page paymnts api slow', api('payments-api'), 'slow'],
    ['/page "payments api" slow', api('payments-api'), 'slow'],
    ['/page payments: api is slow', payments, 'api is slow'],
    ['/page notification service mails are late', component('notifications'), 'mails are late'],
    ['/page the checkout team pages are down', group('team-checkout'), 'pages are down'],
    ['/page Ada Moreno look at this', ada, 'look at this'],
    ['/page <@U01BEN0002> refunds fail', user('ben.okafor'), 'refunds fail'],
    ['/page https://github.com/brightwave/payments it is down', payments, 'it is down'],
    ['/page whoever is on call for payments: it is down', payments, 'it is down'],
    ['page payments api slow', api('payments-api'), 'slow'],
    ['page "payments api" slow', api('payments-api'), 'slow'],
    ['can you page the payments api it is slow', api('payments-api'), 'it is slow'],
    ['page payments api slow about half of the time', api('payments-api'), 'slow about half of the time'],
    ['page the team behind payments api is slow', api('payments-api'), 'is slow'],
    ['/page the team behind payments api is slow', api('payments-api'), 'is slow'],
    ['page notification service', component('notifications'), ''],
    ['page search team, the index is stale', group('team-search'), 'the index is stale'],
    ['pgae payments', payments, ''],
  ])('“%s” is about %s and says “%s”', async (text, subject, message) => {
    expect(await company.ask(text)).toMatchObject({ command: 'page', subject });
    expect(company.lastPage()).toMatchObject({ subject, message });
  });
});
