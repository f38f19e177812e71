import { PsText } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { readVersion } from '../values/cast.ts';
import { order } from '../values/compare.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const version = (text: string) => new PsText('Version', text);
const part = (self: PsText, index: number) => Number(self.text.split('.')[index] ?? -1);

function of(...parts: readonly number[]): PsText {
  const names = ['major', 'minor', 'build', 'revision'];
  const wrong = parts.findIndex((one) => one < 0);
  if (wrong >= 0) {
    throw new TypeFailure(
      `${names[wrong]} ('${parts[wrong]}') must be a non-negative value. (Parameter '${names[wrong]}')\nActual value was ${parts[wrong]}.`,
      'System.ArgumentOutOfRangeException',
    );
  }
  return version(parts.join('.'));
}

export const versionType = defineType({
  name: 'System.Version',
  bases: ['System.ICloneable', 'System.IComparable', 'System.IFormattable'],
  summary: 'A version of two to four numbers.',
  is: (value) => value instanceof PsText && value.type === 'Version',
  members: {
    'int Major {get;}': (self: PsText) => part(self, 0),
    'int Minor {get;}': (self: PsText) => part(self, 1),
    'int Build {get;}': (self: PsText) => part(self, 2),
    'int Revision {get;}': (self: PsText) => part(self, 3),
    'int MajorRevision {get;}': (self: PsText) => part(self, 3) >> 16,
    'int MinorRevision {get;}': (self: PsText) => (part(self, 3) << 16) >> 16,
    'int CompareTo(version value)': (self: PsText, other: PsText) => Math.sign(order(self, other, false)),
    'bool Equals(System.Object obj)': (self: PsText, other: Value) =>
      other instanceof PsText && other.type === 'Version' && other.text === self.text,
    'string ToString()': (self: PsText) => self.text,
    'string ToString(int fieldCount)': (self: PsText, count: number) => {
      const parts = self.text.split('.');
      if (count < 0 || count > parts.length) {
        throw new TypeFailure(
          `Argument must be between 0 and ${parts.length}. (Parameter 'fieldCount')`,
          'System.ArgumentException',
        );
      }
      return parts.slice(0, count).join('.');
    },
    'static version Parse(string input)': (_: LiveType, text: string) => version(readVersion(text)),
    'static bool TryParse(string input, System.Object& result)': (_: LiveType, text: string, target: Value) => {
      try {
        giveBack(target, version(readVersion(text ?? '')));
        return true;
      } catch (error) {
        if (!(error instanceof TypeFailure)) throw error;
        giveBack(target, null);
        return false;
      }
    },
    'new()': () => version('0.0'),
    'new(string version)': (_: LiveType, text: string) => version(readVersion(text)),
    'new(int major, int minor)': (_: LiveType, ...parts: number[]) => of(...parts.slice(0, 2)),
    'new(int major, int minor, int build)': (_: LiveType, ...parts: number[]) => of(...parts.slice(0, 3)),
    'new(int major, int minor, int build, int revision)': (_: LiveType, ...parts: number[]) => of(...parts.slice(0, 4)),
  },
});
