/** A length of time for people, in two units at most: `35 ms`, `0.8 s`, `12 s`, `4 min`, `2 h 05 min`, `3 d 4 h`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${`${minutes % 60}`.padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long something goes on already; empty where the clock has not moved since, as one that goes by the minute. */
export function passedText(milliseconds: number): string {
  return milliseconds <= 0 ? '' : durationText(milliseconds);
}

/** How long something has been, in whole seconds at least. */
export function ageText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : durationText(milliseconds);
}

/** A time that is left, in whole seconds and never less than one: estimates are not more precise than that. */
export function leftText(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : durationText(seconds * 1000);
}

/** Time of day on this computer, `14:05:09`. */
export function clockText(time: number): string {
  const date = new Date(time);
  const two = (n: number) => `${n}`.padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

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
