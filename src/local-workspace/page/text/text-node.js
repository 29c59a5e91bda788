/**
 * Formatted text as a tree: what mrkdwn, Markdown and rich text all become before they are drawn.
 *
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'break' }
 *   | { kind: 'rule' }
 *   | { kind: 'bold' | 'italic' | 'strike' | 'underline' | 'quote' | 'paragraph', children: TextNode[] }
 *   | { kind: 'heading', level: number, children: TextNode[] }
 *   | { kind: 'code' | 'preformatted', text: string }
 *   | { kind: 'link', url: string, children: TextNode[] }
 *   | { kind: 'user' | 'channel' | 'usergroup', id: string, label?: string }
 *   | { kind: 'broadcast', range: string }
 *   | { kind: 'emoji', name: string, unicode?: string }
 *   | { kind: 'date', timestamp: number, pattern: string, fallback: string, url?: string }
 *   | { kind: 'list', isOrdered: boolean, start: number, items: { indent: number, children: TextNode[] }[] }
 *   | { kind: 'table', rows: TextNode[][][], alignments: (string | undefined)[] }} TextNode
 */
export {};
