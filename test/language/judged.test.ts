import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isIncomplete, parse } from '../../source/language/index.ts';
import { Judge } from '../peers/powershell/judge.ts';
import { describeWithPowerShell } from '../peers/powershell/suite.ts';
import { isInCi } from '../support/in-ci.ts';
import { seed } from '../support/seed.ts';
import { astOf, linesOf } from './ast.ts';
import { lines, wrong } from './lines.ts';
import { damaged, line, script, soup } from './scripts.ts';

type Parsed = Awaited<ReturnType<Judge['parse']>>;

/** What PowerShell says of a text that it has read: whether types are there, what a class or a data section may hold. */
const meaning =
  /^(?:TypeNotFound|CustomAttribute\w+|\w*AttributeNotAllowed\w*|\w+(?:In|List)(?:For)?DataSection|MethodHasCodePathNotReturn|NonVoidMethod\w+|VariableNotLocal|StreamAlreadyRedirected|Duplicate\w+|MemberAlreadyDefined|ParameterAttributeArgument\w+|ControlLeavingFinally|\w+AutomaticNotSupported|InvalidUnderlyingType|LabelNotFound)$/;

const errorsOf = ({ errors }: Parsed) => errors.filter(({ id }) => !meaning.test(id));

const isOpen = ({ errors }: Parsed) => errors.some(({ incomplete }) => incomplete);

/** Where the two trees differ, and where one of the two finds an error and the other does not. */
function difference(text: string, theirs: Parsed): string {
  const ours = parse(text);
  if (errorsOf(theirs).length > 0 !== ours.errors.length > 0) {
    return `${JSON.stringify(text)}: ${errorsOf(theirs)[0]?.id ?? 'no error'}, here ${ours.errors[0]?.message ?? 'none'}`;
  }
  if (ours.errors.length > 0) return '';
  const here = [...linesOf(astOf(ours.tree))];
  const missing = linesOf(theirs.nodes).filter((line) => {
    const at = here.indexOf(line);
    if (at >= 0) here.splice(at, 1);
    return at < 0;
  });
  return missing.length + here.length === 0
    ? ''
    : `${JSON.stringify(text)}: not here ${missing.join(', ')}; only here ${here.join(', ')}`;
}

