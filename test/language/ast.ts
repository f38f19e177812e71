import type {
  AttributeNode,
  BlockNode,
  BodyNode,
  CommandNode,
  Expression,
  ExpressionElement,
  ParameterDeclaration,
  RedirectionNode,
  Script,
  Span,
  Statement,
  TypeNode,
} from '../../source/language/index.ts';

/** A node of PowerShell's own tree, as the judge lists it. */
export interface AstNode extends Span {
  readonly kind: string;
  readonly parent: number;
}

/** Our tree as the nodes that PowerShell's parser would make of it, so that the two can be compared one by one. */
export function astOf(tree: Script): readonly AstNode[] {
  const nodes: AstNode[] = [];
  const add = (kind: string, { start, end }: Span, parent: number) =>
    nodes.push({ kind: `${kind}Ast`, start, end, parent }) - 1;

  const body = (node: BodyNode, span: Span, parent: number) => {
    const at = add('ScriptBlock', span, parent);
    for (const using of node.usings) expression(using.name, add('UsingStatement', using.span, at));
    if (node.parameters) {
      // The span of the block begins at its keyword, whatever attributes stand before.
      const { keyword, span: all } = node.parameters;
      const block = add('ParamBlock', { start: keyword.start, end: all.end }, at);
      for (const one of node.parameters.attributes) attribute(one, block);
      for (const one of node.parameters.parameters) declaration(one, block);
    }
    for (const block of node.blocks) statements(block.statements, add('NamedBlock', block.span, at));
    if (node.blocks.length === 0) statements(node.statements, add('NamedBlock', span, at));
  };
  const statements = (list: readonly Statement[], parent: number) => {
    for (const one of list) statement(one, parent);
  };
  const block = (node: BlockNode | undefined, parent: number) => {
    if (node) statements(node.statements, add('StatementBlock', node.span, parent));
  };
  const attribute = (node: AttributeNode | TypeNode, parent: number) => {
    if (node.kind === 'type') {
      add('TypeConstraint', node.span, parent);
      return;
    }
    const at = add('Attribute', node.span, parent);
    for (const one of node.positional) expression(one, at);
    for (const { span, value } of node.named) {
      const named = add('NamedAttributeArgument', span, at);
      if (value) expression(value, named);
      else add('ConstantExpression', span, named);
    }
  };
  const declaration = (node: ParameterDeclaration, parent: number) => {
    const at = add('Parameter', node.span, parent);
    for (const one of node.attributes) attribute(one, at);
    expression(node.variable, at);
    if (node.initial) expression(node.initial, at);
  };
  const statement = (node: Statement, parent: number): void => {
    switch (node.kind) {
      case 'pipeline': {
        const at = add('Pipeline', node.span, parent);
        for (const element of node.elements) {
          if (element.kind === 'command') command(element, at);
          else commandExpression(element, at);
        }
        return;
      }
      case 'chain': {
        const at = add('PipelineChain', node.span, parent);
        statement(node.left, at);
        statement(node.right, at);
        return;
      }
      case 'assignment': {
        const at = add('AssignmentStatement', node.span, parent);
        expression(node.target, at);
        const [only, ...more] = node.value.kind === 'pipeline' ? node.value.elements : [];
        const isAlone =
          only?.kind === 'expression' && more.length === 0 && !('background' in node.value && node.value.background);
        if (isAlone) commandExpression(only, at);
        else statement(node.value, at);
        return;
      }
      case 'if': {
        const at = add('IfStatement', node.span, parent);
        for (const clause of node.clauses) {
          statement(clause.condition, at);
          block(clause.block, at);
        }
        block(node.otherwise, at);
        return;
      }
      case 'while':
      case 'doWhile':
      case 'doUntil': {
        const kind = node.kind === 'while' ? 'While' : node.kind === 'doWhile' ? 'DoWhile' : 'DoUntil';
        const at = add(`${kind}Statement`, node.span, parent);
        statement(node.condition, at);
        block(node.block, at);
        return;
      }
      case 'for': {
        const at = add('ForStatement', node.span, parent);
        for (const one of [node.initial, node.condition, node.iterator]) if (one) statement(one, at);
        block(node.block, at);
        return;
      }
      case 'foreach': {
        const at = add('ForEachStatement', node.span, parent);
        if (node.throttleLimit) expression(node.throttleLimit, at);
        expression(node.variable, at);
        statement(node.values, at);
        block(node.block, at);
        return;
      }
      case 'switch': {
        const at = add('SwitchStatement', node.span, parent);
        if (isStatement(node.value)) statement(node.value, at);
        else {
          const { span } = node.value;
          expression(node.value, add('CommandExpression', span, add('Pipeline', span, at)));
        }
        for (const clause of node.clauses) {
          expression(clause.test, at);
          block(clause.block, at);
        }
        block(node.otherwise, at);
        return;
      }
      case 'try': {
        const at = add('TryStatement', node.span, parent);
        block(node.block, at);
        for (const one of node.catches) {
          const clause = add('CatchClause', one.span, at);
          for (const type of one.types) attribute(type, clause);
          block(one.block, clause);
        }
        block(node.last, at);
        return;
      }
      case 'trap': {
        const at = add('TrapStatement', node.span, parent);
        if (node.type) attribute(node.type, at);
        block(node.block, at);
        return;
      }
      case 'data': {
        // Which commands it allows is no part of PowerShell's tree.
        block(node.block, add('DataStatement', node.span, parent));
        return;
      }
      case 'return':
      case 'throw':
      case 'exit':
      case 'break':
      case 'continue': {
        const at = add(`${node.kind.charAt(0).toUpperCase()}${node.kind.slice(1)}Statement`, node.span, parent);
        if (node.value) statement(node.value, at);
        if (node.label) expression(node.label, at);
        return;
      }
      case 'function': {
        const at = add('FunctionDefinition', node.span, parent);
        for (const one of node.parameters) declaration(one, at);
        body(node.body, node.body.span, at);
        return;
      }
      case 'configuration':
        add('ConfigurationDefinition', node.span, parent);
        return;
      case 'class': {
        const at = add('TypeDefinition', node.span, parent);
        for (const one of node.attributes) attribute(one, at);
        for (const one of node.bases) attribute(one, at);
        for (const one of node.members) {
          if (one.kind === 'property') {
            const member = add('PropertyMember', one.span, at);
            for (const each of one.attributes) attribute(each, member);
            if (one.initial) expression(one.initial, member);
            continue;
          }
          const member = add('FunctionMember', one.span, at);
          for (const each of one.attributes) attribute(each, member);
          const defined = add('FunctionDefinition', { start: one.nameSpan.start, end: one.span.end }, member);
          for (const each of one.parameters) declaration(each, defined);
          body(one.body, one.body.span, defined);
        }
        return;
      }
      case 'enum': {
        const at = add('TypeDefinition', node.span, parent);
        for (const one of node.attributes) attribute(one, at);
        if (node.underlying) attribute(node.underlying, at);
        for (const { span, value } of node.members) {
          const member = add('PropertyMember', span, at);
          if (value) expression(value, member);
        }
        return;
      }
    }
  };
  const commandExpression = (element: ExpressionElement, parent: number) => {
    const at = add('CommandExpression', element.span, parent);
    expression(element.expression, at);
    redirections(element.redirections, at);
  };
  const redirections = (list: readonly RedirectionNode[], parent: number) => {
    for (const [index, { span, target }] of list.entries()) {
      // Where a stream is said to go twice, the first counts.
      const isFirst = list.findIndex((one) => streamOf(one) === streamOf(list[index] as RedirectionNode)) === index;
      if (!isFirst) continue;
      const at = add(target ? 'FileRedirection' : 'MergingRedirection', span, parent);
      if (target) expression(target, at);
    }
  };
  const command = (node: CommandNode, parent: number) => {
    const at = add('Command', node.span, parent);
    if (node.called) expression(node.called, at);
    const dashes = node.elements.find((one) => one.kind === 'argument' && isDoubleDash(one.expression));
    for (const element of node.elements) {
      if (element === dashes) add('CommandParameter', element.span, at);
      else if (element.kind === 'argument') expression(element.expression, at);
      else {
        const parameter = add('CommandParameter', element.span, at);
        if (element.argument) expression(element.argument, parameter);
      }
    }
    redirections(node.redirections, at);
  };
  const inBlock = (kind: string, node: { span: Span; statements: readonly Statement[] }, parent: number) => {
    const [first] = node.statements;
    const last = node.statements.at(-1);
    const at = add(kind, node.span, parent);
    const span = { start: first?.span.start ?? 0, end: last?.span.end ?? 0 };
    statements(node.statements, add('StatementBlock', span, at));
  };
  const expression = (node: Expression, parent: number): void => {
    switch (node.kind) {
      case 'text':
        add('StringConstantExpression', node.span, parent);
        return;
      case 'number':
        add('ConstantExpression', node.span, parent);
        return;
      case 'variable': {
        const isUsing = /^using:/i.test(node.name);
        add('VariableExpression', node.span, isUsing ? add('UsingExpression', node.span, parent) : parent);
        return;
      }
      case 'expandable': {
        const at = add('ExpandableStringExpression', node.span, parent);
        for (const part of node.parts) if (typeof part !== 'string') expression(part, at);
        return;
      }
      case 'typeLiteral':
        add('TypeExpression', node.span, parent);
        return;
      case 'member': {
        const at = add('MemberExpression', node.span, parent);
        expression(node.target, at);
        expression(node.member, at);
        return;
      }
      case 'call': {
        const at = add('InvokeMemberExpression', node.span, parent);
        expression(node.target, at);
        expression(node.member, at);
        for (const one of node.arguments) expression(one, at);
        return;
      }
      case 'index': {
        const at = add('IndexExpression', node.span, parent);
        expression(node.target, at);
        expression(node.index, at);
        return;
      }
      case 'array': {
        const at = add('ArrayLiteral', node.span, parent);
        for (const item of node.items) expression(item, at);
        return;
      }
      case 'arrayExpression':
        inBlock('ArrayExpression', node, parent);
        return;
      case 'subexpression':
        inBlock('SubExpression', node, parent);
        return;
      case 'hashtable': {
        const at = add('Hashtable', node.span, parent);
        for (const { key, value } of node.entries) {
          expression(key, at);
          statement(value, at);
        }
        return;
      }
      case 'scriptBlock':
        body(node.body, node.span, add('ScriptBlockExpression', node.span, parent));
        return;
      case 'parentheses':
        statement(node.statement, add('ParenExpression', node.span, parent));
        return;
      case 'unary':
        expression(node.operand, add('UnaryExpression', node.span, parent));
        return;
      case 'binary': {
        const at = add('BinaryExpression', node.span, parent);
        expression(node.left, at);
        expression(node.right, at);
        return;
      }
      case 'ternary': {
        const at = add('TernaryExpression', node.span, parent);
        for (const one of [node.condition, node.whenTrue, node.whenFalse]) expression(one, at);
        return;
      }
      case 'cast': {
        const at = add('ConvertExpression', node.span, parent);
        attribute(node.type, at);
        expression(node.operand, at);
        return;
      }
      case 'attributed': {
        const at = add('AttributedExpression', node.span, parent);
        attribute(node.attribute, at);
        expression(node.operand, at);
      }
    }
  };
  body(tree, tree.span, -1);
  return nodes;
}

const streamOf = ({ operator }: RedirectionNode) => /^[\d*]/.exec(operator.source)?.[0] ?? '1';

const isDoubleDash = (node: Expression) => node.kind === 'text' && node.form === 'bare' && node.value === '--';

const expressionKinds = new Set(
  `text expandable number variable typeLiteral member call index array arrayExpression subexpression hashtable
  scriptBlock parentheses unary binary ternary cast attributed`.split(/\s+/),
);

const isStatement = (node: Statement | Expression): node is Statement => !expressionKinds.has(node.kind);

/**
 * The nodes as sorted lines `Kind start-end < parent's`. A block without a name has no extent of its own worth comparing:
 * PowerShell gives it one or another by what stands around it.
 */
export function linesOf(nodes: readonly AstNode[]): readonly string[] {
  const show = (node: AstNode | undefined) => {
    if (!node) return '';
    const kind = node.kind.replace(/Ast$/, '').replace(/^Base(?=Ctor)/, '');
    return /^(?:ScriptBlock|NamedBlock|StatementBlock)$/.test(kind) ? kind : `${kind} ${node.start}-${node.end}`;
  };
  return nodes.map((node) => `${show(node)} < ${show(nodes[node.parent])}`).toSorted();
}
