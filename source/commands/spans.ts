/** A span of milliseconds in its largest two units, `3 min 20 s`; empty where there is none. */
export function spanText(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return '';
  const seconds = Math.round(milliseconds / 1000);
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [size, letter] = units[first]!;
  const next = units[first + 1];
  const rest = next ? Math.floor((seconds % size) / next[0]) : 0;
  return `${Math.floor(seconds / size)} ${letter}${rest > 0 ? ` ${rest} ${next![1]}` : ''}`;
}
