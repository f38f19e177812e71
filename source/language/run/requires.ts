import { LanguageError, type Span } from '../errors.ts';
import type { ParseResult } from '../parse.ts';
import { otherEngine } from './check/refuse.ts';
import { powerShellVersion } from './session.ts';

/** `#requires` asks for what is not here. */
export class UnmetRequirement extends LanguageError {
  readonly id: string;
  readonly category: string;

  constructor(message: string, { id, category }: { readonly id: string; readonly category: string }, span: Span) {
    super(message, span, `Take the #requires out where the script does without. ${otherEngine}`, 'unsupported');
    this.id = id;
    this.category = category;
  }
}

const edition = 'Core';

/** What the cmdlets of this side are part of. */
const present =
  /^(?:microsoft\.powershell\.(?:core|diagnostics|host|management|security|utility)|microsoft\.wsman\.management|psreadline)$/i;

/** `@{ ModuleName = 'A'; … }` or `A`, behind one another, up to the next parameter. */
const namedModule = /@\{[^}]*modulename\s*=\s*['"]?([\w.-]+)[^}]*\}|(?<=^|,)\s*['"]?([\w.-]+)/gi;

function isNewer(asked: string): boolean {
  const [parts, own] = [asked, powerShellVersion].map((one) => one.split('.').map(Number));
  const at = parts!.findIndex((part, index) => part !== (own![index] ?? 0));
  return at >= 0 && parts![at]! > (own![at] ?? 0);
}

/** Why a script cannot be run that asks for it, in PowerShell's words; its error's id and category. */
function unmet(requirement: string): readonly [why: string, id: string, category: string] | undefined {
  const version = /\s-v\w*\s+(\d+(?:\.\d+)*)/i.exec(requirement)?.[1];
  if (version !== undefined && isNewer(version)) {
    const why = `it contained a "#requires" statement for PowerShell ${version.includes('.') ? version : `${version}.0`}. The version of PowerShell that is required by the script does not match the currently running version of PowerShell ${powerShellVersion}.`;
    return [why, 'ScriptRequiresUnmatchedPSVersion', 'ResourceUnavailable'];
  }
  const wanted = /\s-pse\w*\s+(\w+)/i.exec(requirement)?.[1];
  if (wanted !== undefined && wanted.toLowerCase() !== edition.toLowerCase()) {
    const why = `it contained a "#requires" statement for PowerShell editions '${wanted}'. The edition of PowerShell that is required by the script does not match the currently running PowerShell ${edition} edition.`;
    return [why, 'ScriptRequiresUnmatchedPSEdition', 'NotSpecified'];
  }
  const modules = /\s-m\w*\s+([^\n]*)/i.exec(requirement)?.[1] ?? '';
  const names = [...modules.matchAll(namedModule)].map(([, given, plain]) => given ?? plain!);
  const missing = names.find((name) => !present.test(name));
  if (missing === undefined) return undefined;
  const why = `the following modules that are specified by the "#requires" statements of the script are missing: The module '${missing}' cannot be found..`;
  return [why, 'ScriptRequiresMissingModules', 'ResourceUnavailable'];
}

/** The first thing that a text asks for by `#requires` and that is not here. `file`: its path, where it has one. */
export function unmetRequirement({ text, tokens }: ParseResult, file?: string): UnmetRequirement | undefined {
  if (!/#requires/i.test(text)) return undefined;
  for (const { kind, source, start, end } of tokens) {
    const found = kind === 'comment' && /^#requires/i.test(source) ? unmet(source) : undefined;
    if (!found) continue;
    const [why, id, category] = found;
    const script = file === undefined ? 'The script' : `The script '${file.replace(/^.*[\\/]/, '')}'`;
    return new UnmetRequirement(`${script} cannot be run because ${why}`, { id, category }, { start, end });
  }
  return undefined;
}
