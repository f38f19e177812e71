/** A bar of so many cells for a share from 0 to 1; undefined is drawn as unknown. */
export function bar(fraction: number | undefined, cells: number): string {
  if (cells <= 0) return '';
  if (fraction === undefined) return '░'.repeat(cells);
  const full = Math.round(Math.max(0, Math.min(1, fraction)) * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}
