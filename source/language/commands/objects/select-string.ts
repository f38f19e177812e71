import { PsNumber } from '../../../objects/index.ts';
import { LiveArray, LiveDictionary, LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { TypeFailure } from '../../types/type.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { splitPath } from '../lib/file-objects.ts';
import { each, linesIn, textOf } from '../lib/file-text.ts';
import { filesOf, filterOf, namedPaths } from '../lib/files.ts';
import { record, several } from '../lib/items.ts';
import { settle } from '../lib/settle.ts';
import { contextText } from './match-text.ts';
import { selectStringParameters } from './select-string-parameters.ts';

export const selectString: CommandDeclaration = {
  name: 'Select-String',
  aliases: ['sls'],
  synopsis: 'Finds text in lines: of files, or of what comes through the pipe.',
  examples: [
    { line: "Select-String 'error' *.log", what: 'Lines with error, with their files and numbers.' },
    { line: "Get-Content list.txt | Select-String '^a' -CaseSensitive", what: 'Lines that begin with a small a.' },
  ],
  parameters: selectStringParameters,
  defaultSet: 'File',
  create: (bound, context) => new Search(bound, context),
};

class Search implements CommandRun {
  readonly #bound: Bound;
  readonly #context: CommandContext;
  readonly #patterns: readonly string[];
  readonly #before: number;
  readonly #after: number;
  #lineNumber = 0;
  #isSatisfied = false;

  constructor(bound: Bound, context: CommandContext) {
    this.#bound = bound;
    this.#context = context;
    this.#patterns = bound
      .texts('Pattern')
      .map((pattern) => (bound.isOn('SimpleMatch') ? pattern.replace(/[\\*+?|{}[\]()^$.#\s]/g, '\\$&') : pattern));
    const [before, after] = several(bound.get('Context')).map((one) => Number(context.semantics.toText(one)));
    this.#before = before ?? 0;
    this.#after = after ?? before ?? 0;
  }

  get done(): boolean {
    return this.#isSatisfied && this.#bound.isOn('Quiet');
  }

  *process(input: Value): Work<void> {
    if (this.#bound.has('Path') || this.#bound.has('LiteralPath')) {
      const keeps = filterOf(this.#bound);
      for (const info of yield* namedPaths(this.#bound, this.#context)) {
        if (info.kind === 'file' && keeps(info)) yield* this.#file(info.path);
      }
      return;
    }
    const value = this.#bound.get('InputObject') ?? input;
    if (value === null) return;
    this.#lineNumber++;
    const place = { path: 'InputStream', number: this.#lineNumber };
    yield* this.#line(this.#context.semantics.toText(value), place, undefined);
  }

  *end(): Work<void> {
    if (this.#bound.isOn('Quiet') && !this.#isSatisfied && (this.#bound.has('Path') || this.#bound.has('LiteralPath')))
      yield* this.#context.out(false);
  }

  *#file(path: string): Work<void> {
    const before: string[] = [];
    const open: { readonly found: LiveObject; readonly after: string[] }[] = [];
    let number = 0;
    const self = this;
    yield* each(
      linesIn(textOf(filesOf(this.#context).read(path), this.#bound.text('Encoding'))),
      function* (line): Work<boolean> {
        number++;
        for (const one of open) if (one.after.length < self.#after) one.after.push(line);
        while (open[0] && open[0].after.length >= self.#after) yield* self.#finish(open.shift()!);
        const context = self.#before + self.#after > 0 ? { before: [...before], open } : undefined;
        const isFound = yield* self.#line(line, { path, number }, context);
        before.push(line);
        if (before.length > self.#before) before.shift();
        return !(isFound && (self.#bound.isOn('List') || self.#bound.isOn('Quiet')));
      },
    );
    for (const one of open) yield* this.#finish(one);
  }

  *#finish({ found, after }: { readonly found: LiveObject; readonly after: readonly string[] }): Work<void> {
    const context = found.properties.get('context')?.value;
    if (context instanceof LiveObject) {
      for (const name of ['PostContext', 'DisplayPostContext'])
        context.properties.set(name.toLowerCase(), { name, value: new LiveArray([...after], 'System.String') });
    }
    found.text = contextText(found, this.#context);
    yield* this.#context.out(found);
  }

  *#line(
    line: string,
    place: { readonly path: string; readonly number: number },
    around:
      | {
          readonly before: readonly string[];
          readonly open: { readonly found: LiveObject; readonly after: string[] }[];
        }
      | undefined,
  ): Work<boolean> {
    const pattern = this.#patterns.find((one) => this.#matches(one, line));
    if ((pattern !== undefined) === this.#bound.isOn('NotMatch')) return false;
    if (this.#bound.isOn('Quiet')) {
      if (!this.#isSatisfied) yield* this.#context.out(true);
      this.#isSatisfied = true;
      return true;
    }
    if (this.#bound.isOn('Raw')) {
      yield* this.#context.out(line);
      return true;
    }
    const found = yield* this.#info(line, pattern, place, around?.before);
    if (around) around.open.push({ found, after: [] });
    else yield* this.#context.out(found);
    return true;
  }

  #matches(pattern: string, line: string): boolean {
    const { semantics } = this.#context;
    try {
      return semantics.toBoolean(
        semantics.match(this.#bound.isOn('CaseSensitive') ? '-cmatch' : '-match', line, pattern).result,
      );
    } catch (error) {
      if (!(error instanceof TypeFailure)) throw error;
      throw stop(
        `The string ${pattern} is not a valid regular expression: ${error.message}`,
        'InvalidRegex',
        'InvalidArgument',
        { exceptionType: 'System.ArgumentException' },
      );
    }
  }

  *#info(
    line: string,
    pattern: string | undefined,
    { path, number }: { readonly path: string; readonly number: number },
    before?: readonly string[],
  ): Work<LiveObject> {
    const texts = this.#bound.texts('Pattern');
    const shown = pattern === undefined ? (texts[0] ?? '') : (texts[this.#patterns.indexOf(pattern)] ?? pattern);
    const strings = (items: readonly string[]) => new LiveArray([...items], 'System.String');
    const context =
      before === undefined
        ? null
        : record(
            ['PreContext', 'PostContext', 'DisplayPreContext', 'DisplayPostContext'].map((name): [string, Value] => [
              name,
              strings(name.includes('Pre') ? before : []),
            ]),
            ['Microsoft.PowerShell.Commands.MatchInfoContext', 'System.Object'],
          );
    const isStream = path === 'InputStream';
    return record(
      [
        ['IgnoreCase', !this.#bound.isOn('CaseSensitive')],
        ['LineNumber', new PsNumber('UInt64', BigInt(number))],
        ['Line', line],
        ['Filename', isStream ? path : splitPath(path).name],
        ['Path', path],
        ['Pattern', shown],
        ['Context', context],
        ['Matches', pattern === undefined ? new LiveArray([]) : yield* this.#found(line, pattern)],
      ],
      ['Microsoft.PowerShell.Commands.MatchInfo', 'System.Object'],
      isStream ? line : `${path}:${number}:${line}`,
    );
  }

  *#found(line: string, pattern: string): Work<Value> {
    const { semantics, scripts } = this.#context;
    const regex = semantics.findType('regex');
    const options = this.#bound.isOn('CaseSensitive') ? 'None' : 'IgnoreCase';
    if (regex) {
      const all = yield* settle(
        semantics.callStatic(
          regex,
          this.#bound.isOn('AllMatches') ? 'Matches' : 'Match',
          [line, pattern, options],
          scripts,
        ),
      );
      return new LiveArray([...(semantics.itemsOf(all) ?? [all])], 'System.Text.RegularExpressions.Match');
    }
    const { groups } = semantics.match('-match', line, pattern);
    return new LiveArray(
      groups instanceof LiveDictionary ? [...groups.entries()].slice(0, 1).map(([, value]) => value) : [],
    );
  }
}
