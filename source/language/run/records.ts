import type { Frame } from './frame.ts';
import type { HostText } from './streams.ts';
import { LiveArray, LiveObject, type Value } from './value.ts';

const prefix = 'System.Management.Automation.';

/** What a warning and its like are in a variable or in the output: `3>&1`. */
export function informational(type: 'WarningRecord' | 'VerboseRecord' | 'DebugRecord', text: string): LiveObject {
  const record = new LiveObject(
    [['Message', text]],
    [`${prefix}${type}`, `${prefix}InformationalRecord`, 'System.Object'],
  );
  record.text = text;
  return record;
}

export function informationRecord(value: Value, tags: readonly string[], frame: Frame): LiveObject {
  const record = new LiveObject(
    [
      ['MessageData', value],
      ['Source', ''],
      ['Tags', new LiveArray([...tags])],
    ],
    [`${prefix}InformationRecord`, 'System.Object'],
  );
  record.text = frame.session.semantics.toText(value);
  return record;
}

/** What Write-Host has shown. */
export function hostRecord(text: string, { noNewline, foreground, background }: HostText, frame: Frame): LiveObject {
  const message = new LiveObject(
    [
      ['Message', text],
      ['NoNewLine', noNewline ?? false],
      ['ForegroundColor', foreground ?? null],
      ['BackgroundColor', background ?? null],
    ],
    [`${prefix}HostInformationMessage`, 'System.Object'],
  );
  message.text = text;
  return informationRecord(message, ['PSHOST'], frame);
}
