import type { Argument } from './arguments.ts';
import { codeOf } from './body.ts';
import type { Frame } from './frame.ts';
import type { Resolved } from './resolve.ts';

/** `NAME -?` is Get-Help NAME. */
export function helpInstead(
  resolved: Resolved,
  args: readonly Argument[],
  frame: Frame,
): { readonly resolved: Resolved; readonly args: readonly Argument[] } | undefined {
  const asked = args.find((one) => one.kind === 'parameter' && one.name === '?');
  const declaration = asked && frame.session.locals.get('get-help');
  if (!declaration || asked.kind !== 'parameter' || resolved.kind === 'file') return undefined;
  if (resolved.kind === 'script' && !codeOf(resolved.script).body.isAdvanced) return undefined;
  const value = resolved.kind === 'local' ? resolved.declaration.name : resolved.name;
  return {
    resolved: { kind: 'local', declaration },
    args: [{ kind: 'value', given: { value, span: asked.span } }],
  };
}
