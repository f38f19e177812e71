import type { LanguageError } from '../errors.ts';
import type { AssignmentNode, NamedBlockNode, ParamBlockNode, PipelineNode, Statement, UsingNode } from '../tree.ts';
import { redirection } from './commands.ts';
import { refuseKeyword, unsupported } from './words.ts';

/** What of a statement is not understood here, but for what stands in it. */
export function refuseStatement(
  node: Statement | UsingNode | ParamBlockNode | NamedBlockNode,
): LanguageError | undefined {
  switch (node.kind) {
    case 'pipeline':
      return refusePipeline(node);
    case 'chain':
      return unsupported(
        `${node.operator.source} between commands is not understood here.`,
        { start: node.operator.start, end: node.operator.end },
        'Put the commands on lines of their own.',
      );
    case 'assignment':
      return refuseAssignment(node);
    default:
      return 'keyword' in node ? refuseKeyword(node.keyword) : undefined;
  }
}

function refusePipeline({ elements, background }: PipelineNode): LanguageError | undefined {
  const [first] = elements;
  const [redirected] = first?.kind === 'expression' ? first.redirections : [];
  if (redirected) return redirection(redirected.operator.source, redirected.operator);
  return (
    background &&
    unsupported('Running in the background (&) is not understood here.', background, 'Run it without the &.')
  );
}

function refuseAssignment({ target, operator, value }: AssignmentNode): LanguageError | undefined {
  if (operator.source !== '=') {
    return unsupported(
      `The operator ${operator.source} is not understood here.`,
      operator,
      'Assign a new value with =.',
    );
  }
  if (target.kind !== 'variable') {
    return unsupported('Only a plain variable can be assigned to here.', target.span, 'Write $name = …');
  }
  if (value.kind !== 'assignment') return undefined;
  return unsupported(
    'Two assignments in one are not understood here.',
    { start: target.span.start, end: operator.end },
    'Write two lines.',
  );
}
