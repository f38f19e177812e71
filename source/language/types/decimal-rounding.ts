import type { PsDecimal } from '../../objects/index.ts';
import type { LiveType } from '../run/value.ts';
import { floorDecimal, roundDecimal, truncateDecimal } from '../values/decimal.ts';
import type { Native } from './define.ts';

/** What both [decimal] and [math] have of decimals. */
export const decimalRounding: Record<string, Native> = {
  'static decimal Truncate(decimal d)': (_: LiveType, value: PsDecimal) => truncateDecimal(value),
  'static decimal Floor(decimal d)': (_: LiveType, value: PsDecimal) => floorDecimal(value, false),
  'static decimal Ceiling(decimal d)': (_: LiveType, value: PsDecimal) => floorDecimal(value, true),
  'static decimal Round(decimal d)': (_: LiveType, value: PsDecimal) => roundDecimal(value, 0),
  'static decimal Round(decimal d, int decimals)': (_: LiveType, value: PsDecimal, places: number) =>
    roundDecimal(value, places),
  'static decimal Round(decimal d, System.MidpointRounding mode)': (_: LiveType, value: PsDecimal, how: number) =>
    roundDecimal(value, 0, how),
  'static decimal Round(decimal d, int decimals, System.MidpointRounding mode)': (
    _: LiveType,
    value: PsDecimal,
    places: number,
    how: number,
  ) => roundDecimal(value, places, how),
};
