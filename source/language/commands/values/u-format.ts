import type { PsDateTime } from '../../../objects/index.ts';
import { wallClock, wallTicks } from '../../values/dates.ts';
import { localZone, zoneOf } from '../lib/dates.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
  'December',
];

/** A date in the letters of date(1), as Get-Date -UFormat knows them; others stand for themselves. */
export function uFormat(format: string, date: PsDateTime): string {
  const clock = wallClock(date);
  if (!clock) return date.text;
  const two = (part: number) => String(part).padStart(2, '0');
  const blank = (part: number) => String(part).padStart(2);
  const { year, month, day, hour, minute, second } = clock;
  const utc = Number(wallTicks({ ...clock, fraction: 0 }) / 10_000n);
  const weekday = new Date(utc).getUTCDay();
  const yearDay = Math.floor((utc - startOf(year)) / 86_400_000) + 1;
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const half = hour < 12 ? 'AM' : 'PM';
  const [dayName, monthName] = [days[weekday]!, months[month - 1]!];
  const zone = zoneOf(date);
  const offset = zone === 'Z' ? '+00:00' : zone || localZone(clock);
  const time = `${two(hour)}:${two(minute)}:${two(second)}`;
  const seconds =
    Math.floor(utc / 1000) -
    (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(4)) * 60) * (offset.startsWith('-') ? -1 : 1);
  const letters: Readonly<Record<string, string>> = {
    ...{ A: dayName, a: dayName.slice(0, 3), B: monthName, b: monthName.slice(0, 3), h: monthName.slice(0, 3) },
    ...{
      C: String(Math.floor(year / 100)),
      c: `${dayName.slice(0, 3)} ${two(day)} ${monthName.slice(0, 3)} ${year} ${time}`,
    },
    ...{ D: `${two(month)}/${two(day)}/${two(year % 100)}`, x: `${two(month)}/${two(day)}/${two(year % 100)}` },
    ...{
      d: two(day),
      e: blank(day),
      F: `${year}-${two(month)}-${two(day)}`,
      G: String(isoYear(utc)),
      g: two(isoYear(utc) % 100),
    },
    ...{ H: two(hour), k: blank(hour), I: two(twelve), l: blank(twelve), j: String(yearDay).padStart(3, '0') },
    ...{
      M: two(minute),
      m: two(month),
      n: '\n',
      p: half,
      R: `${two(hour)}:${two(minute)}`,
      r: `${two(twelve)}:${two(minute)}:${two(second)} ${half}`,
    },
    ...{
      S: two(second),
      s: String(seconds),
      T: time,
      X: time,
      t: '\t',
      U: String(Math.floor(yearDay / 7)),
      W: String(Math.floor(yearDay / 7)),
    },
    ...{
      u: String(weekday === 0 ? 7 : weekday),
      w: String(weekday),
      V: two(isoWeek(utc)),
      Y: String(year),
      y: two(year % 100),
      Z: String(Number(offset.slice(0, 3)))
        .replace(/^(?=\d)/, '+')
        .replace(/([+-])(\d)$/, '$10$2'),
    },
  };
  const text = format.startsWith('+') ? format.slice(1) : format;
  return text.replace(/%(.)/gs, (_, letter: string) => letters[letter] ?? letter);
}

/** The Thursday of a date's week decides which year the week belongs to (ISO 8601). */
const thursday = (utc: number) => utc + (4 - (new Date(utc).getUTCDay() || 7)) * 86_400_000;
const isoYear = (utc: number) => new Date(thursday(utc)).getUTCFullYear();
const isoWeek = (utc: number) => Math.ceil(((thursday(utc) - startOf(isoYear(utc))) / 86_400_000 + 1) / 7);

/** The first of January; Date.UTC takes the years before 100 for others. */
function startOf(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}
