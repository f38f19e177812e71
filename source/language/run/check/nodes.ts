import type { LanguageError } from '../../errors.ts';
import type {
  AttributeNode,
  BodyNode,
  CallNode,
  Expression,
  MemberNode,
  Statement,
  TypeNode,
  UsingNode,
  VariableNode,
} from '../../tree.ts';
import { ValueError } from '../../values/errors.ts';
import { dotNetRegex } from '../../values/regex.ts';
import { NotUnderstood } from '../../values/regex-flags.ts';
import type { AnyNode } from '../../walk.ts';
import { exceptionNamed } from '../exceptions.ts';
import { scopeNamed, splitName } from '../scope.ts';
import type { Session } from '../session.ts';
import { elsewhereType } from './elsewhere-types.ts';
import { otherEngine, unsupported } from './refuse.ts';

type CheckedNode = Statement | Expression | UsingNode | TypeNode | AttributeNode | BodyNode;

/** Why a node cannot be run, by its kind; what stands in it is asked by itself. */
export function refuseNode(given: AnyNode, session: Session): LanguageError | undefined {
  const node = given as CheckedNode;
  switch (node.kind) {
    case 'class':
      return unsupported(
        'Classes are not understood here.',
        node.keyword,
        `Use [pscustomobject] and functions. ${otherEngine}`,
      );
    case 'enum':
      return unsupported(
        'Enums are not understood here.',
        node.keyword,
        `Use texts and [ValidateSet( )]. ${otherEngine}`,
      );
    case 'function':
      return node.keyword.source.toLowerCase() === 'workflow'
        ? unsupported('Workflows are not run here.', node.keyword, `Write a function. ${otherEngine}`)
        : undefined;
    case 'binary':
      return patternOperator.test(node.operator) ? refusePattern(node.right) : undefined;
    case 'configuration':
      return unsupported('Configurations are not understood here.', node.keyword, otherEngine);
    case 'using':
      return unsupported(
        `using ${node.what} is not understood here.`,
        node.keyword,
        node.what === 'namespace' ? 'Write the names of types in full.' : otherEngine,
      );
    case 'body': {
      const dynamic = node.blocks.find(({ keyword }) => keyword.source.toLowerCase() === 'dynamicparam');
      return (
        dynamic &&
        unsupported('Dynamic parameters are not understood here.', dynamic.keyword, `Use param( ). ${otherEngine}`)
      );
    }
    case 'pipeline':
    case 'chain':
      return (
        node.background &&
        unsupported('Nothing is run in the background here.', node.background, 'Run it without the &.')
      );
    case 'foreach':
      return (
        node.throttleLimit &&
        unsupported('foreach -parallel is not understood here.', node.keyword, 'Leave -parallel out.')
      );
    case 'switch':
      return node.flags.includes('parallel')
        ? unsupported('switch -parallel is not understood here.', node.keyword, 'Leave -parallel out.')
        : undefined;
    case 'number':
      return node.value === undefined
        ? unsupported(
            `The number ${node.source} is beyond what its type can hold.`,
            node.span,
            'Write it without its suffix, or in quotes if it is meant as text.',
          )
        : undefined;
    case 'variable':
      return refuseVariable(node, session);
    case 'typeLiteral':
    case 'cast':
      return refuseType(node.type, session);
    case 'member':
      return refuseStatic(node, 'property', session);
    case 'call':
      return node.typeArguments[0]
        ? unsupported(
            'Type arguments of a method are not understood here.',
            node.typeArguments[0].span,
            'Leave them out.',
          )
        : refuseStatic(node, 'method', session);
    default:
      return undefined;
  }
}

const patternOperator = /^-[ci]?(?:not)?(?:match|replace|split)$/i;

/** A regular expression that is written out and is not understood; what is wrong with one is said when it is used. */
function refusePattern(given: Expression): LanguageError | undefined {
  const node = given.kind === 'array' ? given.items[0] : given;
  if (node?.kind !== 'text') return undefined;
  try {
    dotNetRegex(node.value, false);
  } catch (error) {
    if (error instanceof NotUnderstood) return unsupported(error.message, node.span, error.next);
    if (!(error instanceof ValueError)) throw error;
  }
  return undefined;
}

const drives = /^(?:env|variable|function|using)$/;

function refuseVariable(node: VariableNode, session: Session): LanguageError | undefined {
  const { prefix } = splitName(node.name);
  if (prefix === undefined) return undefined;
  if (prefix === 'using') {
    return unsupported(
      '$using: is for other sessions, which are not opened here.',
      node.span,
      `Write $${node.name.slice(node.name.indexOf(':') + 1)}.`,
    );
  }
  if (drives.test(prefix) || scopeNamed(session.global, prefix)) return undefined;
  return unsupported(
    `$${node.name} names a drive of PowerShell that there is none of here.`,
    node.span,
    'Use a plain variable: $name.',
  );
}

/** A property that is not known would be null without a word, and a method an error in the middle of a script. */
function refuseStatic(
  { operator, target, member }: MemberNode | CallNode,
  kind: 'property' | 'method',
  session: Session,
): LanguageError | undefined {
  if (operator !== '::' || target.kind !== 'typeLiteral' || member.kind !== 'text') return undefined;
  const { name } = target.type;
  const type = session.semantics.findType(name);
  if (!type || session.semantics.hasStaticMember(type, kind, member.value)) return undefined;
  return unsupported(
    `[${name}] has no static ${kind} ${member.value} that is known here.`,
    member.span,
    `Look at its spelling: [${name}] | Get-Member -Static tells what there is. ${otherEngine}`,
  );
}

/** A type that nothing is known of. */
export function refuseType({ name, span }: TypeNode, session: Session): LanguageError | undefined {
  if (/^(?:void|ordered|psobject|ref)$/i.test(name)) return undefined;
  if (session.semantics.findType(name) || exceptionNamed(name)) return undefined;
  const found = elsewhereType(name);
  if (found) return unsupported(`${found.what}: [${name}].`, span, found.next);
  if (/\[,+\]$/.test(name)) {
    const next = `Use arrays in an array: $x[0][1]. ${otherEngine}`;
    return unsupported(`Arrays of several dimensions are not understood here: [${name}].`, span, next);
  }
  return unsupported(`The type [${name}] is not known here.`, span, `Look at its spelling. ${otherEngine}`);
}
