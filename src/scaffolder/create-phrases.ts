const create = '(?:create|make|start|scaffold|bootstrap|set up|build|generate)';
const wish = "(?:(?:i|we)(?:['’]d| would)? (?:want|need|like)|how (?:do|can) (?:i|we))";
const asked = `(?:${wish}(?: to)? |(?:can|could|would) you )?`;
const forWhom = '(?: (?:me|us))?';
const a = '(?: (?:an?|the))?';
const anything = '(?:project|component|repo|repository|something|thing|one)';
const template = '(?<template>.+?)(?: from (?:a|the|its) template)?';

const sentence = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');

/** What asks for something new: anything, or what a template makes. */
export const createPhrases: readonly RegExp[] = [
  sentence(`${asked}${create}${forWhom}${a}(?: new)? ${anything}`),
  sentence(`(?:${wish}${a} |an? )?new ${anything}`),
  sentence('(?:create|scaffold|bootstrap|new project|something new)'),
  sentence(`${asked}${create}${forWhom}${a}(?: new)? ${template}`),
  sentence(`(?:${wish}${a} |an? )?new ${template}`),
];
