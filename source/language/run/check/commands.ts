import type { LanguageError } from '../../errors.ts';
import { findParameter } from '../../lookup.ts';
import type { CommandNode } from '../../tree.ts';
import { isFile } from '../resolve.ts';
import type { Scope } from '../scope.ts';
import type { Session } from '../session.ts';
import { refuseDrive } from './drives.ts';
import { elsewhere } from './elsewhere.ts';
import { refuseType } from './nodes.ts';
import { otherEngine, unsupported } from './refuse.ts';

/** What a text's commands may be besides the session's own. */
export interface NamesOfText {
  /** Functions and aliases that it makes, lower case. */
  readonly made: ReadonlySet<string>;
  /** It runs what it does not name: functions may come of that. */
  readonly hasUnknown: boolean;
  /** Where it is to run: the functions that are seen from there. */
  readonly scope: Scope;
}

const program = /\.(?:exe|bat|cmd|com|msc|msi|vbs)$/i;
const workflow = /^(?:workflow|inlinescript|parallel|sequence)$/i;

/** Why a command cannot be run, as far as its name says. */
export function refuseCommand(node: CommandNode, names: NamesOfText, session: Session): LanguageError | undefined {
  const { name, called, nameSpan } = node;
  if (called?.kind !== 'text' || name === '') return undefined;
  const verbatim = node.elements.find((one) => one.kind === 'argument' && one.isVerbatim);
  if (verbatim) return unsupported('--% is for other programs, which are not run here.', verbatim.span, otherEngine);
  if (isKnown(name, names, session) || session.commands.find(name)) return refusedParameter(node, names, session);
  if (workflow.test(name)) {
    return unsupported('Workflows are not run here.', nameSpan, `Write a function. ${otherEngine}`);
  }
  const found = elsewhere(name);
  if (found) return unsupported(`${found.what}: ${name}.`, nameSpan, found.next);
  if (program.test(name)) {
    return unsupported(`Other programs are not run here: ${name}.`, nameSpan, otherEngine);
  }
  if (names.hasUnknown || /^[\p{L}\p{N}_]+-[\p{L}\p{N}_]+$/u.test(name) || isEmpty(session)) return undefined;
  return unsupported(
    `${name} is no cmdlet of this session, and other programs are not run here.`,
    nameSpan,
    `Look at its spelling. ${otherEngine}`,
  );
}

function isKnown(name: string, { made, scope }: NamesOfText, session: Session): boolean {
  const key = name.toLowerCase();
  const plain = key.replace(/^microsoft\.powershell\.\w+\\/, '');
  return (
    made.has(key) ||
    session.aliases.has(key) ||
    session.locals.has(plain) ||
    scope.findFunction(key) !== undefined ||
    (isFile(name) && !program.test(name))
  );
}

/** Nothing was imported: the server has to say. */
const isEmpty = ({ commands }: Session) => commands.commands[Symbol.iterator]().next().done === true;

/** Whether the server runs it: its script blocks are texts for the server. */
export function isForServer(node: CommandNode, names: NamesOfText, session: Session): boolean {
  return node.called?.kind === 'text' && !isKnown(node.name, names, session);
}

/** `New-Object TYPE` of a type that nothing is known of. */
function refuseCreated({ elements }: CommandNode, session: Session): LanguageError | undefined {
  const [first, second] = elements;
  const isNamed = first?.kind === 'parameter' && /^t/i.test(first.name);
  const place = isNamed ? (first.argument ?? (second?.kind === 'argument' ? second.expression : undefined)) : first;
  const text = place?.kind === 'argument' ? place.expression : place;
  if (text?.kind !== 'text') return undefined;
  return refuseType({ kind: 'type', span: text.span, name: text.value }, session);
}

/** A parameter of a command of this side that is known and not understood: said before anything runs. */
function refusedParameter(
  node: CommandNode,
  { made, scope }: NamesOfText,
  session: Session,
): LanguageError | undefined {
  const key = node.name.toLowerCase();
  if (made.has(key) || scope.findFunction(key)) return undefined;
  const plain = (session.aliases.get(key)?.definition ?? node.name).replace(/^microsoft\.powershell\.\w+\\/i, '');
  const declaration = session.locals.get(plain.toLowerCase());
  if (!declaration) return undefined;
  for (const element of node.elements) {
    if (element.kind !== 'parameter') continue;
    const found = findParameter(declaration.parameters, element.name);
    if (found?.refused === undefined) continue;
    const what = `-${found.name} of ${declaration.name} is not understood here.`;
    return unsupported(what, element.span, found.refused);
  }
  return (
    refuseDrive(node, declaration) ?? (declaration.name === 'New-Object' ? refuseCreated(node, session) : undefined)
  );
}
