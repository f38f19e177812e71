import { LiveInstance, LiveList, type Value } from '../run/value.ts';
import type { DotNetRegex } from '../values/regex.ts';
import { type Found, findAll, replacementOf } from '../values/replace.ts';
import { castToNumber } from '../values/to-number.ts';
import { defineType } from './define.ts';

const matchName = 'System.Text.RegularExpressions.Match';
const groupName = 'System.Text.RegularExpressions.Group';
const groupsName = 'System.Text.RegularExpressions.GroupCollection';
export const matchesName = 'System.Text.RegularExpressions.MatchCollection';

interface Group {
  readonly name: string;
  readonly text: string | undefined;
  readonly index: number;
}

class MatchState {
  readonly found: Found | undefined;
  readonly regex: DotNetRegex;
  readonly whole: string;

  constructor(found: Found | undefined, regex: DotNetRegex, whole: string) {
    this.found = found;
    this.regex = regex;
    this.whole = whole;
  }

  toText(): string {
    return this.found?.text ?? '';
  }
}

class GroupState {
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }

  toText(): string {
    return this.group.text ?? '';
  }
}

/** The groups of a match: by number, or by name. */
class Groups extends LiveList {
  constructor(groups: readonly Group[]) {
    super(
      groups.map((group) => new LiveInstance(groupName, new GroupState(group))),
      groupsName,
      groupName,
    );
  }

  index(key: Value): Value {
    const isName = typeof key === 'string' && !/^\d+$/.test(key);
    const found = isName
      ? this.items.find((one) => nameOf(one).toLowerCase() === key.toLowerCase())
      : this.items[castToNumber(key, 'Int32') as number];
    return found ?? new LiveInstance(groupName, new GroupState({ name: String(key), text: undefined, index: 0 }));
  }
}

const nameOf = (group: Value) => (group as LiveInstance<GroupState>).state.group.name;

/** What `[regex]::Match` gives, and `$_` is in the script block of `-replace`. */
export const matchValue = (found: Found | undefined, regex: DotNetRegex, whole: string): LiveInstance<MatchState> =>
  new LiveInstance(matchName, new MatchState(found, regex, whole));

type Match = LiveInstance<MatchState>;
type GroupValue = LiveInstance<GroupState>;

export const matchTypes = [
  defineType({
    name: matchName,
    bases: [groupName, 'System.Text.RegularExpressions.Capture'],
    summary: 'What a regular expression has found.',
    is: (value) => value instanceof LiveInstance && value.typeName === matchName,
    members: {
      'System.Text.RegularExpressions.GroupCollection Groups {get;}': ({ state }: Match) =>
        new Groups(state.found?.groups ?? [{ name: '0', text: undefined, index: 0 }]),
      'System.Text.RegularExpressions.CaptureCollection Captures {get;}': (self: Match) =>
        new LiveList(self.state.found ? [self] : [], 'System.Text.RegularExpressions.CaptureCollection'),
      'int Index {get;}': ({ state }: Match) => state.found?.index ?? 0,
      'int Length {get;}': ({ state }: Match) => state.found?.text.length ?? 0,
      'string Name {get;}': () => '0',
      'bool Success {get;}': ({ state }: Match) => state.found !== undefined,
      'string Value {get;}': ({ state }: Match) => state.toText(),
      'System.Text.RegularExpressions.Match NextMatch()': ({ state }: Match) => {
        const { found, regex, whole } = state;
        if (!found) return matchValue(undefined, regex, whole);
        const from = found.index + Math.max(1, found.text.length);
        return matchValue(from > whole.length ? undefined : findAll(regex, whole, 1, from)[0], regex, whole);
      },
      'string Result(string replacement)': ({ state }: Match, replacement: string) =>
        state.found ? replacementOf(replacement)(state.found, state.whole) : '',
      'string ToString()': ({ state }: Match) => state.toText(),
    },
  }),
  defineType({
    name: groupName,
    bases: ['System.Text.RegularExpressions.Capture'],
    summary: 'What a group of a regular expression has taken.',
    is: (value) => value instanceof LiveInstance && value.typeName === groupName,
    members: {
      'int Index {get;}': ({ state }: GroupValue) => state.group.index,
      'int Length {get;}': ({ state }: GroupValue) => state.toText().length,
      'string Name {get;}': ({ state }: GroupValue) => state.group.name,
      'bool Success {get;}': ({ state }: GroupValue) => state.group.text !== undefined,
      'string Value {get;}': ({ state }: GroupValue) => state.toText(),
      'string ToString()': ({ state }: GroupValue) => state.toText(),
    },
  }),
  ...[groupsName, matchesName].map((name) =>
    defineType({
      name,
      bases: ['System.Collections.ICollection', 'System.Collections.IEnumerable'],
      summary: name === matchesName ? 'All that a regular expression has found.' : 'The groups of a match.',
      is: (value) => value instanceof LiveList && value.typeName === name,
      members: { 'int Count {get;}': (self: LiveList) => self.items.length },
    }),
  ),
];
