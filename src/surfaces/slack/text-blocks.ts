import type { MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types';
import { packLines, shorten } from './mrkdwn.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const sectionTextLimit = 3000;

/** Markup as Slack's text object, in which Slack makes no links by itself. Slack takes no empty text: it is a space. */
export const mrkdwn = (text: string): MrkdwnElement => ({
  type: 'mrkdwn',
  text: text === '' ? ' ' : text,
  verbatim: true,
});

/** Text without markup as Slack's text object, cut with a mark after `limit` characters. An empty one is a dash. */
export const plainText = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text.trim() === '' ? '–' : text, limit),
  emoji: false,
});

/** Lines of markup, whole, in as many blocks as they need; none where there is nothing to say. */
export const sections = (lines: readonly string[]): SectionBlock[] =>
  packLines(lines, sectionTextLimit).map((text) => ({ type: 'section', text: mrkdwn(text) }));
