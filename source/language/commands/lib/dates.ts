import { PsDateTime } from '../../../objects/index.ts';
import { type WallClock, wallClock, wallTicks } from '../../values/dates.ts';

const two = (part: number) => String(part).padStart(2, '0');

/** A moment as this computer's clock on the wall shows it. */
export function localDate(milliseconds: number, ticks = 0): PsDateTime {
  const date = new Date(milliseconds);
  return fromClock(
    {
      year: date.getFullYear(),
      month: date.getMonth() + 1,
      day: date.getDate(),
      hour: date.getHours(),
      minute: date.getMinutes(),
      second: date.getSeconds(),
      fraction: date.getMilliseconds() * 10_000 + ticks,
    },
    offsetText(date),
  );
}

/** `zone`: an offset, `Z`, or nothing for a time of no zone. */
export function fromClock(clock: WallClock, zone: string): PsDateTime {
  const day = `${String(clock.year).padStart(4, '0')}-${two(clock.month)}-${two(clock.day)}`;
  const time = `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
  return new PsDateTime(`${day}T${time}.${String(clock.fraction).padStart(7, '0')}${zone}`);
}

/** The zone of a local time of this computer. */
export function localZone(clock: WallClock): string {
  return offsetText(new Date(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second));
}

function offsetText(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

export const zoneOf = (value: PsDateTime): string => /(?:Z|[+-]\d\d:\d\d)$/.exec(value.text)?.[0] ?? '';

/** In units of 100 ns, on the wall clock. */
export function ticksOf(value: PsDateTime): bigint {
  const clock = wallClock(value);
  return clock ? wallTicks(clock) : 0n;
}

/** Of a moment in UTC. */
export function utcDate(milliseconds: number): PsDateTime {
  const text = new Date(milliseconds).toISOString();
  return new PsDateTime(`${text.slice(0, -1)}0000Z`);
}