/** Texts on which the two differ for a reason. */
const apart: readonly RegExp[] = [
  // A quote that is doubled or escaped in a string counts once inside: what stands behind it is off by as much.
  /^"\$\((?:""|`")b/,
  // PowerShell's tree has the call of a base class's constructor among the statements.
  /: base\(/,
  // In a string's $( ), behind a line end, PowerShell looks for the | of the next line as far into the whole text as that is
  // into the string: by where the string stands it finds one or none.
  /"[^"]*\$\([^"]*\n[^"]*\|[^"]*"/,
];

/** A difference for which no such reason is known. */
const unexplained = (text: string, theirs: Parsed): string =>
  apart.some((one) => one.test(text)) ? '' : difference(text, theirs);

/**
 * Beginnings of texts that PowerShell calls whole or open by accident: a semicolon behind a class's method, the type of an
 * enum, a comma in a type's rank, a $ or @ that stands for nothing, half an operator in a keyword's brackets.
 */
const byAccident =
  /class [\s\S]*(?:\{1\};|\[$)|enum \w+ : \w+ *$|\[int\[,$|[{;\n] *(?:\d+ = )?[$@]$|\(\$[^()]* -[a-z]{1,2}$/;

/** Lines that are compared: EXTERM_LINES=30000 for all that are promised. */
const lineCount = Number(process.env['EXTERM_LINES'] ?? (isInCi ? 30_000 : 1_500));
/** Texts that PowerShell is asked about before its first answer is looked at. */
const atOnce = 200;

/** A few texts bring PowerShell's own parser down. */
function broughtDown(error: Error): undefined {
  if (!error.message.startsWith('Unrecoverable error in PowerShell')) throw error;
}

describeWithPowerShell('the parser, judged by PowerShell’s own', (executable) => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(executable);
  });
  afterAll(() => judge.close());

  it('makes the same tree of lines with every kind of node, node by node', async () => {
    const differences: string[] = [];
    const answers = await Promise.all(lines.map((text) => judge.parse(text)));
    for (const [index, text] of lines.entries()) {
      const found = unexplained(text, answers[index]!);
      if (found) differences.push(found);
    }
    expect(differences).toEqual([]);
  });

  /** What is found in texts, many of them asked about at once; texts that bring PowerShell's own parser down are left out. */
  async function differencesIn(texts: readonly string[]) {
    const found: string[] = [];
    let valid = 0;
    for (let at = 0; at < texts.length; at += atOnce) {
      const part = texts.slice(at, at + atOnce);
      const answers = await Promise.all(part.map((text) => judge.parse(text).catch(broughtDown)));
      for (const [index, theirs] of answers.entries()) {
        if (!theirs) continue;
        if (errorsOf(theirs).length === 0) valid++;
        const one = unexplained(part[index]!, theirs);
        if (one) found.push(one);
      }
    }
    return { found, valid };
  }

  it.each(wrong)('finds an error where PowerShell does: %s', async (text) => {
    expect(errorsOf(await judge.parse(text))).not.toEqual([]);
    expect(parse(text).errors).not.toEqual([]);
  });

  it('makes the same tree of random scripts', async () => {
    const { found, valid } = await differencesIn(fc.sample(script, { numRuns: 400, seed }));
    expect(found).toEqual([]);
    expect(valid).toBeGreaterThan(350);
  });

  it(`makes the same tree of ${lineCount} random lines`, async () => {
    const { found, valid } = await differencesIn(fc.sample(line, { numRuns: lineCount, seed }));
    expect(found).toEqual([]);
    expect(valid).toBeGreaterThan(lineCount * 0.95);
  }, 600_000);

  it('finds an error in damaged lines where PowerShell finds one, but for the oddest of them', async () => {
    const { found, valid } = await differencesIn(fc.sample(damaged, { numRuns: lineCount / 3, seed }));
    // Half an operator before a number, a dollar sign that stands for nothing, --% in a word: nobody means these.
    expect(found.length, found.join('\n')).toBeLessThan(lineCount / 3 / 100);
    expect(valid).toBeGreaterThan(lineCount / 3 / 4);
  }, 600_000);

  it('says of every beginning of a line whether it wants more, at its end and behind a line end', async () => {
    const differences: string[] = [];
    let judged = 0;
    for (const text of lines) {
      const beginnings: string[] = [];
      for (let end = 1; end <= text.length; end += text.length > 60 ? 3 : 1)
        beginnings.push(text.slice(0, end), `${text.slice(0, end)}\n`);
      const answers = await Promise.all(beginnings.map((beginning) => judge.parse(beginning)));
      judged += answers.length;
      for (const [index, beginning] of beginnings.entries()) {
        const open = isOpen(answers[index]!);
        if (open !== isIncomplete(beginning) && !byAccident.test(beginning.trimEnd()))
          differences.push(`${JSON.stringify(beginning)} is ${open ? 'open' : 'whole'}`);
      }
    }
    expect(judged).toBeGreaterThan(5_000);
    expect(differences).toEqual([]);
  });

  it('mostly agrees on what is no PowerShell at all, whether more input would cure it', async () => {
    const texts = fc.sample(soup, { numRuns: 1_000, seed });
    let same = 0;
    let judged = 0;
    const answers = await Promise.all(texts.map((text) => judge.parse(text).catch(broughtDown)));
    for (const [index, text] of texts.entries()) {
      const theirs = answers[index];
      if (!theirs) continue;
      judged++;
      if (isOpen(theirs) === isIncomplete(text)) same++;
    }
    expect(judged).toBeGreaterThan(990);
    expect(same / judged).toBeGreaterThan(0.97);
  });
});
