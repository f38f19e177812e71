import { PsDateTime, psEnum } from '../../../objects/index.ts';
import { LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { type WallClock, wallClock } from '../../values/dates.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { fromClock, localDate, localZone, utcDate, zoneOf } from '../lib/dates.ts';
import { bare } from '../lib/items.ts';
import { settle } from '../lib/settle.ts';
import { uFormat } from './u-format.ts';

const dated = ['DateAndFormat', 'DateAndUFormat'];
const unix = ['UnixTimeSecondsAndFormat', 'UnixTimeSecondsAndUFormat'];

export const getDate: CommandDeclaration = {
  name: 'Get-Date',
  synopsis: 'The date and time, now or one that is given, also as text.',
  examples: [
    { line: 'Get-Date', what: 'Now.' },
    { line: "Get-Date -Format 'yyyy-MM-dd HH:mm'", what: 'Now, as text.' },
    { line: '(Get-Date).AddDays(-90)', what: 'Ninety days ago.' },
    { line: 'Get-Date -Hour 0 -Minute 0 -Second 0', what: 'The beginning of today.' },
  ],
  parameters: [
    {
      name: 'Date',
      aliases: ['LastWriteTime'],
      type: 'datetime',
      position: 0,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: dated,
      what: 'Another than now.',
    },
    {
      name: 'UnixTimeSeconds',
      aliases: ['UnixTime'],
      type: 'long',
      isMandatory: true,
      sets: unix,
      what: 'Seconds since 1970 in UTC.',
    },
    { name: 'Year', type: 'int', range: [1, 9999], what: 'Another year.' },
    { name: 'Month', type: 'int', range: [1, 12], what: 'Another month.' },
    { name: 'Day', type: 'int', range: [1, 31], what: 'Another day.' },
    { name: 'Hour', type: 'int', range: [0, 23], what: 'Another hour.' },
    { name: 'Minute', type: 'int', range: [0, 59], what: 'Another minute.' },
    { name: 'Second', type: 'int', range: [0, 59], what: 'Another second.' },
    { name: 'Millisecond', type: 'int', range: [0, 999], what: 'Another millisecond.' },
    { name: 'DisplayHint', type: 'string', values: ['Date', 'Time', 'DateTime'], what: 'Which part is shown.' },
    {
      name: 'UFormat',
      type: 'string',
      isMandatory: true,
      sets: ['DateAndUFormat', 'UnixTimeSecondsAndUFormat'],
      what: 'As text, in the letters of date(1): %Y-%m-%d.',
    },
    {
      name: 'Format',
      type: 'string',
      sets: ['DateAndFormat', 'UnixTimeSecondsAndFormat'],
      what: 'As text: yyyy-MM-dd, d, o, FileDateTime …',
    },
    { name: 'AsUTC', type: 'switch', what: 'In UTC.' },
  ],
  defaultSet: 'DateAndFormat',
  outputs: ['System.DateTime', 'System.String'],
  create: (bound, context) => ({
    *process() {
      const date = dateOf(bound, context);
      yield* context.out(yield* shown(date, bound, context));
    },
  }),
};

function dateOf(bound: Bound, context: CommandContext): PsDateTime {
  const seconds = bound.number('UnixTimeSeconds');
  const given = bound.get('Date');
  const plain = given === undefined || given === null ? undefined : bare(given);
  const start =
    seconds !== undefined
      ? localDate(seconds * 1000)
      : plain instanceof PsDateTime
        ? plain
        : localDate(context.session.clock.now());
  const changed = withParts(start, bound);
  return bound.isOn('AsUTC') ? toUtc(changed) : changed;
}

const parts = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second', 'Millisecond'] as const;

/** A day that the month has not goes over into the next one, as adding days does. */
function withParts(date: PsDateTime, bound: Bound): PsDateTime {
  if (!parts.some((name) => bound.has(name))) return date;
  const clock = wallClock(date);
  if (!clock) return date;
  const part = (name: string, otherwise: number) => bound.number(name) ?? otherwise;
  const [year, month] = [part('Year', clock.year), part('Month', clock.month)];
  const moved = new Date(0);
  moved.setUTCFullYear(year, month - 1, bound.number('Day') ?? Math.min(clock.day, daysIn(year, month)));
  const millisecond = bound.number('Millisecond');
  const changed: WallClock = {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    hour: part('Hour', clock.hour),
    minute: part('Minute', clock.minute),
    second: part('Second', clock.second),
    fraction: millisecond === undefined ? clock.fraction : (clock.fraction % 10_000) + millisecond * 10_000,
  };
  const zone = zoneOf(date);
  return fromClock(changed, zone === '' || zone === 'Z' ? zone : localZone(changed));
}

function daysIn(year: number, month: number): number {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

function toUtc(date: PsDateTime): PsDateTime {
  const zone = zoneOf(date);
  if (zone === 'Z') return date;
  const clock = wallClock(date);
  if (!clock) return date;
  const local = zone === '' ? new PsDateTime(`${date.text}${localZone(clock)}`) : date;
  const made = utcDate(local.milliseconds);
  return new PsDateTime(made.text.replace(/\.\d+Z$/, `.${String(clock.fraction).padStart(7, '0')}Z`));
}

const fileFormats: Readonly<Record<string, readonly [format: string, isUtc: boolean]>> = {
  filedate: ['yyyyMMdd', false],
  filedateuniversal: ['yyyyMMddZ', true],
  filedatetime: ['yyyyMMddTHHmmssffff', false],
  filedatetimeuniversal: ['yyyyMMddTHHmmssffffZ', true],
};

function* shown(date: PsDateTime, bound: Bound, context: CommandContext): Work<Value> {
  const unixFormat = bound.text('UFormat');
  if (unixFormat !== undefined) return uFormat(unixFormat, date);
  const format = bound.text('Format');
  if (format !== undefined) {
    const [pattern, isUtc] = fileFormats[format.toLowerCase()] ?? [format, false];
    return yield* settle(context.semantics.call(isUtc ? toUtc(date) : date, 'ToString', [pattern], context.scripts));
  }
  const hint = bound.text('DisplayHint');
  return hint === undefined
    ? date
    : new LiveObject([['DisplayHint', hintOf(hint)]], ['System.DateTime', 'System.ValueType', 'System.Object'], date);
}

const hints = ['Date', 'Time', 'DateTime'];

function hintOf(text: string): Value {
  const number = hints.findIndex((one) => one.toLowerCase() === text.toLowerCase());
  return psEnum('Microsoft.PowerShell.Commands.DisplayHintType', hints[number] ?? text, Math.max(0, number));
}
