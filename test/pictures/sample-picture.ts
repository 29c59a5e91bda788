import type { Picture, PictureNode } from '#callboard/core/answers/picture.ts';

/** A node; the first of {@link samplePicture} is its subject. */
export const sampleNode = (id: string, more: Partial<PictureNode> = {}): PictureNode => ({
  id,
  label: id,
  word: 'service',
  shape: 'box',
  mark: 'plain',
  ...more,
});

/** A picture of a subject that needs all the others. */
export const samplePicture = (others: readonly PictureNode[] = [sampleNode('ledger')]): Picture => ({
  alt: 'Payments needs the others.',
  nodes: [sampleNode('payments', { label: 'Payments', mark: 'subject' }), ...others],
  arrows: others.map(({ id }) => ({ from: 'payments', to: id })),
  arrowWords: ['needs', 'is needed by'],
  omitted: 0,
});

/** Width and height of a PNG in points. @throws Error where it is none */
export function sizeOfPng(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const png = Buffer.from(bytes);
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('this is no PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
