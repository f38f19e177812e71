import type { CommandDeclaration } from '../../commands/command.ts';
import type { LanguageError } from '../../errors.ts';
import { findParameter } from '../../lookup.ts';
import type { CommandNode, Expression } from '../../tree.ts';
import { otherEngine, unsupported } from './refuse.ts';

/** What to write in place of a drive's path. */
const instead: Readonly<Record<string, string>> = {
  env: 'Write $env:NAME; $null -eq $env:NAME tells that there is none.',
  variable: 'Use Get-Variable NAME -ErrorAction Ignore, Set-Variable and Remove-Variable.',
  function: 'Use Get-Command NAME -ErrorAction Ignore; $function:NAME is its script block.',
  alias: 'Use Get-Alias, Set-Alias and Remove-Alias.',
  cert: `For a server’s certificates there is Get-ExchangeCertificate. ${otherEngine}`,
};

const drive =
  /^(?:microsoft\.\w+(?:\.\w+)*\\)?(env|variable|function|alias|cert|certificate|hk[a-z]{1,2}|registry|wsman|iis|ad)::?(?:$|[^:])/i;

/** Why a command of files cannot have what is written for its path: it names a drive that is none of files. */
export function refuseDrive(node: CommandNode, declaration: CommandDeclaration): LanguageError | undefined {
  const path = declaration.parameters.find(({ name, position }) => name === 'Path' && position === 0);
  if (!path) return undefined;
  for (const place of pathsOf(node, declaration)) {
    const name = drive.exec(place.value)?.[1];
    if (name === undefined) continue;
    return unsupported(
      `${name}: is a drive of PowerShell that is not here: there are files and folders.`,
      place.span,
      instead[name.toLowerCase()] ?? otherEngine,
    );
  }
  return undefined;
}

type Text = Extract<Expression, { kind: 'text' }>;

/** The texts that stand for -Path or -LiteralPath, by name or in the first place. */
function pathsOf({ elements }: CommandNode, { parameters }: CommandDeclaration): readonly Text[] {
  const found: Text[] = [];
  let takes: 'path' | 'other' | 'place' = 'place';
  let hasPlace = true;
  for (const element of elements) {
    if (element.kind === 'parameter') {
      const parameter = findParameter(parameters, element.name);
      const isPath = parameter?.name === 'Path' || parameter?.name === 'LiteralPath';
      if (isPath) hasPlace = false;
      if (element.argument) found.push(...(isPath ? textsOf(element.argument) : []));
      else takes = isPath ? 'path' : parameter?.type === 'switch' ? 'place' : 'other';
      continue;
    }
    if (takes === 'path' || (takes === 'place' && hasPlace)) found.push(...textsOf(element.expression));
    if (takes === 'place') hasPlace = false;
    takes = 'place';
  }
  return found;
}

function textsOf(node: Expression): readonly Text[] {
  if (node.kind === 'text') return [node];
  return node.kind === 'array' ? node.items.flatMap(textsOf) : [];
}
