import { LanguageError } from '../errors.ts';
import { isLetterOrDigit } from './characters.ts';

export interface VariableScan {
  readonly end: number;
  readonly name: string;
  /** Made when it is asked for: a word that is looked at again and again may have thousands. */
  readonly problem?: (() => LanguageError) | undefined;
}

/** A name of nothing but ASCII that ends there, whatever stands around it. */
const plain = /\w+(?![\w:?]|[^\0-\x7f])/y;

const isVariableCharacter = (c: string) => c === '_' || c === '?' || isLetterOrDigit(c);

/**
 * The variable that begins with the `$` or, for a splat, the `@` at `at`; undefined where the sign stands for itself. In
 * a string a colon behind the name has to be followed by more of a name, as in PowerShell.
 */
export function scanVariable(text: string, at: number, where: 'token' | 'string'): VariableScan | undefined {
  plain.lastIndex = at + 1;
  if (plain.test(text)) return { end: plain.lastIndex, name: text.slice(at + 1, plain.lastIndex) };
  const first = text.charAt(at + 1);
  if (first === '{') return braced(text, at);
  if (first === '$' || first === '^') return { end: at + 2, name: first };
  if (first === ':' && !isVariableCharacter(text.charAt(at + 2))) {
    const problem = () =>
      new LanguageError('$: is no variable.', { start: at, end: at + 2 }, 'Write `$: if it is meant as text.');
    return { end: at + 2, name: '', problem };
  }
  if (first !== ':' && !isVariableCharacter(first)) return undefined;
  if (first === '?') return { end: at + 2, name: '?' };
  let end = at + 1;
  for (; end < text.length; end++) {
    const c = text.charAt(end);
    if (isVariableCharacter(c)) continue;
    if (c !== ':' || text.charAt(end + 1) === ':') break;
    if (isVariableCharacter(text.charAt(end + 1))) continue;
    if (where === 'token') break;
    return {
      end: end + 1,
      name: text.slice(at + 1, end),
      problem: () =>
        new LanguageError(
          `The colon behind $${text.slice(at + 1, end)} is read as part of the variable's name, and the name does not go on.`,
          { start: at, end: end + 1 },
          `Write \${${text.slice(at + 1, end)}}: instead.`,
        ),
    };
  }
  return { end, name: text.slice(at + 1, end) };
}

/** An escaped character, by its number. */
const character = /^`u\{([0-9a-fA-F]{1,6})\}/;
const longestCharacter = 10;

function braced(text: string, at: number): VariableScan {
  let name = '';
  let i = at + 2;
  for (; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '}') {
      const span = { start: at, end: i + 1 };
      const problem =
        name === '' || name.endsWith(':')
          ? () => new LanguageError(`The variable \${${name}} has no name.`, span, 'Put its name between the braces.')
          : undefined;
      return { end: i + 1, name, problem };
    }
    if (c === '{') break;
    const code = c === '`' ? character.exec(text.slice(i, i + longestCharacter))?.[1] : undefined;
    if (code !== undefined && Number.parseInt(code, 16) <= 0x10ffff) {
      name += String.fromCodePoint(Number.parseInt(code, 16));
      i += code.length + 3;
      continue;
    }
    if (c === '`' && i + 1 < text.length) i++;
    name += text.charAt(i);
  }
  const open = i >= text.length;
  return {
    end: i,
    name,
    problem: () =>
      new LanguageError(
        open
          ? 'The variable name that begins here has no closing brace.'
          : 'A variable name in braces cannot hold a {.',
        { start: at, end: i },
        'Close it with }.',
        open ? 'incomplete' : 'syntax',
      ),
  };
}
