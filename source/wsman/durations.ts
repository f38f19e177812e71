import { WsmanError } from './errors.ts';

const shape = /^P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12})(?:\.(\d{1,12}))?S)?)?$/;

/**
 * Milliseconds of an xs:duration without years and months, `PT900.000S` or `P0DT0H1M7S` for instance; parts of a
 * millisecond are cut. Throws WsmanError for anything else.
 */
export function parseDuration(text: string): number {
  const match = shape.exec(text);
  if (!match || match.slice(1).every((part) => part === undefined) || text.endsWith('T')) {
    throw new WsmanError(`${JSON.stringify(text.slice(0, 60))} is no duration`);
  }
  const [, days, hours, minutes, seconds, fraction] = match;
  const whole =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return whole * 1000 + Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
}

/** As WinRM writes timeouts: `PT900.000S`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError(`No duration: ${milliseconds} ms`);
  return `PT${(Math.floor(milliseconds) / 1000).toFixed(3)}S`;
}

/** As WinRM writes a shell's run time and inactivity, in whole seconds: `P0DT0H1M7S`. */
export function formatElapsed(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError(`No duration: ${milliseconds} ms`);
  const seconds = Math.floor(milliseconds / 1000);
  const [days, hours, minutes] = [86_400, 3_600, 60].map((unit, index) =>
    index === 0 ? Math.floor(seconds / unit) : Math.floor(seconds / unit) % (index === 1 ? 24 : 60),
  );
  return `P${days}DT${hours}H${minutes}M${seconds % 60}S`;
}
