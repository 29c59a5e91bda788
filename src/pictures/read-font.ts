/** What of a font it takes to know how wide a text is. */
export interface FontMetrics {
  /** The width of a character in ems; undefined where the font has none such. */
  readonly widthOf: (character: string) => number | undefined;
}

/**
 * Reads the widths of a TrueType font's characters, as far as they are in Unicode's first plane.
 * https://learn.microsoft.com/typography/opentype/spec/otff
 * @throws RangeError or Error where it is no such font
 */
export function readFontMetrics(file: Buffer): FontMetrics {
  const tables = tablesOf(file);
  const unitsPerEm = tableOf(tables, 'head').readUInt16BE(18);
  const advances = advancesOf(tables);
  const glyphs = glyphsOf(tableOf(tables, 'cmap'));
  return {
    widthOf: (character) => {
      const glyph = glyphs(character.codePointAt(0) ?? 0);
      return glyph === 0 ? undefined : advances(glyph) / unitsPerEm;
    },
  };
}

type Tables = ReadonlyMap<string, Buffer>;

function tablesOf(file: Buffer): Tables {
  const count = file.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const record = file.subarray(12 + index * 16, 28 + index * 16);
      const start = record.readUInt32BE(8);
      return [record.toString('latin1', 0, 4), file.subarray(start, start + record.readUInt32BE(12))] as const;
    }),
  );
}

function tableOf(tables: Tables, name: string): Buffer {
  const table = tables.get(name);
  if (!table) throw new Error(`the font has no table ${name}`);
  return table;
}

/** The last advance stands for all glyphs after it. */
function advancesOf(tables: Tables): (glyph: number) => number {
  const count = tableOf(tables, 'hhea').readUInt16BE(34);
  const table = tableOf(tables, 'hmtx');
  return (glyph) => table.readUInt16BE(Math.min(glyph, count - 1) * 4);
}

/** Which glyph a code point has, 0 for none, by the font's table of format 4: segments of code points. */
function glyphsOf(cmap: Buffer): (codePoint: number) => number {
  const starts = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + index * 8));
  const start = starts.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (start === undefined) throw new Error('the font has no table of characters of format 4');
  const table = cmap.subarray(start);
  const length = table.readUInt16BE(6);
  const [ends, begins, deltas, offsets] = [14, 16 + length, 16 + length * 2, 16 + length * 3] as const;
  return (codePoint) => {
    for (let at = 0; at < length; at += 2) {
      if (codePoint > table.readUInt16BE(ends + at)) continue;
      const begin = table.readUInt16BE(begins + at);
      if (codePoint < begin) return 0;
      const delta = table.readUInt16BE(deltas + at);
      const offset = table.readUInt16BE(offsets + at);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = table.readUInt16BE(offsets + at + offset + (codePoint - begin) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
